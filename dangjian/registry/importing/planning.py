"""What forty thousand rows in one transaction ask of the planner and of the collector."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator
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


_TURN, _USUAL = 0.0002, sys.getswitchinterval()  # seconds


@contextmanager
def uncollected() -> Iterator[None]:
    """Spare the search for garbage among a hundred thousand rows that are all still needed; and
    let the thread that feeds the database have its turn at once when it asks for it: it needs it
    for a moment only, and in the usual five milliseconds the database runs dry."""
    was = gc.isenabled()
    gc.disable()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(_USUAL)
        if was:
            gc.enable()


@contextmanager
def checked_at_once() -> Iterator[None]:
    """Have references checked with each statement, while we have other things to do, and not all
    of them on committing, while somebody waits."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def as_array(ids: Iterable[int]) -> str:
    """Many ids as one value, to be cast to bigint[].

    As a list each would be looked at by itself on the way; and without the cast the database would
    compare each row with each of them, since it cannot hash numbers of two sizes.
    """
    return "{" + ",".join(map(str, ids)) + "}"


def as_bytes_array(values: Iterable[bytes]) -> str:
    """Many short values as one, to be cast to bytea[]."""
    return "{" + ",".join([f'"\\\\x{value.hex()}"' for value in values]) + "}"
