"""Further databases beside the real one, for practice, tests and benchmarks: made once, copied
often.
"""

from __future__ import annotations

from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.sql import SQL, Identifier, Literal

from dangjian.config.cluster import address, passwords, places, roles
from dangjian.config.cluster.server import SUPERUSER
from dangjian.config.cluster.trouble import ClusterError

_KEPT = {address.DATABASE, "postgres", "template0", "template1"}


def create_database(home: Path, name: str) -> None:
    """An empty database of the owner with the roles' rights and the extension."""
    copy_database(home, "template1", name)


def copy_database(home: Path, source: str, target: str) -> None:
    """Make `target` an exact copy of `source`, to which nobody may be connected meanwhile.

    Raises psycopg.Error: DuplicateDatabase, ObjectInUse, InvalidCatalogName.
    """
    with _connect(home) as connection:
        statement = "create database {} template {}"
        if not address.external():
            statement += " owner {}"
        names = [Identifier(target), Identifier(source), Identifier(roles.OWNER)]
        connection.execute(SQL(statement).format(*names[: statement.count("{}")]))
        if not address.external():
            roles.may_connect(connection, target)


def drop_database(home: Path, name: str) -> None:
    """Remove a database, ending whoever is connected to it. The real one is never removed."""
    if name in _KEPT:
        raise ValueError(f"{name} is not a copy")
    with _connect(home) as connection:
        connection.execute(SQL("drop database if exists {} with (force)").format(Identifier(name)))


def replace_database(home: Path, draft: str, name: str) -> None:
    """Put `draft` in the place of the database `name`, which goes. Whoever uses it is cut off."""
    drop_database(home, name)
    with _connect(home) as connection:
        connection.execute(
            SQL("alter database {} rename to {}").format(Identifier(draft), Identifier(name))
        )


def is_empty(home: Path) -> bool:
    """Whether the real database, which must answer, has no table of ours yet."""
    with psycopg.connect(address.addresses(home).owner) as connection:
        found = connection.execute("select 1 from pg_tables where schemaname = 'public' limit 1")
        return found.fetchone() is None


def fill_database(home: Path, draft: str) -> None:
    """Put `draft` in the place of the real database, which must hold no table yet.

    ClusterError where it holds one.
    """
    real = str(conninfo_to_dict(address.addresses(home).owner)["dbname"])
    if not is_empty(home):
        raise ClusterError(f"数据库 {real} 里已经有内容，恢复只能放进空的数据库。")
    with _connect(home) as connection:
        empty = f"{real}_empty"
        for one, other in ((real, empty), (draft, real)):
            connection.execute(
                SQL("alter database {} rename to {}").format(Identifier(one), Identifier(other))
            )
        connection.execute(SQL("drop database {}").format(Identifier(empty)))


def label_database(home: Path, name: str, text: str) -> None:
    """Write on a database what it is for."""
    with _connect(home) as connection:
        connection.execute(
            SQL("comment on database {} is {}").format(Identifier(name), Literal(text))
        )


def label_of(home: Path, name: str) -> str | None:
    """What was written on a database ("" for nothing); None where there is no such database."""
    with _connect(home) as connection:
        row = connection.execute(
            "select coalesce(shobj_description(oid, 'pg_database'), '') from pg_database"
            " where datname = %s",
            [name],
        ).fetchone()
    return str(row[0]) if row else None


def _connect(home: Path) -> psycopg.Connection[tuple[object, ...]]:
    """As the superuser of the embedded server, as the owner of a real one."""
    outside = address.external()
    if outside:
        return psycopg.connect(outside.owner, dbname="postgres", autocommit=True)
    found, secret = places.known(home), passwords.read(home)
    if not found or not secret:
        raise ClusterError("数据库还没有建立，请先运行 dangjian up。")
    where = address.embedded(found.socket, SUPERUSER, secret.superuser, "postgres")
    return psycopg.connect(where, autocommit=True)
