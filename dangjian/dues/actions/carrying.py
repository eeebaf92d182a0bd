"""What an account still holds goes to the heir of an organization that ends (A4, A11).

No money moves here: the two books say the same of it, by two entries that belong together. What
members paid stays where it was booked, and what they owe follows them by itself.
"""

from __future__ import annotations

import datetime as dt

from dangjian.dues.models import EntryKind, Way
from dangjian.dues.queries.ledger import balance
from dangjian.dues.recording import book_entry, lock_account
from dangjian.dues.rules.ledger import keeps_account
from dangjian.kernel.evidence import Actor
from dangjian.registry.models import Organization


def carry_balance(
    ended: Organization, heir: Organization, *, words: str, now: dt.datetime, by: Actor
) -> Organization | None:
    """Book what an ended organization's account holds out of it, and into its heir's, today.

    Within the act that ends it. words: why, for both books. Where the heir keeps no account, the
    nearest above it that does. An overdrawn account is made even by its heir. None where it keeps
    none, or where it holds nothing.
    """
    if not keeps_account(ended.form):
        return None
    to = _nearest(heir)
    for one in sorted((ended, to), key=lambda place: place.pk):
        lock_account(one)
    left = balance(ended)
    if not left:
        return None
    giver, taker = (ended, to) if left > 0 else (to, ended)
    for place, kind, amount, other in (
        (giver, EntryKind.GIVEN_OVER, -abs(left), taker),
        (taker, EntryKind.TAKEN_OVER, abs(left), giver),
    ):
        book_entry(
            place, kind, amount, now.date(), Way.BOOKS, now, by, other=other, note=words[:120]
        )
    return to


def _nearest(place: Organization) -> Organization:
    while not keeps_account(place.form):
        assert place.parent is not None  # the district keeps one
        place = place.parent
    return place
