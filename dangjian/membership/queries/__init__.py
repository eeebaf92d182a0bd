"""Reads of the room; those of corrections stand in `corrections`."""

from dangjian.membership.queries.errands import (
    MASKS,
    PER_PAGE,
    Change,
    Helper,
    Sight,
    Slice,
    Told,
    asked_by,
    changes_of,
    errand_for,
    given_to,
    helpers_of,
    proposal_of,
    shown,
    steps_of,
    typed,
)

__all__ = [
    "MASKS",
    "PER_PAGE",
    "Change",
    "Helper",
    "Sight",
    "Slice",
    "Told",
    "asked_by",
    "changes_of",
    "errand_for",
    "given_to",
    "helpers_of",
    "proposal_of",
    "shown",
    "steps_of",
    "typed",
]
