"""The embedded PostgreSQL: found, started, recovered and stopped. Knows nothing of Django.

    home() -> Path                          the data directory (DANGJIAN_HOME)
    ensure_running(home, say) -> Addresses  start or recover the server; nothing if it answers
    addresses(home) -> Addresses            owner, app, auditor; creates nothing
    stop(home, say) -> bool                 the only way it stops
    status(home) -> Status
    went_down(home) -> bool                 it ended without being told to
    copy_database(home, source, target), create_database(home, name), drop_database(home, name),
    replace_database(home, draft, name), fill_database(home, draft), is_empty(home),
    label_database(home, name, text), label_of(home, name)
    discard(home)                           stop, and remove what is kept elsewhere
    django_parameters(address), client_environment(address) -> dict
    client_program(name, major) -> Path     pg_dump and its like

With DATABASE_URL (and DATABASE_APP_URL, DATABASE_AUDIT_URL) a real server is used instead and
nothing here starts or stops anything. Everything raises ClusterError with a Chinese sentence.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import psycopg

from dangjian.config.cluster import lock, passwords, places, processes, roles, server
from dangjian.config.cluster.account import account_for
from dangjian.config.cluster.address import (
    Addresses,
    addresses,
    client_environment,
    django_parameters,
    external,
)
from dangjian.config.cluster.binaries import client_program, find
from dangjian.config.cluster.databases import (
    copy_database,
    create_database,
    drop_database,
    fill_database,
    is_empty,
    label_database,
    label_of,
    replace_database,
)
from dangjian.config.cluster.places import Say, home
from dangjian.config.cluster.trouble import ClusterError

__all__ = [
    "Addresses",
    "ClusterError",
    "Status",
    "addresses",
    "client_environment",
    "client_program",
    "copy_database",
    "create_database",
    "django_parameters",
    "discard",
    "drop_database",
    "ensure_running",
    "external",
    "fill_database",
    "home",
    "is_empty",
    "label_database",
    "label_of",
    "replace_database",
    "status",
    "stop",
    "went_down",
]


@dataclass(frozen=True)
class Status:
    """How the database stands: `external` servers are not looked into."""

    external: bool
    running: bool
    pid: int | None
    data: Path | None
    socket: Path | None


def ensure_running(home: Path, say: Say = print) -> Addresses:
    """Have the database answer and return its addresses. Several processes may call it at once.

    Starts the server, creates it the first time, waits while it recovers from a kill.
    """
    outside = external()
    if outside:
        return outside
    if not _answers(home):
        places.make_home(home)
        with lock.held(home, say):
            if not _answers(home):  # whoever held the lock before us may have started it
                _bring_up(home, say)
    return addresses(home)


def stop(home: Path, say: Say = print) -> bool:
    """Stop the embedded server. Returns False where none was running."""
    found = None if external() else places.known(home)
    if found is None:
        return False
    with lock.held(home, say):
        found.told_to_stop.touch()
        return server.stop(found, account_for(found.data), say)


def discard(home: Path, say: Say = print) -> None:
    """Stop the embedded server of a data directory and remove what it keeps elsewhere."""
    found = None if external() else places.known(home)
    if found is None:
        return
    stop(home, say)
    for elsewhere in (found.root, found.socket):
        if not elsewhere.is_relative_to(home) and elsewhere.exists():
            shutil.rmtree(elsewhere)


def status(home: Path) -> Status:
    """Whether the embedded server runs, and where it lives. Starts nothing."""
    if external():
        return Status(True, _answers(home), None, None, None)
    found = places.known(home)
    if found is None:
        return Status(False, False, None, None, None)
    process = processes.postmaster(found, account_for(found.data))
    return Status(
        False, process is not None, process.pid if process else None, found.data, found.socket
    )


def went_down(home: Path) -> bool:
    """Whether the embedded server ended though nobody told it to: killed, or its disk was full."""
    found = None if external() else places.known(home)
    if found is None or found.told_to_stop.exists():
        return False
    return processes.postmaster(found, account_for(found.data)) is None


def _answers(home: Path) -> bool:
    """Whether the owner can sign in; the roles cannot before the database is complete."""
    try:
        psycopg.connect(addresses(home).owner, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def _bring_up(home: Path, say: Say) -> None:
    account = account_for((places.known(home) or places.Places(home, "", home, home)).data)
    found = places.settle(home, account, say)
    version = found.data / "PG_VERSION"
    major = int(version.read_text()) if version.exists() else None
    binaries = find(account, found.root, say, major)
    secret = passwords.read(home)
    if major and not secret:
        raise ClusterError(f"{home}/secrets/database.json 不见了，请从备份恢复这个文件。")
    ours = server.Server(found, account, binaries, secret or passwords.make(home), say)
    found.told_to_stop.unlink(missing_ok=True)
    if not major:
        server.initialise(ours)
    server.start(ours)
    try:
        roles.prepare(ours)
        roles.check_promises(ours)
    except ClusterError:
        server.stop(found, account, say)
        raise
