"""What happens in this room without anybody's asking."""

from __future__ import annotations

import datetime as dt

from dangjian.handover.models import OPEN
from dangjian.kernel import clock, jobs
from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.actions import leaving
from dangjian.registry.models import CoolingOff


@jobs.every("20 16 * * *", "handover.end_periods")  # 0.20 at night in the district
def end_periods(timestamp: int) -> None:
    """Put down the cooling-off periods whose last day was yesterday or before."""
    end_all(today=clock.today(), now=clock.now())


def end_all(*, today: dt.date, now: dt.datetime) -> int:
    """Put down every period whose last day has passed, each in its own transaction; how many.

    Whoever is handing over still keeps his page: his period is put down when that is done.
    """
    over = CoolingOff.objects.filter(over_at__isnull=True, ends_on__lt=today)
    ended = 0
    for begun in over.exclude(handover__state__in=OPEN).order_by("pk"):
        leaving.end_cooling_off(begun, today=today, now=now, by=SYSTEM)
        ended += 1
    return ended
