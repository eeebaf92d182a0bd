"""Statements on rows that nobody has counted yet: they are of this transaction."""

from __future__ import annotations

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
