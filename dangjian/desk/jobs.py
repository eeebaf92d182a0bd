"""What is done every day about the terms of all rooms, whose tables only desk knows."""

from __future__ import annotations

import time

from django.db import connections

from dangjian.desk import rooms
from dangjian.flow import actions
from dangjian.flow.queries import reminders
from dangjian.kernel import clock, jobs
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.proofs import verifications, verifying
from dangjian.kernel.refusal import Refused


@jobs.every("0 22 * * *", "desk.remind")  # 6.00 in the morning in the district
def remind(timestamp: int) -> None:
    """Warn of terms that end soon, and report those that are overdue, one case after the other."""
    now = clock.now()
    for act, ids in (
        (actions.warn, reminders.to_warn(now.date())),
        (actions.escalate, reminders.to_escalate(now.date())),
    ):
        for pk in ids:
            try:
                act(pk, tables=rooms.TABLES, now=now, by=SYSTEM)
            except Refused:
                continue  # it ended meanwhile, or was told by another worker


@jobs.every("20 17 * * *", "desk.verify_log")  # 1.20 at night in the district
def verify_log(timestamp: int) -> None:
    """The whole log is computed anew, as the auditor's role, and what came of it is kept."""
    begun, clicks = clock.now(), time.monotonic()
    try:
        with verifying.snapshot("auditor"):
            report = verifying.verify(using="auditor")
    finally:
        connections["auditor"].close()
    verifications.keep(report, at=begun, seconds=time.monotonic() - clicks)
