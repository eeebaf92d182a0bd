"""When the register calls for something, and what the statute says about it.

Reminders, never decisions: people decide. Every number comes from kernel.rules with its clause.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from dangjian.kernel.rules import Book
from dangjian.kit.words import cn_date
from dangjian.registry.models import OrganizationForm as Form
from dangjian.registry.rules.advice import Advice, advice, spell

CONVERSION_AHEAD = relativedelta(months=1)
"""How long before a probation ends the branch is reminded. Ours, not a statute's."""

HAS_SECRETARY = tuple(form for form in Form if form != Form.GROUP)
"""Forms that are led by a secretary; a group has a leader."""


@dataclass(frozen=True)
class Call:
    """Why somebody should act: what is so, what to do, and the rule (None: no statute asks)."""

    what: str
    sentence: str
    rule: Advice | None = None


# --- probation ------------------------------------------------------------------------------------


def probation_over_on(joined_on: dt.date, book: Book) -> dt.date:
    """The day on which a probation has lasted its time, if it was not prolonged."""
    return joined_on + relativedelta(months=_probation(book))


def joined_by(until: dt.date, book: Book) -> dt.date:
    """The last day of joining with which a probation is over by `until`."""
    return _latest_start(until, _probation(book))


def conversion(joined_on: dt.date, today: dt.date, book: Book) -> Call:
    """What to say to the branch about a probation that ends soon or is over."""
    over_on = probation_over_on(joined_on, book)
    rule = advice(book.value("development.probation.months"))
    if over_on < today:
        what = f"预备期到 {cn_date(over_on)}，已经过了 {spell(over_on, today)}"
        return Call(
            what, "请尽快开支部大会讨论能不能转正；已经决定延长预备期的，等延长期满再议。", rule
        )
    what = f"预备期到 {cn_date(over_on)}，" + (
        f"还有 {spell(today, over_on)}" if over_on > today else "就是今天"
    )
    return Call(what, "请本人提出书面转正申请，到期开支部大会讨论。", rule)


def _probation(book: Book) -> int:
    return book.value("development.probation.months").number


# --- contact lost ---------------------------------------------------------------------------------


def lost_reminded(today: dt.date, book: Book) -> dt.date:
    """Contact lost up to that day has been lost as long as the statute names."""
    return _latest_start(today, book.value("lost.suspend_months").number)


def lost_long(lost_on: dt.date, today: dt.date, book: Book) -> Call:
    """What to say about a member out of touch that long; the organization decides, nobody else."""
    return Call(
        f"{cn_date(lost_on)}失去联系，已经 {spell(lost_on, today)}",
        "请再找一次。还是联系不上的，由党组织研究决定，系统不会自动处理。",
        advice(book.value("lost.suspend_months")),
    )


def suspended_reminded(today: dt.date, book: Book) -> dt.date:
    """Standing suspended up to that day has been so as long as the statute names."""
    return _latest_start(today, 12 * book.value("lost.removal_years").number)


def suspended_long(suspended_on: dt.date, today: dt.date, book: Book) -> Call:
    """What to say about a member still lost after his standing was suspended that long."""
    return Call(
        f"{cn_date(suspended_on)}停止党籍，已经 {spell(suspended_on, today)}",
        "请再核实一次还能不能联系上。怎样处理由党组织研究决定，系统不会自动处理。",
        advice(book.value("lost.removal_years")),
    )


# --- no secretary ---------------------------------------------------------------------------------


def vacancy(left_on: dt.date | None, today: dt.date) -> Call:
    """What to say about an organization without a secretary; left_on: the first day without."""
    if left_on is None:
        return Call("没有登记过书记", "选举或者任命以后，请登记任职。")
    return Call(
        f"{cn_date(left_on)}起没有书记，已经 {spell(left_on, today)}"
        if left_on < today
        else "从今天起没有书记",
        "请尽快选举或者任命，再登记任职。",
    )


def _latest_start(until: dt.date, months: int) -> dt.date:
    """The last day from which so many months end by `until` (months end early in short ones)."""
    day = until - relativedelta(months=months)
    while day + dt.timedelta(days=1) + relativedelta(months=months) <= until:
        day += dt.timedelta(days=1)
    return day
