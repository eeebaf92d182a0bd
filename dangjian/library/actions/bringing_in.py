"""A folder of texts comes in: every file judged, the doubtless ones kept in one transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.library.actions.attachments import attach, check_file
from dangjian.library.actions.indexing import let_be_found
from dangjian.library.models import Admission, Clearance, Document, Link, Shelving, Stage
from dangjian.library.rules import fronts, texts
from dangjian.library.rules.fronts import Front

NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"
_SIGNED = "这一篇上架前由几位同志签过，放文件改不了；要改请在图书馆的管理页面上办，再签一次。"
_OFF_THE_SHELF = "这个编号的文章已经撤下或者还没上架，没有改动；请在图书馆的管理页面上办。"


@dataclass(frozen=True)
class File:
    """A text as it lies in the folder. trouble: why it could not be read, if it could not.

    folder: where the file that its head names lies; without one it may name none.
    """

    name: str
    text: str
    trouble: str = ""
    folder: Path | None = None


@dataclass(frozen=True)
class Told:
    """What became of a file.

    verdict: new, changed, same or refused; sentence: why, or what to look at.
    """

    name: str
    id: str
    verdict: str
    sentence: str = ""


@dataclass(frozen=True)
class _Judged:
    file: File
    front: Front | None
    body: str
    sentence: str


def judge(files: Sequence[File], today: dt.date) -> list[_Judged]:
    """Every file by itself, and ids that stand there twice. Nothing is written."""
    judged = [_one(file, today) for file in files]
    codes = Counter(one.front.code for one in judged if one.front)
    return [
        _Judged(
            one.file, None, "", f"编号 {one.front.code} 在 {codes[one.front.code]} 个文件里都有。"
        )
        if one.front and codes[one.front.code] > 1
        else one
        for one in judged
    ]


def _one(file: File, today: dt.date) -> _Judged:
    if file.trouble:
        return _Judged(file, None, "", file.trouble)
    try:
        texts.check(file.text)
        front, body = fronts.read(file.text, today)
        if not body and not front.source and not front.file:
            raise Refused("没有正文；只有标题的，请写明出处（source）的网址。")
        look = texts.check(body)
        if front.file:
            check_file(_beside(file, front), front.file)
    except Refused as refusal:
        return _Judged(file, None, "", refusal.sentence)
    return _Judged(file, front, body, "".join(look.notes))


def _beside(file: File, front: Front) -> Path:
    """The file that belongs to a text. Refused: not in the same folder, or not there."""
    if file.folder is None or Path(front.file).name != front.file:
        raise Refused(f"附件“{front.file[:60]}”要和文章放在同一个文件夹里，只写文件名。")
    path = file.folder / front.file
    if path.is_symlink() or not path.is_file():
        raise Refused(f"没有找到附件“{front.file[:60]}”。")
    return path


@evidence.action
def bring_in(
    files: Sequence[File], *, for_review: bool = False, now: dt.datetime, by: Actor
) -> list[Told]:
    """Keep what is doubtless and let it be found; say of each file what became of it.

    The folder's shelf asks for no signature (docs/decisions/0015). for_review: only those signed
    in read what comes in, till its keepers sent it in and three others signed. A document that is
    there already under its code is replaced where it differs, never one that was signed. Links are
    set when all are there. One transaction: what breaks off leaves nothing behind.
    """
    judged = judge(files, now.date())
    codes = [one.front.code for one in judged if one.front]
    there = {one.code: one for one in Document.objects.select_for_update().filter(code__in=codes)}
    signed = _signed(there.values())
    told, fresh = [], []
    for one in judged:
        if one.front is None:
            told.append(Told(one.file.name, "", REFUSED, one.sentence))
            continue
        known = there.get(one.front.code)
        if known is not None and known.shelving != Shelving.SHELVED:
            told.append(Told(one.file.name, known.code, REFUSED, _OFF_THE_SHELF))
            continue
        if known is not None and known.pk in signed:
            told.append(Told(one.file.name, known.code, REFUSED, _SIGNED))
            continue
        document, verdict = _kept(one, known, now, for_review)
        if one.front.file and attach(document, _beside(one.file, one.front), one.front.file):
            verdict = CHANGED if verdict == SAME else verdict
        told.append(Told(one.file.name, document.code, verdict, one.sentence))
        if verdict != SAME:
            fresh.append(document)
    link(fresh)
    let_be_found(fresh)
    kept = Counter(one.verdict for one in told)
    evidence.record(by, "bring_in", "library", uuid.uuid4(), counts=dict(kept))
    evidence.record_many(
        by,
        "bring_in",
        (evidence.Trace("document", one.uid, detail={"digest": one.digest}) for one in fresh),
    )
    return told


def _signed(documents: Iterable[Document]) -> set[int]:
    """Those whose words on the shelf somebody signed."""
    found = Admission.objects.filter(document__in=documents, state=Stage.SHELVED)
    return set(found.values_list("document_id", flat=True))


def _kept(
    one: _Judged, document: Document | None, now: dt.datetime, for_review: bool
) -> tuple[Document, str]:
    front = one.front
    assert front is not None
    digest = hashlib.sha256(one.file.text.encode()).hexdigest()
    clearance = Clearance.MEMBERS if for_review else front.clearance
    if document is not None and (document.digest, document.clearance) == (digest, clearance):
        return document, SAME
    verdict = NEW if document is None else CHANGED
    document = document or Document(code=front.code)
    for name in ("kind", "title", "issued_on", "issuer", "series", "number", "place", "source"):
        setattr(document, name, getattr(front, name))
    document.clearance = clearance
    document.body, document.digest, document.brought_at = one.body, digest, now
    document.filed = bool(front.file)
    document.save()
    return document, verdict


def link(documents: Iterable[Document]) -> None:
    """Set the links of these documents anew, to whatever they name that is there."""
    wanted = {one.pk: texts.named(one.body) - {one.code} for one in documents}
    Link.objects.filter(origin__in=wanted).delete()
    every = set().union(*wanted.values()) if wanted else set()
    ids = dict(Document.objects.filter(code__in=every).values_list("code", "pk"))
    Link.objects.bulk_create(
        Link(origin_id=pk, target_id=ids[code])
        for pk, codes in wanted.items()
        for code in sorted(codes)
        if code in ids
    )
