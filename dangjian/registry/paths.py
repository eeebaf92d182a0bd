"""The tree in the database: one change at a time, no circle, paths that follow (A1)."""

from __future__ import annotations

import datetime as dt

from django.db import connection

from dangjian.kernel import rule_overrides
from dangjian.registry.models import Organization


def lock_the_tree() -> None:
    """One change of the tree at a time: two moves at once could make a circle."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('registry.tree'))")


def stood_below(candidate: Organization, organization: Organization, on: dt.date) -> bool:
    """Whether the candidate stood under the organization on any day from `on` to now."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE up(id) AS (
                SELECT %s::bigint
                UNION
                SELECT p.parent_id FROM registry_parentage p JOIN up ON p.organization_id = up.id
                WHERE p.parent_id IS NOT NULL AND p.valid && daterange(%s, NULL)
            )
            SELECT EXISTS (SELECT 1 FROM up WHERE id = %s)
            """,
            [candidate.pk, on, organization.pk],
        )
        return bool(cursor.fetchone()[0])


def rewrite_paths(old: str, new: str) -> None:
    """Put every path below `old` under `new`: in the tree, on people, on rules set locally."""
    with connection.cursor() as cursor:
        for table in ("registry_organization", "registry_person"):
            cursor.execute(
                f"UPDATE {table} SET path = %s || substr(path, %s)"  # noqa: S608
                " WHERE path >= %s AND path < %s",
                [new, len(old) + 1, old, old[:-1] + "0"],
            )
    rule_overrides.organization_moved(old, new)


def placeholder() -> str:
    """A well-formed path no organization has, for the moment before the id is known."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text")
        return f"/0/{cursor.fetchone()[0]}/"
