"""Sheets with what they hide, cut into runs of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from .limits import Limits
from .look import Look
from .stop import TOO_LARGE, Stop
from .wire import ROW, Fault, Formula, message, packed

RUN, RUN_CELLS = 4_000, 200_000  # rows and cells of one part

_NONE: dict[int, str] = {}

Merged = list[tuple[tuple[int, int], tuple[int, int]]]


class Sheet(NamedTuple):
    """Values of a sheet as the parser gives them, row by row, rows and columns from 0."""

    name: str
    hidden: bool
    rows: Iterator[list[Any]]
    height: int
    width: int
    merged: Merged


class Sender:
    """Sends parts, within the caps on what all of them may hold."""

    def __init__(self, write: Callable[[bytes], object], limits: Limits) -> None:
        self.write = write
        self.limits = limits
        self.sent = 0

    def sheet(self, sheet: Sheet, look: Look, share: tuple[float, float]) -> None:
        """All rows of a sheet. share: the stretch of the whole file's progress they take."""
        height = max(sheet.height, look.height(self.limits.rows))
        if height > self.limits.rows:
            raise Stop(TOO_LARGE, "rows")
        if len(sheet.merged) > self.limits.merged:
            raise Stop(TOO_LARGE, "work")
        low, high = share
        most = self.limits.columns - 1
        run = max(1, min(RUN, RUN_CELLS // max(sheet.width, 1)))
        for top, bottom in runs(height, run, sheet.merged):
            block = list(islice(sheet.rows, bottom - top))
            block.extend([] for _ in range(bottom - top - len(block)))
            reveal(block, top, look)
            self.part(
                {
                    "sheet": sheet.name,
                    "hidden": sheet.hidden,
                    "first_row": top + 1,
                    "hidden_rows": [row + 1 for row in look.hidden if top <= row < bottom],
                    "merged": [
                        (first + 1, left, min(last, bottom - 1) + 1, max(left, min(right, most)))
                        for (first, left), (last, right) in sheet.merged
                        if top <= first < bottom
                    ],
                    "done": round(low + (high - low) * bottom / height, 4),
                },
                block,
            )

    def part(self, head: dict[str, object], rows: list[list[Any]]) -> None:
        lines = packed(rows)
        longest = max(map(len, lines), default=0)
        if longest > self.limits.cell_text and any(map(self.overlong, rows)):
            raise Stop(TOO_LARGE, "cell")
        text = ROW.join(lines)
        self.sent += len(text)
        if len(text) > self.limits.part_text or self.sent > self.limits.text:
            raise Stop(TOO_LARGE, "work")
        self.write(message(head, text))

    def overlong(self, row: list[Any]) -> bool:
        return any(isinstance(cell, str) and len(cell) > self.limits.cell_text for cell in row)

    def done(self, fraction: float) -> None:
        """Progress without rows."""
        self.write(message({"done": round(fraction, 4)}))


def runs(height: int, run: int, merged: Merged) -> Iterator[tuple[int, int]]:
    """(first, past the last) of each run of rows; no merged range is cut."""
    ends = sorted((first, last + 1) for (first, _), (last, _) in merged if last > first)
    top = at = 0
    while top < height:
        bottom = min(top + run, height)
        while at < len(ends) and ends[at][0] < bottom:
            bottom = max(bottom, min(ends[at][1], height))
            at += 1
        yield top, bottom
        top = bottom


def reveal(block: list[list[Any]], top: int, look: Look) -> None:
    """Put formulas and error values into a run of rows that begins at row top."""
    for row, cells in enumerate(block, top):
        for column, text in look.faults.get(row, _NONE).items():
            put(cells, column, Fault(text))
        for column, text in look.formulas.get(row, _NONE).items():
            put(cells, column, Formula(text, cells[column] if column < len(cells) else ""))


def put(cells: list[Any], column: int, cell: Any) -> None:
    cells.extend([""] * (column + 1 - len(cells)))
    cells[column] = cell
