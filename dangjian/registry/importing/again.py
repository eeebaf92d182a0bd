"""A row of an import judged again, with cells that somebody put right or confirmed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from dangjian.kernel.files import Part
from dangjian.kernel.refusal import Refused
from dangjian.registry.importing.register import Compared, Register, compare_organizations
from dangjian.registry.importing.rows import judged_of, unconfirmed
from dangjian.registry.models import Import, ImportKind, ImportRow, RowState
from dangjian.registry.rules.imports import CONFIRMABLE, ROSTER_COLUMNS, Issue, Judged
from dangjian.registry.rules.imports.organizations import COLUMNS as OF_ORGANIZATIONS
from dangjian.registry.rules.imports.verdicts import WHOLE_ROW, gravest

_OF_THE_FILE = ("H-HIDDEN-ROW", "H-HIDDEN-SHEET")
"""What only the file can say of a row."""

KEEP, SUGGESTION = "as_it_stands", "suggestion"
"""Choices for a doubtful cell; any other text is a candidate, and goes into the cell."""


def judge_again(row: ImportRow, cells: Mapping[str, str], choices: Mapping[str, str]) -> Compared:
    """The row as it is judged with other cells: one pair of verdict and person of the register.

    cells: canonical column -> new text. choices: column (or "*") -> KEEP, SUGGESTION, a candidate.
    Refused: a choice that is none, a column the table does not have.
    """
    known = row.values
    if strange := set(cells) - set(known) - set(_columns(row.run)):
        raise Refused(f"表里没有“{'、'.join(sorted(strange))}”这一列。", status=400)
    values = known | _chosen(row, choices) | dict(cells)
    before = judged_of(row)
    one = _judged(row, values)
    one.raw, one.normalised = before.cells, _changed(one, values, before.cells)
    one.issues = one.issues + [i for i in before.issues if i.code in _OF_THE_FILE]
    kept = {column for column, choice in choices.items() if choice == KEEP}
    one.issues = [_confirmed(i, one, before, kept) for i in one.issues]
    one.verdict = gravest(i.code for i in unconfirmed(one.issues))
    if row.run.kind == ImportKind.ROSTER:
        entry = one.entry
        found = Register(row.run).compare([replace(one, issues=unconfirmed(one.issues))])
        _take_over(one, found[0][0], entry)
        return [(one, found[0][1])]
    return compare_organizations([one])


def _columns(run: Import) -> Collection[str]:
    return ROSTER_COLUMNS if run.kind == ImportKind.ROSTER else OF_ORGANIZATIONS


def _chosen(row: ImportRow, choices: Mapping[str, str]) -> dict[str, str]:
    """The cells that choices put something into."""
    chosen = {}
    for column, choice in choices.items():
        if choice == KEEP:
            continue
        offered = [told for told in row.told if told["column"] == column]
        suggestions = [told["suggestion"] for told in offered if "suggestion" in told]
        candidates = [name for told in offered for name in told.get("candidates", ())]
        if choice == SUGGESTION and suggestions:
            chosen[column] = str(suggestions[0])
        elif choice in candidates:
            chosen[column] = choice
        else:
            raise Refused("请从列出的几项中选一个。", field=column)
    return chosen


def _judged(row: ImportRow, values: Mapping[str, str]) -> Judged[Any]:
    register = Register(row.run)
    if row.run.kind == ImportKind.ROSTER:
        return register.roster().again(values)
    return _among_the_others(register, row, values)


def _among_the_others(register: Register, row: ImportRow, values: Mapping[str, str]) -> Judged[Any]:
    """Organizations are judged together: a superior may be a row that waits beside this one."""
    others = ImportRow.objects.filter(run=row.run, state=RowState.WAITING).exclude(pk=row.pk)
    texts = [values, *(other.values for other in others.select_related("run"))]
    table: list[list[Any]] = [list(OF_ORGANIZATIONS)]
    table += [[text.get(column, "") for column in OF_ORGANIZATIONS] for text in texts]
    sheet = register.organizations()
    sheet.judge(Part(row.sheet, False, 1, table, frozenset(), ()))
    return sheet.finish()[1]


def _changed(
    one: Judged[Any], values: Mapping[str, str], cells: Mapping[str, str]
) -> dict[str, str]:
    """What the cells are now, as far as it is not what stood in the file."""
    now = {column: one.normalised.get(column, text) for column, text in values.items()}
    return {column: text for column, text in now.items() if text != cells.get(column, "")}


def _confirmed(issue: Issue, one: Judged[Any], before: Judged[Any], kept: set[str]) -> Issue:
    """The issue, marked where somebody says now, or said of the same cell, that it is right."""
    if issue.code not in CONFIRMABLE:
        return issue
    said = any(
        i.code == issue.code and i.column == issue.column and i.more.get("confirmed")
        for i in before.issues
    )
    same = issue.column == WHOLE_ROW or one.text(issue.column) == before.text(issue.column)
    if issue.column in kept or (said and same):
        return Issue(issue.column, issue.code, {**issue.more, "confirmed": True})
    return issue


def _take_over(one: Judged[Any], compared: Judged[Any], entry: object) -> None:
    """What the register says is added to what the row says itself."""
    if compared.verdict == "skip":
        one.issues, one.verdict, one.entry = compared.issues, "skip", None
        return
    said = {(i.column, i.code) for i in one.issues}
    one.issues = one.issues + [i for i in compared.issues if (i.column, i.code) not in said]
    one.verdict = gravest(i.code for i in unconfirmed(one.issues))
    one.entry = compared.entry if compared.entry is not None else None
