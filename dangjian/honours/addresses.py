"""Where the to-dos of this room are done; `desk` asks it."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse

from dangjian.flow.models import ToDo


def todo_pages(ids: Collection[int]) -> dict[int, str]:
    """To-do id -> the page of its nomination. One query; those of other rooms are left out."""
    rows = ToDo.objects.filter(pk__in=list(ids), case__nomination__isnull=False)
    return {
        todo: reverse("nomination", args=[pk])
        for todo, pk in rows.values_list("pk", "case__nomination")
    }
