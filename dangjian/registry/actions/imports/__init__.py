"""Tables from outside: brought in, read, entered, repaired, brought again, undone (K2)."""

from dangjian.registry.actions.imports.alike import repair_alike, take_back_alike
from dangjian.registry.actions.imports.breaking import break_off
from dangjian.registry.actions.imports.bringing import (
    BroughtAgain,
    bring_again,
    repair_workbook,
)
from dangjian.registry.actions.imports.entering import enter
from dangjian.registry.actions.imports.reading import read, start
from dangjian.registry.actions.imports.repairing import repair, set_aside
from dangjian.registry.actions.imports.undoing import ask_to_undo, payload_of, undo
from dangjian.registry.importing.again import KEEP, SUGGESTION

__all__ = [
    "ask_to_undo",
    "payload_of",
    "KEEP",
    "SUGGESTION",
    "BroughtAgain",
    "break_off",
    "bring_again",
    "enter",
    "read",
    "repair",
    "repair_alike",
    "repair_workbook",
    "set_aside",
    "start",
    "take_back_alike",
    "undo",
]
