"""What readers find changes: an admitted draft is put on the shelf, taken off it, put back."""

from __future__ import annotations

import datetime as dt

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.library.actions.bringing_in import link
from dangjian.library.actions.indexing import let_be_found, no_longer_found
from dangjian.library.models import (
    Admission,
    Attachment,
    Document,
    Draft,
    Reach,
    Shelving,
    Stage,
    State,
)
from dangjian.library.queries.holdings import is_unproofed, path_of, text_of
from dangjian.library.rules import texts
from dangjian.library.rules.entering import NAMES, check_no_marks


@evidence.action
def put_on_shelf(admission: Admission, *, now: dt.datetime, by: Actor) -> Document:
    """Let readers see the draft that was signed, in place of what stood there before it.

    Stale: it is not signed to the end.
    """
    if admission.state != Stage.SHELVED:
        raise Stale("这一稿还没有签完。")
    document = Document.objects.select_for_update().get(pk=admission.document_id)
    draft = admission.draft
    for name in NAMES:
        setattr(document, name, getattr(draft, name))
    document.digest, document.filed = draft.digest, draft.upload is not None
    document.shelving, document.withdrawn_at, document.withdrawn_reason = Shelving.SHELVED, None, ""
    document.brought_at = now
    document.save()
    _attach(document, draft)
    link([document])
    let_be_found([document])
    evidence.record(by, "shelve", "document", document.uid, path_of(document), digest=draft.digest)
    return document


def _attach(document: Document, draft: Draft) -> None:
    """What readers get of the file. The keepers' own row of it stays whatever happens here."""
    upload = draft.upload
    if upload is None:
        Attachment.objects.filter(document=document).delete()
        return
    text = text_of(upload)
    Attachment.objects.update_or_create(
        document=document,
        defaults={
            "name": upload.name,
            "digest": upload.digest,
            "size": upload.size,
            "state": State.READ if text and upload.state != Reach.SILENT else State.SILENT,
            "note": upload.note,
            "text": text[: texts.MOST_OF_A_FILE],
            "done": 100,
            "unproofed": is_unproofed(upload),
        },
    )


@evidence.action
def withdraw(document: Document, *, reason: str, now: dt.datetime, by: Actor) -> Document:
    """Take a document off the shelf and out of the search; its address tells day and why."""
    reason = " ".join(reason.split())
    if len(reason) < 2:
        raise Refused("请写明为什么撤下，读者看得到。", field="reason")
    check_no_marks([("原因", reason)])
    stored = Document.objects.select_for_update().get(pk=document.pk)
    if stored.shelving != Shelving.SHELVED:
        raise Stale("这一篇现在不在架上。")
    stored.shelving = Shelving.WITHDRAWN
    stored.withdrawn_at, stored.withdrawn_reason = now, reason
    stored.save(update_fields=["shelving", "withdrawn_at", "withdrawn_reason"])
    no_longer_found([stored])
    evidence.record(by, "withdraw", "document", stored.uid, path_of(stored), reason=reason)
    return stored


@evidence.action
def bring_back(document: Document, *, by: Actor) -> Document:
    """Put back what was withdrawn, as it stood. What is to be changed needs an admission."""
    stored = Document.objects.select_for_update().get(pk=document.pk)
    if stored.shelving != Shelving.WITHDRAWN:
        raise Stale("这一篇没有撤下。")
    stored.shelving, stored.withdrawn_at, stored.withdrawn_reason = Shelving.SHELVED, None, ""
    stored.save(update_fields=["shelving", "withdrawn_at", "withdrawn_reason"])
    let_be_found([stored])
    evidence.record(by, "bring_back", "document", stored.uid, path_of(stored))
    return stored
