"""What the reader of values hides: formulas, error values, hidden rows.

A cheap search of the bytes says whether a sheet has any; only then is its XML walked through.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from .stop import DAMAGED, Stop

# Each search of the whole text costs as much as it takes to read it, so there are only four.
_FORMULA, _HIDDEN_ROW = re.compile(rb"<f[\s/>]"), re.compile(rb"<row\b[^<]*\bhidden")
_PREFIXED = re.compile(rb"<[A-Za-z_][\w.-]*:")
_ROW = re.compile(rb"""<row [^<>]*?\br=["']([1-9][0-9]{0,6})["']""")
_FIRST_TAGS = 10_000  # bytes in which a sheet with prefixed names shows one
_NUMBER = re.compile("[1-9][0-9]{0,6}")
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_TRUE = {"1", "true", "on"}


class Look:
    """Formulas and error values by row and column (from 0), the hidden rows.

    last_row: number of the last row in the file, which may be blank.
    """

    def __init__(self) -> None:
        self.formulas: dict[int, dict[int, str]] = {}
        self.faults: dict[int, dict[int, str]] = {}
        self.hidden: set[int] = set()
        self.last_row = 0

    def height(self, most: int) -> int:
        """Rows down to the last formula, error or blank row (none that ends beyond most)."""
        last = max((*self.formulas, *self.faults), default=-1) + 1
        return max(last, self.last_row if self.last_row <= most else 0)


def check(data: bytes) -> None:
    """Stop for XML that no workbook has: another encoding than UTF-8, a document type."""
    start = re.search(rb"<[A-Za-z_]", data)
    prolog = data[: start.start()] if start else data
    if b"<!DOCTYPE" in prolog or b"\0" in prolog or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Stop(DAMAGED)
    encoding = re.search(rb"""encoding\s*=\s*["']([^"']*)""", prolog)
    if encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii"):
        raise Stop(DAMAGED)


def _hides(data: bytes) -> bool:
    """Whether a sheet may hide something: wrongly true now and then, never wrongly false."""
    return bool(
        (b"<f" in data and _FORMULA.search(data))
        or b'"e"' in data
        or b"'e'" in data
        or (b"hidden" in data and _HIDDEN_ROW.search(data))
        or _PREFIXED.search(data, 0, _FIRST_TAGS)
    )


def look(data: bytes) -> Look:
    """What a sheet hides."""
    found = _Walk().through(data) if _hides(data) else Look()
    last = _ROW.match(data, max(data.rfind(b"<row "), 0))
    found.last_row = int(last[1]) if last else 0
    return found


class _Walk:
    """One pass over the XML of a sheet."""

    def __init__(self) -> None:
        self.found = Look()
        self.row = self.column = -1
        self.kind = ""
        self.shared: dict[str, str] = {}
        self.share = ""
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.text: list[str] = []

    def through(self, data: bytes) -> Look:
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as error:
            raise Stop(DAMAGED) from error
        return self.found

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self.cell(attributes)
        elif name == "row":
            number = attributes.get("r", "")
            self.row = int(number) - 1 if _NUMBER.fullmatch(number) else self.row + 1
            self.column = -1
            if attributes.get("hidden") in _TRUE:
                self.found.hidden.add(self.row)
        elif name == "f":
            self.share = attributes.get("si", "") if attributes.get("t") == "shared" else ""
            self.listen(self.formula)
        elif name == "v" and self.kind == "e":
            self.listen(self.fault)

    def cell(self, attributes: dict[str, str]) -> None:
        self.kind = attributes.get("t", "")
        place = _CELL.fullmatch(attributes.get("r", ""))
        if place:
            self.row, self.column = int(place[2]) - 1, column(place[1])
        else:
            self.column += 1

    def listen(self, done) -> None:  # type: ignore[no-untyped-def]
        """Gather the text of this element, then call done with it."""
        self.text = []

        def end(_name: str) -> None:
            self.parser.CharacterDataHandler = self.parser.EndElementHandler = None
            done("".join(self.text))

        self.parser.CharacterDataHandler = self.text.append
        self.parser.EndElementHandler = end

    def formula(self, text: str) -> None:
        if self.share:
            text = text or self.shared.get(self.share, "")
            self.shared.setdefault(self.share, text)
        put(self.found.formulas, (self.row, self.column), text)

    def fault(self, text: str) -> None:
        put(self.found.faults, (self.row, self.column), text)


def put(cells: dict[int, dict[int, str]], place: tuple[int, int], text: str) -> None:
    row, at = place
    cells.setdefault(row, {})[at] = text


def column(letters: str) -> int:
    """A is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
