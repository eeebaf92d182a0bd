"""Numbers that name a person: identity cards, telephones, bank cards – however they are spaced.

Digits stand in groups; groups that only blanks, dashes or dots part may be one number. From each
group on, at most a few dozen digits are tried, so the time grows with the text and not faster.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from stdnum import luhn
from stdnum.cn import ric

from dangjian.kernel import identity
from dangjian.kernel.leaks.packaged import any_of, words
from dangjian.kernel.leaks.plain import Plain


class Number(NamedTuple):
    """What stands in the plain text from start to end."""

    kind: str
    start: int
    end: int
    certain: bool


class _Group(NamedTuple):
    start: int
    end: int
    digits: str


class _Window(NamedTuple):
    """Neighbouring groups of a row read as one number."""

    digits: str
    row: Sequence[_Group]
    first: int
    last: int
    text: str

    @property
    def start(self) -> int:
        return self.row[self.first].start

    @property
    def end(self) -> int:
        return self.row[self.last].end

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(g.digits) for g in self.row[self.first : self.last + 1])

    @property
    def even(self) -> bool:
        """Whether it is parted in one way only, and not as sums of money are."""
        groups = self.row[self.first : self.last + 1]
        gaps = {self.text[a.end : b.start] for a, b in zip(groups, groups[1:], strict=False)}
        return len(gaps) < 2 and "." not in gaps

    def follows(self, marks: str) -> bool:
        """Whether one of the marks stands right before it."""
        return self.start > 0 and self.text[self.start - 1] in marks

    def said(self, key: str) -> bool:
        """Whether the words before it say what it is; in the midst of a row none do."""
        before = max(0, self.start - 16)
        return not self.first and bool(_BEFORE[key].search(self.text, before, self.start))


_Judge = Callable[[_Window], Number | None]
_DIGITS = re.compile(r"[0-9]+")
_GAP = re.compile(r"[\s\-‐-―−_.·•・'’()]{1,3}")
_LAST_X = re.compile(r"[\s\-‐-―−]{0,2}[Xx×Хх](?![A-Za-z0-9])")
_EXTENSION = re.compile(r"\s?(?:转|分机|[-‐-―]|ext\.?)\s?[0-9]{1,6}(?![0-9])", re.IGNORECASE)
_DATE_INSIDE = re.compile(
    r"(?=([1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}"
    r"[0-9Xx]))"
)
_OLD_ID = re.compile(r"[1-8][0-9]{5}[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}")
_MOBILE = re.compile(r"(?:(?:00)?86|0)?1[3-9][0-9]{9}")
_MOBILE_SHAPES = frozenset(
    {(3, 4, 4), (3, 8), (4, 4, 3), (7, 4), (3, 3, 5), (4, 3, 4), (5, 6), (1,) * 11}
)
_AREA = r"(?:10|2[0-9]|[3-9][0-9]{2})"
_LANDLINE = re.compile(rf"(?:0|(?:00)?860?)(?P<area>{_AREA})[2-8][0-9]{{6,7}}")
_LOCAL = re.compile(r"[2-8][0-9]{6,7}")
_CARD = re.compile(r"[3-69][0-9]{15,18}")
_CHINESE = str.maketrans("〇○零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "0001234567891123456789")
_LEAST, _MOST = 7, 21  # digits of the shortest and the longest number
_WIDEST = 21  # groups of the longest number
_NARROW = 6  # groups; where there are more they are all alike


def _said_before(key: str) -> re.Pattern[str]:
    return re.compile(any_of(words("before", key)) + r"(?:号码|号)?[是为:\s(\[【]{0,4}\+?\Z", re.I)


_BEFORE = {key: _said_before(key) for key in ("id_number", "landline", "bank_card", "not_personal")}


def find(seen: Plain) -> list[Number]:
    """All numbers in reading order: figures first, then those written in Chinese digits."""
    found = list(_run_together(seen.text))
    left = seen.without([(n.start, n.end) for n in found])
    plain = list(_in_runs(left.text, _judged))
    found += plain
    left = left.without([(n.start, n.end) for n in plain])
    figures = left.text.translate(_CHINESE)
    if figures != left.text:
        found += (n for n in _in_runs(figures, _judged_in_words))
    return sorted(found, key=lambda n: n.start)


def _run_together(text: str) -> Iterator[Number]:
    """Numbers written one after another without anything between."""
    for group in _DIGITS.finditer(text):
        start, end = group.span()
        if end - start < 19:
            continue
        after, inside = start, False
        for match in _DATE_INSIDE.finditer(text, start, end + 1):
            if match.start() >= after and _is_id(match[1]):
                after, inside = match.end(1), True
                yield Number("id_number", match.start(), after, certain=True)
        if not inside and (end - start) % 11 == 0:
            parts = range(start, end, 11)
            if all(identity.is_mobile(text[at : at + 11]) for at in parts):
                yield from (Number("mobile", at, at + 11, certain=True) for at in parts)


def _in_runs(text: str, judge: _Judge) -> Iterator[Number]:
    for run in _runs(text):
        at = 0
        while at < len(run):
            best = max(_tried(text, run, at, judge), default=None, key=lambda f: f[0])
            if best is None:
                at += 1
                continue
            yield best[1]
            while at < len(run) and run[at].start < best[1].end:
                at += 1


def _runs(text: str) -> Iterator[list[_Group]]:
    """Groups that may belong together."""
    run: list[_Group] = []
    for match in _DIGITS.finditer(text):
        if run and not _GAP.fullmatch(text, run[-1].end, match.start()):
            yield run
            run = []
        run.append(_Group(match.start(), match.end(), match[0]))
    if run:
        yield run


def _tried(
    text: str, run: Sequence[_Group], first: int, judge: _Judge
) -> Iterator[tuple[tuple[bool, int], Number]]:
    """What the groups from the first on may be, ranked: certain before likely, then longer."""
    digits = ""
    for last in range(first, min(first + _WIDEST, len(run))):
        digits += run[last].digits
        if len(digits) > _MOST or last - first > _NARROW and not _scattered(text, run, first, last):
            return
        if len(digits) < _LEAST or not digits.strip("0"):
            continue
        number = judge(_Window(digits, run, first, last, text))
        if number is not None:
            yield (number.certain, len(digits)), number


def _scattered(text: str, run: Sequence[_Group], first: int, last: int) -> bool:
    """Whether one more group of one or two digits follows after the gap that all have."""
    here = text[run[last - 1].end : run[last].start]
    return len(run[last].digits) < 3 and here == text[run[first].end : run[first + 1].start]


def _judged(window: _Window) -> Number | None:
    return (
        _id_number(window)
        or _mobile(window)
        or _landline(window)
        or _bank_card(window)
        or _marked_id(window)
    )


def _judged_in_words(window: _Window) -> Number | None:
    """Chinese digits are ordinary words too, so only whole numbers that leave no doubt."""
    if not window.even:
        return None
    number = _id_number(window) or _mobile(window) or _landline(window)
    return number if number and (number.certain or number.kind == "mobile") else None


def _is_id(number: str) -> bool:
    number = number.upper()
    return _born(number) and ric.calc_check_digit(number) == number[-1]


def _born(number: str) -> bool:
    """Whether a birth date stands where an 18-digit number has it."""
    try:
        born_on = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return 1850 <= born_on.year <= 2100


def _id_number(window: _Window) -> Number | None:
    digits, end = window.digits, window.end
    if len(digits) == 15:
        return _old_id(window)
    if len(digits) == 17 and (mark := _LAST_X.match(window.text, end)):
        digits, end = digits + "X", mark.end()
    if len(digits) != 18 or digits[0] == "0" or not _born(digits):
        return None
    if _is_id(digits):
        return Number("id_number", window.start, end, certain=True)
    # A digit mistyped is still somebody's number; an order number is not.
    told = window.said("id_number")
    odd = window.said("not_personal") or identity.is_credit_code(digits) or not window.even
    return None if odd and not told else Number("id_number", window.start, end, certain=told)


def _old_id(window: _Window) -> Number | None:
    if not _OLD_ID.fullmatch(window.digits):
        return None
    told = window.said("id_number")
    if not (window.even or told):
        return None
    if window.said("not_personal") and not told:
        return None
    return Number("id_number", window.start, window.end, certain=told)


def _marked_id(window: _Window) -> Number | None:
    """After 身份证号 whatever has nearly the length, right or wrong."""
    if not 14 <= len(window.digits) <= 20 or not window.said("id_number"):
        return None
    mark = _LAST_X.match(window.text, window.end)
    return Number("id_number", window.start, mark.end() if mark else window.end, certain=False)


def _mobile(window: _Window) -> Number | None:
    if not _MOBILE.fullmatch(window.digits) or _in_credit_code(window):
        return None
    shape = window.shape[1:] if window.shape[0] == len(window.digits) - 11 else window.shape
    usual = len(shape) == 1 or shape in _MOBILE_SHAPES
    if not usual and not window.even and not window.said("landline"):
        return None
    start = window.start - window.follows("+")
    return Number("mobile", start, window.end, certain=usual)


def _in_credit_code(window: _Window) -> bool:
    """Digits inside a credit code are a unit's."""
    start = max(0, window.start - 18)
    around = re.search(r"[0-9A-Z]*$", window.text[start : window.start])
    begin = window.start - (len(around[0]) if around else 0)
    code = window.text[begin : begin + 18]
    return begin < window.start and identity.is_credit_code(code)


