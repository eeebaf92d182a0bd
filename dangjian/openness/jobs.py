"""What happens by itself: a notice whose last day is over ends, and names nobody any more."""

from __future__ import annotations

import logging

from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.jobs import every
from dangjian.kernel.refusal import Refused
from dangjian.openness.actions import running
from dangjian.openness.models import Notice
from dangjian.openness.queries.public import due_to_end

logger = logging.getLogger("dangjian")


@every("*/10 * * * *", "openness.keep_days")
def keep_days(timestamp: int) -> int:
    """Soon after midnight in the district, and after any rest of the worker: how many ended."""
    now, done = clock.now(), 0
    for pk in due_to_end(now.date()):
        try:
            running.expire(Notice.objects.get(pk=pk), now=now, by=SYSTEM)
        except Refused as refusal:  # ended by another worker meanwhile; or nobody to hand it to
            logger.warning("notice %s does not end: %s", pk, type(refusal).__name__)
            continue
        done += 1
    return done
