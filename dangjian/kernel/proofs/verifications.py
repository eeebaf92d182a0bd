"""That the log was verified, when, and what came of it: for the auditor and the operators."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from dangjian.kernel import evidence
from dangjian.kernel.evidence import SYSTEM, Actor
from dangjian.kernel.models import Verification
from dangjian.kernel.proofs.verifying import Report

_LOG = uuid.UUID("5f7d6c0e-6a5b-5a1e-9d0a-8d6f5b1c2e78")
"""The subject of leaves about verifying: the log itself."""


@evidence.action
def keep(
    report: Report, said: Sequence[str], *, at: dt.datetime, seconds: float, by: Actor = SYSTEM
) -> Verification:
    """Keep what a verification found. at: when it began; said: its sentences."""
    faults = report.findings.counts.total()
    kept = Verification.objects.create(
        at=at,
        seconds=round(seconds, 1),
        good=report.good,
        size=report.size,
        checkpoints=report.checkpoints,
        waiting=report.waiting,
        faults=faults,
        told="\n".join(said),
    )
    evidence.record(by, "verify_log", "log", _LOG, good=report.good, size=report.size)
    return kept


def last() -> Verification | None:
    """The newest, None where none was made yet."""
    return Verification.objects.order_by("-at", "-pk").first()
