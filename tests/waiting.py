"""Several at the same moment, however fast or slow the machine: they wait behind a row we hold."""

from __future__ import annotations

import time
from collections.abc import Sequence
from threading import Thread
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

_SECONDS = 30.0


def run_behind(rows: QuerySet[Any], threads: Sequence[Thread]) -> None:
    """Run all to their end. They go on together once each of them waits for the rows.

    AssertionError where one of them does not come to wait for them.
    """
    with transaction.atomic():
        list(rows.select_for_update())
        for thread in threads:
            thread.start()
        missing = _missing(len(threads))
    for thread in threads:
        thread.join()
    assert not missing, f"{missing} of {len(threads)} waited for nobody"


def _missing(count: int) -> int:
    """How many of so many transactions still do not wait for a row that another holds."""
    waiting, until = 0, time.monotonic() + _SECONDS
    while waiting < count and time.monotonic() < until:
        time.sleep(0.01)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # one transaction looks only once
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            waiting = cursor.fetchone()[0]
    return count - waiting
