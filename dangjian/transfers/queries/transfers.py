"""Transfers as each of those concerned may see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from dangjian.flow.models import Step, Task, ToDo
from dangjian.flow.rules import Flow, Move
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Organization, Person
from dangjian.transfers.models import OPEN, Introduction, Stage, Transfer
from dangjian.transfers.queries.offices import place_of
from dangjian.transfers.rules import FLOWS, RIGHT, Part

PER_PAGE = 20
_BEFORE_THE_LETTER = (Stage.CHECKING, Stage.ISSUING, Stage.WITHDRAWN)


@dataclass(frozen=True)
class Sight:
    """A transfer before somebody: what he is to it, and the moves he may make now.

    turn: the open to-do, None where nobody of ours has to act.
    """

    transfer: Transfer
    parts: frozenset[Part]
    turn: ToDo | None

    @property
    def flow(self) -> Flow:
        return FLOWS[self.transfer.way]

    @property
    def moves(self) -> tuple[Move, ...]:
        one_committee = self.transfer.sender_id == self.transfer.receiver_id
        needless = "issue" if one_committee else "pass_on"
        moves = self.flow.open_to(self.transfer.state, self.parts)
        return tuple(move for move in moves if move.name != needless)

    def part_for(self, move: Move) -> Part:
        """In which part the viewer makes a move of his."""
        return next(part for part in Part if part in move.who and part in self.parts)

    @property
    def may_urge(self) -> bool:
        """Whether the viewer waits for somebody else."""
        if self.turn is None or not self.transfer.state:
            return False
        return self.flow.state(self.transfer.state).turn not in self.parts


def transfer_for(viewer: Viewer, pk: int) -> Sight:
    """One transfer, for the member and for both sides. Missing otherwise.

    Where he goes nobody learns of it before there is a letter.
    """
    found = _rows().filter(pk=pk).first()
    if found is None:
        raise Missing("没有这件转接，或者不是您的。")
    parts = parts_of(viewer, found)
    if not parts and not _may_read(viewer, found):
        raise Missing("没有这件转接，或者不是您的。")
    turn = found.case.todos.filter(closed_at__isnull=True, task=Task.LEAD)
    return Sight(found, parts, turn.select_related("for_organization").first())


def parts_of(viewer: Viewer, transfer: Transfer) -> frozenset[Part]:
    """What the viewer is to a transfer. Whoever moves himself is the member and nothing else."""
    if transfer.person_id == viewer.person_id:
        return frozenset({Part.MEMBER})
    shown = transfer.way == "in" or _is_shown_to_receivers(transfer)
    return frozenset(
        part
        for part, right in RIGHT.items()
        if (place := place_of(transfer, part)) is not None
        and viewer.may(right, place.path)
        and (shown or part in (Part.OLD_BRANCH, Part.SENDER))
    )


def _is_shown_to_receivers(transfer: Transfer) -> bool:
    if transfer.state in _BEFORE_THE_LETTER:
        return False
    return transfer.state != Stage.REFUSED or transfer.introductions.exists()


def _may_read(viewer: Viewer, transfer: Transfer) -> bool:
    leaves = [transfer.from_branch, transfer.sender]
    comes = [transfer.to_branch, transfer.receiver]
    if transfer.way != "in" and not _is_shown_to_receivers(transfer):
        comes = []
    return any(
        viewer.may(Purpose.READ, place.path) for place in (*leaves, *comes) if place is not None
    )


def _rows() -> QuerySet[Transfer]:
    return Transfer.objects.select_related(
        "case", "person", "from_branch", "sender", "to_branch", "receiver"
    )


# --- lists ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """A line of the list: where it stands, whom it waits for and until when."""

    transfer: Transfer
    state: str
    waiting: str
    due_on: dt.date | None


@dataclass(frozen=True)
class Slice:
    """One page of a list, and how many rows the whole list has."""

    rows: Sequence[Row]
    total: int


def transfers(viewer: Viewer, *, ended: bool, limit: int = PER_PAGE, offset: int = 0) -> Slice:
    """The transfers the viewer may see, under way or ended, the latest first. Two queries."""
    reads = viewer.scope(Purpose.READ)
    leaving = reads.q("from_branch__path")
    coming = (reads.q("to_branch__path") | reads.q("receiver__path")) & ~Q(
        state__in=(*_BEFORE_THE_LETTER, Stage.REFUSED), way="inside"
    )
    found = _rows().filter(leaving | coming | Q(person=viewer.person_id))
    found = found.exclude(state__in=OPEN) if ended else found.filter(state__in=OPEN)
    waiting = ToDo.objects.filter(
        case=OuterRef("case"), closed_at__isnull=True, task=Task.LEAD
    ).order_by("pk")
    page = found.annotate(
        waiting=Subquery(waiting.values("for_organization__short_name")[:1]),
        due_on=Subquery(waiting.values("due_on")[:1]),
    ).order_by(F("case__closed_at").desc(nulls_first=True), "-opened_on", "-pk")
    rows = [
        Row(
            one,
            FLOWS[one.way].state(one.state).says,
            one.waiting or "",
            one.due_on,
        )
        for one in page[offset : offset + limit]
    ]
    return Slice(rows, found.count())


def open_transfer_of(person: Person) -> Transfer | None:
    """The transfer of a member that is under way."""
    return Transfer.objects.filter(person=person, state__in=OPEN).first()


def steps_of(transfer: Transfer) -> list[tuple[Step, str, str]]:
    """Each step with what it is called and its words, the first first. One query."""
    words = FLOWS[transfer.way].words
    steps = transfer.case.steps.select_related("by", "office").order_by("round")
    return [(one, words.get(one.move, "换人办理"), one.unseal("words")) for one in steps]


def paper_of(transfer: Transfer) -> Introduction | None:
    """The letter that holds now, None where there is none."""
    return transfer.introductions.filter(voided_on__isnull=True).select_related("issuer").first()


def branches_of(committee: Organization) -> QuerySet[Organization]:
    """The open branches under a committee that relations may be transferred to."""
    found = Organization.objects.open().below(committee.path)
    return found.filter(form__in=("branch", "joint_branch")).order_by("path")
