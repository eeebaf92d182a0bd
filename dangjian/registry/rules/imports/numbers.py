"""Identity numbers and telephone numbers as clerks write them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import NamedTuple

from dangjian.kernel import identity
from dangjian.kernel.files import Cell
from dangjian.registry.rules.imports.cells import (
    NOTHING,
    Doubt,
    Memo,
    Reader,
    Wrong,
    as_written,
    careful,
    half_width,
    nothing,
    open_text,
    unwrap,
)


class Identity(NamedTuple):
    """An identity number of the right shape; certain: its check digit is right."""

    number: str
    born_on: dt.date
    sex: str
    certain: bool


# --- identity numbers: the check is a sum, so it is made of three remembered parts ----------------

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1)
_DIGIT = {**{str(n): n for n in range(10)}, "X": 10}


def _sum(text: str, first: int) -> int:
    return sum(_DIGIT[c] * _WEIGHTS[first + n] for n, c in enumerate(text))


def _region(text: str) -> int | None:
    return _sum(text, 0) if text.isascii() and text.isdigit() else None


def _year(text: str) -> tuple[int, int] | None:
    return (int(text), _sum(text, 6)) if text.isascii() and text.isdigit() else None


def _month_and_day(text: str) -> tuple[int, int, int] | None:
    if not (text.isascii() and text.isdigit()):
        return None
    return int(text[:2]), int(text[2:]), _sum(text, 10)


def _ending(text: str) -> tuple[str, int] | None:
    if not (text.isascii() and text[:3].isdigit() and text[3] in _DIGIT):
        return None
    return "12"[int(text[2]) % 2 == 0], _sum(text, 14)


def identity_reader(as_of: dt.date) -> Reader:
    """A reader of identity numbers of people born up to `as_of`; no number is None."""
    regions, years = Memo(_region), Memo(_year)  # type: ignore[arg-type]
    days, endings = Memo(_month_and_day), Memo(_ending)  # type: ignore[arg-type]
    first, last = 1850, as_of.year

    def read(cell: Cell) -> object:
        if isinstance(cell, str) and len(cell) == 18:
            try:
                region = regions[cell[:6]]
                year, of_year = years[cell[6:10]]
                month, day, of_day = days[cell[10:14]]
                sex, of_ending = endings[cell[14:]]
                if (region + of_year + of_day + of_ending) % 11 == 1 and first < year < last:
                    return Identity(cell, dt.date(year, month, day), sex, True)
            except (TypeError, ValueError):
                pass  # not all digits, or no such day: to be said in the long way
        return slowly(cell)

    @careful
    def slowly(cell: Cell) -> object:
        return _number_slowly(cell, as_of)

    return read


def _birth(digits: str) -> dt.date | None:
    try:
        return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]*)?E\+?0?1[4-9]")
_DECIMAL = re.compile(r"[0-9]{15,}\.0*")
_BETWEEN = re.compile(r"[\s\-.·—–_,，\u200b-\u200f\ufeff]+")
_LAST_X = re.compile(r"(?<=[0-9]{17})[×✕ХхχΧ]$")
_SHAPE = re.compile(r"[0-9]{17}[0-9X]")


def _number_slowly(cell: Cell, as_of: dt.date) -> object:
    cell, codes = unwrap(cell)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if abs(cell) >= 10**15:
            raise Wrong("R-ID-PRECISION")
        text = as_written(cell)
    else:
        opened = open_text(as_written(cell))
        if nothing(opened, optional=False) == "":
            return None
        text, more = opened
        codes = codes + more
    text = half_width(text)
    if text != text.upper():
        codes.append("N-ID-LOWER-X")
        text = text.upper()
    if _SCIENTIFIC.fullmatch(text) or _DECIMAL.fullmatch(text):
        raise Wrong("R-ID-PRECISION")
    together = _BETWEEN.sub("", text)
    if together != text:
        codes.append("N-ID-SPACES")
    number = _LAST_X.sub("X", together)
    if number != together:
        codes.append("N-ID-LOWER-X")
    if not codes and number != as_written(cell):
        codes.append("N-FULLWIDTH")
    said = tuple((code, NOTHING) for code in dict.fromkeys(codes))
    return _checked(number, said, as_of)


def _checked(number: str, said: tuple, as_of: dt.date) -> object:
    if re.fullmatch(r"[0-9]{15}", number):
        if not identity.upgraded(number):
            raise Wrong("R-ID-DATE")
        return Doubt(number, None, said)  # what it became depends on the birthday beside it
    if not _SHAPE.fullmatch(number):
        return Doubt(None, None, (*said, ("R-ID-LENGTH", NOTHING)))
    birth = _birth(number[6:14])
    right = (_sum(number, 0)) % 11 == 1
    issues = list(said)
    if birth is None or birth.year <= 1850 or birth > as_of:
        issues.append(("R-ID-DATE", NOTHING))
    if not right:
        if number.endswith("000"):
            issues.append(("R-ID-PRECISION", NOTHING))
        issues.append(("R-ID-CHECKSUM", NOTHING))
    if birth is None or len(issues) > len(said) + (not right):
        return Doubt(None, None, tuple(issues))
    found = Identity(number, birth, identity.sex_of(number), right)
    if not issues:
        return found
    return Doubt(found, number if right else None, tuple(issues))


# --- telephones ----------------------------------------------------------------------------------

_MOBILE = re.compile(r"1[3-9][0-9]{9}").fullmatch
_COUNTRY = re.compile(r"^(?:\+|00)?0?86(?=1[3-9][0-9]{9}$)|^0(?=1[3-9][0-9]{9}$)")
_APART = re.compile(r"[\s()\-.·—–―−_]+")
_FOUND = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")
_LANDLINE = re.compile(r"(?:0[0-9]{2,3}-)?[2-9][0-9]{6,7}(?:-[0-9]{1,6})?").fullmatch
_AREA = re.compile(
    r"\(?(0[0-9]{2,3})\)?[\s\-—–―−]*([2-9][0-9]{6,7})(?:(?:[\s\-—–―−]+|转|ext\.?|#)+([0-9]{1,6}))?"
)
LANDLINE_LENGTH = 30


def read_mobile(cell: Cell) -> object:
    if isinstance(cell, str) and (cell == "" or _MOBILE(cell)):
        return cell
    return _mobile(cell)


def read_landline(cell: Cell) -> object:
    if isinstance(cell, str) and (cell == "" or _LANDLINE(cell) or _MOBILE(cell)):
        return cell
    return _landline(cell)


@careful
def _mobile(cell: Cell) -> object:
    return _telephone(cell, _plain_mobile)


@careful
def _landline(cell: Cell) -> object:
    return _telephone(cell, _plain_landline)


def _telephone(cell: Cell, plain: Callable[[str, bool], str]) -> object:
    """A telephone number in the one form `plain` gives it."""
    cell, codes = unwrap(cell)
    is_number = isinstance(cell, (int, float)) and not isinstance(cell, bool)
    if is_number and not cell:
        return Doubt("", "", (("N-EMPTY-MARK", NOTHING),))
    opened = open_text(as_written(cell), phone=True)
    empty = nothing(opened)
    if empty is not None:
        return empty
    codes += opened.codes
    text = re.sub(r"(?<=[0-9])\.0+$", "", half_width(opened.text))
    number = plain(text.rstrip(" ;,。、/"), is_number)
    if number != opened.text or is_number:
        codes.append("N-PHONE")
    issues = tuple((code, NOTHING) for code in dict.fromkeys(codes))
    return Doubt(number, number, issues) if issues else number


def _plain_mobile(text: str, _: bool) -> str:
    number = _COUNTRY.sub("", _APART.sub("", text))
    if _MOBILE(number):
        return number
    found = list(dict.fromkeys(_FOUND.findall(text)))
    if len(found) == 1:
        raise Wrong("H-PHONE", suggestion=found[0])
    raise Wrong("H-PHONE", **({"candidates": found} if found else {}))


def _plain_landline(text: str, is_number: bool) -> str:
    """Area code, number and extension with dashes; other numbers as they stand."""
    number = re.sub(r"^(?:\+|00)86[\s\-]*0?", "0", text)
    if is_number and _AREA.fullmatch("0" + number):
        number = "0" + number  # a number cell has lost it
    if match := _AREA.fullmatch(number):
        return "-".join(part for part in match.groups() if part)
    number = re.sub(r"\s*([-/、,;])\s*", r"\1", number)
    if len(number) > LANDLINE_LENGTH or len(re.sub(r"[^0-9]", "", number)) < 5:
        raise Wrong("H-PHONE")
    return number
