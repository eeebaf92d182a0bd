"""Where the to-dos of this room are done; `desk` reads it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable

from django.urls import reverse

from dangjian.voices.models import Letter


def todo_pages(ids: Iterable[int]) -> dict[int, str]:
    """To-do id -> the page of its letter. One query. To-dos of other rooms are left out."""
    found = Letter.objects.filter(case__todos__in=list(ids)).values_list("case__todos", "pk")
    return {todo: reverse("letter", args=[pk]) for todo, pk in found}


def found(uids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Uid of a published letter -> its page, and its uid as a name. One query."""
    rows = Letter.objects.filter(uid__in=uids, published_at__isnull=False).values_list("uid", "pk")
    return {uid: (reverse("answer", args=[pk]), str(uid)) for uid, pk in rows}
