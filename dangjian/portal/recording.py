"""What several actions of this room write: the count of changes, what is found, and who acts."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F
from django.utils import timezone

from dangjian.kernel.evidence import Actor
from dangjian.portal.models import Generation, Publication
from dangjian.portal.queries import public
from dangjian.portal.rules.content import read, words_of
from dangjian.registry.models import Person
from dangjian.search import actions as search
from dangjian.search.models import Kind


def changed() -> None:
    """Count the change of the site in the transaction that makes it: no cached page outlives it."""
    Generation.objects.update(number=F("number") + 1)


def let_be_found(publications: Iterable[Publication]) -> None:
    """Write running publications into the index as they are now."""
    search.index_many(_findable(one) for one in publications)


def let_not_be_found(publication: Publication) -> None:
    search.forget(Kind.ARTICLE, [publication.uid])


def every_findable(after: int, most: int) -> list[tuple[int, search.Findable]]:
    """So many running publications after a number, locked, for an index written anew."""
    rows = Publication.objects.filter(public.RUNS, pk__gt=after).order_by("pk")
    locked = rows.select_related("column", "submission").select_for_update(of=("self",))
    return [(one.pk, _findable(one)) for one in locked[:most]]


def _findable(publication: Publication) -> search.Findable:
    content = read(publication.submission.content)
    words = [text for where, text in words_of(content) if where != "标题"]
    return search.Findable(
        kind=Kind.ARTICLE,
        noun=publication.uid,
        title=publication.title,
        text="\n".join(filter(None, words)),
        day=timezone.localtime(publication.published_at).date(),
        issuer=content.issuer[:100],
        column=publication.column.title[:20],
    )


def person_of(by: Actor) -> Person:
    """The person who acts. RuntimeError for the platform itself, which signs and writes nothing."""
    if by.person_uid is None:
        raise RuntimeError("a text is written and signed by a person")
    return Person.objects.get(uid=by.person_uid)