def _landline(window: _Window) -> Number | None:
    match = _LANDLINE.fullmatch(window.digits)
    if match is None:
        local = len(window.shape) < 3 and _LOCAL.fullmatch(window.digits)
        if not local or not window.said("landline"):
            return None
        return Number("landline", window.start, _extended(window), certain=False)
    parted = match.end("area") in _sums(window.shape)
    told = window.said("landline")
    if not parted and len(window.shape) > 1 and not told:
        return None
    start = window.start - window.follows("+(")
    return Number("landline", start, _extended(window), certain=parted or told)


def _sums(shape: Sequence[int]) -> set[int]:
    return {sum(shape[:n]) for n in range(1, len(shape))}


def _extended(window: _Window) -> int:
    extension = _EXTENSION.match(window.text, window.end)
    return extension.end() if extension else window.end


def _bank_card(window: _Window) -> Number | None:
    if not 15 <= len(window.digits) <= 19:
        return None
    if window.said("bank_card"):
        return Number("bank_card", window.start, window.end, luhn.is_valid(window.digits))
    fours = all(length == 4 for length in window.shape[:-1]) or window.shape == (6, 13)
    if not fours or not window.even or not _CARD.fullmatch(window.digits):
        return None
    if not luhn.is_valid(window.digits) or window.said("not_personal"):
        return None
    return Number("bank_card", window.start, window.end, certain=True)
