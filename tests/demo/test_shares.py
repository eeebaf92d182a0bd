"""The members of a district have the shape of the bulletin of 2024."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from random import Random

import pytest

from demo import profiles, shares
from demo.numbers import FEMALE, Ledger
from demo.shares import Joined, Schooling, Work
from tests.district import TODAY

DAYS = [dt.date(2024, 2, 29), dt.date(2025, 12, 31), TODAY, dt.date(2029, 7, 1)]
PUBLISHED_WORK = {
    Work.WORKER: 663.9,
    Work.FARMER: 2614.4,
    Work.PROFESSIONAL: 1639.4,
    Work.MANAGER: 1156.3,
    Work.OFFICIAL: 759.2,
    Work.STUDENT: 262.2,
    Work.OTHER: 784.9,
    Work.RETIRED: 2146.9,
}
PUBLISHED_AGES = (1227.2, 1076.4, 1147.5, 968.7, 904.1, 941.2, 864.6, 2897.3)
TOTAL = 10027.1


@pytest.fixture(scope="module")
def full() -> list[shares.Cell]:
    return shares.draw(Random(1), 38_216, TODAY)


def _percent(count: float, of: float) -> float:
    return round(count / of * 100, 1)


def test_occupations_are_as_published(full):
    drawn = Counter(cell.work for cell in full)
    assert {work: _percent(drawn[work], len(full)) for work in Work} == {
        work: _percent(count, TOTAL) for work, count in PUBLISHED_WORK.items()
    }


def test_ages_are_as_published(full):
    drawn = Counter(cell.age for cell in full)
    for age, count in enumerate(PUBLISHED_AGES):
        assert drawn[age] / len(full) == pytest.approx(count / TOTAL, abs=0.0005)


def test_times_of_joining_are_as_published(full):
    drawn = Counter(cell.joined for cell in full)
    recent = drawn[Joined.SINCE_2012] + drawn[Joined.LAST_YEAR]
    assert _percent(drawn[Joined.BEFORE_1949], len(full)) == 0.1
    assert _percent(drawn[Joined.BEFORE_1978], len(full)) == 12.3
    assert _percent(drawn[Joined.BEFORE_2012], len(full)) == 59.6
    assert _percent(recent, len(full)) in (28.0, 28.1)


def test_women_and_schooling_are_as_published(full):
    college = {Schooling.GRADUATE, Schooling.BACHELOR, Schooling.COLLEGE}
    assert _percent(sum(cell.sex == FEMALE for cell in full), len(full)) in (30.8, 30.9, 31.0)
    assert _percent(sum(cell.schooling in college for cell in full), len(full)) in (57.6, 57.7)


def test_who_joined_within_the_year_is_mostly_young(full):
    new = [cell for cell in full if cell.joined is Joined.LAST_YEAR]
    assert len(new) / len(full) == pytest.approx(0.0213, abs=0.0005)
    assert sum(cell.age < 2 for cell in new) / len(new) == pytest.approx(0.837, abs=0.02)
    assert sum(cell.work is Work.STUDENT for cell in new) / len(new) == pytest.approx(
        0.381, abs=0.02
    )


def test_a_small_district_has_the_same_shape():
    drawn = Counter(cell.work for cell in shares.draw(Random(2), 1500, TODAY))
    for work, count in PUBLISHED_WORK.items():
        assert drawn[work] / 1500 == pytest.approx(count / TOTAL, abs=0.002)


@pytest.mark.parametrize("today", DAYS)
def test_the_dates_of_every_person_agree(today):
    chance = Random(3)
    ledger = Ledger(chance)
    for cell in shares.draw(chance, 1200, today):
        person = profiles.make(chance, ledger, cell, today)
        assert profiles.years_after(person.born_on, 18) <= person.joined_on < today
        assert person.full_on is None or person.joined_on <= person.full_on <= today
        assert (person.full_on is None) == (cell.joined is Joined.LAST_YEAR)
        low, high = shares.AGES[cell.age]
        assert low <= shares.year_end(today).year - person.born_on.year <= high


def test_who_joined_between_the_ninth_and_eleventh_congress_had_no_probation():
    joined = dt.date(1972, 7, 1)
    assert profiles.full_on(joined, TODAY) == joined
    assert profiles.full_on(dt.date(1978, 7, 1), TODAY) == dt.date(1979, 7, 1)
    assert profiles.full_on(dt.date(2024, 2, 29), TODAY) == dt.date(2025, 2, 28)
    assert profiles.full_on(dt.date(2026, 3, 12), TODAY) is None
