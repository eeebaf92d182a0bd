"""Who may be left out of those due, and what has to be there for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from dateutil.relativedelta import relativedelta

from dangjian.kernel.refusal import Refused
from dangjian.kernel.rules import Book
from dangjian.meetings.models import WITHOUT_VOTE, Ground
from dangjian.meetings.rules.votes import cited

_MONTHS: Mapping[Ground, str] = {
    Ground.ABROAD: "election.absent_abroad_months",
    Ground.UNMOVED: "election.unmoved_relation_months",
}
"""Grounds with a length, and the rule that gives it."""
NEEDS_DAY = tuple(_MONTHS)
RIGHTS = "《中国共产党基层组织选举工作条例》第五条"
AGREEMENT = "《中国共产党基层组织选举工作条例》，据地方规定引用的中央组织部答复"


def clause_of(ground: Ground) -> str:
    """Where it stands that somebody is left out for this ground."""
    return RIGHTS if ground in WITHOUT_VOTE else AGREEMENT


def check_exemption(
    ground: Ground,
    since_on: dt.date | None,
    document: str,
    reason: str,
    held_on: dt.date,
    book: Book,
) -> None:
    """Refused: no reason; no agreement of the superior where one is due; not long enough by the day
    of the meeting."""
    if len(reason.strip()) < 4:
        raise Refused("请写明具体情况。", field="reason")
    if ground not in WITHOUT_VOTE and not document.strip():
        raise Refused(
            "这种情形要经上级党组织同意，请填写上级同意的文件。",
            clause=clause_of(ground),
            field="document",
        )
    if ground not in _MONTHS:
        return
    rule = book.value(_MONTHS[ground])
    if since_on is None:
        raise Refused("请填写从哪天起。", field="since_on")
    if since_on + relativedelta(months=rule.number) >= held_on:
        raise Refused(
            f"到开会那天还没有超过{rule.number}个月，应当计入应到会。",
            clause=cited(rule),
            field="since_on",
        )
