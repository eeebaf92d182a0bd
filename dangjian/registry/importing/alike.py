"""Rows of an import with one and the same unknown word in a cell: one answer for all of them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from dangjian.registry.models import ImportRow, RowState
from dangjian.registry.rules.imports import SAME_EVERYWHERE
from dangjian.registry.rules.imports.columns import BRANCH


def code_of(row: ImportRow, column: str) -> str:
    """The code of what is doubtful in a cell, if the word there means the same in every row."""
    return next((i["code"] for i in row.issues if _is_open(i, column)), "")


def alike(row: ImportRow, column: str) -> Iterator[ImportRow]:
    """The waiting rows with the same word and the same doubt in that cell, this one among them."""
    code, text = code_of(row, column), row.values.get(column, "")
    for other in _candidates(row, column, code) if code and text else ():
        other.run = row.run
        if code_of(other, column) == code and other.values.get(column, "") == text:
            yield other


def count(row: ImportRow, column: str) -> int:
    """How many rows are alike. Of branches the database knows, without opening any row."""
    code = code_of(row, column)
    if column == BRANCH and row.branch_index is not None:
        return _candidates(row, column, code).count() if code else 0
    return sum(1 for _ in alike(row, column))


def changed_alike(row: ImportRow, column: str) -> Iterator[ImportRow]:
    """The waiting rows in which that cell was changed just as in this one."""
    was, now = row.cells.get(column, ""), row.values.get(column, "")
    waiting = ImportRow.objects.filter(run=row.run, state=RowState.WAITING)
    if column == BRANCH and row.branch_index is not None:
        waiting = waiting.filter(branch_index=row.branch_index)
    for other in waiting.order_by("position") if was != now else ():
        other.run = row.run
        if (other.cells.get(column, ""), other.values.get(column, "")) == (was, now):
            yield other


def _candidates(row: ImportRow, column: str, code: str) -> QuerySet[ImportRow]:
    waiting = ImportRow.objects.filter(run=row.run, state=RowState.WAITING)
    found = waiting.filter(issues__contains=[{"column": column, "code": code}])
    if column == BRANCH and row.branch_index is not None:
        found = found.filter(branch_index=row.branch_index)
    return found.order_by("position")


def _is_open(issue: dict[str, object], column: str) -> bool:
    known = issue["code"] in SAME_EVERYWHERE and issue["column"] == column
    return known and not issue.get("confirmed")
