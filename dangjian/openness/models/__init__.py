"""Nouns of openness."""

from dangjian.openness.models.catalogue import (
    ENDED,
    Act,
    Audience,
    Circle,
    Duration,
    Item,
    Matter,
    Proposal,
    Stage,
)
from dangjian.openness.models.notices import OVER, PUBLIC, Kind, Notice, Result, State
from dangjian.openness.models.objections import Finding, Objection, Standing
from dangjian.openness.models.personnel import Listing, PersonnelEntry, Turn

__all__ = [
    "ENDED",
    "OVER",
    "PUBLIC",
    "Act",
    "Audience",
    "Circle",
    "Duration",
    "Finding",
    "Item",
    "Kind",
    "Listing",
    "Matter",
    "Notice",
    "Objection",
    "PersonnelEntry",
    "Proposal",
    "Result",
    "Stage",
    "Standing",
    "State",
    "Turn",
]
