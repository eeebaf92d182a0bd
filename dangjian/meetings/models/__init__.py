"""Nouns of meetings."""

from dangjian.meetings.models.counts import Candidate, Count
from dangjian.meetings.models.items import DELEGATE, Item
from dangjian.meetings.models.meetings import ELECTS, OVER, Kind, Meeting, State
from dangjian.meetings.models.roll import AGREED, WITHOUT_VOTE, Exemption, Ground, Presence, Voter

__all__ = [
    "AGREED",
    "DELEGATE",
    "ELECTS",
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
