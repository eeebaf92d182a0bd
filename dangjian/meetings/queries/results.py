"""What came of an item. Other rooms ask here, and nowhere else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dangjian.kernel import rules
from dangjian.kernel.rules import Book
from dangjian.meetings.models import ELECTS, Candidate, Count, Item, Kind, Meeting
from dangjian.meetings.rules.sheets import Sheet, Votes
from dangjian.meetings.rules.votes import (
    KEYS,
    Ballots,
    Elected,
    Sentence,
    Shares,
    attendance,
    judge,
    judge_election,
)

_NOT_YET = "还没有核对确认，不能作为结果。"
_NOT_COUNTED = "还没有登记计票。"


@dataclass(frozen=True)
class Result:
    """What came of one item.

    final: the meeting was confirmed by a second person; before that valid and passed are False,
    whatever was typed. valid: quorum and ballot; passed: carried by the right denominator (of an
    election: every seat filled). due, present, votes_for: of those with the right to vote; None
    where it was not counted yet. written_for: opinions in favour written before, beside the votes.
    why: in sentences, each with its clause.
    """

    final: bool
    valid: bool
    passed: bool
    held_on: dt.date
    due: int | None
    present: int | None
    votes_for: int | None
    written_for: int
    why: tuple[Sentence, ...]


@dataclass(frozen=True)
class Reckoning:
    """An item as it is reckoned now, confirmed or not.

    elected, tied, vacant: of an election; ranked: everybody with votes entered, the most first;
    candidates: those on the ballot."""

    item: Item
    count: Count | None
    valid: bool
    passed: bool
    why: tuple[Sentence, ...]
    elected: tuple[Candidate, ...] = ()
    tied: tuple[Candidate, ...] = ()
    vacant: int = 0
    ranked: tuple[Candidate, ...] = ()
    candidates: tuple[Candidate, ...] = ()


def result_of(item: Item) -> Result:
    """What came of an item; of its latest ballot where it had to be cast again. Never a guess:
    not counted or not confirmed is neither valid nor passed."""
    while again := Item.objects.filter(follows=item, taken_off_at__isnull=True).first():
        if item.elects:  # each ballot of an election fills seats of its own
            break
        item = again
    item = Item.objects.select_related("meeting__organization").get(pk=item.pk)
    meeting = item.meeting
    found = reckon(meeting, [item], book_of(meeting))[0]
    final = meeting.over
    why = found.why if final or found.count is None else (*found.why, Sentence(_NOT_YET))
    return Result(
        final=final,
        # What was written when it was confirmed stands, whatever is corrected in the rules later.
        valid=final and bool(item.valid),
        passed=final and bool(item.passed),
        held_on=meeting.held_on,
        due=meeting.due,
        present=meeting.present,
        votes_for=found.count.in_favour if found.count else None,
        written_for=found.count.written_in_favour if found.count else 0,
        why=why,
    )


def book_of(meeting: Meeting) -> Book:
    """The rules as they stood on the day of the meeting, for its organization. Two queries."""
    return rules.book(on=meeting.held_on, path=meeting.organization.path)


def shares_of(kind: str, book: Book) -> Shares:
    """Quorum and majority for a kind of meeting. Refused where none was in force on the day."""
    keys = KEYS[Kind(kind)]
    written = book.rules.get(keys.written)
    return Shares(book.value(keys.quorum), book.value(keys.majority), keys.base, written)


def items_of(meeting: Meeting) -> list[Item]:
    """The items of a meeting in their order, with the persons they concern. One query."""
    found = meeting.items.filter(taken_off_at__isnull=True)
    return list(found.select_related("person").order_by("position"))


def reckon(meeting: Meeting, items: Sequence[Item], book: Book) -> list[Reckoning]:
    """Each of these items with what came of it so far. At most two queries."""
    wanted = [one.pk for one in items]
    rows = Count.objects.filter(item__in=wanted).select_related("scrutineer", "teller")
    counts = {one.item_id: one for one in rows}
    standing: dict[int, list[Candidate]] = {pk: [] for pk in wanted}
    if meeting.kind in ELECTS:
        stood = Candidate.objects.filter(item__in=wanted).select_related("person")
        for one in stood.order_by("pk"):
            standing[one.item_id].append(one)
    shares = shares_of(meeting.kind, book)
    return [_reckoned(meeting, one, counts.get(one.pk), standing[one.pk], shares) for one in items]


def _reckoned(
    meeting: Meeting,
    item: Item,
    count: Count | None,
    candidates: Sequence[Candidate],
    shares: Shares,
) -> Reckoning:
    due, present, seats = meeting.due, meeting.present, item.seats or 0
    nominated = tuple(one for one in candidates if one.nominated)
    if due is None or present is None or count is None:
        why = [Sentence(_NOT_COUNTED)]
        if due is not None and present is not None:
            why.insert(0, attendance(shares, present, due))
        return Reckoning(item, None, False, False, tuple(why), vacant=seats, candidates=nominated)
    sheet = Ballots(count.issued, count.returned, count.in_favour or 0, count.written_in_favour)
    if not item.elects:
        said = judge(shares, sheet, present, due)
        return Reckoning(item, count, said.valid, said.passed, said.why)
    came: Elected[Candidate] = judge_election(
        shares,
        {one: one.in_favour for one in candidates if one.in_favour is not None},
        seats,
        sheet,
        present,
        due,
    )
    return Reckoning(
        item,
        count,
        came.valid,
        came.valid and came.vacant == 0,
        came.why,
        came.elected,
        came.tied,
        came.vacant,
        tuple(
            sorted(
                (one for one in candidates if one.in_favour is not None),
                key=lambda one: -(one.in_favour or 0),
            )
        ),
        nominated,
    )


def sheet_of(count: Count) -> Sheet:
    return Sheet(count.issued, count.returned, count.valid)


def written_of(count: Count) -> Votes:
    """The opinions that were given in writing before the meeting."""
    return Votes(count.written_in_favour, count.written_against, count.written_abstained)


def votes_of(row: Count | Candidate) -> Votes:
    """The marks of a count or a candidate; zeros where none were entered."""
    return Votes(row.in_favour or 0, row.against or 0, row.abstained or 0)
