"""What forty thousand rows in one transaction ask of the planner and of the collector."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def uncounted() -> Iterator[None]:
    """Keep the planner, within it, from joining row by row.

    Nobody can analyse rows that are not committed, so it takes a table of forty thousand for two
    rows, and would compare each with each.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = on")


@contextmanager
def uncollected() -> Iterator[None]:
    """Spare the search for garbage among a hundred thousand rows that are all still needed."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
