"""An invented person as the register will know him: dates that agree, a name of the time."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from demo import names, shares
from demo.numbers import Ledger
from demo.shares import Cell, Joined, Schooling, Work

NO_PROBATION = (dt.date(1969, 4, 14), dt.date(1977, 8, 18))
"""Between the Ninth and the Eleventh Congress whoever joined was a full member at once."""

HAN = "01"


@dataclass(frozen=True)
class Profile:
    """What is collected of a person, apart from where he belongs and works."""

    name: str
    sex: str
    born_on: dt.date
    ethnic: str
    native_place: str
    education: str
    work: Work
    joined_on: dt.date
    full_on: dt.date | None
    started_work_on: dt.date | None
    id_number: str
    mobile: str


_MINORITY_SHARES = (
    "08 147 11 115 03 107 15 80 06 79 02 79 05 72 07 65 04 50 10 28 12 28 14 22 13 22 09 22 17 18"
    " 18 12 22 11 19 10 27 9 26 5 33 4 30 3 38 3 37 2"
).split()
_MINORITY_CODES, _MINORITY_WEIGHTS = _MINORITY_SHARES[::2], list(map(int, _MINORITY_SHARES[1::2]))

_CODES: Mapping[Schooling, tuple[tuple[str, ...], tuple[int, ...]]] = {
    Schooling.GRADUATE: (("14", "11"), (91, 9)),
    Schooling.BACHELOR: (("21",), (1,)),
    Schooling.COLLEGE: (("31",), (1,)),
    Schooling.VOCATIONAL: (("41", "47", "44"), (69, 18, 13)),
    Schooling.HIGH: (("61",), (1,)),
    Schooling.BASIC: (("71", "81"), (70, 30)),
}
_PRIMARY_SCHOOL, _ONLY_THEN = "81", 1972
_OLD_AGES = ((61, 65), (66, 70), (71, 75), (76, 80), (81, 87), (88, 95))
_OLD_WEIGHTS = (30, 27, 20, 12, 9, 2)
_PLACES = ("禾丰", "禾丰", "禾丰", "禾丰", "禾丰", "澜川", "云麓", "望江", "松阳岭", "平芜", "南漪")
_LEAST_AGE = 18


def make(chance: Random, ledger: Ledger, cell: Cell, today: dt.date) -> Profile:
    """A person of that kind, as of that day. The same chance and ledger give the same person."""
    born_on, joined_on = _dates(chance, cell, today)
    ethnic = HAN
    if chance.random() < shares.MINORITIES:
        ethnic = chance.choices(_MINORITY_CODES, _MINORITY_WEIGHTS)[0]
    return Profile(
        name=names.name(chance, sex=cell.sex, born=born_on.year, ethnic=ethnic),
        sex=cell.sex,
        born_on=born_on,
        ethnic=ethnic,
        native_place=chance.choice(_PLACES),
        education=_education(chance, cell, born_on),
        work=cell.work,
        joined_on=joined_on,
        full_on=full_on(joined_on, today),
        started_work_on=_started_work(chance, cell, born_on, today),
        id_number=ledger.identity(born_on, cell.sex),
        mobile=ledger.mobile(),
    )


def full_on(joined_on: dt.date, today: dt.date) -> dt.date | None:
    """The day of becoming a full member after a year, None if it has not come."""
    if NO_PROBATION[0] <= joined_on <= NO_PROBATION[1]:
        return joined_on
    day = years_after(joined_on, 1)
    return day if day <= today else None


def years_after(day: dt.date, years: int) -> dt.date:
    """The same day some years later (28 February for 29)."""
    year = day.year + years
    last = calendar.monthrange(year, day.month)[1]
    return day.replace(year=year, day=min(day.day, last))


def between(chance: Random, first: dt.date, last: dt.date, early: float = 1.0) -> dt.date:
    """A day from first to last; the greater `early`, the nearer to the first."""
    return first + dt.timedelta(days=int((last - first).days * chance.random() ** early))


def _dates(chance: Random, cell: Cell, today: dt.date) -> tuple[dt.date, dt.date]:
    """Birthday and day of joining that fit the age band, the time of joining and one another."""
    first, last = shares.spans(today)[cell.joined]
    for _ in range(200):
        born_on = _birthday(chance, cell, today, last)
        grown = years_after(born_on, _LEAST_AGE) + dt.timedelta(days=chance.randrange(30, 900))
        earliest = max(first, grown)
        if earliest <= last:
            late_joiner = cell.work in (Work.FARMER, Work.OTHER) or cell.joined is Joined.LAST_YEAR
            return born_on, between(chance, earliest, last, 1.0 if late_joiner else 1.7)
    raise AssertionError(f"no dates for {cell}")


def _birthday(chance: Random, cell: Cell, today: dt.date, joined_by: dt.date) -> dt.date:
    """A day of birth; nobody is born on 29 February or 31 December, where ages are counted."""
    youngest, oldest = shares.AGES[cell.age]
    if cell.work is Work.STUDENT:
        youngest, oldest = 19, 25
    elif cell.age == 0:
        youngest = 22
    elif cell.age == len(shares.AGES) - 1:
        youngest, oldest = chance.choices(_OLD_AGES, _OLD_WEIGHTS)[0]
    if cell.joined is Joined.BEFORE_1949:
        born = chance.randrange(1926, 1931)
    else:
        end = shares.year_end(today).year
        born = min(end - chance.randint(youngest, oldest), joined_by.year - _LEAST_AGE)
    day = dt.date(born, 1, 1) + dt.timedelta(days=chance.randrange(364))
    return day if (day.month, day.day) != (2, 29) else day - dt.timedelta(days=1)


def _education(chance: Random, cell: Cell, born_on: dt.date) -> str:
    codes, weights = _CODES[cell.schooling]
    drawn = chance.choices(codes, weights)[0]
    young = born_on.year >= _ONLY_THEN
    return codes[0] if drawn == _PRIMARY_SCHOOL and young else drawn


def _started_work(chance: Random, cell: Cell, born_on: dt.date, today: dt.date) -> dt.date | None:
    if cell.work in (Work.STUDENT, Work.FARMER):
        return None
    age = 23 if cell.schooling in (Schooling.GRADUATE, Schooling.BACHELOR) else 19
    started = dt.date(born_on.year + age + chance.randrange(3), chance.choice((7, 7, 8, 9)), 1)
    return started if started < today else None
