"""A plugin of pytest: every database a test is given lacks what the environment names.

Statements like DROP TRIGGER, run by the owner of the tables right after the copy was made
(removing.py asks for it; an ordinary run of the tests does not load this).
"""

from __future__ import annotations

import os
from pathlib import Path

import psycopg

from dangjian.config import cluster
from tests.controls.removing import STATEMENTS

_copy = cluster.copy_database


def _without(home: Path, source: str, target: str) -> None:
    _copy(home, source, target)
    address = cluster.addresses(home).owner
    statements = os.environ[STATEMENTS]
    if statements and not target.startswith("template"):
        parts = psycopg.conninfo.conninfo_to_dict(address) | {"dbname": target}
        with psycopg.connect(psycopg.conninfo.make_conninfo(**parts), autocommit=True) as owner:
            owner.execute(statements.encode())


cluster.copy_database = _without
