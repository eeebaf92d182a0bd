"""What cases call for next, worked out anew: rules may have been corrected since the last act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from dangjian.development.models import Development
from dangjian.development.queries.records import book_for, records_of
from dangjian.development.rules.reckoning import Rules
from dangjian.development.rules.views import next_of

PIECE = 500
_COLUMNS = ("next_step", "next_part", "due_on")


def restate_all(today: dt.date) -> int:
    """Rewrite the columns lists read, of every running case where they differ; how many did.

    No act: nothing happens to anybody, and so no leaf. In pieces; a few queries each.
    """
    books: dict[tuple[str, str], Rules] = {}
    changed, last = 0, 0
    while True:
        with transaction.atomic():
            rows = _piece(last)
            changed_now = _changed(rows, books, today)
            differ = [case for case in rows if case.pk in changed_now]
            Development.objects.bulk_update(differ, _COLUMNS)
        if not rows:
            return changed
        changed, last = changed + len(differ), rows[-1].pk


def _piece(last: int) -> list[Development]:
    """The next cases, locked: an act waits, and reckons after this has."""
    running = Development.objects.filter(ended_on__isnull=True, pk__gt=last)
    locked = running.select_for_update(of=("self",)).select_related("organization")
    return list(locked.order_by("pk")[:PIECE])


def _changed(
    rows: Sequence[Development], books: dict[tuple[str, str], Rules], today: dt.date
) -> set[int]:
    """The cases whose columns differ from what their record calls for; they hold it afterwards."""
    records, found = records_of(rows, today), set()
    for case in rows:
        key = (case.edition, case.organization.path)
        book = books[key] = books.get(key) or book_for(*key, today)
        wanted = next_of(records[case.pk], book)
        before = (case.next_step, case.next_part, case.due_on)
        case.next_step, case.next_part, case.due_on = wanted.step, wanted.part, wanted.due_on
        if before != (wanted.step, wanted.part, wanted.due_on):
            found.add(case.pk)
    return found
