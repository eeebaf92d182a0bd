"""Nouns of the portal."""

from dangjian.portal.models.articles import Article, Body, Part, Picture
from dangjian.portal.models.columns import Column, Theme, Way
from dangjian.portal.models.health import Probe
from dangjian.portal.models.publications import Ending, Generation, Publication
from dangjian.portal.models.reviews import OPEN, Kind, Signature, State, Submission

__all__ = [
    "OPEN",
    "Article",
    "Body",
    "Column",
    "Ending",
    "Generation",
    "Kind",
    "Part",
    "Picture",
    "Probe",
    "Publication",
    "Signature",
    "State",
    "Submission",
    "Theme",
    "Way",
]
