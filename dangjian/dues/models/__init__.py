"""Nouns of the dues."""

from dangjian.dues.models.account import AccountState, BranchAccount, Half
from dangjian.dues.models.declaration import Declaration, FarmerAmount, Payer
from dangjian.dues.models.ledger import CARRIED, INCOMING, Entry, EntryKind, Share, Way
from dangjian.dues.models.relief import Relief, ReliefKind, ReliefState

__all__ = [
    "CARRIED",
    "INCOMING",
    "AccountState",
    "BranchAccount",
    "Declaration",
    "Entry",
    "EntryKind",
    "FarmerAmount",
    "Half",
    "Payer",
    "Relief",
    "ReliefKind",
    "ReliefState",
    "Share",
    "Way",
]
