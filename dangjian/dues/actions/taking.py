"""A month sheet is taken away as a table: with a reason, on record."""

from __future__ import annotations

import datetime as dt

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.models import Organization


@evidence.action
def take_away(place: Organization, month: dt.date, *, reason: str, count: int, by: Actor) -> str:
    """Write down who took the sheet of a month away, and why; the reason as it is printed.

    Refused without a reason.
    """
    reason = reason.strip()
    if len(reason) < 4:
        raise Refused("请写明为什么要导出，至少四个字。", field="reason")
    evidence.record(
        by,
        "export_dues",
        "organization",
        place.uid,
        place.path,
        month=month.isoformat(),
        rows=count,
        reason=reason,
    )
    return reason
