"""Who has a letter now, and who has a share in it: since when, received or not, urged or not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dangjian.flow.models import Outcome, Task, ToDo
from dangjian.flow.rules.offices import addressed_to
from dangjian.registry.authority import Purpose, Viewer
from dangjian.voices.models import Letter

_SHOWN = (Task.LEAD, Task.JOIN, Task.COUNTERSIGN, Task.DECIDE)
SHARES = (Task.JOIN, Task.COUNTERSIGN)


@dataclass(frozen=True)
class Turn:
    """A to-do in a letter. mine: it waits for the viewer; below: he may urge whoever has it;
    reports: he may answer it in his place."""

    todo: ToDo
    mine: bool
    below: bool
    reports: bool

    @property
    def who(self) -> str:
        place = self.todo.for_organization
        return place.short_name if place else str(self.todo.for_person)

    @property
    def what(self) -> str:
        return f"{self.who}：{self.todo.what}"

    @property
    def open(self) -> bool:
        return self.todo.closed_at is None

    @property
    def shared(self) -> bool:
        return self.todo.task in SHARES

    @property
    def may_urge(self) -> bool:
        return self.open and self.below and not self.mine

    @property
    def may_report(self) -> bool:
        """Whether the share of somebody below may be answered from above, as its door lets him."""
        return self.may_urge and self.shared and self.reports


def turns_of(viewer: Viewer, letter: Letter, on: dt.date) -> list[Turn]:
    """What is open in the letter, and every share that was not taken back, the oldest first.

    Two queries. viewer: somebody who sees the letter.
    """
    rows = letter.case.todos.filter(task__in=_SHOWN).select_related(
        "for_organization", "for_person", "received_by", "asked_by"
    )
    rows = rows.exclude(outcome__in=(Outcome.WITHDRAWN, Outcome.PASSED_ON))
    own = set(letter.case.todos.filter(addressed_to(viewer, on)).values_list("pk", flat=True))
    found = [
        Turn(one, one.pk in own, _below(viewer, letter, one), _right_to(viewer, one))
        for one in rows.order_by("opened_at")
    ]
    return [one for one in found if one.open or one.shared]


def _below(viewer: Viewer, letter: Letter, todo: ToDo) -> bool:
    place = todo.for_organization or letter.organization
    asked = todo.asked_by_id is not None and todo.asked_by_id == viewer.person_id
    return asked or viewer.may(Purpose.LETTERS, place.path) or viewer.may(Purpose.SIGN, place.path)


def _right_to(viewer: Viewer, todo: ToDo) -> bool:
    place, purpose = todo.for_organization, todo.purpose
    return place is not None and purpose is not None and viewer.may(purpose, place.path)
