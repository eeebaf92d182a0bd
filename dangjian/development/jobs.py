"""What happens by itself: every night the lists learn of rules that were corrected, and cases
follow members who were transferred."""

from __future__ import annotations

from dangjian.development.actions.carrying import follow_members
from dangjian.development.actions.restating import restate_all
from dangjian.kernel import clock
from dangjian.kernel.jobs import every


@every("45 17 * * *", "development.restate")
def restate(timestamp: int) -> int:
    """Every night (01:45 in the district): how many cases call for something else now, or go on
    elsewhere."""
    today = clock.today()
    return follow_members(today) + restate_all(today)
