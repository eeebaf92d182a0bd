"""Where the to-dos of this room are done, and what was found is read; `desk` asks it."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.urls import reverse

from dangjian.flow.queries import Leads
from dangjian.openness.models import PUBLIC, Application, Circle, Item, Notice

TODO_PAGES: Leads = (
    ("case__notice", "notice_desk"),
    ("case__objection", "objection"),
    ("case__proposal", "proposal"),
    ("case__personnelentry", "personnel_case"),
    ("case__application", "application"),
)
"""The nouns of this room that have to-dos, as a case knows them, and the page of each."""


def found(uids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Uid of a public notice -> its page, and its uid as a name. One query."""
    shown = Notice.objects.filter(uid__in=uids, state__in=PUBLIC, posted_at__isnull=False)
    rows = shown.values_list("uid", "pk")
    return {uid: (reverse("notice", args=[pk]), str(uid)) for uid, pk in rows}


def items_found(uids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Uid of an item open to the whole of society -> its page, and its uid as a name. One query."""
    shown = Item.objects.filter(
        uid__in=uids, current__circle=Circle.SOCIETY, ended_at__isnull=True
    )
    rows = shown.values_list("uid", "pk")
    return {uid: (reverse("item", args=[pk]), str(uid)) for uid, pk in rows}


def answers_found(uids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Uid of an application whose answer was published -> its page, and its uid. One query."""
    shown = Application.objects.filter(uid__in=uids, published_at__isnull=False)
    rows = shown.values_list("uid", "pk")
    return {uid: (reverse("disclosed", args=[pk]), str(uid)) for uid, pk in rows}
