"""Where the to-dos of this room are done; `desk` reads it."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.urls import reverse

from dangjian.flow.queries import Leads
from dangjian.forum.models import Consultation, Reach, Topic

TODO_PAGES: Leads = (
    ("forum_thread", "thread_moderate"),
    ("forum_removal__contribution", "contribution"),
    ("forum_paper", "paper"),
    ("forum_review", "review"),
    ("forum_consultation", "consultation"),
    ("forum_opinion", "opinion_answer"),
)
"""The page where each is done, or can be read."""


def topics_found(uids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Uid of a topic's thread -> its page, and its uid as a name. One query."""
    rows = Topic.objects.filter(thread__uid__in=uids).values_list("thread__uid", "pk")
    return {uid: (reverse("topic", args=[pk]), str(uid)) for uid, pk in rows}


def notes_found(uids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Uid of a public note -> its page, and its uid as a name. One query."""
    rows = Consultation.objects.filter(uid__in=uids, reach=Reach.PUBLIC).values_list("uid", "pk")
    return {uid: (reverse("note", args=[pk]), str(uid)) for uid, pk in rows}
