"""Verbs of the room; those of corrections stand in `corrections`."""

from dangjian.membership.actions.errands import (
    ask,
    confirm,
    decline,
    fill_in,
    hand_on,
    send_back,
    withdraw,
    witness,
)

__all__ = [
    "ask",
    "confirm",
    "decline",
    "fill_in",
    "hand_on",
    "send_back",
    "withdraw",
    "witness",
]
