"""Where documents are read; `desk` asks it."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.urls import reverse

from dangjian.library.models import Document


def found(uids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Uid of a document -> its page and its code. One query."""
    rows = Document.objects.filter(uid__in=uids).values_list("uid", "pk", "code")
    return {uid: (reverse("document", args=[pk]), code) for uid, pk, code in rows}
