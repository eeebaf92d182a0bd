"""Reading one cell: from what a file holds to a text without dirt, and the memory of readings.

A reader is a function of one raw cell. It answers the plain value of a clean cell, or a `Doubt`:
value (None where there is none), canonical text (None where the cell stays as it is) and issues.
Clean cells are by far the most, so readers look for them first and make no object for them.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from dangjian.kernel.files import Cell, Fault, Formula
from dangjian.registry.rules.imports.packaged import words

NOTHING: Mapping[str, object] = MappingProxyType({})
Said = tuple[str, Mapping[str, object]]


class Doubt(NamedTuple):
    """A cell about which there is something to say."""

    value: object
    text: str | None
    issues: tuple[Said, ...]


class Wrong(Exception):
    """A cell that cannot be read. more: what helps to choose."""

    def __init__(self, code: str, **more: object) -> None:
        super().__init__(code)
        self.said: Said = (code, more or NOTHING)


class Opened(NamedTuple):
    """A cell as clean text, with the codes of what was done to it."""

    text: str
    codes: list[str]

    @property
    def issues(self) -> tuple[Said, ...]:
        return tuple((code, NOTHING) for code in dict.fromkeys(self.codes))


Reader = Callable[[Cell], object]
_BOUND = 50_000


class Memo(dict):
    """Readings of one column by raw cell: memo[cell] reads a cell once. Bounded, for any file."""

    __slots__ = ("_read",)

    def __init__(self, read: Reader) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: Cell) -> object:
        if len(self) > _BOUND:
            self.clear()
        reading = self[cell] = self._read(cell)
        return reading


def unremembered(read: Reader) -> Memo:
    """What looks like a memory but reads every cell: for columns in which hardly any cell recurs.

    (dict calls a static `__missing__` with the key alone, which spares a call per cell.)
    """
    kind = type("Unremembered", (Memo,), {"__slots__": (), "__missing__": staticmethod(read)})
    return kind(read)


# --- text --------------------------------------------------------------------------------------

EMPTY_MARKS = frozenset((*words("marks", "nothing"), "//", "\\"))
"""What clerks write where there is nothing to write."""

ERRORS = ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
_APOSTROPHES = "'’‘＇`´′"
_RUNS = "=+-@＝＋－＠﹢﹣−﹦﹫"
_NUMBER = re.compile(r"[+\-＋－−]?\s*[0-9０-９][0-9０-９.,，]*(?:[Ee][+-]?[0-9]+)?%?")
_DASHES = re.compile(r"[-－—–―−﹣ ]+")
_PHONE = re.compile(r"[+＋]\s*[0(（]*\s*(?:86|８６)[\s)）\-—0-9０-９]*")
_ESCAPED = re.compile(r"_x00(?:0[0-9A-Fa-f]|1[0-9A-Fa-f])_")  # control characters in workbooks
_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ]")
_NARROW = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B))}
_NARROW |= {code: code - 0xFEE0 for code in range(0xFF41, 0xFF5B)}
# White space, and what is not seen at all: format and control characters.
_OUTSIDE = re.compile(
    r"^[\s\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u3164\u2800\x85\xa0]+"
    r"|[\s\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u3164\u2800\x85\xa0]+$"
)


_ODD = re.compile(r"^[\s=+\-@＝＋－＠﹢﹣−﹦﹫'’‘＇`´′#]|\s$|[０-９Ａ-Ｚａ-ｚ]|_x00").search


def is_ordinary(cell: Cell) -> bool:
    """Whether a cell is a text in which there is nothing to put right (some such texts are not)."""
    return isinstance(cell, str) and cell.isprintable() and not _ODD(cell)


def as_written(cell: Cell) -> str:
    """The text of a cell as a person sees it in the sheet; of an unwanted formula, the formula."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Formula):
        return as_written(cell.value) if is_harmless(cell) else f"={cell.text.lstrip('=')}"
    if isinstance(cell, Fault):
        return cell.text
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if is_midnight(cell) else cell.isoformat(" ", "seconds")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if not isinstance(cell, float):
        return str(cell)
    # What is too large for a number, a sheet shows as this.
    return "#NUM!" if math.isinf(cell) else f"{cell:.15g}".upper()


def is_midnight(moment: dt.datetime) -> bool:
    return not (moment.hour or moment.minute or moment.second)


def bare(text: str) -> str:
    """Without white space and unseen characters at either end."""
    return _OUTSIDE.sub("", text)


def open_text(text: str, *, phone: bool = False) -> Opened:
    """A text without what surrounds it. Wrong for a text a spreadsheet would run."""
    codes = []
    clean = bare(_ESCAPED.sub(" ", text))
    if clean != text:
        codes.append("N-TRIM")
    if clean[:1] and clean[0] in _APOSTROPHES and len(clean) > 1:
        codes.append("N-APOSTROPHE")
        clean = bare(clean.lstrip(_APOSTROPHES))
    if clean in ERRORS:
        raise Wrong("R-FORMULA")
    if clean[:1] and clean[0] in _RUNS and would_run(clean, phone=phone):
        raise Wrong("R-INJECTION")
    if _WIDE.search(clean):
        codes.append("N-FULLWIDTH")
        clean = clean.translate(_NARROW)
    return Opened(clean, codes)


