"""Handing over a post, and what follows a notice to leave."""

from dangjian.handover.models.handovers import (
    OPEN,
    Agreed,
    Call,
    Handover,
    Kind,
    Line,
    State,
    Verdict,
)
from dangjian.handover.models.leaving import Review

__all__ = [
    "OPEN",
    "Agreed",
    "Call",
    "Handover",
    "Kind",
    "Line",
    "Review",
    "State",
    "Verdict",
]
