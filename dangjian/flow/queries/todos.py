"""What is to be done by the viewer, what others do for him, and what was done lately."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Window

from dangjian.flow.models import ToDo
from dangjian.flow.rules import addressed_to
from dangjian.registry.authority import Viewer

LATELY = dt.timedelta(days=14)
PER_PAGE = 50


@dataclass(frozen=True)
class Item:
    """A to-do as it stands on a list. who_has_it, asked_by: names as people say them.

    todo: with for_person, for_organization, asked_by and closed_by loaded.
    """

    todo: ToDo
    late: bool

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


def inbox(viewer: Viewer, today: dt.date, *, limit: int = PER_PAGE, offset: int = 0) -> Slice:
    """Open to-dos of the viewer and of the offices he holds, nearest due first. One query."""
    mine = ToDo.objects.filter(addressed_to(viewer, today), closed_at__isnull=True)
    return _slice(_nearest_first(mine), today, limit, offset)


def due_count(viewer: Viewer, today: dt.date) -> int:
    """How many open to-dos of the viewer are due by today or have no term. One query."""
    due = Q(due_on__lte=today) | Q(due_on__isnull=True)
    return ToDo.objects.filter(addressed_to(viewer, today), due, closed_at__isnull=True).count()


def waiting_on_others(
    viewer: Viewer, today: dt.date, *, limit: int = PER_PAGE, offset: int = 0
) -> Slice:
    """Open to-dos the viewer asked for and somebody else has, nearest due first. One query."""
    asked = ToDo.objects.filter(asked_by=viewer.person_id, closed_at__isnull=True)
    return _slice(_nearest_first(asked.exclude(addressed_to(viewer, today))), today, limit, offset)


def done_lately(viewer: Viewer, today: dt.date, *, limit: int = PER_PAGE, offset: int = 0) -> Slice:
    """What ended within a fortnight and was asked by the viewer, for him or closed by him.

    The latest first; what was only handed on is not told, since it goes on. One query.
    """
    me = viewer.person_id
    concerned = Q(asked_by=me) | Q(closed_by=me) | Q(for_person=me)
    ended = ToDo.objects.filter(
        concerned, closed_at__date__gt=today - LATELY, outcome__in=("done", "withdrawn")
    )
    return _slice(ended.order_by("-closed_at", "-pk"), today, limit, offset)


def _nearest_first(todos: QuerySet[ToDo]) -> QuerySet[ToDo]:
    return todos.order_by(F("due_on").asc(nulls_last=True), "opened_at", "pk")


def _slice(todos: QuerySet[ToDo], today: dt.date, limit: int, offset: int) -> Slice:
    found = todos.select_related("for_person", "for_organization", "asked_by", "closed_by")
    page = list(found.annotate(total=Window(Count("pk")))[offset : offset + limit])
    total = page[0].total if page else todos.count() if offset else 0
    return Slice([Item(todo, _late(todo, today)) for todo in page], total)


def _late(todo: ToDo, today: dt.date) -> bool:
    return todo.closed_at is None and todo.due_on is not None and todo.due_on < today
