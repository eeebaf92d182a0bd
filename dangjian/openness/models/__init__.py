"""Nouns of openness."""

from dangjian.openness.models.applications import (
    GROUNDED,
    Application,
    Ground,
    Outcome,
    Progress,
    Way,
)
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
    "GROUNDED",
    "OVER",
    "PUBLIC",
    "Act",
    "Application",
    "Audience",
    "Circle",
    "Duration",
    "Finding",
    "Ground",
    "Item",
    "Kind",
    "Listing",
    "Matter",
    "Notice",
    "Objection",
    "Outcome",
    "PersonnelEntry",
    "Progress",
    "Proposal",
    "Result",
    "Stage",
    "Standing",
    "State",
    "Turn",
    "Way",
]
