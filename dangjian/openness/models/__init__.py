"""Nouns of openness."""

from dangjian.openness.models.notices import OVER, PUBLIC, Kind, Notice, Result, State
from dangjian.openness.models.objections import Finding, Objection, Standing

__all__ = [
    "OVER",
    "PUBLIC",
    "Finding",
    "Kind",
    "Notice",
    "Objection",
    "Result",
    "Standing",
    "State",
]
