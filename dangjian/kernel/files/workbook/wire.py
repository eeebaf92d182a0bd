"""How rows cross from the child to us: plain text, never pickle.

A message is eight hexadecimal digits (the length of what follows), one line of JSON, and the rows:
cells separated by U+001F, rows by U+001E. A cell that is not plain text begins with U+001D, a
letter for its kind and its value in text. (JSON takes 1.6 times as long for a big roster.)
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

CELL, ROW, MARK = "\x1f", "\x1e", "\x1d"
_SEPARATORS = frozenset(CELL + ROW + MARK)


class Fault(NamedTuple):
    """An error value, on the child's side."""

    text: str


class Formula(NamedTuple):
    """A formula and its stored value, on the child's side."""

    text: str
    value: Any


def message(head: dict[str, object], rows: str = "") -> bytes:
    """One message for the pipe."""
    body = json.dumps(head, ensure_ascii=False, separators=(",", ":")) + "\n" + rows
    data = body.encode("utf-8", "surrogatepass")
    return b"%08x" % len(data) + data


def packed(rows: Iterable[list[Any]]) -> list[str]:
    """Each row as text."""
    return [_packed_row(row) for row in rows]


def _packed_row(row: list[Any]) -> str:
    try:
        text = CELL.join(row)
    except TypeError:
        return CELL.join([_packed_cell(cell) for cell in row])
    if text.count(CELL) == max(len(row) - 1, 0) and ROW not in text and MARK not in text:
        return text
    return CELL.join([_packed_cell(cell) for cell in row])


def _packed_cell(cell: Any) -> str:
    kind = type(cell)
    if kind is str:
        return f"{MARK}s{json.dumps(cell)}" if not _SEPARATORS.isdisjoint(cell) else cell
    if kind is float:
        return _packed_number(cell)
    if kind is bool:
        return f"{MARK}b{cell:d}"
    if kind is int:
        return f"{MARK}i{cell}"
    if kind is dt.datetime:
        return f"{MARK}m{cell.isoformat()}"
    if kind is dt.date:
        return f"{MARK}d{cell.isoformat()}"
    if kind is Fault:
        return f"{MARK}e{json.dumps(cell.text)}"
    if kind is Formula:
        return f"{MARK}f{json.dumps([cell.text, _packed_cell(cell.value)])}"
    return str(cell)  # a time of day, or a duration


def _packed_number(number: float) -> str:
    if not math.isfinite(number):
        return f'{MARK}e"#NUM!"'
    return f"{MARK}i{int(number)}" if number.is_integer() else f"{MARK}n{number!r}"


def unpacked(
    text: str, formula: Callable[[str, Any], Any], fault: Callable[[str], Any]
) -> list[list[Any]]:
    """Rows from text. ValueError for anything that packed() does not write."""
    kinds: dict[str, Callable[[str], Any]] = {
        "s": json.loads,
        "i": int,
        "n": float,
        "b": lambda value: value == "1",
        "d": dt.date.fromisoformat,
        "m": dt.datetime.fromisoformat,
        "e": lambda value: fault(json.loads(value)),
        "f": lambda value: _formula(value),
    }

    def cell(packed_cell: str) -> Any:
        if packed_cell[:1] != MARK:
            return packed_cell
        if packed_cell[1:2] not in kinds:
            raise ValueError("a cell of no kind")
        return kinds[packed_cell[1]](packed_cell[2:])

    def _formula(value: str) -> Any:
        words, stored = json.loads(value)
        return formula(words, cell(stored))

    return [
        row.split(CELL) if MARK not in row else [cell(one) for one in row.split(CELL)]
        for row in text.split(ROW)
    ]
