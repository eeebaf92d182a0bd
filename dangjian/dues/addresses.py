"""Where the to-dos of this room are done; `desk` asks it."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse

from dangjian.flow.models import ToDo

PAGES = (("relief", "dues_relief"), ("branchaccount", "dues_account"))
"""The nouns of this room that have to-dos, as a case knows them, and the page of each."""


def todo_pages(ids: Collection[int]) -> dict[int, str]:
    """To-do id -> the page of its noun. One query; those of other rooms are left out."""
    columns = [f"case__{noun}" for noun, _ in PAGES]
    rows = ToDo.objects.filter(pk__in=list(ids), case__isnull=False)
    found: dict[int, str] = {}
    for todo, *nouns in rows.values_list("pk", *columns):
        for pk, (_, name) in zip(nouns, PAGES, strict=True):
            if pk is not None:
                found[todo] = reverse(name, args=[pk])
    return found
