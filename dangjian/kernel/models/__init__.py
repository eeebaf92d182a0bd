"""The nouns of the kernel."""

from dangjian.kernel.models.calendar import HolidayNotice
from dangjian.kernel.models.evidence import Leaf, LogCheckpoint, Position, TreeNode
from dangjian.kernel.models.idempotency import UsedFormKey
from dangjian.kernel.models.rules import Instrument, LocalOverride, Rule, RuleVersion
from dangjian.kernel.models.tallies import Tally, Turned

__all__ = [
    "HolidayNotice",
    "Instrument",
    "Leaf",
    "LocalOverride",
    "LogCheckpoint",
    "Position",
    "Rule",
    "RuleVersion",
    "Tally",
    "TreeNode",
    "Turned",
    "UsedFormKey",
]
