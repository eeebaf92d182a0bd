"""Statutory terms: the last day of so many working days, natural days or months.

Conventions (民法典第二百条至第二百零二条 by default):
 * the day of the event does not count: the day after it is day 1 (`start_counts=True` counts it);
 * a term in months ends on the same day of the month, or on the last day of a shorter month;
 * a last day that falls on a rest day stays where it is: no rolling on, unless a rule says so.
Pure: the day and the calendar are passed in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from dateutil.relativedelta import relativedelta

from dangjian.kernel.calendar import Calendar
from dangjian.kernel.refusal import Refused

Unit = Literal["working", "natural", "months"]

LABELS: dict[str, str] = {"working": "个工作日", "natural": "日", "months": "个月"}
# Ten years at most: a working year has fewer than 262 days.
LONGEST: dict[str, int] = {"working": 2620, "natural": 3653, "months": 120}
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2200, 12, 31)
ONE = dt.timedelta(days=1)


@dataclass(frozen=True)
class Term:
    """A last day. `missing_years`: notices without which the day is only provisional (暂算)."""

    day: dt.date
    provisional: bool = False
    missing_years: tuple[int, ...] = ()


@dataclass(frozen=True)
class Count:
    """A number of days, negative when the day has passed; provisional as in `Term`."""

    days: int
    provisional: bool = False
    missing_years: tuple[int, ...] = ()


def last_day(
    start: dt.date, n: int, unit: Unit, calendar: Calendar, *, start_counts: bool = False
) -> Term:
    """The last day of a term of `n` units that an event on `start` sets running.

    Refused unless 1 <= n, at most ten years, and both days lie between 1900 and 2200.
    The calendar matters for working days only: other terms are never provisional.
    """
    _check(start, n, unit)
    if unit == "working":
        return _working(start, n, calendar, start_counts)
    day = start + (relativedelta(months=n) if unit == "months" else dt.timedelta(days=n))
    return Term(_within(day - ONE if start_counts else day))


def days_left(today: dt.date, last: dt.date, unit: Unit, calendar: Calendar) -> Count:
    """Days of the unit still to come after today up to the last day: 0 on it, negative when past.

    A term in months is told in natural days, as people do.
    """
    if unit == "working":
        return working_days_between(today, last, calendar)
    return Count((_within(last) - _within(today)).days)


def working_days_between(after: dt.date, until: dt.date, calendar: Calendar) -> Count:
    """Working days after one day up to and including the other; negative when that is earlier.

    The inverse of `last_day`: counting to the last day of n working days gives n.
    """
    if _within(until) < _within(after):
        backwards = working_days_between(until, after, calendar)
        return Count(-backwards.days, backwards.provisional, backwards.missing_years)
    span = [after + dt.timedelta(days=step) for step in range(1, (until - after).days + 1)]
    missing = _missing(span, calendar)
    return Count(sum(calendar.works(day) for day in span), bool(missing), missing)


def say_provisional(missing_years: tuple[int, ...]) -> str:
    """What stands beside a provisional day on screen; empty for a certain one."""
    if not missing_years:
        return ""
    years = "、".join(str(year) for year in missing_years)
    return f"暂算：{years}年放假通知尚未录入，现按周一至周五计算，录入后以重新计算的日期为准。"


def _working(start: dt.date, n: int, calendar: Calendar, start_counts: bool) -> Term:
    day = start - ONE if start_counts else start
    visited = []
    while n:
        day = _within(day + ONE)
        visited.append(day)
        n -= calendar.works(day)
    missing = _missing(visited, calendar)
    return Term(day, bool(missing), missing)


def _missing(days: Iterable[dt.date], calendar: Calendar) -> tuple[int, ...]:
    return tuple(sorted({year for day in days for year in calendar.missing(day)}))


def _check(start: dt.date, n: int, unit: str) -> None:
    _within(start)
    if n < 1:
        raise Refused("期限至少为1，请核对。")
    if n > LONGEST[unit]:
        raise Refused(f"期限最长10年（{LONGEST[unit]}{LABELS[unit]}），请核对。")


def _within(day: dt.date) -> dt.date:
    if not EARLIEST <= day <= LATEST:
        raise Refused(f"日期应在{EARLIEST.year}年至{LATEST.year}年之间，请核对。")
    return day
