"""Whose turn a noun of this room is, whom it waits for, and what was done to it so far."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from dangjian.flow.models import Moving, Step, Task, ToDo
from dangjian.flow.rules import may_do
from dangjian.registry.authority import Viewer


def turn_of(viewer: Viewer, noun: Moving, on: dt.date) -> ToDo | None:
    """The open turn of a noun that is the viewer's; None where it is not his."""
    waiting = noun.case.todos.filter(closed_at__isnull=True, task=Task.LEAD)
    return next(
        (one for one in waiting.select_related("for_organization") if may_do(viewer, one, on)),
        None,
    )


def waiting_for(noun: Moving) -> tuple[str, dt.date | None]:
    """Whom a noun waits for and until when; ("", None) where nobody has to act."""
    todo = (
        noun.case.todos.filter(closed_at__isnull=True, task=Task.LEAD)
        .select_related("for_organization", "for_person")
        .first()
    )
    if todo is None:
        return "", None
    place = todo.for_organization
    return (place.short_name if place else str(todo.for_person)), todo.due_on


def steps_of(noun: Moving) -> QuerySet[Step]:
    return noun.case.steps.select_related("by", "office").order_by("round")
