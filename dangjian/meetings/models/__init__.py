"""Nouns of meetings."""

from dangjian.meetings.models.counts import Candidate, Count
from dangjian.meetings.models.items import Item
from dangjian.meetings.models.meetings import OVER, Kind, Meeting, State
from dangjian.meetings.models.roll import AGREED, WITHOUT_VOTE, Exemption, Ground, Presence, Voter

__all__ = [
    "AGREED",
    "OVER",
    "WITHOUT_VOTE",
    "Candidate",
    "Count",
    "Exemption",
    "Ground",
    "Item",
    "Kind",
    "Meeting",
    "Presence",
    "State",
    "Voter",
]
