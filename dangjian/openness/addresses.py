"""Where the to-dos of this room are done, and what was found is read; `desk` asks it."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.urls import reverse

from dangjian.openness.models import PUBLIC, Notice, Objection


def todo_pages(ids: Collection[int]) -> dict[int, str]:
    """To-do id -> the page of its notice or objection. Two queries; others are left out."""
    wanted = list(ids)
    notices = Notice.objects.filter(case__todos__in=wanted).values_list("case__todos", "pk")
    objections = Objection.objects.filter(case__todos__in=wanted).values_list("case__todos", "pk")
    found = {todo: reverse("notice_desk", args=[pk]) for todo, pk in notices}
    return found | {todo: reverse("objection", args=[pk]) for todo, pk in objections}


def found(uids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Uid of a public notice -> its page, and its uid as a name. One query."""
    shown = Notice.objects.filter(uid__in=uids, state__in=PUBLIC, posted_at__isnull=False)
    rows = shown.values_list("uid", "pk")
    return {uid: (reverse("notice", args=[pk]), str(uid)) for uid, pk in rows}
