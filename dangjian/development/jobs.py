"""What happens by itself: every night the lists learn of rules that were corrected."""

from __future__ import annotations

from dangjian.development.actions.restating import restate_all
from dangjian.kernel import clock
from dangjian.kernel.jobs import every


@every("45 17 * * *", "development.restate")
def restate(timestamp: int) -> int:
    """Every night (01:45 in the district): how many cases call for something else now."""
    return restate_all(clock.today())
