"""Where the to-dos of this room are done, and what was found is read; `desk` asks it."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.urls import reverse

from dangjian.flow.models import Moving
from dangjian.openness.models import (
    PUBLIC,
    Application,
    Notice,
    Objection,
    PersonnelEntry,
    Proposal,
)

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


def found(uids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Uid of a public notice -> its page, and its uid as a name. One query."""
    shown = Notice.objects.filter(uid__in=uids, state__in=PUBLIC, posted_at__isnull=False)
    rows = shown.values_list("uid", "pk")
    return {uid: (reverse("notice", args=[pk]), str(uid)) for uid, pk in rows}
