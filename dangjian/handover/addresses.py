"""Where the to-dos of this room are done; `desk` reads it."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse

from dangjian.handover.models import Call


def todo_pages(ids: Collection[int]) -> dict[int, str]:
    """To-do id -> the page of its handing over. One query. To-dos of other rooms are left out."""
    found = Call.objects.filter(todo__in=list(ids)).values_list("todo", "handover")
    return {todo: reverse("handover", args=[pk]) for todo, pk in found}
