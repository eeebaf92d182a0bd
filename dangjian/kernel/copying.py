"""Many rows into one table at once, by COPY inside the current transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import chain, islice
from typing import Any

from django.db import connection
from psycopg import Connection
from psycopg.copy import Copy, FileWriter

Packer = Connection[Any]


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
    with _copying(table, columns, binary=types is not None) as copy:
        return _write_rows(copy, rows, types)


@dataclass(frozen=True)
class Packed:
    """Rows of a table in the form in which they are sent; few of a guarded one, as they are."""

    table: str
    columns: tuple[str, ...]
    count: int
    few: Sequence[Sequence[Any]]
    data: bytes
    binary: bool
    guarded: bool


def packer() -> Packer:
    """The connection of this thread, for `pack` in any thread: how values are written is known to
    it, and it is asked for nothing else."""
    connection.ensure_connection()
    found: Packer = connection.connection
    return found


def pack(
    by: Packer,
    table: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    types: Sequence[str] | None = None,
    *,
    guarded: bool = False,
) -> Packed:
    """Rows for `copy_packed`, as `copy_rows` takes them: so that another thread packs the next
    while the database is at work on those before. by: of `packer`."""
    rows, file = iter(rows), BytesIO()
    first = list(islice(rows, FEW)) if guarded else []
    if guarded and len(first) < FEW:
        return Packed(table, tuple(columns), len(first), first, b"", False, guarded)
    with Copy(by.cursor(), binary=types is not None, writer=FileWriter(file)) as copy:
        count = _write_rows(copy, chain(first, rows), types)
    return Packed(table, tuple(columns), count, (), file.getvalue(), types is not None, guarded)


def copy_packed(packed: Packed) -> int:
    """Write packed rows into the current transaction; how many. RuntimeError outside one."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"{packed.table}: rows are copied inside an act's own transaction")

    def fill(table: str) -> int:
        with _copying(table, packed.columns, binary=packed.binary) as copy:
            copy.write(packed.data)
        return packed.count

    if not packed.count:
        return 0
    if packed.few:
        return _insert(packed.table, packed.columns, packed.few)
    if packed.guarded:
        return _through_scratch(packed.table, packed.columns, fill)
    return fill(packed.table)


@contextmanager
def _copying(table: str, columns: Sequence[str], *, binary: bool) -> Iterator[Copy]:
    form = " (FORMAT BINARY)" if binary else ""
    with (
        connection.wrap_database_errors,  # Django does not look into a COPY under way
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN{form}") as copy,
    ):
        yield copy


def _write_rows(copy: Copy, rows: Iterable[Sequence[Any]], types: Sequence[str] | None) -> int:
    if types:
        copy.set_types(types)
    count, write = 0, copy.write_row
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
    if len(first) < FEW:
        return _insert(table, columns, first) if first else 0
    return _through_scratch(
        table, columns, lambda scratch: copy_rows(scratch, columns, chain(first, rows), types)
    )


def _insert(table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> int:
    marks = f"({', '.join(['%s'] * len(columns))})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)})"  # noqa: S608
            f" VALUES {', '.join([marks] * len(rows))}",
            list(chain.from_iterable(rows)),
        )
    return len(rows)


def _through_scratch(table: str, columns: Sequence[str], fill: Callable[[str], int]) -> int:
    named = ", ".join(columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE {table}_scratch ON COMMIT DROP"  # noqa: S608
            f" AS SELECT {named} FROM {table} WITH NO DATA"
        )
        count = fill(f"{table}_scratch")
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
