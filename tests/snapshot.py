"""The tiny district brought back as rows: built through the actions once in a process, then copied.

Building it takes a quarter of a second, and most tests want it; the rows take a tenth of that. They
are exactly what the actions wrote, evidence included.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection

from dangjian.config import guarded
from tests.district import District

_TABLES = """
SELECT c.table_name, string_agg(quote_ident(c.column_name), ', ' ORDER BY c.ordinal_position)
FROM information_schema.columns c
WHERE c.table_schema = 'public' AND c.is_generated = 'NEVER' AND c.table_name = ANY(%s)
GROUP BY c.table_name
"""


@dataclass(frozen=True)
class _Rows:
    table: str
    columns: str
    highest: int
    copied: bytes
    inserted: str = ""


@dataclass(frozen=True)
class _Snapshot:
    rows: tuple[_Rows, ...]
    district: bytes


_taken: dict[str, _Snapshot] = {}


def district(build: Callable[[], District]) -> District:
    """The district in the transaction under way: built the first time, afterwards brought back."""
    name = str(connection.settings_dict["NAME"])
    known = _taken.get(name)
    if known is None:
        before = _highest()
        built = build()
        _taken[name] = _Snapshot(_written_since(before), pickle.dumps(built))
        return built
    with connection.cursor() as cursor:
        for rows in known.rows:
            if rows.inserted:  # nothing is copied into tables with policies
                cursor.execute(
                    f"INSERT INTO {rows.table} ({rows.columns}) SELECT {rows.columns}"
                    f" FROM json_populate_recordset(NULL::{rows.table}, %s)",
                    [rows.inserted],
                )
                continue
            with cursor.copy(f"COPY {rows.table} ({rows.columns}) FROM STDIN") as copy:
                copy.write(rows.copied)
        _go_past(cursor, known.rows)
    brought: District = pickle.loads(known.district)  # noqa: S301 - our own, from this process
    return brought


def _go_past(cursor: Any, rows: tuple[_Rows, ...]) -> None:
    """Have every sequence stand past the rows that were brought back, whoever reset it."""
    of = [f"pg_get_serial_sequence('{one.table}', 'id')" for one in rows]
    cursor.execute("SELECT " + ", ".join(f"nextval({sequence})" for sequence in of))
    for sequence, one, stands in zip(of, rows, cursor.fetchone(), strict=True):
        if stands <= one.highest:
            cursor.execute(f"SELECT nextval({sequence}) FROM generate_series(1, {one.highest})")


def _highest() -> dict[str, int]:
    """Every table with rows that carry an id, and the highest; 0 for an empty one."""
    tables = [
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.pk.attname == "id" and model._meta.managed
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(f"SELECT '{one}', coalesce(max(id), 0) FROM {one}" for one in tables)
        )
        return dict(cursor.fetchall())


def _written_since(before: dict[str, int]) -> tuple[_Rows, ...]:
    after = _highest()
    grown = [table for table in before if after[table] > before[table]]
    written = []
    with connection.cursor() as cursor:
        cursor.execute(_TABLES, [grown])
        columns = dict(cursor.fetchall())
        for table in grown:
            select = (
                f"SELECT {columns[table]} FROM {table} WHERE id > {before[table]} ORDER BY id"
            )
            if table in guarded.GUARDED:
                cursor.execute(f"SELECT json_agg(rows)::text FROM ({select}) rows")
                copied, inserted = b"", cursor.fetchone()[0]
            else:
                with cursor.copy(f"COPY ({select}) TO STDOUT") as copy:
                    copied, inserted = b"".join(bytes(part) for part in copy), ""
            written.append(_Rows(table, columns[table], after[table], copied, inserted))
    return tuple(written)
