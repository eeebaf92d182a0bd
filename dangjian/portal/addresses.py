"""Where the to-dos of this room are done, and what was found is read; `desk` asks it."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.urls import reverse

from dangjian.portal.models import Publication, Submission
from dangjian.portal.queries.public import RUNS


def todo_pages(ids: Collection[int]) -> dict[int, str]:
    """To-do id -> the page of its submission. One query. To-dos of other rooms are left out."""
    found = Submission.objects.filter(case__todos__in=list(ids)).values_list("case__todos", "pk")
    return {todo: reverse("submission", args=[pk]) for todo, pk in found}


def found(uids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Uid of a running publication -> its page, and its uid as a name. One query."""
    rows = Publication.objects.filter(RUNS, uid__in=uids).values_list("uid", "article")
    return {uid: (reverse("article", args=[article]), str(uid)) for uid, article in rows}
