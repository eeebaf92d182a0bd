"""Where what was found of this room is read; `desk` asks it."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from dangjian.feeds.models import Entry, State


def found(uids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Uid of a chosen entry -> its page, which is its source's, and its uid. One query."""
    rows = Entry.objects.filter(uid__in=uids, state=State.CHOSEN).values_list("uid", "link")
    return {uid: (link, str(uid)) for uid, link in rows}
