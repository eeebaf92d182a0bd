"""What a spreadsheet holds once it is read: cells with their kinds, in runs of rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple


class Fault(NamedTuple):
    """An error value such as #N/A."""

    text: str


class Formula(NamedTuple):
    """A formula and the value stored beside it ("" where none is).

    A formula filled down over many cells stands in each as it stands in the first.
    """

    text: str
    value: str | int | float | bool | dt.date | dt.datetime | Fault


# "" is an empty cell. Numbers without a fraction are int, whatever the file calls them.
Cell = str | int | float | bool | dt.date | dt.datetime | Formula | Fault


@dataclass(frozen=True)
class Part:
    """A run of rows of one sheet; a big sheet comes in several, in order.

    first_row:   row number of rows[0]; the first row of a sheet is 1.
    rows:        not always rectangular; what a short row lacks is empty.
    hidden:      the whole sheet is hidden.
    hidden_rows: numbers of the hidden rows among these.
    merged:      (top row, left column, bottom row, right column), rows from 1, columns from 0;
                 the value stands in the first cell. A merged range is never cut by a part's end.
    """

    sheet: str
    hidden: bool
    first_row: int
    rows: list[list[Cell]]
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
