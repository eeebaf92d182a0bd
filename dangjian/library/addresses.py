"""Where documents are read, and where the to-dos of this room are done; `desk` asks it."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.urls import reverse

from dangjian.flow.queries import Leads
from dangjian.library.models import Document

TODO_PAGES: Leads = (("case__admission", "admission"),)


def found(uids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Uid of a document -> its page and its code. One query."""
    rows = Document.objects.filter(uid__in=uids).values_list("uid", "pk", "code")
    return {uid: (reverse("document", args=[pk]), code) for uid, pk, code in rows}


def unproofed(uids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these documents whose file was recognised by a machine and proof-read by nobody."""
    rows = Document.objects.filter(uid__in=uids, attachment__unproofed=True)
    return set(rows.values_list("uid", flat=True))
