"""Numbers that pass every check and belong to nobody.

Identity numbers: the order numbers 996 to 999 are kept for people of a hundred years at the time of
issue, so that nobody born after 1900 has one; and the region codes are rows of whole prefectures,
which no card carries. Mobiles begin with 154, a segment not handed out; landlines use the area code
0340, which is not assigned; credit codes are registered in 419000, a header row of the region list.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from stdnum.cn import ric, uscc

MALE, FEMALE = "1", "2"

REGIONS = (
    "370100",
    "420100",
    "360100",
    "430100",
    "330100",
    "410100",
    "340100",
    "610100",
    "320100",
    "350100",
)
"""Rows of prefectures: above the counties whose codes stand on cards."""

_ORDERS = {MALE: ("997", "999"), FEMALE: ("996", "998")}
_CREDIT_REGION, _CREDIT_MARK = "419000", "XYXY"
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_BODY_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass
class Ledger:
    """Hands out numbers, none twice; the same requests in the same order give the same numbers."""

    chance: Random
    _births: Counter[tuple[dt.date, str]] = field(default_factory=Counter)
    _units: int = 0
    _taken: set[str] = field(default_factory=set)

    def identity(self, born_on: dt.date, sex: str) -> str:
        """An identity number for that birthday and sex ("1" male, "2" female).

        OverflowError beyond 20 people of one birthday and sex: there are no more such numbers.
        """
        place, order = divmod(self._births[born_on, sex], 2)
        if place >= len(REGIONS):
            raise OverflowError(f"no numbers left for {born_on:%Y-%m-%d}")
        self._births[born_on, sex] += 1
        body = f"{REGIONS[place]}{born_on:%Y%m%d}{_ORDERS[sex][order]}"
        return body + ric.calc_check_digit(body + "0")

    def mobile(self) -> str:
        """A mobile number, 154 7xxx xxxx or 154 8xxx xxxx."""
        return self._new(lambda: f"154{self.chance.choice('78')}{self.chance.randrange(10**7):07d}")

    def landline(self) -> str:
        """A fixed line with area code, 0340-66xxxxx."""
        return self._new(lambda: f"0340-66{self.chance.randrange(10**5):05d}")

    def credit_code(self, department: str) -> str:
        """A unified social credit code (GB 32100) of that department and kind, e.g. "12".

        OverflowError beyond 9,999 units.
        """
        self._units += 1
        if self._units > 9999:
            raise OverflowError("no credit codes left")
        body = f"{_CREDIT_MARK}{self._units:04d}"
        code = f"{department}{_CREDIT_REGION}{body}{_body_check(body)}"
        return code + uscc.calc_check_digit(code)

    def _new(self, draw) -> str:
        while (number := draw()) in self._taken:
            pass
        self._taken.add(number)
        return number


def _body_check(body: str) -> str:
    """Check character of the eight characters that name a unit (GB 11714)."""
    total = sum(
        _BODY_ALPHABET.index(sign) * weight
        for sign, weight in zip(body, _BODY_WEIGHTS, strict=True)
    )
    return "0123456789X0"[11 - total % 11]
