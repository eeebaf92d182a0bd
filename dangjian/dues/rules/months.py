"""Months, each by its first day."""

from __future__ import annotations

import datetime as dt
import re

from dateutil.relativedelta import relativedelta

from dangjian.kernel.refusal import Refused

_ONE = relativedelta(months=1)
_WRITTEN = re.compile(r"\s*(\d{4})\s*[-年./]\s*(\d{1,2})\s*月?\s*")


def first_of(day: dt.date) -> dt.date:
    return day.replace(day=1)


def last_of(month: dt.date) -> dt.date:
    """The last day of the month."""
    return after(month) - dt.timedelta(days=1)


def after(month: dt.date) -> dt.date:
    return month + _ONE


def before(month: dt.date) -> dt.date:
    return month - _ONE


def span(first: dt.date, last: dt.date) -> list[dt.date]:
    """Every month from the first to the last, both included; [] where the last is earlier."""
    found = []
    while first <= last:
        found.append(first)
        first += _ONE
    return found


def said(month: dt.date) -> str:
    return f"{month.year}年{month.month}月"


def span_said(first: dt.date, last: dt.date) -> str:
    return said(first) if first == last else f"{said(first)}至{said(last)}"


def read(text: str) -> dt.date:
    """The month somebody typed (2026-11, 2026年11月). Refused for anything else."""
    written = _WRITTEN.fullmatch(text)
    if written is None or not (1 <= int(written[2]) <= 12 and 1921 <= int(written[1]) <= 2999):
        raise Refused("月份请写成 2026-11 这样。", status=400)
    return dt.date(int(written[1]), int(written[2]), 1)


def judged_on(month: dt.date, today: dt.date) -> dt.date:
    """The day on which it is decided who owes for a month and where: its last day, or today while
    the month still runs."""
    return min(last_of(month), max(today, month))
