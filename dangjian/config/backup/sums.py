"""What every table holds, as a number of rows and a checksum: equal before and after, or not."""

from __future__ import annotations

from typing import Any, NamedTuple

import psycopg
from psycopg.sql import SQL, Identifier

Connection = psycopg.Connection[Any]

# Rows are compared as text: it must not depend on how a server was set up.
_PLAIN = (
    "SET TIME ZONE 'UTC'; SET DateStyle = 'ISO'; SET IntervalStyle = 'iso_8601';"
    " SET extra_float_digits = 1; SET bytea_output = 'hex'"
)
_TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY 1
"""
_SUM = """
SELECT count(*), coalesce(sum(('x' || substr(md5(t::text), 1, 15))::bit(60)::bigint), 0)::text
FROM public.{} t
"""
_SEQUENCES = """
SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences WHERE schemaname = 'public'
"""


class Sum(NamedTuple):
    """rows: how many; checksum: over all of them, in whatever order."""

    rows: int
    checksum: str


def tables(connection: Connection) -> dict[str, Sum]:
    """Every table of the platform, by name."""
    connection.execute(_PLAIN)
    names = [name for (name,) in connection.execute(_TABLES).fetchall()]
    return {name: _sum(connection, name) for name in names}


def sequences(connection: Connection) -> dict[str, int]:
    """Where the numbering of every table stands; 0 where it has not begun."""
    return dict(connection.execute(_SEQUENCES).fetchall())


def different(stated: dict[str, Sum], found: dict[str, Sum]) -> list[str]:
    """Names of tables that are missing, too many, or hold anything else."""
    return sorted(
        name for name in stated.keys() | found.keys() if stated.get(name) != found.get(name)
    )


def _sum(connection: Connection, name: str) -> Sum:
    row = connection.execute(SQL(_SUM).format(Identifier(name))).fetchone()
    assert row is not None
    return Sum(*row)
