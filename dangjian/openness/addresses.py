"""Where the to-dos of this room are done; `desk` reads it."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse

from dangjian.flow.models import Moving
from dangjian.openness.models import Application, Notice, Objection, PersonnelEntry, Proposal

PAGES: tuple[tuple[type[Moving], str], ...] = (
    (Notice, "notice_desk"),
    (Objection, "objection"),
    (Proposal, "proposal"),
    (PersonnelEntry, "personnel_case"),
    (Application, "application"),
)
"""The nouns of this room that have to-dos, and the page of each."""


def todo_pages(ids: Collection[int]) -> dict[int, str]:
    """To-do id -> the page of its noun. One query a noun; others are left out."""
    wanted = list(ids)
    found: dict[int, str] = {}
    for noun, name in PAGES:
        rows = noun._default_manager.filter(case__todos__in=wanted)
        found |= {
            todo: reverse(name, args=[pk]) for todo, pk in rows.values_list("case__todos", "pk")
        }
    return found
