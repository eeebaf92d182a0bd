"""What was counted on paper is entered, handed over, compared by a second person, confirmed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from dangjian.flow import actions as flow
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.meetings.models import Candidate, Count, Item, Meeting, Presence, State
from dangjian.meetings.queries.electorate import without_vote
from dangjian.meetings.queries.offices import confirming_office, keeping_office
from dangjian.meetings.queries.records import record_of
from dangjian.meetings.queries.results import Reckoning, book_of, items_of, reckon, shares_of
from dangjian.meetings.recording import leaf, person_of, stored
from dangjian.meetings.rules import Who, table_of
from dangjian.meetings.rules.sheets import (
    Sheet,
    Votes,
    check_election,
    check_sheet,
    check_votes,
    check_written,
)
from dangjian.meetings.rules.votes import attendance
from dangjian.meetings.rules.wording import minutes
from dangjian.registry.models import IN_THE_PARTY, Organization, Person, Standing

NOTHING_WRITTEN = Votes(0, 0, 0)


@evidence.action
def record(
    item: Item,
    *,
    sheet: Sheet,
    scrutineer: Person,
    teller: Person,
    now: dt.datetime,
    by: Actor,
    votes: Votes | None = None,
    written: Votes = NOTHING_WRITTEN,
    for_each: Mapping[int, Votes] | None = None,
    written_in: Mapping[int, int] | None = None,
    seen: int | None = None,
) -> Count:
    """Enter the count sheet of an item; entered again, the last one stands until it is confirmed.

    votes: of a question; written: the opinions given in writing before. for_each: of an election,
    person id of every candidate -> his marks; written_in: person id -> votes for somebody who was
    not on the ballot.

    Refused: numbers that fit neither the roll nor each other; one person as both tellers, a
    candidate or the person concerned as a teller. Stale: the roll is not fixed, or the count was
    handed over.
    """
    found = stored(item.meeting, "count", seen)
    stored_item = Item.objects.select_related("person").get(pk=item.pk)
    if stored_item.taken_off_at is not None or found.present is None:
        raise Stale("这一项已经撤下，或者还没有签到。")
    _check_quorum(found)
    check_sheet(sheet, found.present)
    _check_tellers(stored_item, found, scrutineer, teller)
    if stored_item.elects:
        _enter_votes(stored_item, found, sheet, for_each or {}, written_in or {})
        votes = None
    elif votes is None:
        raise Refused("请填写赞成、不赞成、弃权各几票。", field="in_favour")
    else:
        check_votes(sheet, votes)
    check_written(written, 0 if stored_item.elects else found.written)
    count, _ = Count.objects.update_or_create(
        item=stored_item,
        defaults={
            "issued": sheet.issued,
            "returned": sheet.returned,
            "valid": sheet.valid,
            "in_favour": votes.in_favour if votes else None,
            "against": votes.against if votes else None,
            "abstained": votes.abstained if votes else None,
            "written_in_favour": written.in_favour,
            "written_against": written.against,
            "written_abstained": written.abstained,
            "scrutineer": scrutineer,
            "teller": teller,
            "entered_by": person_of(by),
        },
    )
    _advance(found, "count", Who.KEEPER, now, by, seen)
    leaf(
        by,
        "count",
        found,
        item=str(stored_item.uid),
        issued=sheet.issued,
        returned=sheet.returned,
        valid=sheet.valid,
        in_favour=count.in_favour,
        written=written.all,
    )
    return count


@evidence.action
def hand_over(meeting: Meeting, *, now: dt.datetime, by: Actor, seen: int | None = None) -> Meeting:
    """Give the counts to somebody else, to be compared with the paper.

    Refused: an item that was not counted; a void ballot that was not cast again; nobody else who
    could compare it.
    """
    found = stored(meeting, "hand_over", seen)
    items = items_of(found)
    reckoned = reckon(found, items, book_of(found))
    for one in reckoned:
        if one.count is None:
            raise Refused(f"第{one.item.position}项还没有登记计票。")
    _check_void_was_repeated(found, reckoned)
    found.counted_by = person_of(by)
    found.save(update_fields=["counted_by"])
    office = confirming_office(found.organization, _hands(found), now.date())
    flow.advance(
        found,
        table_of(found.kind),
        "hand_over",
        part=Who.KEEPER,
        to=[office],
        now=now,
        by=by,
        seen=seen,
        note=f"{found.organization.short_name}，{found.get_kind_display()}",
    )
    leaf(by, "hand_over", found)
    return found


@evidence.action
def send_back(
    meeting: Meeting,
    *,
    words: str,
    office: Organization | None = None,
    now: dt.datetime,
    by: Actor,
    seen: int | None = None,
) -> Meeting:
    """The numbers are not those on paper: back to whoever entered them, with what differs."""
    found = stored(meeting, "send_back", seen)
    _advance(found, "send_back", Who.CONFIRMER, now, by, seen, words, office)
    leaf(by, "send_back", found)
    return found


@evidence.action
def confirm(
    meeting: Meeting,
    *,
    office: Organization | None = None,
    now: dt.datetime,
    by: Actor,
    seen: int | None = None,
) -> Meeting:
    """Somebody else compared the counts with the paper: what was counted stands from now on.

    The results and the record are written as they are on this day; nothing of them changes later.
    Refused (403): whoever entered or handed over one of the counts.
    """
    found = stored(meeting, "confirm", seen)
    other = person_of(by)
    if other.pk in _hands(found):
        raise Refused("票数是您登记或者交出的，要由另一位同志核对。", status=403)
    items = items_of(found)
    reckoned = reckon(found, items, book_of(found))
    for one in reckoned:
        _settle(one)
    found.seal("minutes", "\n".join(minutes(record_of(found, reckoned))))
    found.confirmed_by, found.confirmed_at = other, now
    found.save(update_fields=["minutes", "confirmed_by", "confirmed_at"])
    goes_on = table_of(found.kind).state(State.CONFIRMED).turn
    to = [keeping_office(found.organization, now.date())] if goes_on else []
    flow.advance(
        found,
        table_of(found.kind),
        "confirm",
        part=Who.CONFIRMER,
        to=to,
        now=now,
        by=by,
        office=office,
        seen=seen,
        note=found.organization.short_name,
    )
    leaf(by, "confirm", found, passed=sum(one.passed for one in reckoned), items=len(reckoned))
    return found


@evidence.action
def void(
    meeting: Meeting, *, words: str, now: dt.datetime, by: Actor, seen: int | None = None
) -> Meeting:
    """The meeting does not count, with the reason: not held, or held wrongly. Everything stays."""
    found = stored(meeting, "annul", seen)
    _advance(found, "annul", Who.KEEPER, now, by, seen, words)
    leaf(by, "void", found)
    return found


# --- what may be entered --------------------------------------------------------------------------


def _check_quorum(meeting: Meeting) -> None:
    """Where too few came nothing may be voted on, and so nothing counted."""
    shares = shares_of(meeting.kind, book_of(meeting))
    present, due = meeting.present or 0, meeting.due or 0
    if not shares.enough_came(present, due):
        said = attendance(shares, present, due)
        raise Refused(f"{said.text}请写明原因作废，另定日子开会。", clause=said.clause)


def _check_tellers(item: Item, meeting: Meeting, scrutineer: Person, teller: Person) -> None:
    """Two different members of the Party on that day, none of them voted on."""
    if scrutineer.pk == teller.pk:
        raise Refused("监票人和计票人要是两位同志。", field="teller")
    concerned = set(item.candidates.filter(nominated=True).values_list("person", flat=True))
    if item.person_id is not None:
        concerned.add(item.person_id)
    members = Standing.objects.on(meeting.held_on).filter(
        person__in=[scrutineer, teller], kind__in=IN_THE_PARTY
    )
    there = set(members.values_list("person", flat=True))
    for one, field in ((scrutineer, "scrutineer"), (teller, "teller")):
        if one.pk in concerned:
            raise Refused(f"这一项表决的就是{one.name}，不能监票或者计票。", field=field)
        if one.pk not in there:
            raise Refused(f"{one.name}在开会那天不是党员，请核对。", field=field)


def _enter_votes(
    item: Item,
    meeting: Meeting,
    sheet: Sheet,
    for_each: Mapping[int, Votes],
    written_in: Mapping[int, int],
) -> None:
    nominated = {one.person_id: one for one in item.candidates.filter(nominated=True)}
    if set(for_each) != set(nominated):
        raise Refused("每一位候选人的票数都要填。", field="candidates")
    if set(written_in) & set(nominated):
        raise Refused("候选人的票填在候选人那一行，不算另选他人。", field="written_in")
    on_the_roll = meeting.voters.exclude(presence=Presence.STRUCK)
    may_stand = set(on_the_roll.values_list("person", flat=True)) - without_vote(meeting)
    if set(written_in) - may_stand:
        raise Refused(
            "另选的同志要是这里有被选举权的正式党员，其余的票是废票。", field="written_in"
        )
    check_election(sheet, for_each, written_in, item.seats or 0)
    for pk, marks in for_each.items():
        one = nominated[pk]
        one.in_favour, one.against, one.abstained = marks.in_favour, marks.against, marks.abstained
        one.save(update_fields=["in_favour", "against", "abstained"])
    item.candidates.filter(nominated=False).update(in_favour=None)
    for pk, many in written_in.items():
        Candidate.objects.update_or_create(
            item=item, person_id=pk, defaults={"nominated": False, "in_favour": many}
        )


def _check_void_was_repeated(meeting: Meeting, reckoned: list[Reckoning]) -> None:
    """A ballot that came back with more than was handed out has to be cast again, where enough came
    to vote at all."""
    again = {one.item.follows_id for one in reckoned}
    for one in reckoned:
        count = one.count
        if count is not None and count.returned > count.issued and one.item.pk not in again:
            raise Refused(
                f"第{one.item.position}项收回的票比发出的多，这次投票无效，请再投一次票，登记以后再交。"
            )


def _settle(one: Reckoning) -> None:
    """Write what came of an item beside its numbers."""
    one.item.valid, one.item.passed = one.valid, one.passed
    one.item.save(update_fields=["valid", "passed"])
    chosen = {candidate.pk for candidate in one.elected}
    for candidate in one.item.candidates.all():
        candidate.elected = candidate.pk in chosen
        candidate.save(update_fields=["elected"])


def _hands(meeting: Meeting) -> set[int]:
    """Who entered or handed over what is to be compared."""
    entered = Count.objects.filter(item__meeting=meeting).values_list("entered_by", flat=True)
    return set(entered) | ({meeting.counted_by_id} if meeting.counted_by_id else set())


def _advance(
    meeting: Meeting,
    move: str,
    part: Who,
    now: dt.datetime,
    by: Actor,
    seen: int | None,
    words: str = "",
    office: Organization | None = None,
) -> None:
    flow.advance(
        meeting,
        table_of(meeting.kind),
        move,
        part=part,
        now=now,
        by=by,
        words=words,
        office=office,
        seen=seen,
    )
