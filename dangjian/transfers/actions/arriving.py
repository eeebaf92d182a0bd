"""A member is accepted by his new branch: from that day on he belongs there (A9)."""

from __future__ import annotations

import datetime as dt

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.actions import people
from dangjian.registry.actions.people import NewMember
from dangjian.registry.actions.standing import move_in, report_returned
from dangjian.registry.models import Arrival, Organization, Person, StandingKind
from dangjian.registry.rules.people import as_stored, kept
from dangjian.transfers.actions.guests import end_stays
from dangjian.transfers.actions.moving import go, taken
from dangjian.transfers.models import Ending, Stage, Transfer, Way
from dangjian.transfers.queries.transfers import paper_of
from dangjian.transfers.recording import leaf, tell_member
from dangjian.transfers.rules import Part
from dangjian.transfers.rules.transfers import check_day


@evidence.action
def place(
    transfer: Transfer,
    *,
    on: dt.date,
    group: Organization | None = None,
    part: Part,
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> Transfer:
    """The new branch accepts a member of this register: until the day before he was the old one's.

    Whoever was registered as away is so no longer. Refused: a day before the letter or in the
    future; he left his branch otherwise meanwhile; and as in `people.reassign`. Stale as elsewhere.
    """
    stored = taken(transfer)
    if stored.to_branch is None or stored.person is None or stored.state != Stage.PLACING:
        raise Stale("这件转接已经到了别的一步，没有再办一次。")
    paper = paper_of(stored)
    check_day(on, since=paper.issued_on if paper else stored.opened_on, today=now.date())
    person = Person.objects.get(pk=stored.person.pk)
    if person.organization_id != stored.from_branch_id:
        raise Refused("这位同志已经不在原支部了，请党委核对后退回。")
    kept([stored.to_branch, *([group] if group else [])])
    if person.floating:
        report_returned(person, on=on, today=now.date(), by=by)
    people.reassign(
        person,
        organization=stored.to_branch,
        group=group,
        on=on,
        today=now.date(),
        document=_document(stored),
        arrival=Arrival.TRANSFERRED,
        by=by,
    )
    end_stays(person, Ending.MOVED, on=on, by=by)
    if paper is not None:
        paper.receipt_on, paper.receipt_from = on, stored.to_branch.name
        paper.save(update_fields=["receipt_on", "receipt_from"])
    _settle(stored, "place", on, part, seen, now, by)
    tell_member(person, "新支部已经接收您的组织关系。", now=now, by=by)
    return stored


@evidence.action
def enter(
    transfer: Transfer,
    member: NewMember,
    *,
    on: dt.date,
    part: Part,
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> Person:
    """The new branch accepts somebody from beyond the register, who comes into it that day.

    Whoever had moved out of this register before is taken up again under his old record. Refused:
    a day before he came with the letter or in the future; and as in `register_member`, `move_in`.
    """
    stored = taken(transfer)
    if stored.to_branch is None or stored.way != Way.IN or stored.state != Stage.PLACING:
        raise Stale("这件转接已经到了别的一步，没有再办一次。")
    check_day(on, since=stored.opened_on, today=now.date())
    member.organization, member.since = stored.to_branch, on
    member.arrival, member.document = Arrival.TRANSFERRED, _document(stored)
    person = _back(member, on, now.date(), by) or people.register_member(
        member, today=now.date(), by=by
    )
    stored.person = person
    stored.save(update_fields=["person"])
    _settle(stored, "enter", on, part, seen, now, by)
    return person


def _back(member: NewMember, on: dt.date, today: dt.date, by: Actor) -> Person | None:
    """Whoever bears the number and had moved out, taken up again; None for somebody new."""
    number = as_stored("id_number", member.id_number)
    known = Person.objects.filter(
        id_number_index=Person.index_of("id_number", number), standing=StandingKind.MOVED
    ).first()
    if known is None:
        return None
    if known.name != member.name:
        raise Refused("这个号码以前登记的姓名不一样，请照证件核对。", field="name")
    move_in(
        known,
        organization=member.organization,
        kind=StandingKind.FULL if member.full_on else StandingKind.PROBATIONARY,
        full_on=member.full_on,
        on=on,
        document=member.document,
        today=today,
        by=by,
    )
    return known


def _settle(
    transfer: Transfer,
    name: str,
    on: dt.date,
    part: Part,
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> None:
    transfer.settled_on = on
    transfer.save(update_fields=["settled_on"])
    go(transfer, name, part=part, seen=seen, now=now, by=by)
    leaf(by, name, transfer, on=on.isoformat())


def _document(transfer: Transfer) -> str:
    """What the membership rests on, as it stands in the record."""
    if transfer.way == Way.IN:
        return f"{transfer.from_words}介绍信 {transfer.letter_number}"[:120]
    paper = paper_of(transfer)
    place = transfer.sender.short_name if transfer.sender else ""
    return f"{place}介绍信{paper.called}" if paper else f"{place}批准，党委内转接"
