"""Where the to-dos of this room are done; `desk` reads it."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from dangjian.voices.models import Letter


def todo_pages(ids: Iterable[int]) -> dict[int, str]:
    """To-do id -> the page of its letter. One query. To-dos of other rooms are left out."""
    found = Letter.objects.filter(case__todos__in=list(ids)).values_list("case__todos", "pk")
    return {todo: reverse("letter", args=[pk]) for todo, pk in found}
