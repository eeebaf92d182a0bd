"""Nouns of this room: an appraisal and its lines, who takes no part and who need not, visits."""

from dangjian.appraisal.models.appraisals import (
    OPEN,
    VOTED,
    Appraisal,
    Decided,
    Grade,
    Line,
    State,
    Taking,
)
from dangjian.appraisal.models.participation import Excuse, Ground, Inactivity, What
from dangjian.appraisal.models.visits import Occasion, Visit, VisitState

__all__ = [
    "OPEN",
    "VOTED",
    "Appraisal",
    "Decided",
    "Excuse",
    "Grade",
    "Ground",
    "Inactivity",
    "Line",
    "Occasion",
    "State",
    "Taking",
    "Visit",
    "VisitState",
    "What",
]
