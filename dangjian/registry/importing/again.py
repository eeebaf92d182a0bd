"""A row of an import judged again, with cells that somebody put right or confirmed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dangjian.kernel.files import Part
from dangjian.kernel.refusal import Refused
from dangjian.registry.importing import known
from dangjian.registry.importing.register import Compared, Register
from dangjian.registry.importing.rows import judged_of, unconfirmed
from dangjian.registry.models import Import, ImportKind, ImportRow, RowState
from dangjian.registry.rules.imports import CONFIRMABLE, ROSTER_COLUMNS, Issue, Judged
from dangjian.registry.rules.imports.organizations import COLUMNS as OF_ORGANIZATIONS
from dangjian.registry.rules.imports.verdicts import WHOLE_ROW, gravest

_OF_THE_FILE = ("H-HIDDEN-ROW", "H-HIDDEN-SHEET")
"""What only the file can say of a row."""

KEEP, SUGGESTION = "as_it_stands", "suggestion"
"""Choices for a doubtful cell; any other text is a candidate, and goes into the cell."""


def judge_again(
    rows: Sequence[ImportRow], cells: Mapping[str, str], choices: Mapping[str, str]
) -> Compared:
    """Rows of one import as they are judged with other cells: each a pair of verdict and person of
    the register.

    cells: canonical column -> new text. choices: column (or "*") -> KEEP, SUGGESTION, a candidate.
    Refused: a choice that is none, a column the table does not have.
    """
    run = rows[0].run
    columns = {column for row in rows for column in row.values} | set(_columns(run))
    if strange := set(cells) - columns:
        raise Refused(f"表里没有“{'、'.join(sorted(strange))}”这一列。", status=400)
    register = Register(run)
    texts = [row.values | _chosen(row, choices) | dict(cells) for row in rows]
    judged = _judged(register, rows, texts)
    kept = {column for column, choice in choices.items() if choice == KEEP}
    for row, one, values in zip(rows, judged, texts, strict=True):
        _amend(row, one, values, kept)
    if run.kind == ImportKind.ROSTER:
        entries = [one.entry for one in judged]
        found = register.compare([replace(one, issues=unconfirmed(one.issues)) for one in judged])
        for one, (compared, _), entry in zip(judged, found, entries, strict=True):
            _take_over(one, compared, entry)
        return [(one, person) for one, (_, person) in zip(judged, found, strict=True)]
    return known.compare(run, judged)


def _amend(row: ImportRow, one: Judged[Any], values: Mapping[str, str], kept: set[str]) -> None:
    """What stood in the file, and what was said of it by people, is said of the new verdict too."""
    before = judged_of(row)
    one.raw, one.normalised = before.cells, _changed(one, values, before.cells)
    one.issues = one.issues + [i for i in before.issues if i.code in _OF_THE_FILE]
    one.issues = [_confirmed(i, one, before, kept) for i in one.issues]
    one.verdict = gravest(i.code for i in unconfirmed(one.issues))


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


def _judged(
    register: Register, rows: Sequence[ImportRow], texts: Sequence[Mapping[str, str]]
) -> list[Judged[Any]]:
    if register.run.kind == ImportKind.ROSTER:
        roster = register.roster()
        return [roster.again(values) for values in texts]
    return _among_the_others(register, rows, texts)


def _among_the_others(
    register: Register, rows: Sequence[ImportRow], texts: Sequence[Mapping[str, str]]
) -> list[Judged[Any]]:
    """Organizations are judged together: a superior may be a row that waits beside these."""
    others = ImportRow.objects.filter(run=register.run, state=RowState.WAITING)
    others = others.exclude(pk__in=[row.pk for row in rows]).select_related("run")
    all_texts = [*texts, *(other.values for other in others)]
    table: list[list[Any]] = [list(OF_ORGANIZATIONS)]
    table += [[text.get(column, "") for column in OF_ORGANIZATIONS] for text in all_texts]
    sheet = register.organizations()
    sheet.judge(Part(rows[0].sheet, False, 1, table, frozenset(), ()))
    return sheet.finish()[1 : 1 + len(rows)]


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
