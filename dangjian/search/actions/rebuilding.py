"""Writing the index anew from the rooms' own rows, piece by piece: it is never empty meanwhile.

A piece is one transaction that holds the rows it reads, so that what a room takes back at the same
time stays taken back. What breaks off goes on where it was.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Sequence

from django.db import transaction
from django.db.models import Max

from dangjian.search.actions.indexing import Findable, forget, index_many
from dangjian.search.models import Entry, Kind, Rebuild

AT_ONCE = 200

Source = Callable[[int, int], Sequence[tuple[int, Findable]]]
"""So many findable rows of a room after a number, each with its number, in order and locked."""
There = Callable[[Collection[uuid.UUID]], Collection[uuid.UUID]]
"""Which of these a room still shows."""


def rebuild(kind: Kind, source: Source, there: There, *, told: Callable[[int], object]) -> int:
    """Write every entry of a kind anew and drop those nobody shows any more; how many were written.

    told: is called with how many each piece wrote.
    """
    last = Entry.objects.aggregate(last=Max("pk"))["last"] or 0
    begun, _ = Rebuild.objects.get_or_create(kind=kind, defaults={"mark": last})
    written = 0
    while done := _piece(begun, source):
        written += done
        told(done)
    _drop(begun, there)
    begun.delete()
    return written


def under_way() -> list[Kind]:
    """The kinds whose rebuild broke off."""
    return [Kind(kind) for kind in Rebuild.objects.order_by("kind").values_list("pk", flat=True)]


def _piece(begun: Rebuild, source: Source) -> int:
    with transaction.atomic():
        rows = source(begun.after, AT_ONCE)
        if rows:
            index_many(one for _, one in rows)
            begun.after = rows[-1][0]
            begun.save(update_fields=["after"])
    return len(rows)


def _drop(begun: Rebuild, there: There) -> None:
    """Entries from before it began were not written anew: their nouns are gone, or came late."""
    kind = Kind(begun.kind)
    old = list(Entry.objects.filter(kind=kind, pk__lte=begun.mark).values_list("noun", flat=True))
    for start in range(0, len(old), AT_ONCE):
        nouns = old[start : start + AT_ONCE]
        forget(kind, set(nouns) - set(there(nouns)))
