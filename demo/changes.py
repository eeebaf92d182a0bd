"""What befell members: full after probation, away, out of touch, suspended, left, died."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import cycle

from dangjian.registry.actions import standing
from dangjian.registry.models import StandingKind
from demo.ground import BY, Ground
from demo.shares import Work
from demo.staffing import Member

_DESTINATIONS = (
    "临江省澜川市务工 滨海省望江市经商 临江省云麓市照顾孙辈 南屿省平芜市务工 滨海省南漪市务工"
    " 临江省松阳岭市随子女居住 南屿省望江市跑运输 滨海省澜川市项目部"
).split()
_EFFORTS = (
    "电话停机，已走访原住址和亲属，没有消息。",
    "去过原单位和户籍地派出所，同事、邻居都联系不上。",
    "托同乡寻找，并在支部公告栏登过寻人启事。",
)

_EXTENSION = dt.timedelta(days=184)
"""Probation is extended once, by half a year or more."""
_EXTENDED_EACH = 25


def befall(ground: Ground, tell: Callable[[float], object]) -> None:
    """All changes of standing, contact and place, each on people nothing else befell."""
    _turn_full(ground)
    tell(0.25)
    fates = _Fates(ground)
    _lose_some(ground, fates)
    _let_go(ground, fates)
    tell(0.4)
    _send_away(ground, fates)
    tell(1.0)


class _Fates:
    """Hands out members to whom something happens; nobody is handed out twice."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.free = [m for m in ground.members if not m.settled and not m.turns_full]
        ground.chance.shuffle(self.free)

    def take(self, count: int, fits: Callable[[Member], bool]) -> list[Member]:
        taken: list[Member] = []
        rest: list[Member] = []
        for member in self.free:
            (taken if len(taken) < count and fits(member) else rest).append(member)
        self.free = rest
        return taken

    def old(self, member: Member) -> bool:
        aged = member.profile.born_on.year < self.ground.today.year - 66
        return aged and self.long_here(member)

    def working(self, member: Member) -> bool:
        """Somebody of working age who has been in his branch for some years."""
        young = member.profile.born_on.year > self.ground.today.year - 56
        return young and self.long_here(member)

    def long_probationary(self, member: Member) -> bool:
        joined_on = member.profile.joined_on
        return member.profile.full_on is None and joined_on < self.ground.today - _EXTENSION

    def long_here(self, member: Member) -> bool:
        return member.here_since < self.ground.today - dt.timedelta(days=1000)


def _turn_full(ground: Ground) -> None:
    """End the probation of those whose year was over within the last twelve months."""
    turning = [member for member in ground.members if member.turns_full]
    for index, member in enumerate(turning):
        due = member.profile.full_on
        assert due is not None
        later = due + _EXTENSION
        if index % _EXTENDED_EACH == 0 and later < ground.today:
            _decide(ground, member, StandingKind.FULL, later, "延期后转正", "禾组审")
        else:
            _decide(ground, member, StandingKind.FULL, due, "按期转正", "禾组审")


def _lose_some(ground: Ground, fates: _Fates) -> None:
    """Members out of touch: some found again, some suspended after more than half a year."""
    scale = ground.scale
    for index, member in enumerate(fates.take(scale.found, fates.working)):
        lost_on = ground.days_ago(480, 900)
        _lose(ground, member, lost_on)
        if index == 0:
            _suspend(ground, member, lost_on)
        found_on = ground.days_ago(60, 120)
        standing.report_found(member.person, on=found_on, today=ground.today, by=BY)
        if index == 0:
            back_on = ground.days_after(found_on, 10, 40)
            _decide(ground, member, StandingKind.FULL, back_on, "恢复党籍", "禾组")
    for member in fates.take(scale.lost, fates.working):
        _lose(ground, member, ground.days_ago(30, 150))
    for member in fates.take(scale.suspended, fates.working):
        lost_on = ground.days_ago(420, 800)
        _lose(ground, member, lost_on)
        _suspend(ground, member, lost_on)


def _suspend(ground: Ground, member: Member, lost_on: dt.date) -> None:
    day = ground.days_after(lost_on, 230, 330)
    _decide(ground, member, StandingKind.SUSPENDED, day, "失去联系六个月以上", "禾组")


def _lose(ground: Ground, member: Member, day: dt.date) -> None:
    efforts = ground.chance.choice(_EFFORTS)
    standing.report_lost(member.person, on=day, efforts=efforts, today=ground.today, by=BY)


def _let_go(ground: Ground, fates: _Fates) -> None:
    """Those who left the Party or died within the last two years."""
    for member in fates.take(ground.scale.died, fates.old):
        _decide(ground, member, StandingKind.DIED, ground.days_ago(3, 700), "去世", "")
    for member in fates.take(1, fates.long_probationary):
        day = ground.days_ago(5, 60)
        _decide(ground, member, StandingKind.LEFT, day, "取消预备党员资格", "禾组审")
    reasons = cycle(("自行脱党除名", "劝其退党", "开除党籍", "退党除名"))
    for member, reason in zip(
        fates.take(ground.scale.left - 1, fates.working), reasons, strict=False
    ):
        _decide(ground, member, StandingKind.LEFT, ground.days_ago(10, 600), reason, "禾纪")


def _send_away(ground: Ground, fates: _Fates) -> None:
    """Members who work elsewhere without having moved the relation; some are back."""

    def goes(member: Member) -> bool:
        return fates.working(member) and member.profile.work is not Work.OFFICIAL

    for index, member in enumerate(fates.take(_away(ground), goes)):
        left_on = ground.days_ago(190, 900)
        standing.report_floating(
            member.person,
            on=left_on,
            destination=ground.chance.choice(_DESTINATIONS),
            contact=ground.chance.choice(("", "支部委员电话联系", "流入地党群服务中心")),
            today=ground.today,
            by=BY,
        )
        if index < ground.scale.returned:
            back_on = ground.days_ago(5, 180)
            standing.report_returned(member.person, on=back_on, today=ground.today, by=BY)


def _away(ground: Ground) -> int:
    return ground.scale.floating + ground.scale.returned


def _decide(
    ground: Ground, member: Member, kind: StandingKind, day: dt.date, reason: str, office: str
) -> None:
    standing.change_standing(
        member.person,
        kind=kind,
        on=day,
        reason=reason,
        document=ground.paper(office, day) if office else "",
        today=ground.today,
        by=BY,
    )