def would_run(text: str, *, phone: bool = False) -> bool:
    """Whether a spreadsheet would take a text that begins with = + - @ for a formula.

    A dash for "nothing" and a number with its sign are none; +86 before a telephone number is none.
    """
    if _DASHES.fullmatch(text) or _NUMBER.fullmatch(text):
        return False
    return not (phone and _PHONE.fullmatch(text))


def half_width(text: str) -> str:
    """The text with every compatibility character in its plain form."""
    return unicodedata.normalize("NFKC", text)


# --- formulas ----------------------------------------------------------------------------------

_PLAIN_FUNCTIONS = """
TEXT MID LEFT RIGHT LEN TRIM CLEAN UPPER LOWER PROPER CONCAT CONCATENATE TEXTJOIN SUBSTITUTE REPLACE
REPT FIND SEARCH EXACT VALUE T N ASC JIS DBCS WIDECHAR NUMBERSTRING FIXED PHONETIC
DATE DATEVALUE YEAR MONTH DAY EDATE EOMONTH DATEDIF
IF IFS IFERROR IFNA AND OR NOT SWITCH CHOOSE ISERROR ISNA ISBLANK ISNUMBER ISTEXT
VLOOKUP HLOOKUP XLOOKUP LOOKUP INDEX MATCH XMATCH ROW ROWS COLUMN COLUMNS
SUM COUNT COUNTA COUNTIF COUNTIFS SUMIF SUMIFS SUMPRODUCT SUBTOTAL MAX MIN
ABS INT MOD ROUND ROUNDUP ROUNDDOWN TRUNC
"""
_HARMLESS = frozenset(_PLAIN_FUNCTIONS.split())
_STRINGS = re.compile(r'"(?:[^"]|"")*"')
_FUNCTION = re.compile(r"([A-Za-z_][A-Za-z0-9_.]*)\s*\(")
_REFERENCE = re.compile(r"\$?[A-Za-z]{1,3}\$?[0-9]+")
_CONSTANT = re.compile(r"(?:\"\"|[0-9.]+)")
_ADDRESS = re.compile(r"https?:|ftp:|file:|\\\\|mailto:", re.IGNORECASE)


def is_harmless(formula: Formula) -> bool:
    """Whether a formula only computes from cells of its own workbook, and came to a value.

    Not so: functions outside a list of plain ones, another workbook ([ ]), a program (|), an
    address, arithmetic of constants, an error value.
    """
    text = formula.text.lstrip("=").strip()
    if isinstance(formula.value, Fault) or formula.value in ERRORS or _ADDRESS.search(text):
        return False
    plain = _STRINGS.sub('""', text)
    functions = {name.upper().removeprefix("_XLFN.") for name in _FUNCTION.findall(plain)}
    if any(mark in plain for mark in "[]|{}@") or not functions <= _HARMLESS:
        return False
    return bool(functions or _REFERENCE.search(plain) or _CONSTANT.fullmatch(plain))


def unwrap(cell: Cell) -> tuple[Cell, list[str]]:
    """The stored value of a harmless formula. Wrong for other formulas and for error values."""
    if isinstance(cell, Formula):
        if not is_harmless(cell):
            raise Wrong("R-FORMULA")
        return cell.value, ["N-FORMULA-CACHED"]
    if isinstance(cell, Fault):
        raise Wrong("R-FORMULA")
    return cell, []


def open_cell(cell: Cell, *, phone: bool = False) -> Opened:
    """Any cell as clean text. Wrong where it must not be read at all."""
    cell, codes = unwrap(cell)
    if not isinstance(cell, str):
        text = as_written(cell)
        if text in ERRORS:
            raise Wrong("R-FORMULA")
        return Opened(text, codes)
    opened = open_text(cell, phone=phone)
    return Opened(opened.text, codes + opened.codes)


def careful(read: Callable[[Cell], object]) -> Reader:
    """A reader that answers a Doubt where the inner one says Wrong."""

    def reader(cell: Cell) -> object:
        try:
            return read(cell)
        except Wrong as wrong:
            return Doubt(None, None, (wrong.said,))

    return reader


def nothing(opened: Opened, *, optional: bool = True) -> object | None:
    """The reading of a cell with nothing in it; None where there is something in it.

    A mark for "nothing" is put right in an optional cell; in another it counts as missing.
    """
    if not opened.text:
        return Doubt("", "", opened.issues) if opened.codes and optional else ""
    if opened.text in EMPTY_MARKS or half_width(opened.text) in EMPTY_MARKS:
        if not optional:
            return ""
        return Doubt("", "", (("N-EMPTY-MARK", NOTHING), *opened.issues))
    return None
