"""Not taking part without proper reason: when people are told, and what the statutes ask first.

Told, never done: no membership ends here (党章 Art. 9; DOMAIN 2.5).
"""

from __future__ import annotations

import datetime as dt

from dateutil.relativedelta import relativedelta

from dangjian.appraisal.models import What
from dangjian.kernel.rules import Book
from dangjian.kit.words import cn_date
from dangjian.registry.rules.advice import Advice, advice, spell
from dangjian.registry.rules.reminders import Call

ALERT, EARLY, FIRST = "absence.months", "absence.remind_months", "correction.max_months"


def begun_by(today: dt.date, months: int) -> dt.date:
    """The last day of beginning with which so many months are over today."""
    day = today - relativedelta(months=months)
    while day + dt.timedelta(days=1) + relativedelta(months=months) <= today:
        day += dt.timedelta(days=1)
    return day


def reminded_from(today: dt.date, book: Book) -> dt.date:
    """Begun up to that day, the branch is reminded."""
    return begun_by(today, book.value(EARLY).number)


def alerted_from(today: dt.date, book: Book) -> dt.date:
    """Begun up to that day, the committee above is told as well."""
    return begun_by(today, book.value(ALERT).number)


def told(what: str, since_on: dt.date, today: dt.date, book: Book) -> Call:
    """What to say of somebody who has taken no part since a day; before the months of the rule a
    reminder, from then on what is asked first."""
    said = f"{cn_date(since_on)}起{What(what).label}，已经 {spell(since_on, today)}"
    rule = book.value(ALERT)
    if since_on > alerted_from(today, book):
        return Call(
            said,
            f"快到{rule.number}个月了。请书记找本人谈一谈，有正当理由的登记下来，不算缺席。",
            advice(book.value(EARLY)),
        )
    first = book.value(FIRST)
    return Call(
        said,
        f"请先核实有没有正当理由。确实没有的，先教育帮助、限期改正（不超过{first.number}个月），"
        "由支部和上级党委按程序研究；系统不会自动处理。",
        advice(rule),
    )


def first_steps(book: Book) -> list[Advice]:
    """What the statutes say of it, for the page."""
    keys = (ALERT, "absence.correction.from_months", "absence.correction.until_months", FIRST)
    return [advice(book.value(key)) for key in keys]
