"""The tables of an empty database, as all migrations together make them, in one stored file.

A first start loads it within a second; going through every step that the platform and its libraries
ever took costs most of a minute and ends at the same tables. `make structure` writes the file anew
after a migration was added; until then the newer ones simply run on top of it. What is stored and
what the migrations make are compared by `make guards`.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from django.core.management import call_command
from django.db import connections, transaction
from django.db.migrations.loader import MigrationLoader
from psycopg.conninfo import make_conninfo

from dangjian.config import cluster
from dangjian.config.router import migrating

STORED = Path(__file__).with_name("structure.sql")
_ROOMS = Path(__file__).parent.parent
_ROOT = "6d1f5a0e-0f5b-4c56-9d0e-2f3f3f0f6a11"
"""The key by which the tree's root would be known in another language."""

_DRAFT = "structure_draft"
_STEPS = "django_migrations"

# What a server says of itself, and what every database has already.
_IDLE = ("-- ", "SET ", "SELECT pg_catalog.set_config", "\\", "CREATE EXTENSION")

Step = tuple[str, str]
"""Label of an app, name of a migration."""


def load() -> bool:
    """Load what is stored into a database without tables, as the owner; False where it is no use.

    It is none where somebody migrated before, on a server older than the one it was written by, and
    where it took a step that this installation does not know.
    """
    connection = connections["owner"]
    text = STORED.read_text()
    with transaction.atomic(using="owner"), connection.cursor() as cursor:
        if _STEPS in connection.introspection.table_names(cursor):
            return False
        if connection.pg_version // 10_000 < _major(text) or not known(steps(text)):
            return False
        cursor.execute(text)
    return True


def steps(text: str) -> set[Step]:
    """The migrations that are contained in a stored structure."""
    rows = re.search(rf"^INSERT INTO public\.{_STEPS} .*?;$", text, re.MULTILINE | re.DOTALL)
    found = re.findall(r"\(\d+, '(\w+)', '(\w+)', now\(\)\)", rows.group() if rows else "")
    return set(found)


def made_from(contained: Iterable[Step]) -> str:
    """A digest over the platform's own migrations among these, as their files stand today."""
    digest = hashlib.sha256()
    for app, name in sorted(contained):
        file = _ROOMS / app / "migrations" / f"{name}.py"
        if file.is_file():
            digest.update(f"{app}/{name}\n".encode() + file.read_bytes())
    return digest.hexdigest()


def said_to_be_made_from(text: str) -> str:
    """The digest that a stored structure bears."""
    return _head(text, "made from")


def draw() -> str:
    """Every migration from the first, in a database of its own that goes afterwards, written down.

    It makes use of the embedded server and of its `pg_dump`.
    """
    home, before = cluster.home(), connections["owner"].settings_dict["NAME"]
    cluster.drop_database(home, _DRAFT)
    cluster.create_database(home, _DRAFT)
    try:
        _use(_DRAFT)
        with migrating():
            call_command("migrate", database="owner", verbosity=0, interactive=False)
        with connections["owner"].cursor() as cursor:  # drawn by lot in one of the migrations
            cursor.execute("UPDATE wagtailcore_page SET translation_key = %s", [_ROOT])
        major = connections["owner"].pg_version // 10_000
        return _worded(_dumped(home, major), major)
    finally:
        _use(before)
        cluster.drop_database(home, _DRAFT)


def _use(name: str) -> None:
    connections["owner"].close()
    connections["owner"].settings_dict["NAME"] = name


def _dumped(home: Path, major: int) -> str:
    what = ("--no-owner", "--no-privileges", "--no-comments", "--inserts", "--rows-per-insert=1000")
    where = make_conninfo(cluster.addresses(home).owner, dbname=_DRAFT)
    return subprocess.run(
        [cluster.client_program("pg_dump", major), *what],
        env=cluster.client_environment(where),
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def _worded(dump: str, major: int) -> str:
    """Only the statements, without what differs from one run or one server to the next."""
    text = re.sub(r"^--\n-- [^\n]*\n--\n\n?", "", dump, flags=re.MULTILINE)
    lines = [line for line in text.splitlines() if not line.startswith(_IDLE)]
    text = re.sub(r"\n{2,}", "\n", "\n".join(lines)).strip() + "\n"
    text = re.sub(r"'20\d\d-[^']*\+\d\d'", "now()", text)
    head = (
        "-- What the migrations make of an empty database. Written by `make structure`.",
        f"-- PostgreSQL: {major}",
        f"-- made from: {made_from(steps(text))}",
        # The functions of the triggers name tables that come after them.
        "SET LOCAL check_function_bodies = false;",
    )
    return "\n".join((*head, text))


def _head(text: str, name: str) -> str:
    found = re.search(rf"^-- {name}: (\w+)$", text, re.MULTILINE)
    if found is None:
        raise ValueError(f"{STORED.name} does not say its {name}; write it anew: make structure")
    return found.group(1)


def _major(text: str) -> int:
    return int(_head(text, "PostgreSQL"))


def known(contained: set[Step]) -> bool:
    """Whether this installation has all of these migrations."""
    return contained <= set(MigrationLoader(None).disk_migrations)
