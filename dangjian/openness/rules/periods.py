"""How long a notice is before everybody: working days by the rule of its kind, never fewer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dangjian.kernel import rules, terms
from dangjian.kernel.calendar import Calendar
from dangjian.kernel.refusal import Refused
from dangjian.kernel.rule_values import RuleValue
from dangjian.kernel.terms import Term
from dangjian.openness.models import Kind

RULE = {
    Kind.APPOINTMENT: "openness.appointment.min_working_days",
    Kind.AWARD: "openness.award.min_working_days",
    Kind.CANDIDATE: "development.notice.min_working_days",
    Kind.ADMISSION: "openness.admission.min_working_days",
    Kind.FULL: "openness.full.min_working_days",
}
LONGEST = 60
"""Working days; a longer one is a slip of the pen."""


@dataclass(frozen=True)
class Progress:
    """Where a period stands on a day: working day `day` of `total`, counted from 1; left: days
    that are not over yet, 0 afterwards. Before the first working day `day` is 0."""

    day: int
    total: int
    left: int

    @property
    def cells(self) -> list[str]:
        """For the bar: days that are over, today where it counts, days to come."""
        today = self.left + self.day == self.total + 1
        rest = ["now"] + ["left"] * (self.left - 1) if today else ["left"] * self.left
        return ["past"] * (self.total - self.left) + rest


def rule_of(kind: Kind, on: dt.date, path: str) -> RuleValue:
    """The least number of working days, as law and locality say on that day."""
    return rules.value(RULE[kind], on=on, path=path)


def check_days(kind: Kind, days: int, on: dt.date, path: str) -> None:
    """Refused, with the clause, where a period is shorter than the rule, or beyond all measure."""
    rule = rule_of(kind, on, path)
    if not rule.holds(days):
        raise Refused(
            f"{kind.label}不少于{rule.number}个工作日，您填的是{days}个。",
            clause=rule.citation,
            field="days",
        )
    if days > LONGEST:
        raise Refused(f"公示期最长{LONGEST}个工作日，请核对。", field="days")


def last_day(posted_on: dt.date, days: int, calendar: Calendar) -> Term:
    """The last day: the day after posting is day 1, and only working days count."""
    return terms.last_day(posted_on, days, "working", calendar)


def progress(posted_on: dt.date, until_on: dt.date, today: dt.date, calendar: Calendar) -> Progress:
    """Which working day of the period today is; on a day off, the one before it."""
    total = terms.working_days_between(posted_on, until_on, calendar).days
    if today > until_on:
        return Progress(total, total, 0)
    day = max(terms.working_days_between(posted_on, today, calendar).days, 0)
    left = terms.working_days_between(max(today, posted_on), until_on, calendar).days
    return Progress(day, total, left + (calendar.works(today) and today > posted_on))
