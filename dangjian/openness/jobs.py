"""What happens by itself: a notice ends after its last day and names nobody, an item ends too."""

from __future__ import annotations

import logging

from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.jobs import every
from dangjian.kernel.refusal import Refused, Stale
from dangjian.openness.actions import applying, disclosing, running
from dangjian.openness.models import Item, Notice
from dangjian.openness.queries import applications, catalogue
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


@every("*/10 * * * *", "openness.keep_catalogue")
def keep_catalogue(timestamp: int) -> int:
    """Items of a fixed duration end the day after their last: how many did."""
    now, done = clock.now(), 0
    for pk in catalogue.due_to_end(now.date()):
        try:
            disclosing.expire(Item.objects.get(pk=pk), now=now, by=SYSTEM)
        except Refused as refusal:  # ended by another worker meanwhile
            logger.warning("item %s does not end: %s", pk, type(refusal).__name__)
            continue
        done += 1
    return done


@every("30 17 * * *", "openness.lapse_applications")
def lapse_applications(timestamp: int) -> int:
    """Every night (01:30 in the district): applications nobody added to end. How many did."""
    now, done = clock.now(), 0
    for one in applications.lapsed(now.date()):
        try:
            applying.lapse(one, now=now, by=SYSTEM)
        except Stale:  # the applicant was quicker: his step stands
            continue
        done += 1
    return done
