"""What an officer reads: his list of letters, and what in one of them waits for him."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from dangjian.flow.models import CaseTerm, Extension, Task, ToDo
from dangjian.flow.queries import words_of_all
from dangjian.flow.rules import may_do
from dangjian.kernel.evidence import Actor
from dangjian.registry.authority import Viewer
from dangjian.voices.models import Letter
from dangjian.voices.queries.sight import Sight, letters_seen
from dangjian.voices.rules import TABLES, table_of

ENDED = tuple(sorted({name for flow in TABLES.values() for name in flow.closing}))
ANSWERED = ("answered", "reviewed")


class Show(StrEnum):
    """What a list of letters shows."""

    OPEN = "open"
    LATE = "late"
    ANSWERED = "answered"
    ENDED = "ended"
    ALL = "all"


SHOWS = {
    Show.OPEN: "在办",
    Show.LATE: "超期",
    Show.ANSWERED: "已答复",
    Show.ENDED: "已归档",
    Show.ALL: "全部",
}


@dataclass(frozen=True)
class Row:
    """A letter on a list. due_on: the nearest day of ours, None where none runs."""

    letter: Letter
    state: str
    due_on: dt.date | None


def letters(
    viewer: Viewer, on: dt.date, *, show: Show = Show.OPEN, kind: str = "", q: str = ""
) -> QuerySet[Letter]:
    """The letters an officer sees, nearest due first; q: in number or matter."""
    running = CaseTerm.objects.filter(ended_on__isnull=True, theirs=False)
    found = letters_seen(viewer, on).select_related(
        "organization", "case__edition__procedure", "mailbox"
    )
    if kind:
        found = found.filter(kind=kind)
    if q:
        found = found.filter(Q(number__icontains=q) | Q(matter__icontains=q))
    if show == Show.OPEN:
        found = found.exclude(state__in=(*ENDED, *ANSWERED))
    elif show == Show.ANSWERED:
        found = found.filter(state__in=ANSWERED)
    elif show == Show.ENDED:
        found = found.filter(state__in=ENDED)
    elif show == Show.LATE:
        late = running.filter(case=OuterRef("case"), due_on__lt=on)
        found = found.filter(Exists(late))
    nearest = Min(
        "case__terms__due_on",
        filter=Q(case__terms__ended_on__isnull=True, case__terms__theirs=False),
    )
    return found.annotate(due=nearest).order_by("due", "-received_on", "-pk")


def rows(found: Sequence[Letter]) -> list[Row]:
    """One page of the list as it is shown, in the words of each letter's edition. One query."""
    words = words_of_all({letter.case.edition_id for letter in found})
    return [
        Row(letter, _state_says(letter, words), letter.due)  # type: ignore[attr-defined]
        for letter in found
    ]


def _state_says(letter: Letter, words: Mapping[int, Mapping[str, str]]) -> str:
    here = words.get(letter.case.edition_id, {})
    return here.get(letter.state) or table_of(letter).state(letter.state).says


def shares_of(viewer: Viewer, letter: Letter, on: dt.date) -> list[ToDo]:
    """Shares in the letter beside the turn that the viewer has to answer."""
    found = letter.case.todos.filter(
        closed_at__isnull=True, task__in=(Task.JOIN, Task.COUNTERSIGN, Task.DECIDE)
    ).select_related("for_organization", "for_person", "asked_by")
    return [one for one in found if may_do(viewer, one, on)]


def pending(letter: Letter) -> Extension | None:
    """The extension that waits for a decision. One query."""
    return (
        Extension.objects.filter(term__case=letter.case, granted__isnull=True)
        .select_related("term", "asked_by")
        .first()
    )


def in_full(letter: Letter) -> dict[str, str]:
    """The letter as it came, with names and numbers: only behind a reason and a leaf.

    Whoever left it is not called any more, so his name and numbers stay closed.
    """
    told = {"text": letter.unseal("text"), "about": letter.unseal("about")}
    for number, writer in enumerate(letter.writers.filter(left_at__isnull=True), 1):
        for name in ("name", "phone", "address"):
            told[f"{name}{number}"] = writer.unseal(name)
    return {name: value for name, value in told.items() if value}


def actor_for(viewer: Viewer, sight: Sight) -> Actor:
    """The viewer as he acts on the letter: for whoever he stands in for, where he does."""
    todo = sight.todo
    behalf = None
    if todo and todo.for_person_id and todo.for_person_id != viewer.person_id and todo.for_person:
        behalf = todo.for_person.uid
    base = viewer.myself()
    role = next((h.role.value for h in viewer.held if h.role.value != base.role), base.role)
    return Actor(base.account_id, role, base.person_uid, behalf)
