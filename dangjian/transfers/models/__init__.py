"""Transfers of members, the papers they carry, and members who live elsewhere for a while."""

from dangjian.transfers.models.guests import ContactNote, Ending, Guest, Side
from dangjian.transfers.models.introductions import Introduction, IntroductionKind
from dangjian.transfers.models.transfers import CLOSED, OPEN, Stage, Transfer, Way

__all__ = [
    "CLOSED",
    "OPEN",
    "ContactNote",
    "Ending",
    "Guest",
    "Introduction",
    "IntroductionKind",
    "Side",
    "Stage",
    "Transfer",
    "Way",
]
