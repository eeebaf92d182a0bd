"""Public service times: how long letters take, by office and kind, and why some were turned down.

Sums of matters, never of persons; offices stand in the order of the tree, not of their figures; a
cell of fewer than five letters is not shown.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connection

from dangjian.kernel.row_scope import widening
from dangjian.voices.models import Kind, Letter
from dangjian.voices.rules import notices

FEWEST = 5


@dataclass(frozen=True)
class Line:
    """Letters of one kind that an office answered within the span: how many, the median of days
    from receipt to the signature, how many were late. None where there are too few to show."""

    office: str
    kind: str
    count: int | None
    median: float | None
    late: int | None


@dataclass(frozen=True)
class Times:
    """The public table of one year. refusals: (reason, how many or None)."""

    year: int
    lines: list[Line]
    refusals: list[tuple[str, int | None]]
    open_late: int | None


_LINES = """
SELECT o.short_name, l.kind, count(*),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY (first.day - l.received_on)),
       count(*) FILTER (WHERE first.late)
FROM (
    SELECT a.letter_id, a.office_id,
           min((a.signed_at AT TIME ZONE 'Asia/Shanghai')::date) AS day,
           bool_or(EXISTS (
               SELECT 1 FROM flow_caseterm t JOIN voices_letter x ON x.case_id = t.case_id
               WHERE x.id = a.letter_id AND t.clock IN ('finish', 'answer')
                 AND t.ended_on > t.due_on)) AS late
    FROM voices_answer a
    WHERE a.instance = 'first' AND a.signed_at IS NOT NULL
    GROUP BY a.letter_id, a.office_id
) AS first
JOIN voices_letter l ON l.id = first.letter_id
JOIN registry_organization o ON o.id = first.office_id
WHERE first.day >= %s AND first.day < %s
GROUP BY o.path, o.short_name, l.kind
ORDER BY o.path, l.kind
"""


@widening("sums of the letters of all offices, which are published")
def times(year: int, today: dt.date) -> Times:
    """What was answered in a year, and what is late today. Three queries."""
    first, after = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    with connection.cursor() as cursor:
        cursor.execute(_LINES, [first, after])
        lines = [_line(*row) for row in cursor.fetchall()]
    refused = (
        Letter.objects.filter(
            refused_because__gt="",
            case__closed_at__gte=_start(first),
            case__closed_at__lt=_start(after),
        )
        .values_list("refused_because", flat=True)
        .order_by()
    )
    counts = dict.fromkeys(notices.REFUSALS, 0)
    for because in refused:
        counts[because] += 1
    late = (
        Letter.objects.filter(
            case__terms__ended_on__isnull=True,
            case__terms__theirs=False,
            case__terms__due_on__lt=today,
        )
        .distinct()
        .count()
    )
    return Times(
        year,
        lines,
        [(notices.REFUSALS[key], shown(count)) for key, count in counts.items() if count],
        shown(late),
    )


def shown(count: int) -> int | None:
    """A count that may be shown: none, or enough."""
    return count if count == 0 or count >= FEWEST else None


def _line(office: str, kind: str, count: int, median: float, late: int) -> Line:
    says = str(Kind(kind).label)
    if count < FEWEST:
        return Line(office, says, None, None, None)
    return Line(office, says, count, median, shown(late))


def _start(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.timezone(dt.timedelta(hours=8)))
