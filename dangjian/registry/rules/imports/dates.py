"""Days as clerks write them.

What day a text means is one question (`day_of`); whether such a day may stand in a column, and what
to say of it, is another (`reader`).
"""

from __future__ import annotations

import datetime as dt
import re

from dangjian.kernel.files import Cell
from dangjian.registry.rules.imports.cells import (
    NOTHING,
    Doubt,
    Reader,
    Wrong,
    careful,
    half_width,
    nothing,
    open_text,
    unwrap,
)

EARLIEST = dt.date(1900, 1, 2)
LIFETIME = 100  # years: of two readings of a short year, the one further back is none
_EPOCH = dt.date(1899, 12, 30)  # serials of spreadsheets from 1 March 1900 on
_FIRST_SERIAL, _LAST_SERIAL = 2_200, 73_050  # 8 January 1906 to 31 December 2099


_DIGITS = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")}
_DIGITS |= {"零": "0", "○": "0", "O": "O", "两": "2", "元": "1"}
_CHINESE = re.compile(r"[〇○零一二三四五六七八九十廿卅]+")
_LATIN_O = re.compile(
    r"(?<=[〇○零一二三四五六七八九OoＯ])[OoＯ](?=[〇○零一二三四五六七八九OoＯ年])"
)
_SEPARATOR = r"\s*[-./\\,、·_~—–−‐‑年月\s]\s*"
_YMD = re.compile(
    rf"(\d{{4}}){_SEPARATOR}(\d{{1,2}})(?:{_SEPARATOR}|\s*月份\s*)(\d{{1,2}})\s*[日号]?[.。]?"
)
_Y_MD = re.compile(r"(\d{4})[-./年](\d{2})(\d{2})日?")
_YM_D = re.compile(r"(\d{4})(\d{2})[-./月](\d{1,2})日?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_UNKNOWN_DAY = re.compile(
    rf"(\d{{4}}){_SEPARATOR}(\d{{1,2}})(?:{_SEPARATOR})(?:00?|[xX×?*]{{1,2}})\s*[日号]?"
    r"|(\d{4})(\d{2})00"
)
_YM = re.compile(
    rf"(\d{{4}}){_SEPARATOR}(\d{{1,2}})\s*(?:月份?|[.。-])?[上中下]?[旬初底末]?|(\d{{4}})(\d{{2}})"
)
_Y = re.compile(r"(\d{4})\s*(?:年度?)?")
_DMY = re.compile(r"(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{4})")
_SHORT = re.compile(r"'?(\d{1,2})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*'?(\d{1,2})\s*[日号]?")
_SHORT_YM = re.compile(r"'?\d{2}\s*[年.\-/]\s*\d{1,2}\s*(?:月份?)?|\d{2}\s*年")
_TIME = re.compile(
    r"(?:(?<=\d)[\sT]+|(?<=[日号])\s*)(?:[上下]午\s*)?\d{1,2}(?::\d{1,2}(?::\d{1,2}(?:\.\d+)?)?|[时点]\d{0,2}分?)"
    r"(?:\s*[AaPp][Mm])?(?:Z|[+-]\d\d:?\d\d)?$"
)
_WEEKDAY = re.compile(r"\s*[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?\s*")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_ENGLISH = re.compile(
    r"(\d{1,2})[-./ ]([A-Za-z]{3,9})\.?[-./, ]+(\d{4}|\d{2})"
    r"|([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def reader(as_of: dt.date, *, optional: bool) -> Reader:
    """A reader of a column of days, none of them after `as_of`; no day is None."""

    def read(cell: Cell) -> object:
        if isinstance(cell, str) and len(cell) == 10 and cell[4] == "-" and cell[7] == "-":
            try:
                day = dt.date.fromisoformat(cell)
            except ValueError:
                pass
            else:
                if EARLIEST <= day <= as_of:
                    return day
        return slowly(cell)

    @careful
    def slowly(cell: Cell) -> object:
        return _slowly(cell, as_of, optional)

    return read


def _slowly(cell: Cell, as_of: dt.date, optional: bool) -> object:
    cell, codes = unwrap(cell)
    if isinstance(cell, bool):
        raise Wrong("R-DATE-UNPARSEABLE")
    if isinstance(cell, (int, float)):
        day, code = of_number(cell, as_of)
        codes.append(code)
        if day is None:
            return Doubt(None, "", (*((c, NOTHING) for c in codes),)) if optional else None
    elif isinstance(cell, dt.date):
        day = cell.date() if isinstance(cell, dt.datetime) else cell
        codes.append("N-DATE-CELL")
    else:
        opened = open_text(str(cell))
        empty = nothing(opened, optional=optional)
        if empty is not None:
            return empty._replace(value=None) if isinstance(empty, Doubt) else None
        codes += opened.codes
        text = half_width(opened.text)
        if not text.strip("0") and optional:
            return Doubt(None, "", (("N-EMPTY-MARK", NOTHING),))
        day, code = day_of(text, as_of)
        if code or opened.text != day.isoformat() and "N-FULLWIDTH" not in codes:
            codes.append(code or "N-DATE-TEXT")
    _check(day, as_of)
    issues = tuple((code, NOTHING) for code in dict.fromkeys(codes))
    return Doubt(day, day.isoformat(), issues) if issues else day


def _check(day: dt.date, as_of: dt.date) -> None:
    if day > as_of:
        raise Wrong("R-DATE-FUTURE")
    if day < EARLIEST:
        raise Wrong("R-DATE-IMPOSSIBLE")


def of_number(number: float, as_of: dt.date = dt.date.max) -> tuple[dt.date | None, str]:
    """The day a number cell means: a serial, or the digits of a day; None for zero.

    Wrong for a year or a year and month, of which the day is unknown.
    """
    if number == 0:
        return None, "N-EMPTY-MARK"
    whole = int(number) if abs(number) < 1e15 else 0
    if 1900 <= whole <= 2100 and number < 2101:
        raise _partial(whole, 1, as_of)
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return _EPOCH + dt.timedelta(days=whole), "N-DATE-SERIAL"
    if number == whole and whole > 0:
        return day_of(str(whole), as_of)[0], "N-DATE-TEXT"
    raise Wrong("R-DATE-UNPARSEABLE")


def day_of(text: str, as_of: dt.date = dt.date.max) -> tuple[dt.date, str]:
    """The day a half-width text means, and the code of its form ("" for YYYY-MM-DD).

    Wrong for a text that names no day, no such day, part of a day, or one of several days up to
    `as_of`.
    """
    try:
        if len(text) == 10 and text[4] == "-" and text[7] == "-":
            return dt.date.fromisoformat(text), ""
    except ValueError:
        pass
    plain = _plain(text)
    for shape in (_YMD, _COMPACT, _Y_MD, _YM_D):
        if (match := shape.fullmatch(plain)) and int(match[3]):
            return _day(match[1], match[2], match[3]), "N-DATE-TEXT"
    if _SERIAL.fullmatch(plain) and not 1900 <= float(plain) < 2101:
        if _FIRST_SERIAL <= float(plain) <= _LAST_SERIAL:
            return _EPOCH + dt.timedelta(days=int(float(plain))), "N-DATE-SERIAL"
        raise Wrong("R-DATE-UNPARSEABLE")
    _refuse_partial(plain, as_of)
    if day := _other_order(plain, as_of):
        return day, "N-DATE-TEXT"
    raise Wrong("R-DATE-UNPARSEABLE")


def _plain(text: str) -> str:
    """Without the time of day and the weekday; numbers in digits."""
    plain = _WEEKDAY.sub("", _TIME.sub("", text.strip())).strip()
    plain = re.sub(r"^公元\s*|\s*(?:出生|生)$|(?<=\d)\.0$(?<=\d{5}\.0)", "", plain)
    return _CHINESE.sub(lambda match: arabic(match[0]), _LATIN_O.sub("〇", plain))


def arabic(text: str) -> str:
    """Chinese numerals in digits: 一九九八 -> 1998, 二十一 -> 21, 廿三 -> 23, 十 -> 10."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    if "十" not in text:
        return "".join(_DIGITS.get(c, c) for c in text)
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return text
    return str(int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones, "0")))


def _day(year: str, month: str, day: str) -> dt.date:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        raise Wrong("R-DATE-IMPOSSIBLE") from None


def _refuse_partial(plain: str, as_of: dt.date) -> None:
    """Wrong for a year, a year and month, or a day 00."""
    for shape in (_UNKNOWN_DAY, _YM, _Y):
        match = shape.fullmatch(plain)
        if match is None:
            continue
        year, month = [*(int(found) for found in match.groups() if found), 1][:2]
        if 1900 <= year <= 2300 and 0 <= month <= 12:
            raise _partial(year, month or 1, as_of)
        if not re.fullmatch(r"\d{6}", plain):
            raise Wrong("R-DATE-IMPOSSIBLE" if year >= 1000 else "R-DATE-UNPARSEABLE")
    if _SHORT_YM.fullmatch(plain):
        raise Wrong("H-DATE-PARTIAL")


def _partial(year: int, month: int, as_of: dt.date) -> Wrong:
    future = (year, month) > (as_of.year, as_of.month)
    return Wrong("R-DATE-FUTURE" if future else "H-DATE-PARTIAL")


def _other_order(plain: str, as_of: dt.date) -> dt.date | None:
    """Days written with the year last, in two digits, or in English."""
    if match := _ENGLISH.fullmatch(plain):
        day, month, year = (
            (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
        )
        name = month[:3].lower()
        if name not in _MONTHS:
            return None
        number = str(_MONTHS.index(name) + 1)
        if len(year) == 2:
            raise _ambiguous(as_of, *((f"{c}{year}", number, day) for c in ("19", "20")))
        return _day(year, number, day)
    if match := _DMY.fullmatch(plain):
        one, two, year = match.groups()
        readings = {day for day in (_try(year, one, two), _try(year, two, one)) if day}
        if not readings:
            raise Wrong("R-DATE-IMPOSSIBLE")
        if len(readings) == 1:
            return readings.pop()
        raise _ambiguous(as_of, (year, one, two), (year, two, one))
    if match := _SHORT.fullmatch(plain):
        one, two, three = match.groups()
        orders = (
            [(one, two, three)]
            if "年" in plain
            else [(one, two, three), (three, one, two), (three, two, one)]
        )
        raise _ambiguous(
            as_of, *((c + y.zfill(2), m, d) for y, m, d in orders for c in ("19", "20"))
        )
    if re.fullmatch(r"\d{6}", plain):
        raise _ambiguous(as_of, *((c + plain[:2], plain[2:4], plain[4:]) for c in ("19", "20")))
    return None


def _try(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _ambiguous(as_of: dt.date, *orders: tuple[str, str, str]) -> Wrong:
    """One of several days; impossible if none of them exists, in the future if all lie there."""
    days = sorted({day for order in orders if (day := _try(*order))})
    past = [day for day in days if EARLIEST <= day <= as_of]
    if not past:
        return Wrong("R-DATE-FUTURE" if days else "R-DATE-IMPOSSIBLE")
    living = [day.isoformat() for day in past if day.year > as_of.year - LIFETIME]
    likely = living or [day.isoformat() for day in past]
    if len(likely) == 1:
        return Wrong("H-DATE-AMBIGUOUS", candidates=likely, suggestion=likely[0])
    return Wrong("H-DATE-AMBIGUOUS", candidates=likely)
