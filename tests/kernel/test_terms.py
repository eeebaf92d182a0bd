"""Statutory terms: the last day, the days left, and when the answer is only provisional (G4)."""

from __future__ import annotations

import calendar as months
import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian.kernel import terms
from dangjian.kernel.calendar import Calendar, seeds
from dangjian.kernel.refusal import Refused
from dangjian.kernel.terms import Count, Term, Unit, days_left, last_day, working_days_between

CALENDAR = Calendar(tuple(seeds()))
KNOWN = st.dates(dt.date(2024, 1, 1), dt.date(2026, 6, 30))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "n", "unit", "answer"),
    [
        ("2026-06-30", 1, "months", "2026-07-30"),  # §15.1 talk within a month
        ("2026-01-31", 1, "months", "2026-02-28"),  # §15.1 the month is shorter
        ("2026-09-28", 5, "working", "2026-10-10"),  # §15.3 notice over the National Day
        ("2026-09-18", 5, "working", "2026-09-24"),  # §15.3 the made-up Sunday counts
        ("2026-02-12", 5, "working", "2026-02-26"),
        ("2026-10-08", 1, "months", "2026-11-08"),  # §15.4 a Sunday stays
        ("2026-11-08", 3, "months", "2027-02-08"),  # §15.5 approval
        ("2026-11-08", 6, "months", "2027-05-08"),  # §15.5 at the latest
        ("2026-11-08", 12, "months", "2027-11-08"),  # §15.5 end of probation
        ("2026-03-02", 15, "natural", "2026-03-17"),  # §15.10 petition
        ("2026-03-10", 60, "natural", "2026-05-09"),
        ("2026-03-10", 90, "natural", "2026-06-08"),
        ("2026-01-01", 6, "months", "2026-07-01"),  # §15.11 lost from sight
    ],
)
def test_the_last_day_is_the_one_the_rule_book_gives(
    start: str, n: int, unit: Unit, answer: str
) -> None:
    assert last_day(day(start), n, unit, CALENDAR) == Term(day(answer))


def test_every_published_question_has_the_published_answer(shared_data: Path) -> None:
    units: dict[str, Unit] = {"working_day": "working", "natural_day": "natural", "month": "months"}
    file = json.loads((shared_data / "workdays.json").read_text(encoding="utf-8"))
    assert len(file["questions"]) == 20
    for question in file["questions"]:
        start, n, unit = day(question["start"]), question["n"], units[question["unit"]]
        assert last_day(start, n, unit, CALENDAR) == Term(day(question["answer"])), question["id"]
        if other := question.get("answer_if_start_day_counts"):
            counted = last_day(start, n, unit, CALENDAR, start_counts=True)
            assert counted == Term(day(other)), question["id"]


def test_where_the_posting_day_counts_the_notice_ends_earlier() -> None:
    counted = last_day(day("2026-09-28"), 5, "working", CALENDAR, start_counts=True)
    assert counted == Term(day("2026-10-09"))


def test_a_day_of_rest_is_no_first_day_even_where_the_start_counts() -> None:
    counted = last_day(day("2026-10-03"), 1, "working", CALENDAR, start_counts=True)
    assert counted == Term(day("2026-10-08"))


def test_without_the_2027_notice_the_day_is_provisional() -> None:
    """§15.16"""
    term = last_day(day("2026-12-21"), 10, "working", CALENDAR)
    assert term == Term(day("2027-01-04"), provisional=True, missing_years=(2027,))
    assert "暂算：2027年放假通知尚未录入" in terms.say_provisional(term.missing_years)
    assert terms.say_provisional(()) == ""


def test_a_term_over_years_names_every_missing_notice() -> None:
    term = last_day(day("2026-12-30"), 300, "working", CALENDAR)
    assert term.missing_years == (2027, 2028)


def test_natural_days_and_months_need_no_notice() -> None:
    assert not last_day(day("2030-01-01"), 60, "natural", Calendar()).provisional
    assert not last_day(day("2030-01-01"), 60, "months", Calendar()).provisional


def test_days_left_fall_to_nought_on_the_last_day_and_below_after_it() -> None:
    last = day("2026-10-10")
    left = [
        days_left(day(today), last, "working", CALENDAR).days
        for today in ("2026-09-28", "2026-10-08", "2026-10-10", "2026-10-12")
    ]
    assert left == [5, 2, 0, -1]
    assert days_left(day("2026-10-08"), last, "natural", CALENDAR) == Count(2)
    assert days_left(day("2026-10-12"), last, "months", CALENDAR) == Count(-2)


@pytest.mark.parametrize(
    ("start", "n", "unit"),
    [
        ("2026-01-01", 0, "working"),
        ("2026-01-01", -3, "natural"),
        ("2026-01-01", 121, "months"),
        ("2026-01-01", 2621, "working"),
        ("2026-01-01", 3654, "natural"),
        ("1899-12-31", 1, "natural"),
        ("2200-12-31", 1, "working"),
        ("2200-12-01", 1, "months"),
        ("2201-01-01", 1, "months"),
    ],
)
def test_a_term_nobody_can_mean_is_refused(start: str, n: int, unit: Unit) -> None:
    with pytest.raises(Refused):
        last_day(day(start), n, unit, CALENDAR)


def test_counting_refuses_days_out_of_range_too() -> None:
    with pytest.raises(Refused):
        working_days_between(day("1899-12-31"), day("2026-01-01"), CALENDAR)


@given(KNOWN, st.integers(1, 60))
def test_the_last_working_day_is_worked_and_counting_finds_it_again(start: dt.date, n: int) -> None:
    term = last_day(start, n, "working", CALENDAR)
    assert CALENDAR.works(term.day)
    assert working_days_between(start, term.day, CALENDAR) == Count(n)


@given(KNOWN, st.integers(1, 60))
def test_a_longer_term_ends_later_and_a_later_start_never_ends_earlier(
    start: dt.date, n: int
) -> None:
    term = last_day(start, n, "working", CALENDAR).day
    assert last_day(start, n + 1, "working", CALENDAR).day > term
    assert last_day(start + terms.ONE, n, "working", CALENDAR).day >= term
    assert last_day(start, n, "working", CALENDAR, start_counts=True).day <= term


@given(st.dates(dt.date(1900, 1, 1), dt.date(2190, 1, 1)), st.integers(1, 120))
def test_a_term_in_months_ends_on_the_same_day_or_the_last_of_a_shorter_month(
    start: dt.date, n: int
) -> None:
    end = last_day(start, n, "months", CALENDAR).day
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == n
    assert end.day == min(start.day, months.monthrange(end.year, end.month)[1])


@settings(max_examples=30)
@given(st.dates(dt.date(1900, 1, 1), dt.date(2189, 1, 1)), st.integers(1, 3653))
def test_natural_days_are_simple_addition(start: dt.date, n: int) -> None:
    assert last_day(start, n, "natural", CALENDAR).day == start + dt.timedelta(days=n)
