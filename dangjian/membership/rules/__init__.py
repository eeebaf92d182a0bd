"""Who may do what to an errand, and what may be asked to be corrected."""

from dangjian.membership.rules.errands import (
    AWAY,
    AWAY_CONTACT,
    DESTINATION,
    FLOW,
    HELP_WITHIN,
    LEFT_ON,
    RETURNED_ON,
    Part,
    Turn,
    concerns,
    is_open,
    may,
)

__all__ = [
    "AWAY",
    "AWAY_CONTACT",
    "DESTINATION",
    "FLOW",
    "HELP_WITHIN",
    "LEFT_ON",
    "RETURNED_ON",
    "Part",
    "Turn",
    "concerns",
    "is_open",
    "may",
]
