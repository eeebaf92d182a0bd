"""Where the to-dos of this room are done; `desk` reads it."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.urls import reverse

from dangjian.flow.queries import Leads
from dangjian.voices.models import Letter

TODO_PAGES: Leads = (("case__letter", "letter"),)


def found(uids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Uid of a published letter -> its page, and its uid as a name. One query."""
    rows = Letter.objects.filter(uid__in=uids, published_at__isnull=False).values_list("uid", "pk")
    return {uid: (reverse("answer", args=[pk]), str(uid)) for uid, pk in rows}
