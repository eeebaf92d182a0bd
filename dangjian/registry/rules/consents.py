"""What a request that needs a second person must be like. The lengths are ours; no rule says so."""

from __future__ import annotations

import datetime as dt

from dangjian.kernel.refusal import Refused
from dangjian.registry.models import LONGEST_PROOF

WAITS = dt.timedelta(days=3)
"""How long a request waits for its second person."""

SOON = dt.timedelta(hours=2)
"""How long the request for an emergency waits: what can wait longer is none."""

TAKEN_WITHIN = dt.timedelta(hours=24)
"""How long the maker has to carry out what was agreed to."""

OPEN_HOURS = (1, 4, 24, 72)
EMERGENCY_HOURS = (2, 4, 8, 24)

SHORTEST = 4
"""Characters of a reason, as in `rules.people.stated`."""

FREE_EXPORT = 50
"""Up to so many people a list leaves without a second person, unless identity numbers are in it."""

WAITED_FOR = 1_000
"""Up to so many people a table is written while whoever takes it waits; a longer one by the worker.
"""

FETCHED_WITHIN = dt.timedelta(hours=24)
"""How long a finished table lies ready; then its file is removed."""

SECOND_PERSON_ITEMS = frozenset({"id_number"})
"""Sealed items that open only when two agree. (A mobile number is what a secretary works with.)"""


def check_proof(seconds: int | None) -> int:
    """The age of the proof, where it will do. seconds: of the older of password and code.

    Refused (403): there is no second factor, or one of the two is older than five minutes.
    """
    if seconds is None or not 0 <= seconds <= LONGEST_PROOF:
        raise Refused("要在五分钟之内输过密码和动态口令，才能办这件事。", status=403)
    return seconds


def export_needs_two(count: int, columns: object) -> bool:
    """Whether a second person must agree before a list of so many people leaves."""
    keys = SECOND_PERSON_ITEMS & set(columns)  # type: ignore[call-overload]
    return count > FREE_EXPORT or bool(keys)


def is_long(count: int) -> bool:
    """Whether nobody should wait at a page for the table of so many people."""
    return count > WAITED_FOR


def written(words: str, field: str) -> str:
    """What somebody gives as his reason, trimmed. Refused where nobody could tell why."""
    words = words.strip()
    if len(words) < SHORTEST:
        raise Refused(f"请写明原因，至少 {SHORTEST} 个字。", field=field)
    return words
