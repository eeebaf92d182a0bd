"""The roles and the database inside the server, and the promises checked at every start."""

from __future__ import annotations

import psycopg
from psycopg.sql import SQL, Identifier, Literal

from dangjian.config.cluster.address import DATABASE, embedded
from dangjian.config.cluster.server import Server
from dangjian.config.cluster.trouble import ClusterError

OWNER, APP, AUDITOR = "dangjian_owner", "dangjian_app", "dangjian_auditor"

# Comparing ranges of days tells nobody more than the answer. Unless PostgreSQL is told so, it keeps
# their statistics from whoever's rows a policy guards, takes one row in 200 for what holds on a
# day, and reads a past day's list twenty times as long (docs/decisions/0013).
TELL_NOTHING = (
    "range_contains_elem(anyrange, anyelement)",
    "elem_contained_by_range(anyelement, anyrange)",
    "range_overlaps(anyrange, anyrange)",
    "daterange_subdiff(date, date)",
)

# What must be so before the first row is written: nothing acknowledged is ever lost, damage on
# the disk is noticed, and Chinese characters are letters to patterns and to the text search.
_PROMISES = {
    "data_checksums = on": "current_setting('data_checksums') = 'on'",
    "fsync = on": "current_setting('fsync') = 'on'",
    "full_page_writes = on": "current_setting('full_page_writes') = 'on'",
    "synchronous_commit = on": "current_setting('synchronous_commit') = 'on'",
    "没有网络监听": "current_setting('listen_addresses') = ''",
    "汉字算文字": "'党' ~ '^\\w$' and to_tsvector('simple', '党员')::text = '''党员'':1'",
}


def prepare(server: Server) -> None:
    """Create what is missing: roles, the extension in the template, the database.

    The roles may sign in only after everything else is there, so that whoever can sign in finds
    a complete database, even after this was interrupted at any line.
    """
    with server.connect("postgres") as connection:
        if _complete(connection):
            for database in (DATABASE, "template1"):
                _say_what_tells_nothing(server, database)
            return
        _create_roles(server, connection)
    with server.connect("template1") as connection:
        connection.execute("create extension if not exists btree_gist")
    _say_what_tells_nothing(server, "template1")
    with server.connect("postgres") as connection:
        _create_database(connection)
    with server.connect(DATABASE) as connection, connection.transaction():
        connection.execute(SQL("alter schema public owner to {}").format(Identifier(OWNER)))
        connection.execute("revoke create on schema public from public")
        for role in (OWNER, APP, AUDITOR):
            connection.execute(SQL("alter role {} login").format(Identifier(role)))


def _say_what_tells_nothing(server: Server, database: str) -> None:
    with server.connect(database) as connection:
        for function in TELL_NOTHING:
            known = connection.execute(
                "select proleakproof from pg_proc where oid = to_regprocedure(%s)", [function]
            ).fetchone()
            if known == (False,):
                connection.execute(SQL("alter function {} leakproof").format(SQL(function)))


def check_promises(server: Server) -> None:
    """Look, as the application, whether the promises hold.

    Raises ClusterError naming each that does not.
    """
    address = embedded(server.places.socket, APP, server.passwords.app, DATABASE)
    with psycopg.connect(address) as connection:
        answers = connection.execute(f"select {', '.join(_PROMISES.values())}").fetchone()
    broken = [name for name, holds in zip(_PROMISES, answers or (), strict=True) if not holds]
    if broken:
        raise ClusterError(f"数据库设置不符合要求：{'、'.join(broken)}。已停止启动，请先改正。")


def may_connect(connection: psycopg.Connection[tuple[object, ...]], database: str) -> None:
    """Only our roles may enter this database; only the application may use scratch tables."""
    for statement in (
        "revoke all on database {database} from public",
        "grant connect, temporary on database {database} to {app}",
        "grant connect on database {database} to {auditor}",
    ):
        connection.execute(
            SQL(statement).format(
                database=Identifier(database), app=Identifier(APP), auditor=Identifier(AUDITOR)
            )
        )


def _complete(connection: psycopg.Connection[tuple[object, ...]]) -> bool:
    found = connection.execute(
        "select count(*) from pg_roles where rolname = any(%s) and rolcanlogin",
        [[OWNER, APP, AUDITOR]],
    ).fetchone()
    return found == (3,)


def _create_roles(server: Server, connection: psycopg.Connection[tuple[object, ...]]) -> None:
    passwords = server.passwords
    for role, password, powers in (
        (OWNER, passwords.owner, "createdb"),
        (APP, passwords.app, "nosuperuser nocreatedb nocreaterole"),
        (AUDITOR, passwords.auditor, "nosuperuser nocreatedb nocreaterole"),
    ):
        known = connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone()
        # Sent as a verifier, so that the password itself is in no statement.
        verifier = connection.pgconn.encrypt_password(
            password.encode(), role.encode(), b"scram-sha-256"
        ).decode()
        connection.execute(
            SQL("{verb} role {role} {powers} nologin password {verifier}").format(
                verb=SQL("alter" if known else "create"),
                role=Identifier(role),
                powers=SQL(powers),
                verifier=Literal(verifier),
            )
        )


def _create_database(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    known = connection.execute("select 1 from pg_database where datname = %s", [DATABASE])
    if not known.fetchone():
        connection.execute(
            SQL("create database {} owner {}").format(Identifier(DATABASE), Identifier(OWNER))
        )
    may_connect(connection, DATABASE)
