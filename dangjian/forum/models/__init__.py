"""Nouns of the forum."""

from dangjian.forum.models.opinions import Opinion
from dangjian.forum.models.panel import Consultation, Expert, Reach, Stage
from dangjian.forum.models.seminars import Advice, Paper, PaperState, Review, Seminar
from dangjian.forum.models.threads import (
    Answer,
    Audience,
    Contribution,
    Hold,
    Outcome,
    Reason,
    Removal,
    Screening,
    State,
    Thread,
    Topic,
)

__all__ = [
    "Advice",
    "Answer",
    "Audience",
    "Consultation",
    "Contribution",
    "Expert",
    "Hold",
    "Opinion",
    "Outcome",
    "Paper",
    "PaperState",
    "Reach",
    "Reason",
    "Removal",
    "Review",
    "Screening",
    "Seminar",
    "Stage",
    "State",
    "Thread",
    "Topic",
]
