"""Nouns of development."""

from dangjian.development.models.cases import (
    LABELS,
    OPEN,
    Applicant,
    CaseMove,
    Development,
    Edition,
    Guide,
    LocalStep,
    Part,
    State,
)
from dangjian.development.models.scans import Scan
from dangjian.development.models.steps import NEGATIVE, Outcome, Paper, StepTaken
from dangjian.development.models.votes import Vote

__all__ = [
    "LABELS",
    "NEGATIVE",
    "OPEN",
    "Applicant",
    "CaseMove",
    "Development",
    "Edition",
    "Guide",
    "LocalStep",
    "Outcome",
    "Paper",
    "Part",
    "Scan",
    "State",
    "StepTaken",
    "Vote",
]
