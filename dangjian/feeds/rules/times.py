"""When a source is looked at, and when it counts as broken."""

from __future__ import annotations

import datetime as dt

EVERY = dt.timedelta(minutes=50)
"""A source that answers is looked at once in this time."""
AFTER_A_FAILURE = dt.timedelta(hours=4)
FAILS_FOR = dt.timedelta(days=3)
"""After so long without an answer its approver is told."""
FOLDED_FOR = dt.timedelta(days=30)
"""The same headline counts as the same news for so long."""


def due_before(now: dt.datetime, *, failing: bool) -> dt.datetime:
    """Sources that were last looked at before this moment are due."""
    return now - (AFTER_A_FAILURE if failing else EVERY)


def long_failing(failing_since: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether a source has not answered for the days after which somebody has to see to it."""
    return failing_since is not None and now - failing_since >= FAILS_FOR
