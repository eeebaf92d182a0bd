"""Where the to-dos of this room are done, and what was found is read; `desk` asks it."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.urls import reverse

from dangjian.flow.queries import Leads
from dangjian.portal.models import Publication
from dangjian.portal.queries.public import RUNS

TODO_PAGES: Leads = (("case__submission", "submission"),)


def found(uids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Uid of a running publication -> its page, and its uid as a name. One query."""
    rows = Publication.objects.filter(RUNS, uid__in=uids).values_list("uid", "article")
    return {uid: (reverse("article", args=[article]), str(uid)) for uid, article in rows}
