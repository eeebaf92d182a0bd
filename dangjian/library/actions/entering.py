"""A document is entered and corrected by its keepers; every saved draft stays."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from pathlib import Path

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Stale
from dangjian.library.actions.uploads import take_in
from dangjian.library.models import Document, Draft, Shelving, Upload
from dangjian.library.queries.holdings import content_of, latest_draft, path_of
from dangjian.library.recording import check_not_in_review, person_of
from dangjian.library.rules import entering
from dangjian.library.rules.entering import NAMES, Content
from dangjian.registry.models import Organization


@dataclass(frozen=True)
class Sent:
    """A file as it was sent: where it lies for now, and its own name."""

    path: Path
    name: str


@evidence.action
def enter(
    office: Organization, content: Content, sent: Sent | None, *, now: dt.datetime, by: Actor
) -> Draft:
    """Enter a document; nobody but the office's keepers sees it until it was admitted.

    Refused: what rules.entering refuses; a file that is none of those the library takes.
    """
    content = entering.cleaned(content)
    entering.check(content, filed=sent is not None, today=now.date())
    uid = uuid.uuid4()
    document = Document(
        uid=uid,
        code=f"w-{uid.hex[:10]}",
        office=office,
        shelving=Shelving.ENTERED,
        filed=sent is not None,
        brought_at=now,
        **{name: getattr(content, name) for name in NAMES},
    )
    document.digest = entering.digest_of(content, "")
    document.save()
    upload = take_in(document, sent.path, sent.name, now=now) if sent else None
    draft = _saved(document, content, upload, now, by)
    Document.objects.filter(pk=document.pk).update(digest=draft.digest)
    evidence.record(by, "enter_document", "document", uid, office.path, digest=draft.digest)
    return draft


@evidence.action
def correct(
    document: Document,
    content: Content,
    sent: Sent | None,
    *,
    keep_file: bool,
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> Draft:
    """Save another draft on top of the one its keeper had before him (seen: its id; 0: none yet).

    sent: a file in place of the earlier one; without it keep_file says whether that one stays.
    Readers go on seeing what was admitted. Stale: somebody else saved meanwhile. Refused: it is
    being reviewed; what rules.entering refuses.
    """
    stored = Document.objects.select_for_update().get(pk=document.pk)
    last = latest_draft(stored)
    if (last.pk if last else 0) != seen:
        raise Stale("您打开以后，别的同志已经保存了新的一稿，您这一次没有存上。请先看最新一稿。")
    check_not_in_review(stored)
    content = entering.cleaned(content)
    upload = last.upload if last and keep_file else None
    filed = sent is not None or upload is not None
    entering.check(content, filed=filed, today=now.date())
    if sent is not None:
        upload = take_in(stored, sent.path, sent.name, now=now)
    draft = _saved(stored, content, upload, now, by)
    if stored.shelving == Shelving.ENTERED:
        for name in NAMES:
            setattr(stored, name, getattr(content, name))
        stored.digest, stored.filed = draft.digest, filed
        stored.save()
    evidence.record(
        by, "correct_document", "document", stored.uid, path_of(stored), digest=draft.digest
    )
    return draft


@evidence.action
def hide_numbers(document: Document, *, seen: int, now: dt.datetime, by: Actor) -> Draft:
    """Save a draft in which the numbers that were found are replaced by words."""
    stored = Document.objects.select_for_update().get(pk=document.pk)
    last = latest_draft(stored)
    if last is None or last.pk != seen:
        raise Stale("刚才又存了新的一稿，请看一遍再隐去。")
    return correct(
        stored,
        entering.masked(content_of(last)),
        None,
        keep_file=True,
        seen=seen,
        now=now,
        by=by,
    )


def _saved(
    document: Document, content: Content, upload: Upload | None, now: dt.datetime, by: Actor
) -> Draft:
    return Draft.objects.create(
        document=document,
        upload=upload,
        author=person_of(by),
        digest=entering.digest_of(content, upload.digest if upload else ""),
        at=now,
        **{name: getattr(content, name) for name in NAMES},
    )
