"""Changes of a member's standing, with date, reason and paper; contact lost and found (A6).

People decide and enter; nothing here happens by itself, not even at a legal threshold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import accounts
from dangjian.registry.actions.people import locked
from dangjian.registry.actions.posts import end_all
from dangjian.registry.models import (
    Floating,
    LostContact,
    Membership,
    Person,
    Post,
    RoleGrant,
    Standing,
    StandingKind,
)
from dangjian.registry.models.validity import since

MAY_FOLLOW: Mapping[str, frozenset[str]] = {
    StandingKind.PROBATIONARY: frozenset(
        {StandingKind.FULL, StandingKind.LEFT, StandingKind.SUSPENDED, StandingKind.DIED}
    ),
    StandingKind.FULL: frozenset(
        {StandingKind.SUSPENDED, StandingKind.LEFT, StandingKind.DIED}
    ),
    StandingKind.SUSPENDED: frozenset(
        {StandingKind.FULL, StandingKind.PROBATIONARY, StandingKind.LEFT, StandingKind.DIED}
    ),
    StandingKind.LEFT: frozenset({StandingKind.FULL, StandingKind.DIED}),
    StandingKind.DIED: frozenset(),
}
"""Which standing may follow which; from "left" back to full is a decision set right by a superior."""

REASONS: Mapping[str, tuple[str, ...]] = {
    StandingKind.FULL: ("按期转正", "延期后转正", "恢复党籍", "撤销原处理决定"),
    StandingKind.PROBATIONARY: ("恢复党籍",),
    StandingKind.SUSPENDED: ("失去联系六个月以上", "出国（境）定居", "出国（境）学习超过五年", "其他"),
    StandingKind.LEFT: (
        "取消预备党员资格",
        "劝其退党",
        "劝而不退除名",
        "自行脱党除名",
        "退党除名",
        "除名",
        "开除党籍",
    ),
    StandingKind.DIED: ("去世",),
}
"""The reasons a decision may name (教育管理条例 2019, Art. 24, 31)."""

_ENDS_MEMBERSHIP = (StandingKind.LEFT, StandingKind.DIED)


@evidence.action
def change_standing(
    person: Person,
    *,
    kind: str,
    on: dt.date,
    reason: str,
    document: str,
    today: dt.date,
    by: Actor,
    seen: int | None = None,
) -> Standing:
    """Enter a decision on a member's standing, taken outside the system, with its paper.

    Leaving and death end membership, posts, roles and the account on the same day. Refused: a
    standing that cannot follow, no reason or paper, a day in the future or before the last change.
    """
    if on > today:
        raise Refused("日期还没到。", field="on")
    person = locked(person, seen)
    current = Standing.objects.current().filter(person=person).first()
    if current is None or kind not in MAY_FOLLOW[current.kind]:
        now = current.get_kind_display() if current else "未登记"  # type: ignore[attr-defined]
        raise Refused(
            f"现在是“{now}”，不能登记为“{StandingKind(kind).label}”。", field="kind"
        )
    if reason not in REASONS[kind]:
        raise Refused("请从列出的原因中选一个。", field="reason")
    if kind != StandingKind.DIED and not document.strip():
        raise Refused("请填写决定或批复的文件名称和文号。", field="document")
    if on <= current.valid.lower:
        raise Refused(
            f"日期应晚于上一次变化（{current.valid.lower:%Y-%m-%d}）。", field="on"
        )
    current.end(on)
    standing = Standing.objects.create(
        person=person, kind=kind, reason=reason, document=document, valid=since(on)
    )
    _follow(person, current.kind, kind, on, by)
    evidence.record(
        by,
        "change_standing",
        "person",
        person.uid,
        person.path,
        on=on.isoformat(),
        before=current.kind,
        after=kind,
    )
    return standing


def _follow(person: Person, before: str, kind: str, on: dt.date, by: Actor) -> None:
    """What a change of standing brings with it, in plain lines."""
    person.standing = kind
    if kind == StandingKind.FULL and before == StandingKind.PROBATIONARY:
        person.full_on = on
    if kind == StandingKind.SUSPENDED or kind in _ENDS_MEMBERSHIP:
        end_all(Post.objects.filter(person=person), on)
        end_all(RoleGrant.objects.filter(holder=person), on)
    if kind in _ENDS_MEMBERSHIP:
        end_all(Membership.objects.filter(person=person), on)
        end_all(LostContact.objects.filter(person=person), on)
        end_all(Floating.objects.filter(person=person), on)
        person.lost = person.floating = False
        accounts.close_for(person, reason=StandingKind(kind).label, by=by)
    elif before == StandingKind.LEFT and person.organization is not None:
        Membership.objects.create(
            person=person,
            organization=person.organization,
            arrival="reorganized",
            valid=since(on),
        )
    person.version += 1
    person.save()


@evidence.action
def report_lost(
    person: Person, *, on: dt.date, efforts: str, today: dt.date, by: Actor
) -> LostContact:
    """Enter that contact broke off on a day, and how the member was looked for."""
    if on > today:
        raise Refused("日期还没到。", field="on")
    person = locked(person)
    if person.lost:
        raise Refused("已经登记为失联。")
    lost = LostContact.objects.create(person=person, efforts=efforts, valid=since(on))
    _mark(person, by, "report_lost", on, lost=True)
    return lost


@evidence.action
def report_found(person: Person, *, on: dt.date, today: dt.date, by: Actor) -> Person:
    """Enter that a lost member was reached again."""
    if on > today:
        raise Refused("日期还没到。", field="on")
    person = locked(person)
    lost = LostContact.objects.current().filter(person=person).first()
    if lost is None:
        raise Refused("没有登记为失联。")
    if on <= lost.valid.lower:
        raise Refused("恢复联系的日期应在失联日期之后。", field="on")
    lost.end(on)
    _mark(person, by, "report_found", on, lost=False)
    return person


@evidence.action
def report_floating(
    person: Person, *, on: dt.date, destination: str, contact: str, today: dt.date, by: Actor
) -> Floating:
    """Enter that a member is away for six months or more without moving the relation."""
    if on > today:
        raise Refused("日期还没到。", field="on")
    person = locked(person)
    if person.floating:
        raise Refused("已经登记为流动党员。")
    if not destination.strip():
        raise Refused("请填写外出流向。", field="destination")
    floating = Floating.objects.create(
        person=person, destination=destination, contact=contact, valid=since(on)
    )
    _mark(person, by, "report_floating", on, floating=True)
    return floating


@evidence.action
def report_returned(person: Person, *, on: dt.date, today: dt.date, by: Actor) -> Person:
    """Enter that a floating member is back."""
    if on > today:
        raise Refused("日期还没到。", field="on")
    person = locked(person)
    floating = Floating.objects.current().filter(person=person).first()
    if floating is None:
        raise Refused("没有登记为流动党员。")
    if on <= floating.valid.lower:
        raise Refused("返回日期应在外出日期之后。", field="on")
    floating.end(on)
    _mark(person, by, "report_returned", on, floating=False)
    return person


def _mark(person: Person, by: Actor, verb: str, on: dt.date, **marks: bool) -> None:
    for name, value in marks.items():
        setattr(person, name, value)
    person.version += 1
    person.save(update_fields=[*marks, "version"])
    evidence.record(by, verb, "person", person.uid, person.path, on=on.isoformat())
