"""Who has a cooling-off period, how long at least, and what it keeps from him."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from dangjian.kernel.refusal import Refused
from dangjian.kernel.rule_values import RuleValue
from dangjian.kernel.rules import Book
from dangjian.registry.models import CoolingOff, Person, Role

UNDER = "leaving."
_KEY = "leaving.cooling.months."
REVIEW = "leaving.review.months"
LONGEST = 120
"""Months: a longer period than ten years is a slip of the pen."""


@dataclass(frozen=True)
class Length:
    """months: the longest of what the rules of the roles say; rule: the one that says it."""

    months: int
    rule: RuleValue


def least(roles: Iterable[Role], book: Book) -> Length | None:
    """How long somebody who held these roles cools off at least; None where none of them has a
    period. Which roles have one is data: those the rules have a number for."""
    found = [book.rules[_KEY + role.value] for role in roles if _KEY + role.value in book.rules]
    if not found:
        return None
    longest = max(found, key=lambda rule: rule.number)
    return Length(longest.number, longest)


def last_day(noticed_on: dt.date, months: int) -> dt.date:
    """The last day of the period: the day before the same day so many months later."""
    return noticed_on + relativedelta(months=months) - dt.timedelta(days=1)


def review_days(noticed_on: dt.date, ends_on: dt.date, every: int) -> list[dt.date]:
    """Every so many months, and the last day of the period; each day once."""
    days = []
    step = 1
    while (day := noticed_on + relativedelta(months=every * step)) < ends_on:
        days.append(day)
        step += 1
    return [*days, ends_on]


def check_free(person: Person) -> None:
    """Refused (field "holder") where a cooling-off period runs: no role is given meanwhile."""
    running = CoolingOff.objects.filter(person=person, over_at__isnull=True).first()
    if running is not None:
        raise Refused(
            f"{person.name}在脱密期内（到 {running.ends_on:%Y-%m-%d}），不能授予角色。",
            field="holder",
        )


def check_may_open(person: Person) -> None:
    """Refused where the account was closed at the end of a period and nobody reopened it."""
    last = CoolingOff.objects.filter(person=person).order_by("-noticed_at", "-pk").first()
    if last is not None and last.over_at is not None and last.reopened_at is None:
        raise Refused(
            f"{person.name}的账号在脱密期满以后已经关闭。"
            "重新开通要一位同志提出、另一位同意，请找区委的安全管理员。"
        )
