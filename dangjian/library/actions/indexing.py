"""What the index is told of documents: title, text and the words of the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import F

from dangjian.kernel.secrecy import SecrecyClass
from dangjian.library.models import Attachment, Clearance, Document, Generation, Shelving
from dangjian.library.rules import texts
from dangjian.search import actions as search
from dangjian.search.models import Audience
from dangjian.search.models import Kind as Found


def let_be_found(documents: Iterable[Document]) -> None:
    """Write these documents into the index, as they are now; those on the shelf alone.

    Kept pages do not outlive that.
    """
    every = [one for one in documents if one.shelving == Shelving.SHELVED]
    _not_as_before()
    search.index_many(_findables(every))


def every_findable(after: int, most: int) -> list[tuple[int, search.Findable]]:
    """So many documents after a number, locked, for an index written anew."""
    shelved = Document.objects.filter(pk__gt=after, shelving=Shelving.SHELVED)
    documents = list(shelved.order_by("pk").select_for_update()[:most])
    numbers = [one.pk for one in documents]
    return list(zip(numbers, _findables(documents), strict=True))


def _findables(documents: Sequence[Document]) -> list[search.Findable]:
    of_these = Attachment.objects.filter(document__in=[one.pk for one in documents])
    files = {one.document_id: one.text for one in of_these.exclude(text="")}
    return [_findable(one, files.get(one.pk, "")) for one in documents]


def _not_as_before() -> None:
    """Whatever was kept of the library's pages is out of date."""
    Generation.objects.update(number=F("number") + 1)


def no_longer_found(documents: Iterable[Document]) -> None:
    """Take these documents out of the index, and their kept pages with them."""
    _not_as_before()
    search.forget(Found.DOCUMENT, [one.uid for one in documents])


def _findable(one: Document, file: str) -> search.Findable:
    public = one.clearance == Clearance.PUBLIC
    where = "，".join(filter(None, (one.series, one.place)))
    text = "\n".join(filter(None, (where, texts.words(one.body), file)))
    return search.Findable(
        kind=Found.DOCUMENT,
        noun=one.uid,
        title=one.title,
        text=text,
        day=one.issued_on,
        issuer=one.issuer,
        column=one.get_kind_display(),
        audience=Audience.PUBLIC if public else Audience.MEMBERS,
        level=SecrecyClass.PUBLIC if public else SecrecyClass.INTERNAL,
    )
