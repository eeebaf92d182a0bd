"""Days of a clock: what the rule says on the day it starts, or less where the edition says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from dangjian.flow.rules.table import Clock
from dangjian.kernel import rules, terms
from dangjian.kernel.calendar import Calendar
from dangjian.kernel.refusal import Refused
from dangjian.kernel.rule_values import RuleValue

UNITS = {"working": "个工作日", "natural": "日", "months": "个月"}


@dataclass(frozen=True)
class Days:
    """So many days of a unit, by which rule."""

    number: int
    unit: str
    rule: RuleValue

    @property
    def says(self) -> str:
        return f"{self.number}{UNITS[self.unit]}"


def days_of(clock: Clock, set_here: int | None, *, on: dt.date, path: str) -> Days:
    """The days a clock has when it starts on a day at an organization.

    set_here: what the edition says; it counts where it is stricter than the rule of that day.
    """
    rule = rules.value(clock.rule, on=on, path=path)
    number = rule.number
    if set_here is not None and rule.holds(set_here):
        number = set_here
    return Days(number, rule.term_unit, rule)


def due(start: dt.date, days: int, unit: str, calendar: Calendar, *, paused: int = 0) -> dt.date:
    """The last day of a term, moved on by the days that did not count.

    paused: in working days for a term in working days, else in natural ones.
    """
    if unit == "working":
        return terms.last_day(start, days + paused, "working", calendar).day
    day = terms.last_day(start, days, unit, calendar).day  # type: ignore[arg-type]
    return day + dt.timedelta(days=paused)


def not_counted(
    start: dt.date, pauses: Iterable[tuple[dt.date, dt.date]], unit: str, calendar: Calendar
) -> int:
    """How many days of a term did not count, as `due` wants them.

    pauses: each with its first day and the day on which days counted again. The day that set the
    term running does not count anyway.
    """
    one = dt.timedelta(days=1)
    spans = [(max(first, start + one), after) for first, after in pauses]
    if unit == "working":
        return sum(
            terms.working_days_between(first - one, after - one, calendar).days
            for first, after in spans
            if after > first
        )
    return sum((after - first).days for first, after in spans if after > first)


def check_extension(clock: Clock, days: int, *, on: dt.date, path: str) -> None:
    """Refused where the clock cannot be extended, or not by so many days."""
    if not clock.extension:
        raise Refused(f"{clock.says}不能延长。")
    rule = rules.value(clock.extension, on=on, path=path)
    if days < 1 or not rule.holds(days):
        raise Refused(f"最多延长{rule.number}日，请重新填写。", clause=rule.citation, field="days")


def nearest(days: Iterable[dt.date | None]) -> dt.date | None:
    """The earliest of the days there are."""
    return min((day for day in days if day is not None), default=None)
