"""Documents before those who keep them: always through the scope of a right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from dangjian.kernel.refusal import Missing
from dangjian.library.models import (
    OPEN,
    Admission,
    Document,
    Draft,
    PageState,
    Reach,
    ScanPage,
    Shelving,
    Stage,
    Upload,
)
from dangjian.library.rules.entering import NAMES, Content, words_of
from dangjian.registry.authority import Purpose, Scope, Viewer
from dangjian.registry.models import Organization

KEEPS = (Purpose.WRITE, Purpose.COLUMNS)
_MISSING = "没有这一页，或者不在您的权限范围内。"


def top() -> Organization:
    """The district itself: it keeps what no office brought in."""
    return Organization.objects.open().order_by("path").filter(parent=None)[:1].get()


def keeper_of(document: Document) -> Organization:
    """Whose a document is to keep."""
    return document.office or top()


def path_of(document: Document) -> str:
    """The path of its keeper; "" where the register is still empty (texts come in before it)."""
    if document.office_id is None:
        return (
            Organization.objects.open().filter(parent=None).values_list("path", flat=True).first()
            or ""
        )
    return str(keeper_of(document).path)


@dataclass(frozen=True)
class Asked:
    """What narrows the keepers' list; "" narrows nothing."""

    kind: str = ""
    stands: str = ""


STANDS = {
    "entered": "还没上架",
    "review": "在审",
    "shelved": "在架",
    "withdrawn": "已撤下",
    "proof": "等校对",
}


def kept(viewer: Viewer, asked: Asked) -> QuerySet[Document]:
    """The documents the viewer keeps, what came last first, each with how it stands."""
    scope = Scope.of(path for one in KEEPS for path in viewer.scope(one).paths)
    mine = Q(office__isnull=False) & scope.q("office__path")
    if scope.covers(top().path):
        mine |= Q(office__isnull=True)
    last = Admission.objects.filter(document=OuterRef("pk")).order_by("-pk")
    raw = ScanPage.objects.filter(
        upload__document=OuterRef("pk"), by_machine=True, confirmed_at__isnull=True
    ).exclude(text="")
    reading = Upload.objects.filter(document=OuterRef("pk"), state=Reach.WAITING)
    rows = (
        Document.objects.filter(mine)
        .select_related("office")
        .defer("body")
        .annotate(
            stage=Subquery(last.values("state")[:1]), raw=Exists(raw), reading=Exists(reading)
        )
        .order_by("-brought_at", "-pk")
    )
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.stands == "review":
        rows = rows.filter(stage__in=OPEN)
    elif asked.stands == "proof":
        rows = rows.filter(raw=True)
    elif asked.stands:
        rows = rows.filter(shelving=asked.stands)
    return rows


def stands(document: Any) -> tuple[str, str]:
    """How a document of `kept` stands, in words, and the state of its tag."""
    if document.stage in OPEN:
        return Stage(document.stage).label, "wait"
    if document.stage == Stage.RETURNED:
        return Stage.RETURNED.label, "late"
    state = {Shelving.SHELVED: "done", Shelving.WITHDRAWN: "soon"}
    shelving = Shelving(document.shelving)
    return str(shelving.label), state.get(shelving, "")


def holding(viewer: Viewer, pk: int, *purposes: Purpose) -> tuple[Document, str]:
    """A document for whoever may act on it for one of these purposes, with its keeper's path.

    Missing otherwise.
    """
    document = Document.objects.select_related("office").filter(pk=pk).first()
    if document is None:
        raise Missing(_MISSING)
    path = path_of(document)
    if not any(viewer.may(one, path) for one in purposes):
        raise Missing(_MISSING)
    return document, path


def latest_draft(document: Document) -> Draft | None:
    """What its keepers saved last; None for one that came by the folder and was never changed."""
    return drafts_of(document).first()


def drafts_of(document: Document) -> QuerySet[Draft]:
    """Every saved draft, the last first."""
    return document.drafts.select_related("upload", "author").order_by("-pk")


def content_of(row: Draft | Document) -> Content:
    """The words of a draft or document."""
    return Content(**{name: getattr(row, name) for name in NAMES})


def upload_for(viewer: Viewer, pk: int, *, to_change: bool = False) -> Upload:
    """A file for its keepers; to look at also for whoever reviews it. Missing else."""
    upload = Upload.objects.select_related("document__office").filter(pk=pk).first()
    if upload is None:
        raise Missing(_MISSING)
    path = path_of(upload.document)
    keeps = viewer.may(Purpose.WRITE, path)
    looks = viewer.may(Purpose.COLUMNS, path) or (
        upload.document.admissions.filter(draft__upload=upload).exists()
        and any(viewer.may(one, path) for one in _REVIEWING)
    )
    if keeps or (looks and not to_change):
        return upload
    raise Missing(_MISSING)


_REVIEWING = (Purpose.REVIEW, Purpose.SECRECY, Purpose.FINAL)


def pages_of(upload: Upload) -> QuerySet[ScanPage]:
    """The pages of a scan that were reached, in order."""
    return upload.scan_pages.select_related("confirmed_by").order_by("number")


def text_of(upload: Upload | None) -> str:
    """The words of a file as they stand now. One query for a scan."""
    if upload is None:
        return ""
    if not upload.pages:
        return upload.text
    read = upload.scan_pages.filter(state=PageState.READ).order_by("number")
    return "\n\n".join(filter(None, read.values_list("text", flat=True)))


def is_unproofed(upload: Upload) -> bool:
    """Whether words of it were recognised by a machine and nobody has compared them."""
    raw = upload.scan_pages.filter(by_machine=True, confirmed_at__isnull=True)
    return raw.exclude(text="").exists()


def said_in(draft: Draft) -> Iterator[tuple[str, str]]:
    """(where, text) of everything a reader will see of a draft, its file included."""
    yield from words_of(content_of(draft))
    if draft.upload is not None:
        yield "文件名", draft.upload.name
        yield "文件", text_of(draft.upload)
