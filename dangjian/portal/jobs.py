"""What happens by itself: what is signed appears on its day, what is over ends."""

from __future__ import annotations

from django.conf import settings

from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.jobs import every
from dangjian.kernel.refusal import Stale
from dangjian.portal import probing
from dangjian.portal.actions import publishing
from dangjian.portal.queries.public import due_to_end
from dangjian.portal.queries.reviews import due_to_appear


@every("* * * * *", "portal.keep_days")
def keep_days(timestamp: int) -> int:
    """Every minute: how many articles appeared or ended. Safe to run again."""
    now, done = clock.now(), 0
    for submission in due_to_appear(now):
        try:
            publishing.publish(submission, now=now, by=SYSTEM)
        except Stale:  # taken back, or done by another worker meanwhile
            continue
        done += 1
    for publication in due_to_end(now):
        try:
            publishing.expire(publication, now=now, by=SYSTEM)
        except Stale:
            continue
        done += 1
    return done


@every("7,37 * * * *", "portal.probe")
def probe(timestamp: int) -> bool | None:
    """Twice an hour: whether the site answers where people look for it; None without an address."""
    if not settings.SITE_ADDRESS:
        return None
    reached = probing.reachable(settings.SITE_ADDRESS)
    probing.count(clock.today(), reached=reached)
    return reached
