"""The doubtless rows of an import that wait to go in, a run of them at a time and still sealed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from dangjian.registry.models import Import, ImportRow, Person, RowState
from dangjian.registry.rules.imports import DOUBTLESS

MANY = 5_000
"""Rows at a time: enough to cost few statements, few enough to be held in memory."""
FIRST = 250
"""The first of them are fewer: the database has nothing to do until they are opened."""


class Waiting(NamedTuple):
    """A row as it waits. taken: its number is in the register now."""

    pk: int
    uid: uuid.UUID
    content: bytes
    organization_id: int | None
    position: int
    taken: bool


def doubtless(run: Import) -> int:
    """How many rows may go in now."""
    return _rows(run).count()


def branches_named(run: Import) -> set[int]:
    """The organizations that the rows name."""
    named = _rows(run).exclude(organization=None).order_by("organization_id")
    return set(named.values_list("organization_id", flat=True).distinct())


def after(run: Import, position: int, most: int = MANY) -> list[Waiting]:
    """The next rows, in the order of the file."""
    there = Person.objects.filter(id_number_index=OuterRef("number_index"))
    rows = _rows(run).filter(position__gt=position).annotate(taken=Exists(there))
    wanted = ("pk", "uid", "content", "organization_id", "position", "taken")
    return [
        Waiting(pk, uid, bytes(content), *rest)
        for pk, uid, content, *rest in rows.order_by("position").values_list(*wanted)[:most]
    ]


def again(rows: Sequence[Waiting]) -> list[Waiting]:
    """The same rows, as far as their numbers are in the register by now."""
    there = Person.objects.filter(id_number_index=OuterRef("number_index"))
    found = ImportRow.objects.filter(pk__in=[row.pk for row in rows]).filter(Exists(there))
    taken = set(found.values_list("pk", flat=True))
    return [row._replace(taken=row.pk in taken) for row in rows]


def _rows(run: Import) -> QuerySet[ImportRow]:
    return ImportRow.objects.filter(run=run, state=RowState.WAITING, verdict__in=DOUBTLESS)
