"""Files that keepers send: opened before they are kept, read page by page, proof-read by people."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.db import transaction

from dangjian.kernel import evidence, jobs
from dangjian.kernel.evidence import Actor
from dangjian.kernel.files import scanner, scans, taking, words
from dangjian.kernel.files.scans import PageRead
from dangjian.kernel.refusal import Refused, Stale
from dangjian.library import store
from dangjian.library.models import (
    Attachment,
    Document,
    PageState,
    Reach,
    ScanPage,
    Upload,
)
from dangjian.library.queries.holdings import path_of
from dangjian.library.recording import check_not_before_signers, person_of
from dangjian.library.rules import entering

READ = "library.read_upload"
_ONE_AT_A_TIME = "library.scans"  # each takes about 1 GB while it lasts
_STEP = 5  # of a hundred, between two notes of how far it is
_MARKED = "文件里有密级标志，不能放在这个平台上：文件和文字都没有保存，请按保密规定处理。"


def take_in(document: Document, path: Path, name: str, *, now: dt.datetime) -> Upload:
    """Keep a file with a document and ask for its words, within the act that brings it.

    What acts by itself or tells more than the pages is taken out before; readers get the rest.
    Refused: it is none of the sorts the library takes, is called something else, cannot be opened,
    has a mark in its name, or was barred before.
    """
    entering.check_no_marks([("文件名", name)])
    sort, pages = scans.checked(path)
    taking.check_name(name, sort)
    with taking.cleaned(path, sort) as clean:
        digest, size = store.keep(clean.path)
    upload = document.uploads.filter(digest=digest).first()
    if upload is not None:
        if upload.state == Reach.BARRED:
            raise Refused(upload.note, field="file")
        return upload
    upload = Upload.objects.create(
        document=document,
        name=entering.plain_name(name),
        digest=digest,
        size=size,
        sort=sort,
        pages=pages,
        removed=clean.removed,
        at=now,
    )
    _ask(upload)
    return upload


def _ask(upload: Upload) -> None:
    jobs.ask_for(READ, alone=_ONE_AT_A_TIME if upload.pages else "", upload_id=upload.pk)


def ask_again() -> int:
    """Ask for the files that wait and that no job is about to read; how many there were."""
    left = [
        one
        for one in Upload.objects.filter(state=Reach.WAITING)
        if not jobs.waits(READ, upload_id=one.pk)
    ]
    for one in left:
        _ask(one)
    return len(left)


# --- the job --------------------------------------------------------------------------------------


def read_upload(upload_id: int, *, by: Actor) -> bool:
    """Read the words of a file; whether there was anything to read. Goes on where it was cut off.

    Page by page for a scan: each page is kept as it is read, and somebody may stop it between two.
    """
    one = Upload.objects.filter(pk=upload_id, state=Reach.WAITING).first()
    if one is None:
        return False
    try:
        path = store.path_of(one.digest)
        if not path.is_file():
            raise Refused("文件不在了，请重新上传。")
        scanner.check(path)
        if not one.pages:
            _settle_words(one, _words(one, path), by)
        elif _read_pages(one, path):
            settle_pages(one, by=by)
    except scanner.Unanswered as waits:
        Upload.objects.filter(pk=one.pk).update(note=waits.sentence)
    except scanner.Harmful as harmful:
        bar(one, harmful.sentence, by=by)
    except _MarkedError:
        bar(one, _MARKED, by=by)
    except Refused as refusal:
        give_up(one, refusal.sentence, by=by)
    return True


class _MarkedError(Exception):
    """The words of a file hold a secrecy mark."""


def _words(one: Upload, path: Path) -> str:
    read, told = [], 0
    for part in words.read_words(path, one.sort):
        read.append(part.text)
        done = int(part.done * 100)
        if done >= told + _STEP:
            Upload.objects.filter(pk=one.pk).update(done=min(done, 100))
            told = done
    text = "".join(read).replace("\x00", " ")
    _check_marks(text)
    return text


def _check_marks(text: str) -> None:
    try:
        entering.check_no_marks([("文件", text)])
    except Refused as refusal:
        raise _MarkedError from refusal


def _read_pages(one: Upload, path: Path) -> bool:
    """Read the pages that are not read yet; False where somebody stopped it."""
    there = set(one.scan_pages.filter(state=PageState.READ).values_list("number", flat=True))
    left = [number for number in range(1, one.pages + 1) if number not in there]
    for page in scans.read_pages(path, one.sort, left):
        _check_marks(page.text)
        if not _keep(one, page):
            return False
    return True


@transaction.atomic
def _keep(one: Upload, page: PageRead) -> bool:
    """Keep a page; False where the reading was stopped meanwhile."""
    stored = Upload.objects.select_for_update().get(pk=one.pk)
    if stored.state != Reach.WAITING:
        return False
    ScanPage.objects.update_or_create(
        upload=stored,
        number=page.number,
        defaults={
            "state": PageState.FAILED if page.trouble else PageState.READ,
            "by_machine": page.machine,
            "read": page.text,
            "text": page.text,
            "note": page.trouble,
        },
    )
    stored.done = stored.scan_pages.filter(state=PageState.READ).count()
    stored.save(update_fields=["done"])
    return True


@evidence.action
def _settle_words(one: Upload, text: str, by: Actor) -> Upload:
    one.text, one.done, one.note, one.state = text, 100, "", Reach.READ
    one.save(update_fields=["text", "done", "note", "state"])
    _leaf(by, "read_upload", one, state=one.state)
    return one


@evidence.action
def settle_pages(one: Upload, *, by: Actor) -> Upload:
    """Say what became of a scan: how many of its pages were read."""
    failed = one.scan_pages.filter(state=PageState.FAILED)
    silent = not one.scan_pages.filter(state=PageState.READ).exists()
    why = failed.values_list("note", flat=True).first() or ""
    one.state = Reach.SILENT if silent else Reach.READ
    one.note = f"{failed.count()} 页没有读出来。{why}" if why else ""
    one.done = one.pages
    one.save(update_fields=["state", "note", "done"])
    _leaf(by, "read_upload", one, state=one.state, pages=one.pages, failed=failed.count())
    return one


@evidence.action
def bar(one: Upload, why: str, *, by: Actor) -> Upload:
    """A secrecy mark, or something harmful: neither the file nor any of its words stays here."""
    one.state, one.text, one.note, one.done = Reach.BARRED, "", why, 0
    one.save(update_fields=["state", "text", "note", "done"])
    one.scan_pages.update(text="", read="", note=why, state=PageState.FAILED)
    _leaf(by, "bar_upload", one)
    others = Upload.objects.filter(digest=one.digest).exclude(state=Reach.BARRED)
    if not others.exists() and not Attachment.objects.filter(digest=one.digest).exists():
        transaction.on_commit(lambda: store.drop(one.digest))
    return one


@evidence.action
def give_up(one: Upload, why: str, *, by: Actor) -> Upload:
    """Say why there are no words, or no more of them; somebody may have it tried again."""
    one.state = Reach.STOPPED if one.done else Reach.SILENT
    one.note = why[:200]
    one.save(update_fields=["state", "note"])
    _name_pages(one)
    _leaf(by, "read_upload", one, state=one.state)
    return one


def _name_pages(one: Upload) -> None:
    """A row for each page that was not reached: somebody may type it beside its picture."""
    there = set(one.scan_pages.values_list("number", flat=True))
    ScanPage.objects.bulk_create(
        ScanPage(upload=one, number=number, state=PageState.FAILED, note="这一页没有读。")
        for number in range(1, one.pages + 1)
        if number not in there
    )


# --- what keepers do ------------------------------------------------------------------------------


@evidence.action
def stop(upload: Upload, *, by: Actor) -> Upload:
    """Stop the reading; what was read stays, the rest may be typed. Stale where it is over."""
    stored = Upload.objects.select_for_update().get(pk=upload.pk)
    if stored.state != Reach.WAITING:
        raise Stale("已经读完了，或者已经停下了。")
    stored.state, stored.note = Reach.STOPPED, ""
    stored.save(update_fields=["state", "note"])
    _name_pages(stored)
    _leaf(by, "stop_reading", stored)
    return stored


@evidence.action
def read_again(upload: Upload, *, by: Actor) -> Upload:
    """Have the rest read: the pages that were not reached, and those that could not be read."""
    stored = Upload.objects.select_for_update().get(pk=upload.pk)
    check_not_before_signers(stored)
    if stored.state == Reach.WAITING:
        raise Stale("正在读，不用再按。")
    if stored.state == Reach.BARRED:
        raise Refused(stored.note)
    stored.state, stored.note = Reach.WAITING, ""
    stored.done = stored.scan_pages.filter(state=PageState.READ).count()
    stored.save(update_fields=["state", "note", "done"])
    _ask(stored)
    _leaf(by, "read_again", stored)
    return stored


@evidence.action
def proof(page: ScanPage, text: str, *, seen: str, now: dt.datetime, by: Actor) -> ScanPage:
    """Keep the words of a page as somebody compared them with its picture, and that he did.

    seen: the digest of the words he had before him. What readers see changes when the document is
    admitted again. Stale: somebody else corrected it meanwhile. Refused: a secrecy mark; it is
    being reviewed.
    """
    stored = ScanPage.objects.select_for_update().get(pk=page.pk)
    upload = stored.upload
    check_not_before_signers(upload)
    if upload.state in (Reach.WAITING, Reach.BARRED):
        raise Refused("还没有读完，请等一等。" if upload.state == Reach.WAITING else upload.note)
    if entering.digest_of_words(stored.text) != seen:
        raise Stale("您打开以后，别的同志已经改过这一页，您这一次没有存上。")
    entering.check_no_marks([("这一页", text)])
    if "\x00" in text:
        raise Refused("文字里有看不见的控制字符，请删掉再存。", field="text")
    stored.text = text.replace("\r\n", "\n").strip()
    stored.state, stored.note = PageState.READ, ""
    stored.confirmed_at, stored.confirmed_by = now, person_of(by)
    stored.save()
    if upload.state == Reach.SILENT:
        Upload.objects.filter(pk=upload.pk).update(state=Reach.READ)
    _leaf(
        by, "proof_page", upload, page=stored.number, digest=entering.digest_of_words(stored.text)
    )
    return stored


def _leaf(by: Actor, verb: str, upload: Upload, **detail: object) -> None:
    document = upload.document
    evidence.record(
        by, verb, "document", document.uid, path_of(document), file=upload.digest, **detail
    )
