"""Doubles between rows: what the register asks its database, as a plain function.

This is the measure the query is tested against; it needs all rows in memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from dangjian.registry.rules.imports.columns import BORN, BRANCH, FULL, JOINED, NAME, NUMBER, ROSTER
from dangjian.registry.rules.imports.verdicts import WHOLE_ROW, Issue, Judged


def number_of(row: Judged[Any]) -> str:
    """The identity number of a row, "" where it has none of eighteen characters that is certain."""
    number = row.text(NUMBER)
    return "" if len(number) != 18 or row.is_wrong(NUMBER) else number


def likeness_of(row: Judged[Any]) -> str:
    """Name, birthday and both dates of a row; "" where one of the first three is not certain."""
    if any(row.is_wrong(column) or not row.text(column) for column in (NAME, BORN, JOINED)):
        return ""
    return "|".join(row.text(column) for column in (NAME, BORN, JOINED, FULL))


def whole_of(row: Judged[Any]) -> str:
    """All cells of a row, as they are after putting right."""
    return "\x1f".join(row.text(column) for column in ROSTER)


def doubles(rows: Iterable[Judged[Any]]) -> dict[int, tuple[str, int]]:
    """Amend the verdicts of doubles, in the order of the file. Answers place: (sheet, row) it is
    the same as.

    - Rows that are skipped take no part; rejected and hidden rows do.
    - A row whose nineteen canonical cells all equal those of an earlier row is S-EXACT-DUPLICATE
      and takes no further part. The earlier one stays as it is.
    - Rows of one number (a certain one) in different branches are all H-DUP-TWO-BRANCHES; of one
      number in one branch all H-DUP-SAME-NUMBER.
    - Rows of one likeness with different numbers (certain ones) are all H-DUP-SAME-PERSON.
    - A row whose branch is not known is, for this, in a branch of its own name as written.
    """
    listed = [row for row in rows if row.verdict != "skip"]
    same: dict[int, tuple[str, int]] = {}
    first: dict[str, Judged[Any]] = {}
    left = []
    for row in listed:
        earlier = first.setdefault(whole_of(row), row)
        if earlier is row:
            left.append(row)
            continue
        row.issues, row.normalised, row.verdict = [], {}, "skip"
        row.amend(Issue(WHOLE_ROW, "S-EXACT-DUPLICATE"))
        row.entry = None
        same[id(row)] = (earlier.sheet, earlier.row)
    _of_one_number(left, same)
    _of_one_person(left, same)
    return same


def _of_one_number(rows: list[Judged[Any]], same: dict[int, tuple[str, int]]) -> None:
    for group in _grouped(rows, number_of):
        branches = {row.text(BRANCH) for row in group}
        code = "H-DUP-TWO-BRANCHES" if len(branches) > 1 else "H-DUP-SAME-NUMBER"
        _say(group, code, same)


def _of_one_person(rows: list[Judged[Any]], same: dict[int, tuple[str, int]]) -> None:
    for group in _grouped([row for row in rows if number_of(row)], likeness_of):
        if len({number_of(row) for row in group}) == len(group):
            _say(group, "H-DUP-SAME-PERSON", same)


def _grouped(rows: list[Judged[Any]], key) -> list[list[Judged[Any]]]:  # noqa: ANN001
    groups = defaultdict(list)
    for row in rows:
        if value := key(row):
            groups[value].append(row)
    return [group for group in groups.values() if len(group) > 1]


def _say(group: list[Judged[Any]], code: str, same: dict[int, tuple[str, int]]) -> None:
    for place, row in enumerate(group):
        other = group[0] if place else group[1]
        row.amend(Issue(NUMBER, code))
        same[id(row)] = (other.sheet, other.row)
