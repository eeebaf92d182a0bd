"""What happens in this room without anybody's asking."""

from __future__ import annotations

from dangjian.handover.actions import leaving
from dangjian.kernel import clock, jobs


@jobs.every("20 16 * * *", "handover.end_periods")  # 0.20 at night in the district
def end_periods(timestamp: int) -> None:
    """Put down the cooling-off periods whose last day was yesterday or before."""
    leaving.end_all(today=clock.today(), now=clock.now())
