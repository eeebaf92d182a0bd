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

    def long_here(self, member: Member) -> bool:
        return member.here_since < self.ground.today - dt.timedelta(days=1000)


def _turn_full(ground: Ground) -> None:
    """End the probation of those whose year was over within the last twelve months."""
    for member in ground.members:
        if member.turns_full and member.profile.full_on:
            day = member.profile.full_on
            _decide(ground, member, StandingKind.FULL, day, "按期转正", "禾组审")


def _lose_some(ground: Ground, fates: _Fates) -> None:
    """Members out of touch: some found again, some suspended after more than half a year."""
    scale = ground.scale
    for member in fates.take(scale.found, fates.working):
        _lose(ground, member, ground.days_ago(400, 900))
        found_on = ground.days_ago(20, 200)
        standing.report_found(member.person, on=found_on, today=ground.today, by=BY)
    for member in fates.take(scale.lost, fates.working):
        _lose(ground, member, ground.days_ago(30, 150))
    for member in fates.take(scale.suspended, fates.working):
        lost_on = ground.days_ago(420, 800)
        _lose(ground, member, lost_on)
        day = ground.days_after(lost_on, 230, 330)
        _decide(ground, member, StandingKind.SUSPENDED, day, "失去联系六个月以上", "禾组")


def _lose(ground: Ground, member: Member, day: dt.date) -> None:
    efforts = ground.chance.choice(_EFFORTS)
    standing.report_lost(member.person, on=day, efforts=efforts, today=ground.today, by=BY)


def _let_go(ground: Ground, fates: _Fates) -> None:
    """Those who left the Party or died within the last two years."""
    for member in fates.take(ground.scale.died, fates.old):
        _decide(ground, member, StandingKind.DIED, ground.days_ago(3, 700), "去世", "")
    reasons = cycle(("自行脱党除名", "劝其退党", "开除党籍", "退党除名"))
    for member, reason in zip(fates.take(ground.scale.left, fates.working), reasons, strict=False):
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
