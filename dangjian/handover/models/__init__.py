"""Handing over a post, and what follows a notice to leave."""

from dangjian.handover.models.handovers import (
    OPEN,
    Agreed,
    Assent,
    Call,
    Handover,
    Kind,
    Line,
    State,
    Verdict,
)
from dangjian.handover.models.leaving import Reopening, Review

__all__ = [
    "OPEN",
    "Agreed",
    "Assent",
    "Call",
    "Handover",
    "Kind",
    "Line",
    "Reopening",
    "Review",
    "State",
    "Verdict",
]
