"""What a text that is being entered seems to be, and which letters it resembles."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dangjian.registry.authority import Viewer
from dangjian.voices.models import Category, Letter
from dangjian.voices.queries import published
from dangjian.voices.queries.published import Published
from dangjian.voices.reading.routes import read
from dangjian.voices.rules import TABLES


@dataclass(frozen=True)
class Likes:
    """A proposal with its reason, answers on the same, and letters near in wording."""

    category: str
    because: str
    answered: list[Published]
    letters: list[tuple[Letter, str]]


def likes_of(viewer: Viewer, text: str, on: dt.date) -> Likes:
    """For an officer before he enters a letter; he decides."""
    found = read(text)
    return Likes(
        category=str(Category(found.category).label) if found.category in Category.values else "",
        because=found.reason,
        answered=published.like(text, 3),
        letters=[],
    )
