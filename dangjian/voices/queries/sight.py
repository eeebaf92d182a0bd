"""Which letters somebody sees, and what he is to each: by the to-dos of its case, never by rank.

A letter is seen by the offices that were given it, by those above them that may deal with letters,
and by nobody who is barred from it, whatever he holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from dangjian.flow.models import Task, ToDo
from dangjian.flow.queries import words_of
from dangjian.flow.rules import Move, may_do
from dangjian.flow.rules.offices import away, barred_cases
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Viewer
from dangjian.voices.models import Letter
from dangjian.voices.rules import Part, table_of


@dataclass(frozen=True)
class Sight:
    """A letter before somebody: what he is to it, and which moves are open to him now.

    todo: the one whose turn he has, if he has. words: what the edition in use calls states and
    moves, where it calls them otherwise than the program.
    """

    letter: Letter
    parts: frozenset[str]
    moves: tuple[Move, ...]
    todo: ToDo | None
    words: Mapping[str, str] = field(default_factory=dict)

    def may(self, move: str) -> bool:
        return any(one.name == move for one in self.moves)


def letters_seen(viewer: Viewer, on: dt.date) -> QuerySet[Letter]:
    """The letters an officer sees. Scope as a subquery: constant queries, however many letters."""
    given = Q(for_person=viewer.person_id) | Q(for_person__in=away(viewer, on))
    for purpose in (Purpose.LETTERS, Purpose.SIGN):
        given |= viewer.scope(purpose).q("for_organization__path") & Q(right=purpose.name)
    cases = ToDo.objects.filter(given, case__isnull=False).values("case")
    return Letter.objects.filter(case__in=cases).exclude(case__in=barred_cases(viewer))


def letter_for(viewer: Viewer, pk: int, on: dt.date) -> Sight:
    """One letter as the viewer sees it. Missing where he does not."""
    letter = (
        letters_seen(viewer, on)
        .select_related("case__edition__procedure", "organization", "mailbox__leader")
        .filter(pk=pk)
        .first()
    )
    if letter is None:
        raise Missing("没有这封来信，或者不由您办理。")
    return sight_of(viewer, letter, on)


def sight_of(viewer: Viewer, letter: Letter, on: dt.date) -> Sight:
    """What the viewer is to a letter that he sees."""
    flow = table_of(letter)
    state = flow.state(letter.state)
    turns = letter.case.todos.filter(closed_at__isnull=True, task=Task.LEAD)
    todo = next(
        (
            one
            for one in turns.select_related("for_organization", "for_person").order_by("pk")
            if may_do(viewer, one, on)
        ),
        None,
    )
    parts: set[str] = set()
    if todo is not None and state.turn:
        parts.add(state.turn)
    if not state.turn and viewer.may(Purpose.LETTERS, letter.organization.path):
        parts.add(Part.HANDLER)
    moves = flow.open_to(letter.state, parts)
    return Sight(letter, frozenset(parts), moves, todo, words_of(letter.case.edition))
