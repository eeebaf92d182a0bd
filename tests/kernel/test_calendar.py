"""Which days people work, by the State Council's notices (G4)."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import chinese_calendar
import pytest

from dangjian.kernel.calendar import Calendar, DayKind, seeds
from dangjian.kernel.notices import Holiday, Notice

SEEDS = tuple(seeds())
CALENDAR = Calendar(SEEDS)


def days(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + dt.timedelta(days=step) for step in range((last - first).days + 1)]


ALL = days(dt.date(2024, 1, 1), dt.date(2026, 12, 31))


def test_the_release_brings_the_notices_of_three_years() -> None:
    assert [notice.year for notice in SEEDS] == [2024, 2025, 2026]
    assert all(notice.number and notice.issued_on and notice.source for notice in SEEDS)


def test_every_day_of_three_years_agrees_with_an_independent_calendar() -> None:
    wrong = [day for day in ALL if CALENDAR.works(day) != chinese_calendar.is_workday(day)]
    assert wrong == []


def test_every_day_of_three_years_is_of_the_published_kind(shared_data: Path) -> None:
    told = json.loads((shared_data / "workdays.json").read_text(encoding="utf-8"))["statuses"]
    names = {"makeup_work": "makeup"}
    expected = {dt.date.fromisoformat(day): names.get(kind, kind) for day, kind in told.items()}
    assert {day: str(CALENDAR.day(day).kind) for day in ALL} == expected


def test_a_monday_to_friday_calendar_would_be_wrong_on_25_days_of_2026() -> None:
    year = [day for day in ALL if day.year == 2026]
    assert sum(CALENDAR.works(day) != (day.weekday() < 5) for day in year) == 25
    assert sum(CALENDAR.works(day) for day in year) == 248


@pytest.mark.parametrize(
    ("day", "kind", "name", "works"),
    [
        ("2026-10-01", DayKind.HOLIDAY, "国庆节", False),
        ("2026-10-10", DayKind.MAKEUP, "", True),
        ("2026-10-11", DayKind.WEEKEND, "", False),
        ("2026-10-12", DayKind.WORK, "", True),
    ],
)
def test_a_day_says_what_it_is(day: str, kind: DayKind, name: str, works: bool) -> None:
    told = CALENDAR.day(dt.date.fromisoformat(day))
    assert (told.kind, told.name, told.works, told.provisional) == (kind, name, works, False)


def test_a_year_without_a_notice_counts_monday_to_friday_and_says_so() -> None:
    """§15.16: the 2027 notice is missing, so the day is only 暂算."""
    friday, saturday = dt.date(2027, 1, 1), dt.date(2027, 1, 2)
    assert CALENDAR.works(friday)
    assert not CALENDAR.works(saturday)
    assert CALENDAR.day(friday).missing == (2027,)


def test_the_last_days_of_december_also_wait_for_the_next_notice() -> None:
    assert CALENDAR.missing(dt.date(2026, 12, 28)) == ()
    assert CALENDAR.missing(dt.date(2026, 12, 29)) == (2027,)
    assert CALENDAR.missing(dt.date(2025, 12, 31)) == ()
    assert CALENDAR.missing(dt.date(2023, 12, 31)) == (2023,)


def test_a_new_year_holiday_may_begin_in_the_december_before() -> None:
    """As the notice of 2019 did: off from 30 December 2018, working on the 29th, a Saturday."""
    new_year = Holiday("元旦", dt.date(2018, 12, 30), dt.date(2019, 1, 1))
    calendar = Calendar((Notice(2019, (new_year,), (dt.date(2018, 12, 29),)), Notice(2018, (), ())))
    works = [calendar.works(dt.date(2018, 12, day)) for day in (28, 29, 30, 31)]
    assert works == [True, True, False, False]
    assert not calendar.works(dt.date(2019, 1, 1))


def test_equal_notices_make_equal_calendars() -> None:
    assert Calendar(tuple(seeds())) == CALENDAR
    assert hash(Calendar(tuple(seeds()))) == hash(CALENDAR)
    assert Calendar(SEEDS[:2]) != CALENDAR
