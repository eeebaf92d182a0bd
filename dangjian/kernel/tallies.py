"""Counting how often the platform said no (L7): for the operator, who looks for attacks.

Only sums by the hour are kept, never who or from where: TRUST.md §5.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping

from django.db import DatabaseError, connection

from dangjian.kernel.models import Tally, Turned

logger = logging.getLogger("dangjian")

KEPT = dt.timedelta(days=190)
"""Longer than the half year for which logs are kept (网络安全法)."""

_COUNT = """
INSERT INTO kernel_tally AS t (kind, hour, count) VALUES ('{kind}', '{hour}', 1)
ON CONFLICT (kind, hour) DO UPDATE SET count = t.count + 1
"""
# One exchange with the database, which need not wait for its disk: many of these are an attack.
_AT_ONCE = "BEGIN; SET LOCAL synchronous_commit = off; {statement}; COMMIT"


def count(kind: Turned, now: dt.datetime) -> None:
    """One more in this hour. A database that is away counts nothing; that stands in the log."""
    hour = now.replace(minute=0, second=0, microsecond=0).isoformat()
    # Both values are ours: a word of a closed list and a moment.
    statement = _COUNT.format(kind=Turned(kind).value, hour=hour)
    if not connection.in_atomic_block:
        statement = _AT_ONCE.format(statement=statement)
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        logger.warning("not counted: %s (%s)", kind.value, type(error).__name__)


def sums(since: dt.datetime) -> Mapping[tuple[Turned, dt.datetime], int]:
    """How often, by kind and hour, from an hour on. One query."""
    rows = Tally.objects.filter(hour__gte=since).values_list("kind", "hour", "count")
    return {(Turned(kind), hour): number for kind, hour, number in rows}


def forget_old(now: dt.datetime) -> int:
    """Drop sums older than KEPT; how many."""
    dropped, _ = Tally.objects.filter(hour__lt=now - KEPT).delete()
    return dropped
