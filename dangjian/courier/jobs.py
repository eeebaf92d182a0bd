"""What the worker does for the courier: send, gather the day's digests, forget old messages."""

from __future__ import annotations

from dangjian.courier import actions, sending
from dangjian.kernel import clock, jobs
from dangjian.kernel.evidence import SYSTEM


@jobs.job("courier.send")
def send() -> None:
    """Hand over what is due: asked for by whoever told something that cannot wait."""
    sending.send_due(clock.now)


@jobs.every("* * * * *", "courier.send_again")
def send_again(timestamp: int) -> None:
    """What waited for the morning, and what did not get through."""
    sending.send_due(clock.now)


@jobs.every("0 * * * *", "courier.digests")
def digests(timestamp: int) -> None:
    """The digests of everybody who chose this hour, or an earlier one that was missed."""
    sending.gather_digests(clock.now())
    sending.send_due(clock.now)


@jobs.every("50 19 * * *", "courier.forget")  # 3.50 at night in the district
def forget(timestamp: int) -> None:
    """Remove what is older than a year."""
    actions.forget(now=clock.now(), by=SYSTEM)
