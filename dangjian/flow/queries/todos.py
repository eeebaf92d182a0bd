"""What is to be done by the viewer, what others do for him, and what was done lately."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db.models import Count, F, Q, QuerySet, TextChoices, Window

from dangjian.flow.models import ToDo
from dangjian.flow.rules.offices import (
    Seat,
    addressed,
    addressed_to,
    away,
    for_those_away,
    not_barred,
    seats,
)
from dangjian.kernel.compiled import Compiled
from dangjian.registry.authority import Viewer
from dangjian.registry.models import Person, Role

LATELY = dt.timedelta(days=14)
SOON = dt.timedelta(days=7)
PER_PAGE = 50


@dataclass(frozen=True)
class Item:
    """A to-do as it stands on a list. who_has_it, asked_by: names as people say them.

    todo: with for_person, for_organization, asked_by and closed_by loaded. behalf: for whom the
    viewer would do it as his substitute, "" where it is his own.
    """

    todo: ToDo
    late: bool
    behalf: str = ""

    @property
    def id(self) -> int:
        return self.todo.pk

    @property
    def what(self) -> str:
        return self.todo.what

    @property
    def note(self) -> str:
        return self.todo.note

    @property
    def due_on(self) -> dt.date | None:
        return self.todo.due_on

    @property
    def who_has_it(self) -> str:
        place = self.todo.for_organization
        return place.short_name if place else str(self.todo.for_person)

    @property
    def asked_by(self) -> str:
        return str(self.todo.asked_by) if self.todo.asked_by else ""


@dataclass(frozen=True)
class Slice:
    """One page of a list, and how many rows the whole list has."""

    rows: Sequence[Item]
    total: int


class Show(TextChoices):
    """The lists of an inbox."""

    TODO = "todo", "要我办的"
    DUE = "due", "快到期"
    OVERDUE = "overdue", "已逾期"
    DELEGATED = "delegated", "为别人代办"
    MINE = "mine", "我交办的"
    DONE = "done", "半个月内办完的"


def listed(
    viewer: Viewer, today: dt.date, show: Show, *, limit: int = PER_PAGE, offset: int = 0
) -> Slice:
    """One page of a list of the inbox. One query."""
    if show == Show.MINE:
        return waiting_on_others(viewer, today, limit=limit, offset=offset)
    if show == Show.DONE:
        return done_lately(viewer, today, limit=limit, offset=offset)
    mine = ToDo.objects.filter(addressed_to(viewer, today), closed_at__isnull=True)
    found = mine.filter(_narrowed(viewer, today)[show])
    return _slice(viewer, _nearest_first(found), today, limit, offset)


def counts(viewer: Viewer, today: dt.date) -> dict[Show, int]:
    """How many to-dos each list of the inbox has. Three queries."""
    narrowed = _narrowed(viewer, today)
    mine = ToDo.objects.filter(addressed_to(viewer, today), closed_at__isnull=True)
    found = mine.aggregate(**{show.value: Count("pk", filter=q) for show, q in narrowed.items()})
    return {show: found[show.value] for show in narrowed} | {
        Show.MINE: _asked(viewer, today).count(),
        Show.DONE: _ended(viewer, today).count(),
    }


def inbox(viewer: Viewer, today: dt.date, *, limit: int = PER_PAGE, offset: int = 0) -> Slice:
    """Open to-dos of the viewer and of the offices he holds, nearest due first. One query."""
    return listed(viewer, today, Show.TODO, limit=limit, offset=offset)


def open_count(viewer: Viewer, today: dt.date, most: int) -> int:
    """How many to-dos wait for the viewer, as `inbox` has them; at most so many. One query."""
    held = seats(viewer)
    waiting = _waiting(tuple((seat.role, len(seat.up)) for seat in held), most)
    places: list[Any] = [place for seat in held for place in (seat.organization, *seat.up)]
    return len(waiting.rows(viewer.person_id, today, *places))


@lru_cache(maxsize=256)
def _waiting(offices: tuple[tuple[Role, int], ...], most: int) -> Compiled:
    """The to-dos of whoever holds such offices at such depths of the tree: asked on every page."""

    def waiting(person: int, on: dt.date, *places: Any) -> QuerySet[ToDo, Any]:
        rest = iter(places)
        held = [Seat(role, next(rest), tuple(islice(rest, deep))) for role, deep in offices]
        mine = ToDo.objects.filter(addressed(person, held, on), closed_at__isnull=True)
        return mine.values_list("pk")[:most]

    return Compiled(waiting)


def waiting_on_others(
    viewer: Viewer, today: dt.date, *, limit: int = PER_PAGE, offset: int = 0
) -> Slice:
    """Open to-dos the viewer asked for and somebody else has, nearest due first. One query."""
    return _slice(viewer, _nearest_first(_asked(viewer, today)), today, limit, offset)


def done_lately(viewer: Viewer, today: dt.date, *, limit: int = PER_PAGE, offset: int = 0) -> Slice:
    """What ended within a fortnight and was asked by the viewer, for him or closed by him.

    The latest first; what was only handed on is not told, since it goes on. One query.
    """
    ended = _ended(viewer, today).order_by("-closed_at", "-pk")
    return _slice(viewer, ended, today, limit, offset)


def acting_for(viewer: Viewer, todo: ToDo, today: dt.date) -> Person | None:
    """In whose place the viewer acts on a to-do as a substitute; None where it is his own."""
    if todo.for_person_id is None or todo.for_person_id == viewer.person_id:
        return None
    return todo.for_person if todo.for_person_id in away(viewer, today) else None


def _narrowed(viewer: Viewer, today: dt.date) -> dict[Show, Q]:
    return {
        Show.TODO: Q(),
        Show.DUE: Q(due_on__gte=today, due_on__lte=today + SOON),
        Show.OVERDUE: Q(due_on__lt=today),
        Show.DELEGATED: for_those_away(viewer, today) & ~Q(for_person=viewer.person_id),
    }


def _asked(viewer: Viewer, today: dt.date) -> QuerySet[ToDo]:
    asked = ToDo.objects.filter(not_barred(viewer), asked_by=viewer.person_id)
    return asked.filter(closed_at__isnull=True).exclude(addressed_to(viewer, today))


def _ended(viewer: Viewer, today: dt.date) -> QuerySet[ToDo]:
    me = viewer.person_id
    concerned = Q(asked_by=me) | Q(closed_by=me) | Q(for_person=me)
    return ToDo.objects.filter(
        concerned,
        not_barred(viewer),
        closed_at__date__gt=today - LATELY,
        outcome__in=("done", "withdrawn"),
    )


def _nearest_first(todos: QuerySet[ToDo]) -> QuerySet[ToDo]:
    return todos.order_by(F("due_on").asc(nulls_last=True), "opened_at", "pk")


def _slice(viewer: Viewer, todos: QuerySet[ToDo], today: dt.date, limit: int, offset: int) -> Slice:
    found = todos.select_related("for_person", "for_organization", "asked_by", "closed_by")
    page = list(found.annotate(total=Window(Count("pk")))[offset : offset + limit])
    total = page[0].total if page else todos.count() if offset else 0
    return Slice([_item(viewer, todo, today) for todo in page], total)


def _item(viewer: Viewer, todo: ToDo, today: dt.date) -> Item:
    late = todo.closed_at is None and todo.due_on is not None and todo.due_on < today
    # A to-do of another person that stands in the viewer's own lists is there as his substitute.
    other = todo.for_person_id is not None and todo.for_person_id != viewer.person_id
    return Item(todo, late, str(todo.for_person) if other else "")
