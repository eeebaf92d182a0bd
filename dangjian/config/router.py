"""Migrations run as the owner of the database; the application's role may change no table."""

from __future__ import annotations

from typing import Any


class OwnerMigrates:
    """All aliases are one database seen through three roles: only the owner's migrates."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "owner"

    def allow_relation(self, obj1: Any, obj2: Any, **hints: Any) -> bool:
        return True
