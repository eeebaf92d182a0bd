"""Changes of a member's standing, with date, reason and paper; contact lost and found (A6).

People decide and enter; nothing here happens by itself, not even at a legal threshold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import accounts
from dangjian.registry.actions.people import locked
from dangjian.registry.models import (
    IN_THE_PARTY,
    Arrival,
    Floating,
    LostContact,
    Membership,
    Organization,
    Person,
    Post,
    RoleGrant,
    Standing,
    StandingKind,
)
from dangjian.registry.models.validity import since
from dangjian.registry.rules.people import (
    DECISIONS,
    DIED,
    ENDS_OF_PROBATION,
    FULL,
    MOVED,
    OUT,
    PROBATIONARY,
    SUSPENDED,
    TAKEN,
    check_branch,
    kept,
    may_follow,
)


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
    organization: Organization | None = None,
    organ: str = "",
    decided_on: dt.date | None = None,
    in_case: bool = False,
) -> Standing:
    """Enter a decision on a member's standing, taken outside the system, with its paper.

    Leaving and death end membership, posts, roles and the account on the same day. organization:
    the branch of somebody who comes back, the last one if not given. organ, decided_on: who decided
    and when. in_case: the case by which he was admitted says so. Refused: a standing that cannot
    follow, no reason or paper, a day in the future or before the last change, one's own; the end of
    a probation past its case.
    """
    if by.person_uid == person.uid:
        raise Refused("自己的党籍变化不能由自己登记，请由上级党组织办理。")
    if on > today:
        raise Refused("日期还没到，请在决定生效后登记。", field="on")
    if decided_on is not None and decided_on > today:
        raise Refused("作出决定的日期还没到，请核对。", field="decided_on")
    home = organization or person.organization
    branches = kept([home]) if home else {}
    person = locked(person, seen)
    history = list(Standing.objects.filter(person=person).order_by("valid"))
    before = _check_decision(history, kind, on, reason, document)
    if before.in_case and not in_case and reason in ENDS_OF_PROBATION:
        raise Refused(
            "这位同志的转正正在“发展党员”里一步一步办，请在那里登记支部大会和审批的结果。"
        )
    before.end(on)
    standing = Standing.objects.create(
        person=person,
        kind=kind,
        reason=reason,
        document=document.strip(),
        organ=organ.strip(),
        decided_on=decided_on,
        valid=since(on),
    )
    person.standing = kind
    if kind == FULL and before.kind == PROBATIONARY:
        person.full_on = on
    if kind in OUT:
        _go_out(person, kind, on, by)
    elif kind == SUSPENDED:
        _lay_down(person, on)
    elif before.kind in OUT:
        come_back(person, branches.get(home.pk) if home else None, on)
    person.version += 1
    person.save()
    evidence.record(
        by,
        "change_standing",
        "person",
        person.uid,
        person.path,
        on=on.isoformat(),
        before=before.kind,
        after=kind,
    )
    return standing


def _check_decision(
    history: Sequence[Standing], kind: str, on: dt.date, reason: str, document: str
) -> Standing:
    """The standing that the decision ends. Refused where it cannot be ended so."""
    if kind not in may_follow([standing.kind for standing in history]):
        now = StandingKind(history[-1].kind).label if history else "未登记"
        raise Refused(f"现在是“{now}”，不能登记为“{StandingKind(kind).label}”。", field="kind")
    before = history[-1]
    if reason not in DECISIONS[before.kind, kind]:
        raise Refused("请从列出的原因中选一个。", field="reason")
    if kind != DIED and not document.strip():
        raise Refused("请填写决定或批复的文件名称和文号。", field="document")
    if on <= before.valid.lower:
        raise Refused(f"日期应晚于上一次变化（{before.valid.lower:%Y-%m-%d}）。", field="on")
    return before


def _lay_down(person: Person, on: dt.date) -> None:
    _cut(Post.objects.filter(person=person), on)
    _cut(RoleGrant.objects.filter(holder=person), on)


def _go_out(person: Person, kind: str, on: dt.date, by: Actor) -> None:
    _lay_down(person, on)
    _cut(Membership.objects.filter(person=person), on)
    _cut(LostContact.objects.filter(person=person), on)
    _cut(Floating.objects.filter(person=person), on)
    person.lost = person.floating = False
    accounts.close_for(person, reason=StandingKind(kind).label, by=by)


def come_back(
    person: Person,
    organization: Organization | None,
    on: dt.date,
    arrival: str = Arrival.REORGANIZED,
    document: str = "",
) -> None:
    """Put somebody who was out into a branch again, from a day on. Refused as in `check_branch`."""
    if organization is None:
        raise Refused("请选择编入的支部。", field="organization")
    check_branch(organization, on)
    Membership.objects.create(
        person=person,
        organization=organization,
        arrival=arrival,
        document=document,
        valid=since(on),
    )
    person.organization, person.path = organization, organization.path


def _cut(facts: QuerySet, on: dt.date) -> None:
    """End on that day whatever still held on it or later; what began later is made empty.

    A decision is often entered weeks after its day: the branch may have been reorganized meanwhile.
    """
    for fact in facts.filter(valid__overlap=since(on)).select_for_update():
        fact.end(max(on, fact.valid.lower))


# --- beyond this register -----------------------------------------------------------------------


@evidence.action
def move_out(
    person: Person, *, on: dt.date, document: str, today: dt.date, by: Actor
) -> Standing:
    """Enter that a member belongs to an organization beyond this register from a day on.

    document: the receipt it is known from. He ends here as with `change_standing`; what he is to
    the Party has not changed. Refused: no member, no paper, a day in the future or before the last
    change.
    """
    if on > today:
        raise Refused("日期还没到，请在收到回执以后登记。", field="on")
    if not document.strip():
        raise Refused("请填写回执的内容。", field="document")
    person = locked(person)
    if person.standing not in IN_THE_PARTY:
        raise Refused("这位同志现在不是在册党员，不能转出。")
    before = Standing.objects.filter(person=person).order_by("valid").last()
    if before is None or on <= before.valid.lower:
        raise Refused("日期应晚于上一次党籍变化。", field="on")
    before.end(on)
    standing = Standing.objects.create(
        person=person, kind=MOVED, reason=MOVED.label, document=document.strip(), valid=since(on)
    )
    person.standing = MOVED
    _go_out(person, MOVED, on, by)
    person.version += 1
    person.save()
    evidence.record(by, "move_out", "person", person.uid, person.path, on=on.isoformat())
    return standing


@evidence.action
def move_in(
    person: Person,
    *,
    organization: Organization,
    kind: str,
    full_on: dt.date | None,
    on: dt.date,
    document: str,
    today: dt.date,
    by: Actor,
) -> Standing:
    """Enter that a member who had moved out belongs to a branch of this register again.

    kind: probationary or full, by the letter he brought; full_on: since when, where the register
    does not know it. Refused: he had not moved out, a branch
    without members or not open, a probationer who was full, a day in the future or not after the
    one he left on.
    """
    if on > today:
        raise Refused("日期还没到，请在当天办理。", field="on")
    branches = kept([organization])
    person = locked(person)
    history = list(Standing.objects.filter(person=person).order_by("valid"))
    if person.standing != MOVED or not history:
        raise Refused(TAKEN.format(person.name), field="id_number")
    if kind not in IN_THE_PARTY or (kind == PROBATIONARY and person.full_on is not None):
        raise Refused("介绍信上的身份和登记册里的不一致，请核对。", field="full_on")
    before = history[-1]
    if on <= before.valid.lower:
        raise Refused(f"日期应晚于转出的日期（{before.valid.lower:%Y-%m-%d}）。", field="on")
    before.end(on)
    standing = Standing.objects.create(
        person=person,
        kind=kind,
        reason=Arrival.TRANSFERRED.label,
        document=document,
        valid=since(on),
    )
    person.standing = kind
    person.full_on = person.full_on or full_on
    come_back(person, branches[organization.pk], on, Arrival.TRANSFERRED, document)
    person.version += 1
    person.save()
    evidence.record(by, "move_in", "person", person.uid, person.path, on=on.isoformat())
    return standing


# --- contact lost, members away -------------------------------------------------------------------


@evidence.action
def report_lost(
    person: Person,
    *,
    on: dt.date,
    efforts: str,
    today: dt.date,
    by: Actor,
    seen: int | None = None,
) -> LostContact:
    """Enter that contact broke off on a day, and how the member was looked for.

    Refused: somebody who is no member, lost already (or lost again before he was found), a day in
    the future or before joining.
    """
    person = _beginning(person, LostContact, on, today, seen)
    lost = LostContact.objects.create(person=person, efforts=efforts.strip(), valid=since(on))
    _mark(person, by, "report_lost", on, lost=True)
    return lost


@evidence.action
def report_found(
    person: Person, *, on: dt.date, today: dt.date, by: Actor, seen: int | None = None
) -> Person:
    """Enter that a lost member was reached again. Refused: not lost, a day not after the loss."""
    person = _ending(person, LostContact, on, today, seen)
    _mark(person, by, "report_found", on, lost=False)
    return person


@evidence.action
def report_floating(
    person: Person,
    *,
    on: dt.date,
    destination: str,
    contact: str,
    today: dt.date,
    by: Actor,
    seen: int | None = None,
) -> Floating:
    """Enter that a member is away for six months or more without moving the relation.

    Refused as in `report_lost`, and without a destination.
    """
    if not destination.strip():
        raise Refused("请填写外出流向。", field="destination")
    person = _beginning(person, Floating, on, today, seen)
    floating = Floating.objects.create(
        person=person, destination=destination.strip(), contact=contact.strip(), valid=since(on)
    )
    _mark(person, by, "report_floating", on, floating=True)
    return floating


@evidence.action
def report_returned(
    person: Person, *, on: dt.date, today: dt.date, by: Actor, seen: int | None = None
) -> Person:
    """Enter that a floating member is back. Refused: not away, a day not after leaving."""
    person = _ending(person, Floating, on, today, seen)
    _mark(person, by, "report_returned", on, floating=False)
    return person


Spells = type[LostContact] | type[Floating]
_WORDS: Mapping[Spells, str] = {LostContact: "失联", Floating: "流动党员"}


def _beginning(
    person: Person, spells: Spells, on: dt.date, today: dt.date, seen: int | None
) -> Person:
    """The person, locked, for whom such a spell may begin that day."""
    if on > today:
        raise Refused("日期还没到。", field="on")
    person = locked(person, seen)
    if person.standing in ("", *OUT):
        raise Refused("这位同志现在不在党组织里，不用登记。")
    if person.joined_on and on < person.joined_on:
        raise Refused(f"日期早于入党日期（{person.joined_on:%Y-%m-%d}）。", field="on")
    out = Standing.objects.filter(person=person, kind__in=OUT, valid__overlap=since(on))
    if apart := out.order_by("-valid").first():
        raise Refused(f"到 {apart.last_day:%Y-%m-%d} 为止不在党组织里，请核对日期。", field="on")
    overlapping = spells.objects.filter(person=person, valid__overlap=since(on))
    other = overlapping.order_by("-valid").first()
    if other is not None and other.valid.upper is None:
        raise Refused(f"已经登记为{_WORDS[spells]}（{other.valid.lower:%Y-%m-%d} 起）。")
    if other is not None:
        raise Refused(
            f"上一次登记到 {other.last_day:%Y-%m-%d} 为止，请填这以后的日期。", field="on"
        )
    return person


def _ending(
    person: Person, spells: Spells, on: dt.date, today: dt.date, seen: int | None
) -> Person:
    """The person, locked, whose spell ended that day."""
    if on > today:
        raise Refused("日期还没到。", field="on")
    person = locked(person, seen)
    spell = spells.objects.filter(person=person, valid__upper_inf=True).first()
    if spell is None:
        raise Refused(f"现在没有登记为{_WORDS[spells]}，不用再登记。")
    if on <= spell.valid.lower:
        raise Refused(f"日期应在 {spell.valid.lower:%Y-%m-%d} 之后。", field="on")
    spell.end(on)
    return person


def _mark(person: Person, by: Actor, verb: str, on: dt.date, **marks: bool) -> None:
    for name, value in marks.items():
        setattr(person, name, value)
    person.version += 1
    person.save(update_fields=[*marks, "version"])
    evidence.record(by, verb, "person", person.uid, person.path, on=on.isoformat())
