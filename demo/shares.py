"""Who the members of a district are: shares of the national bulletin of 2024, fitted together.

The bulletin gives the margins (age, time of joining, occupation, schooling, women, minorities); how
they hang together is estimated by the affinities below and then fitted to every margin in turn
(iterative proportional fitting), so that a district of any size has the published shape.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from itertools import product
from random import Random
from typing import NamedTuple, TypeVar

from demo.numbers import FEMALE, MALE

C = TypeVar("C")
M = TypeVar("M")


class Work(StrEnum):
    """The eight occupations of the bulletin."""

    WORKER = "worker"
    FARMER = "farmer"
    PROFESSIONAL = "professional"
    MANAGER = "manager"
    OFFICIAL = "official"
    STUDENT = "student"
    OTHER = "other"
    RETIRED = "retired"


class Joined(StrEnum):
    """The four times of joining; those of the last twelve months (probationary) stand apart."""

    BEFORE_1949 = "before_1949"
    BEFORE_1978 = "before_1978"
    BEFORE_2012 = "before_2012"
    SINCE_2012 = "since_2012"
    LAST_YEAR = "last_year"


class Schooling(StrEnum):
    GRADUATE = "graduate"
    BACHELOR = "bachelor"
    COLLEGE = "college"
    VOCATIONAL = "vocational"
    HIGH = "high"
    BASIC = "basic"


class Cell(NamedTuple):
    """One kind of member; age is an index of AGES."""

    work: Work
    age: int
    joined: Joined
    schooling: Schooling
    sex: str


AGES = ((18, 30), (31, 35), (36, 40), (41, 45), (46, 50), (51, 55), (56, 60), (61, 104))

# In units of ten thousand members, as published; the total is 10,027.1.
_WORK = dict(zip(Work, (663.9, 2614.4, 1639.4, 1156.3, 759.2, 262.2, 784.9, 2146.9), strict=True))
_AGE = (1227.2, 1076.4, 1147.5, 968.7, 904.1, 941.2, 864.6, 2897.3)
_JOINED = dict(zip(Joined, (5.4, 1230.9, 5980.0, 2597.7, 213.1), strict=True))
_SCHOOLING = dict(zip(Schooling, (620.0, 2978.6, 2180.0, 993.0, 1120.0, 2135.5), strict=True))
_WOMEN = (0.575, 0.478, 0.390, 0.333, 0.280, 0.248, 0.190, 0.158)
"""Share of women in each age band: not published, but it gives the published 30.9 % in all."""

MINORITIES = 0.0771

# How frequent an occupation is at each age, before fitting.
_WORK_BY_AGE = {
    Work.WORKER: (8, 9, 10, 11, 12, 12, 9, 0.5),
    Work.FARMER: (5, 7, 9, 10, 12, 14, 14, 10),
    Work.PROFESSIONAL: (12, 16, 16, 14, 11, 9, 7, 0.1),
    Work.MANAGER: (7, 12, 13, 12, 11, 10, 8, 0.1),
    Work.OFFICIAL: (8, 11, 11, 11, 11, 11, 9, 0),
    Work.STUDENT: (30, 0, 0, 0, 0, 0, 0, 0),
    Work.OTHER: (10, 11, 10, 9, 8, 7, 6, 3),
    Work.RETIRED: (0, 0, 0, 0, 0.05, 1, 6, 40),
}
_SCHOOLING_BY_WORK = {
    Work.WORKER: (0.2, 6, 14, 14, 12, 8),
    Work.FARMER: (0.02, 1.2, 4, 7, 14, 22),
    Work.PROFESSIONAL: (12, 40, 20, 4, 1, 0.2),
    Work.MANAGER: (8, 32, 22, 6, 4, 1),
    Work.OFFICIAL: (10, 40, 20, 3, 1, 0.1),
    Work.STUDENT: (8, 40, 16, 4, 1, 0),
    Work.OTHER: (1, 12, 16, 9, 10, 9),
    Work.RETIRED: (0.8, 10, 16, 10, 12, 18),
}
_SCHOOLING_BY_AGE = (
    (10, 14, 8, 2, 1, 0.4),
    (11, 14, 8, 2, 1, 0.6),
    (9, 13, 9, 3, 2, 1),
    (6, 11, 9, 4, 3, 2),
    (4, 9, 9, 6, 5, 4),
    (2.5, 7, 9, 7, 7, 6),
    (1.5, 5, 8, 7, 8, 8),
    (0.4, 2, 4, 5, 6, 10),
)
# Of the 213.1 who joined within the year; their occupations as those of 2023, 240.8.
_NEW = 213.1
_NEW_BY_WORK = {
    work: count * _NEW / 240.7
    for work, count in zip(Work, (15.8, 37.5, 35.1, 26.7, 11.9, 91.9, 21.8, 0.001), strict=True)
}
_NEW_BY_YOUTH = {True: 178.4, False: _NEW - 178.4}
_NEW_BY_COLLEGE = {True: 115.9, False: _NEW - 115.9}
_NEW_BY_SEX = {FEMALE: 97.9, MALE: _NEW - 97.9}
_WOMEN_BY_WORK = dict(zip(Work, (0.6, 0.45, 1.5, 1.0, 0.9, 1.4, 1.1, 1.0), strict=True))

ROUNDS = 25


def spans(today: dt.date) -> Mapping[Joined, tuple[dt.date, dt.date]]:
    """First and last day of each time of joining, as seen from a day."""
    a_year_ago = _years_before(today, 1)
    return {
        Joined.BEFORE_1949: (dt.date(1943, 1, 1), dt.date(1949, 9, 20)),
        Joined.BEFORE_1978: (dt.date(1949, 10, 10), dt.date(1978, 11, 30)),
        Joined.BEFORE_2012: (dt.date(1979, 1, 5), dt.date(2012, 10, 31)),
        Joined.SINCE_2012: (dt.date(2012, 12, 1), a_year_ago - dt.timedelta(days=12)),
        Joined.LAST_YEAR: (a_year_ago + dt.timedelta(days=12), today - dt.timedelta(days=20)),
    }


def year_end(today: dt.date) -> dt.date:
    """The day for which ages are counted: the last 31 December before that day."""
    return dt.date(today.year - 1, 12, 31)


def draw(chance: Random, count: int, today: dt.date) -> list[Cell]:
    """That many members in the published proportions, in random order.

    Drawn at equal steps through the fitted table: the margins hold for small districts too.
    """
    weights = joint(today)
    step = sum(weights.values()) / count
    edge, passed = chance.random() * step, 0.0
    drawn: list[Cell] = []
    for cell, weight in weights.items():
        passed += weight
        while edge < passed and len(drawn) < count:
            drawn.append(cell)
            edge += step
    chance.shuffle(drawn)
    return drawn


def joint(today: dt.date) -> dict[Cell, float]:
    """The weight of every kind of member, fitted to the published margins."""
    cells = [Cell(*values) for values in product(Work, range(8), Joined, Schooling, (MALE, FEMALE))]
    possible = _possible(today)
    weights = {cell: _affinity(cell) for cell in cells if (cell.age, cell.joined) in possible}
    weights = {cell: weight for cell, weight in weights.items() if weight}
    for _ in range(ROUNDS):
        for of, wanted in _MARGINS:
            fit(weights, of, wanted)
    return weights


def fit(weights: dict[C, float], of: Callable[[C], M], wanted: Mapping[M, float]) -> None:
    """Scale the weights in place so that they add up to what is wanted for each margin.

    Weights whose margin nobody asked for stay as they are.
    """
    sums = dict.fromkeys(wanted, 0.0)
    margins = {cell: margin for cell in weights if (margin := of(cell)) in wanted}
    for cell, margin in margins.items():
        sums[margin] += weights[cell]
    for cell, margin in margins.items():
        if sums[margin]:
            weights[cell] *= wanted[margin] / sums[margin]


def _by_age_and_sex() -> Iterable[tuple[tuple[int, str], float]]:
    for age, (count, women) in enumerate(zip(_AGE, _WOMEN, strict=True)):
        yield (age, FEMALE), count * women
        yield (age, MALE), count * (1 - women)


def _of_new(value: Callable[[Cell], object]) -> Callable[[Cell], object]:
    """A margin of those who joined within the year; None for everybody else."""
    return lambda cell: value(cell) if cell.joined is Joined.LAST_YEAR else None


_COLLEGE_UP = frozenset({Schooling.GRADUATE, Schooling.BACHELOR, Schooling.COLLEGE})
_MARGINS: tuple[tuple[Callable[[Cell], object], Mapping], ...] = (
    (_of_new(lambda cell: cell.schooling in _COLLEGE_UP), _NEW_BY_COLLEGE),
    (_of_new(lambda cell: cell.age < 2), _NEW_BY_YOUTH),
    (_of_new(lambda cell: cell.sex), _NEW_BY_SEX),
    (_of_new(lambda cell: cell.work), _NEW_BY_WORK),
    (lambda cell: cell.schooling, _SCHOOLING),
    (lambda cell: cell.joined, _JOINED),
    (lambda cell: (cell.age, cell.sex), dict(_by_age_and_sex())),
    (lambda cell: cell.work, _WORK),
)


def _possible(today: dt.date) -> set[tuple[int, Joined]]:
    """Which times of joining people of an age band can have: eighteen or older on that day."""
    end = year_end(today)
    return {
        (index, joined)
        for index, (_, oldest) in enumerate(AGES)
        for joined, (_, last) in spans(today).items()
        if end.year - oldest + 19 <= last.year
    }


def _affinity(cell: Cell) -> float:
    schooling = list(Schooling).index(cell.schooling)
    weight = (
        _WORK_BY_AGE[cell.work][cell.age]
        * _SCHOOLING_BY_WORK[cell.work][schooling]
        * _SCHOOLING_BY_AGE[cell.age][schooling]
    )
    if cell.sex == FEMALE:
        weight *= _WOMEN_BY_WORK[cell.work]
    return weight


def _years_before(day: dt.date, years: int) -> dt.date:
    return day.replace(year=day.year - years, day=min(day.day, 28))
