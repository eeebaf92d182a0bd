"""Charts the server draws: tables whose cells hold bars, so that the picture is its own data table.

Every row keeps its words and numbers as text: they grow with the elder view, wrap, can be read
aloud, copied and clicked; the bars beside them are silent SVG. Nothing here sorts: rows stay in the
order they are given in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LEAST = 0.6  # percent: a number above nothing is always seen
BESIDE = 6  # letters of a name that stand beside its bar on a phone


@dataclass(frozen=True)
class Bar:
    """One row: what is counted, how many, perhaps where it leads, a word more, a state (late)."""

    label: str
    value: int
    url: str = ""
    note: str = ""
    state: str = ""


@dataclass(frozen=True)
class Drawn:
    """A bar with its length and its share of the whole, both ready to be written."""

    bar: Bar
    width: str
    share: str


@dataclass(frozen=True)
class Bars:
    """title: what the table is called; head: of the first column; unit: of the numbers.

    long: whether a name is too long to stand beside its bar on a phone.
    """

    title: str
    head: str
    unit: str
    rows: list[Drawn]
    shares: bool
    long: bool


def bars(
    items: Sequence[Bar],
    *,
    title: str,
    head: str,
    unit: str,
    whole: int | None = None,
    most: int | None = None,
) -> Bars:
    """Bars as long as their numbers; with a whole each tells its share of it.

    most: the number of the longest bar, where several tables are to be drawn on one scale.
    """
    if most is None:
        most = max((item.value for item in items), default=0)
    rows = [Drawn(item, _width(item.value, most), share(item.value, whole)) for item in items]
    long = any(len(item.label) > BESIDE for item in items)
    return Bars(title, head, unit, rows, whole is not None, long)


@dataclass(frozen=True)
class Pair:
    """One row of a pyramid: a number to the left and one to the right of the label."""

    label: str
    left: int
    right: int
    left_width: str
    left_at: str
    right_width: str


@dataclass(frozen=True)
class Pyramid:
    """left, right: what stands on either side; head: of the labels between them."""

    title: str
    head: str
    left: str
    right: str
    rows: list[Pair]


def pyramid(
    rows: Iterable[tuple[str, int, int]], *, title: str, head: str, left: str, right: str
) -> Pyramid:
    """(label, left, right) rows from the top down; both sides on one scale."""
    rows = list(rows)
    most = max((number for _, *numbers in rows for number in numbers), default=0)
    return Pyramid(title, head, left, right, [_pair(*row, most) for row in rows])


def share(part: int, whole: int | None) -> str:
    """34.2% of the whole; "" without a whole."""
    return f"{part * 100 / whole:.1f}%" if whole else ""


def _pair(label: str, left: int, right: int, most: int) -> Pair:
    length = _percent(left, most)
    return Pair(label, left, right, f"{length:.2f}%", f"{100 - length:.2f}%", _width(right, most))


def _width(value: int, most: int) -> str:
    return f"{_percent(value, most):.2f}%"


def _percent(value: int, most: int) -> float:
    return max(value * 100 / most, LEAST) if value and most else 0.0
