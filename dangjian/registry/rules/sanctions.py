"""What a sanction entails and until when: told with its clause, lifted by people only (A12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from dangjian.kernel.refusal import Refused
from dangjian.kernel.rules import Book
from dangjian.registry.models import TIMED, SanctionKind
from dangjian.registry.rules.advice import Advice, advice

_LONGEST: Mapping[str, str] = {
    SanctionKind.WATCHED: "sanction.watched.max_months",
    SanctionKind.CORRECTION: "correction.max_months",
}
"""The rule that gives the longest term of a kind that has one."""

_BARS: Mapping[str, str] = {
    SanctionKind.WARNING: "sanction.warning.months",
    SanctionKind.SERIOUS: "sanction.serious.months",
    SanctionKind.POSTS_REMOVED: "sanction.posts_removed.months",
}
"""The rule that says for how long a kind keeps somebody from posts."""

ENDS_MEMBERSHIP = ("开除党籍", "劝其退党", "劝而不退除名", "自行脱党除名", "除名")
"""Reasons of a standing that are sanctions themselves: read from there, entered there."""

LEAST_REASON, MOST_REASON = 4, 2000


@dataclass(frozen=True)
class Effect:
    """until: the last day it reaches by the rule, None where it has none; rule: what it says."""

    until: dt.date | None
    rule: Advice


def term_ends(on: dt.date, months: int) -> dt.date:
    """The last day of a term of so many months that began on a day."""
    return on + relativedelta(months=months) - dt.timedelta(days=1)


def effect(
    kind: str, on: dt.date, months: int | None, over_on: dt.date | None, book: Book
) -> Effect:
    """What a sanction that took effect on a day entails. book: the rules of the day it is asked.

    For a watch that is over it is what follows the return of the rights.
    """
    if kind == SanctionKind.WATCHED and over_on is not None:
        rule = book.value("sanction.watched.after_months")
        return Effect(term_ends(over_on, rule.number), advice(rule))
    if kind in TIMED:
        rule = book.value(_LONGEST[kind])
        return Effect(term_ends(on, months) if months else None, advice(rule))
    rule = book.value(_BARS[kind])
    return Effect(term_ends(on, rule.number), advice(rule))


def check_term(kind: str, months: int | None, book: Book) -> int | None:
    """The months as they are kept. Refused: none where a term is due, more than the rule allows."""
    if kind not in TIMED:
        return None
    rule = book.value(_LONGEST[kind])
    if not months or months < 1:
        raise Refused("请填写决定的期限（几个月）。", field="months")
    if months > rule.number:
        raise Refused(
            f"{SanctionKind(kind).label}的期限不超过{rule.number}个月，请核对决定。",
            clause=rule.citation,
            field="months",
        )
    return months
