"""What cases call for next, worked out anew: rules may have been corrected since the last act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import connection, transaction

from dangjian.development.models import Development
from dangjian.development.queries.records import books_for, records_of
from dangjian.development.rules.views import Next, next_of

PIECE = 1000
_WRITE = """
UPDATE development_development AS d SET next_step = w.step, next_part = w.part, due_on = w.due_on
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::date[]) AS w(id, step, part, due_on)
WHERE d.id = w.id
"""


def restate_all(today: dt.date) -> int:
    """Rewrite the columns lists read, of every running case where they differ; how many did.

    No act: nothing happens to anybody, and so no leaf. In pieces; a few queries each.
    """
    changed, last = 0, 0
    while True:
        with transaction.atomic():
            rows = _piece(last)
            wanted = _wanted(rows, today)
            differ = {row.pk: wanted[row.pk] for row in rows if wanted[row.pk] != _stated(row)}
            _write(differ)
        if not rows:
            return changed
        changed, last = changed + len(differ), rows[-1].pk


def _piece(last: int) -> list[Development]:
    """The next cases, locked: an act waits, and reckons after this has."""
    running = Development.objects.filter(ended_on__isnull=True, pk__gt=last)
    locked = running.select_for_update(of=("self",)).select_related("organization")
    return list(locked.order_by("pk")[:PIECE])


def _wanted(rows: Sequence[Development], today: dt.date) -> dict[int, Next]:
    """Case id -> what its record calls for. Rules are read once for all its places."""
    records = records_of(rows, today)
    books = books_for({(row.edition, row.organization.path) for row in rows}, today)
    return {
        row.pk: next_of(records[row.pk], books[row.edition, row.organization.path]) for row in rows
    }


def _stated(row: Development) -> Next:
    return Next(row.next_step, row.next_part, row.due_on)


def _write(wanted: Mapping[int, Next]) -> None:
    """In one statement of four lists: a CASE for each row takes longer than all the rest."""
    if not wanted:
        return
    steps, parts, days = zip(*((n.step, n.part, n.due_on) for n in wanted.values()), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [list(wanted), list(steps), list(parts), list(days)])
