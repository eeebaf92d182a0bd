"""What the auditor sets off: taking records away, having the whole log computed anew (L4)."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping

from dangjian.kernel import evidence, jobs
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.authority import Scope
from dangjian.registry.queries import audits
from dangjian.registry.queries.audits import Asked, Record
from dangjian.registry.rules.people import stated

MOST = 20_000
"""How many records one table may hold."""
VERIFY = "desk.verify_log"

_LOG = uuid.UUID("5f7d6c0e-6a5b-5a1e-9d0a-8d6f5b1c2e78")
"""The subject of leaves about the log itself."""


@evidence.action
def export_evidence(
    asked: Asked,
    write: Callable[[Iterable[Record]], int],
    *,
    scope: Scope,
    told: Mapping[str, str],
    reason: str,
    by: Actor,
) -> int:
    """Write the records asked for into a table, the newest first and at most MOST; how many.

    told: what was asked, as people read it. Refused without a reason, and where there are none.
    """
    reason = stated(reason)
    written = write(audits.every(scope, asked, MOST))
    if not written:
        raise Refused("这些条件下没有记录，没有可导出的。")
    evidence.record(
        by, "export_evidence", "log", _LOG, reason=reason, filters=dict(told), count=written
    )
    return written


@evidence.action
def ask_verification(*, by: Actor) -> None:
    """Have the whole log verified soon. Refused while that waits already."""
    if jobs.waits(VERIFY):
        raise Refused("已经在核对了，请过一会儿再看。", status=409)
    evidence.record(by, "ask_verify_log", "log", _LOG)
    jobs.ask_for(VERIFY, alone=VERIFY, timestamp=0)
