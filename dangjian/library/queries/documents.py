"""Documents by kind, issuer and year; one of them with what belongs to it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear

from dangjian.kernel.refusal import Missing
from dangjian.library.models import Clearance, Document, Kind, Link, Reading, Shelving
from dangjian.library.rules import texts
from dangjian.registry.authority import Viewer

_LIST = ("id", "title", "kind", "issued_on", "issuer", "series", "place", "clearance")


def readable(viewer: Viewer | None) -> QuerySet[Document]:
    """What the viewer may read, the latest first."""
    rows = Document.objects.filter(shelving=Shelving.SHELVED)
    return rows if viewer else rows.filter(clearance=Clearance.PUBLIC)


@dataclass(frozen=True)
class Shelf:
    """What narrows a list; "" and None narrow nothing."""

    kind: str = ""
    issuer: str = ""
    year: int | None = None
    series: str = ""


def on(shelf: Shelf, viewer: Viewer | None) -> QuerySet[Document]:
    """The documents of a shelf, the latest first; those of one paper or book in their order."""
    rows = readable(viewer).only(*_LIST)
    if shelf.kind:
        rows = rows.filter(kind=shelf.kind)
    if shelf.issuer:
        rows = rows.filter(issuer=shelf.issuer)
    if shelf.year:
        rows = rows.filter(issued_on__year=shelf.year)
    if shelf.series:
        rows = rows.filter(series=shelf.series).order_by("number", "place", "pk")
    return rows


@dataclass(frozen=True)
class Choices:
    """What a list may be narrowed by, each with how many documents it leaves."""

    kinds: list[tuple[Kind, int]]
    issuers: list[tuple[str, int]]
    years: list[tuple[int, int]]
    series: list[tuple[str, int]]


def choices(shelf: Shelf, viewer: Viewer | None) -> Choices:
    """Four queries. Kinds are counted over everything, the rest within the kind."""
    every = readable(viewer).order_by()
    within = every.filter(kind=shelf.kind) if shelf.kind else every
    kinds = dict(every.values_list("kind").annotate(n=Count("pk")))
    issuers = within.values_list("issuer").annotate(n=Count("pk")).order_by("-n", "issuer")
    years = within.annotate(y=ExtractYear("issued_on")).values_list("y").annotate(n=Count("pk"))
    series = within.exclude(series="").values_list("series").annotate(n=Count("pk"))
    return Choices(
        [(kind, kinds.get(kind.value, 0)) for kind in Kind],
        list(issuers[:60]),
        list(years.order_by("-y")),
        list(series.order_by("series")[:60]),
    )


def one(pk: int, viewer: Viewer | None) -> Document:
    """A document; Missing for one that is not there or not for this viewer."""
    found = readable(viewer).select_related("attachment").filter(pk=pk).first()
    if found is None:
        raise Missing("没有这一篇，或者要登录以后才能看。")
    return found


def withdrawn(pk: int, viewer: Viewer | None) -> Document | None:
    """A document that the viewer could read until it was withdrawn."""
    gone = Document.objects.filter(pk=pk, shelving=Shelving.WITHDRAWN)
    gone = gone if viewer else gone.filter(clearance=Clearance.PUBLIC)
    return gone.only("id", "title", "withdrawn_at", "withdrawn_reason").first()


def linked_from(document: Document, viewer: Viewer | None) -> list[Document]:
    """Those that name it, and that the viewer may read."""
    origins = Link.objects.filter(target=document).values("origin")
    return list(readable(viewer).filter(pk__in=origins).only(*_LIST)[:20])


def linked_to(document: Document, viewer: Viewer | None) -> dict[str, int]:
    """Code -> id of what it names, as far as the viewer may read it."""
    if not texts.named(document.body):
        return {}
    targets = Link.objects.filter(origin=document).values("target")
    return dict(readable(viewer).filter(pk__in=targets).order_by().values_list("code", "pk"))


def neighbours(
    document: Document, viewer: Viewer | None
) -> tuple[Document | None, Document | None]:
    """The one before and the one after it in its paper or book."""
    if not document.series or document.number is None:
        return None, None
    rows = readable(viewer).filter(series=document.series, kind=document.kind).only(*_LIST)
    before = rows.filter(number__lt=document.number).order_by("-number", "-pk").first()
    after = rows.filter(number__gt=document.number).order_by("number", "pk").first()
    return before, after


def place_of(document: Document, viewer: Viewer | None) -> int:
    """The paragraph the viewer has come to, 0 for none."""
    if viewer is None:
        return 0
    mine = Reading.objects.filter(person_id=viewer.person_id, document=document)
    return mine.values_list("paragraph", flat=True).first() or 0


def latest(most: int, viewer: Viewer | None) -> Sequence[Document]:
    """The latest of all kinds."""
    return list(readable(viewer).only(*_LIST)[:most])


def by_uid(uids: Sequence[uuid.UUID], viewer: Viewer | None) -> dict[uuid.UUID, Document]:
    """Those of these that the viewer may read, by uid."""
    return {one.uid: one for one in readable(viewer).filter(uid__in=uids).only("uid", *_LIST)}
