"""How what was chosen is found: by its title and source alone, nothing else of it is kept."""

from __future__ import annotations

from django.utils import timezone

from dangjian.feeds.models import Entry, State
from dangjian.search import actions as search
from dangjian.search.models import Kind


def every_findable(after: int, most: int) -> list[tuple[int, search.Findable]]:
    """So many chosen entries after a number, locked, for an index written anew."""
    rows = Entry.objects.filter(pk__gt=after, state=State.CHOSEN).select_related("source")
    locked = rows.select_for_update(of=("self",)).order_by("pk")
    return [(one.pk, findable(one)) for one in locked[:most]]


def findable(entry: Entry) -> search.Findable:
    """An entry as everybody may find it. day: the one its source gives."""
    return search.Findable(
        kind=Kind.HEADLINE,
        noun=entry.uid,
        title=entry.title,
        text=f"来源：{entry.source.title}（{entry.source.issuer}）",
        day=timezone.localtime(entry.dated_at).date() if entry.dated_at else None,
        issuer=entry.source.issuer,
    )
