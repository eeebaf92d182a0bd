"""A letter on paper that accuses somebody in a matter of discipline is led on, and not kept."""

from __future__ import annotations

import datetime as dt

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.voices.models import Referral, Way


@evidence.action
def note_referral(
    *, received_on: dt.date, way: Way, today: dt.date, by: Actor, path: str = ""
) -> Referral:
    """Only that there was one, when, how it came, and that its writer was told where to go."""
    if received_on > today:
        raise Refused("收到日期还没有到，请核对。", field="received_on")
    row = Referral.objects.create(received_on=received_on, referred_on=today, way=way)
    evidence.record(by, "refer", "referral", row.uid, path)
    return row
