"""Many rows into one table at once, by COPY inside the current transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from django.db import connection


def copy_rows(
    table: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    types: Sequence[str] | None = None,
    *,
    guarded: bool = False,
) -> int:
    """Write rows, each in the order of the columns; how many.

    guarded: PostgreSQL copies into no table that has a policy of rows (config/guarded.py): a few
    rows are inserted, many copied into a scratch table and inserted from there.

    types: the columns' types as PostgreSQL names them. With them the values go over as they are,
    which costs the database a third of reading them from text; each must then be of just its type.
    Ranges of days have no such form here: they are written as text (`span`), without types.
    RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{table}: rows are copied inside an act's own transaction")
    if guarded:
        return _by_inserting(table, columns, iter(rows), types)
    count = 0
    form = " (FORMAT BINARY)" if types else ""
    with (
        connection.wrap_database_errors,  # Django does not look into a COPY under way
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN{form}") as copy,
    ):
        if types:
            copy.set_types(types)
        write = copy.write_row
        for row in rows:
            write(row)
            count += 1
    return count


FEW = 50
"""Fewer rows than these go into a guarded table by one INSERT, without a scratch table."""


def _by_inserting(
    table: str,
    columns: Sequence[str],
    rows: Iterator[Sequence[Any]],
    types: Sequence[str] | None,
) -> int:
    first = list(islice(rows, FEW))
    if not first:
        return 0
    named = ", ".join(columns)
    with connection.cursor() as cursor:
        if len(first) < FEW:
            marks = f"({', '.join(['%s'] * len(columns))})"
            cursor.execute(
                f"INSERT INTO {table} ({named}) VALUES {', '.join([marks] * len(first))}",  # noqa: S608
                list(chain.from_iterable(first)),
            )
            return len(first)
        cursor.execute(
            f"CREATE TEMPORARY TABLE {table}_scratch ON COMMIT DROP"  # noqa: S608
            f" AS SELECT {named} FROM {table} WITH NO DATA"
        )
        count = copy_rows(f"{table}_scratch", columns, chain(first, rows), types)
        cursor.execute(f"INSERT INTO {table} ({named}) SELECT {named} FROM {table}_scratch")  # noqa: S608
        cursor.execute(f"DROP TABLE {table}_scratch")
    return count


def new_ids(table: str, count: int) -> list[int]:
    """So many ids drawn from the sequence of a table, in one query and in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(sequence) FROM"
            " (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS sequence) drawn,"
            " generate_series(1, %s)",
            [table, count],
        )
        return sorted(pk for (pk,) in cursor)


def span(first: object, end: object = None) -> str:
    """A half-open range of days as PostgreSQL reads it; without an end it is open."""
    return f"[{first},{'' if end is None else end})"
