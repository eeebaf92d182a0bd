"""What the index is told of documents: title, text and the words of the file."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from dangjian.kernel.secrecy import SecrecyClass
from dangjian.library.models import Attachment, Clearance, Document, Generation
from dangjian.library.rules import texts
from dangjian.search import actions as search
from dangjian.search.models import Audience
from dangjian.search.models import Kind as Found


def let_be_found(documents: Iterable[Document]) -> None:
    """Write these documents into the index, as they are now; kept pages do not outlive that."""
    every = list(documents)
    if every:
        Generation.objects.update(number=F("number") + 1)
    files = {
        one.document_id: one.text
        for one in Attachment.objects.filter(document__in=[d.pk for d in every]).exclude(text="")
    }
    search.index_many(_findable(one, files.get(one.pk, "")) for one in every)


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
