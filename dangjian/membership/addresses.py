"""Where the to-dos of this room are done; `desk` reads it."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from dangjian.membership.models import CorrectionRequest, Move, Step

_DONE_AT = {Move.FILL_IN: "errand_confirm"}
"""A step that calls upon the asker; every other one calls upon a helper to fill in."""


def todo_pages(ids: Iterable[int]) -> dict[int, str]:
    """To-do id -> the page where it is done, or where it can be read once it is closed.

    Two queries. To-dos of other rooms are left out.
    """
    steps = Step.objects.filter(todo__in=list(ids)).select_related("todo")
    found = {
        step.todo.pk: reverse(_page(step), args=[step.errand_id]) for step in steps if step.todo
    }
    asked = CorrectionRequest.objects.filter(todo__in=list(ids)).values_list("todo", "pk")
    return found | {todo: reverse("correction", args=[pk]) for todo, pk in asked}


def _page(step: Step) -> str:
    if step.todo is not None and step.todo.closed_at is not None:
        return "errand"
    return _DONE_AT.get(Move(step.move), "errand_fill_in")
