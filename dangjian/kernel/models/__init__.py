"""The nouns of the kernel."""

from dangjian.kernel.models.calendar import HolidayNotice
from dangjian.kernel.models.evidence import (
    Cosignature,
    KnownWitness,
    Leaf,
    LogCheckpoint,
    Position,
    SM3Node,
    TreeNode,
    Verification,
)
from dangjian.kernel.models.idempotency import UsedFormKey
from dangjian.kernel.models.rules import Instrument, LocalOverride, Rule, RuleVersion
from dangjian.kernel.models.tallies import Tally, Turned

__all__ = [
    "Cosignature",
    "HolidayNotice",
    "Instrument",
    "KnownWitness",
    "Leaf",
    "LocalOverride",
    "LogCheckpoint",
    "Position",
    "Rule",
    "RuleVersion",
    "SM3Node",
    "Tally",
    "TreeNode",
    "Turned",
    "UsedFormKey",
    "Verification",
]
