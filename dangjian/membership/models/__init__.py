"""请人代办, and what a member finds wrong in what the register keeps of him."""

from dangjian.membership.models.corrections import (
    CorrectionRequest,
    DataCheck,
    RequestedItem,
    Verdict,
)
from dangjian.membership.models.errands import (
    OPEN,
    Errand,
    Move,
    ProposedItem,
    State,
    Step,
    Way,
)

__all__ = [
    "OPEN",
    "CorrectionRequest",
    "DataCheck",
    "Errand",
    "Move",
    "ProposedItem",
    "RequestedItem",
    "State",
    "Step",
    "Verdict",
    "Way",
]
