"""Migrations run as the owner of the database; the application's role may change no table."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_migrating: ContextVar[bool] = ContextVar("migrating", default=False)


@contextmanager
def migrating() -> Iterator[None]:
    """Meanwhile rows are read and written as the owner too: Wagtail's migrations do not ask which
    database they run on."""
    before = _migrating.set(True)
    try:
        yield
    finally:
        _migrating.reset(before)


class OwnerMigrates:
    """All aliases are one database seen through three roles: only the owner's migrates."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return "owner" if _migrating.get() else None

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        return "owner" if _migrating.get() else None

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "owner"

    def allow_relation(self, obj1: Any, obj2: Any, **hints: Any) -> bool:
        return True
