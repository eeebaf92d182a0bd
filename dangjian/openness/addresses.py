"""Where the to-dos of this room are done, and what was found is read; `desk` asks it."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.urls import reverse

from dangjian.flow.models import ToDo
from dangjian.openness.models import PUBLIC, Notice

PAGES = (
    ("notice", "notice_desk"),
    ("objection", "objection"),
    ("proposal", "proposal"),
    ("personnelentry", "personnel_case"),
    ("application", "application"),
)
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


def found(uids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Uid of a public notice -> its page, and its uid as a name. One query."""
    shown = Notice.objects.filter(uid__in=uids, state__in=PUBLIC, posted_at__isnull=False)
    rows = shown.values_list("uid", "pk")
    return {uid: (reverse("notice", args=[pk]), str(uid)) for uid, pk in rows}
