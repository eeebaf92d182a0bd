"""What a text that is being entered seems to be, and which letters it resembles."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dangjian.registry.authority import Viewer
from dangjian.voices.models import Category, Letter
from dangjian.voices.queries import published
from dangjian.voices.queries.alike import candidates
from dangjian.voices.queries.published import Published
from dangjian.voices.reading.likeness import near_ones, signature
from dangjian.voices.reading.routes import read


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
        letters=_letters(viewer, text, on),
    )


def _letters(viewer: Viewer, text: str, on: dt.date) -> list[tuple[Letter, str]]:
    """Letters the officer sees whose wording is near, the nearest first, each with the reason."""
    found = candidates(viewer, signature(text), on)
    near = near_ones(text, [letter.unseal("text") for letter in found])
    told = sorted(near, key=lambda pair: -pair[1].score)
    return [(found[n], alike.reason) for n, alike in told[:5]]
