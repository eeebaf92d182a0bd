"""Judged rows to storage and back: one sealed value, four blind indexes, written by COPY."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dangjian.kernel.copying import copy_rows
from dangjian.kernel.crypto import Sealer
from dangjian.registry.models import Import, ImportRow, Person, RowState
from dangjian.registry.rules.imports import Issue, Judged, MemberEntry
from dangjian.registry.rules.imports.columns import BRANCH
from dangjian.registry.rules.imports.doubles import likeness_of, number_of, whole_of

TABLE = ImportRow._meta.db_table
_COLUMNS = (
    "uid",
    "run_id",
    "position",
    "sheet",
    "row",
    "verdict",
    "issues",
    "content",
    "number_index",
    "likeness",
    "whole",
    "branch_index",
    "organization_id",
    "person_id",
    "state",
    "version",
)
_DATES = [MemberEntry._fields.index(f) for f in ("born_on", "joined_on", "full_on", "lost_on")]
as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode


class Sealers:
    """The keys of an import's rows, looked up once."""

    def __init__(self) -> None:
        self.content = Sealer(TABLE, "content").seal
        self.likeness = Sealer(TABLE, "likeness").index
        self.whole = Sealer(TABLE, "whole").index
        self.branch = Sealer(TABLE, "branch_index").index
        self.number = Sealer(Person._meta.db_table, "id_number").index

    def indexes(self, one: Judged[Any]) -> tuple[bytes | None, ...]:
        """number_index, likeness, whole, branch_index of a row; none of one that is skipped."""
        if one.verdict == "skip":
            return None, None, None, None
        number, likeness = number_of(one), likeness_of(one)
        return (
            self.number(number) if number else None,
            self.likeness(likeness) if likeness else None,
            self.whole(whole_of(one)),
            self.branch(one.text(BRANCH)),
        )


def store(run: Import, judged: Sequence[tuple[Judged[Any], int | None]], first: int) -> None:
    """Write judged rows, each with the person of the register it was found to be, if any."""
    copy_rows(TABLE, _COLUMNS, _rows(run, judged, first))


def _rows(
    run: Import, judged: Sequence[tuple[Judged[Any], int | None]], first: int
) -> Iterator[tuple[Any, ...]]:
    sealers = Sealers()
    no_issues = as_json([])
    for position, (one, person) in enumerate(judged, first):
        uid, skipped = uuid.uuid4(), one.verdict == "skip"
        yield (
            uid,
            run.pk,
            position,
            one.sheet[:100],
            one.row,
            one.verdict,
            as_json(plain(one.issues)) if one.issues else no_issues,
            sealers.content(uid, content(one)),
            *sealers.indexes(one),
            getattr(one.entry, "organization_id", None),
            person,
            str(RowState.SKIPPED if skipped else RowState.WAITING),
            1,
        )


def plain(issues: Iterable[Issue]) -> list[dict[str, Any]]:
    """Issues as they are stored in the open."""
    return [{"column": issue.column, "code": issue.code} for issue in issues]


def content(one: Judged[Any], reason: str = "") -> str:
    """The content of a row before sealing."""
    kept: dict[str, Any] = {
        "cells": one.cells,
        "normalised": one.normalised,
        "entry": one.entry,
    }
    if more := {f"{i.column}|{i.code}": dict(i.more) for i in one.issues if i.more}:
        kept["more"] = more
    if reason:
        kept["reason"] = reason
    return as_json(kept)


def member_entry(stored: Sequence[Any]) -> MemberEntry:
    """A member's entry as it was judged, from storage."""
    values = list(stored)
    for at in _DATES:
        values[at] = dt.date.fromisoformat(values[at]) if values[at] else None
    return MemberEntry(*values)
