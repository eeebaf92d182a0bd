"""Where the to-dos of this room are done; `desk` reads it."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse

from dangjian.transfers.models import Transfer


def todo_pages(ids: Collection[int]) -> dict[int, str]:
    """To-do id -> the page of its transfer. One query. To-dos of other rooms are left out."""
    found = Transfer.objects.filter(case__todos__in=list(ids)).values_list("case__todos", "pk")
    return {todo: reverse("transfer", args=[pk]) for todo, pk in found}
