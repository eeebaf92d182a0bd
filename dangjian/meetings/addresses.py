"""Where the to-dos of this room are done; `desk` asks it."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse

from dangjian.meetings.models import Meeting


def todo_pages(ids: Collection[int]) -> dict[int, str]:
    """To-do id -> the page of its meeting. One query; those of other rooms are left out."""
    rows = Meeting.objects.filter(case__todos__in=list(ids)).values_list("case__todos", "pk")
    return {todo: reverse("meeting", args=[pk]) for todo, pk in rows}
