"""What the platform proposes about a letter: its kind, and which letters tell of the same matter.

Proposals with their reasons; a person decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from dangjian.registry.authority import Viewer
from dangjian.voices.models import Letter
from dangjian.voices.queries.sight import letters_seen
from dangjian.voices.reading.likeness import near_ones
from dangjian.voices.reading.routes import Reading, read

CANDIDATES = 50
SHARING = 500


@dataclass(frozen=True)
class Alike:
    """A letter on the same matter, it seems, and why."""

    letter: Letter
    score: float
    because: str


def candidates(
    viewer: Viewer, shingles: Sequence[int], on: dt.date, without: int = 0
) -> list[Letter]:
    """50 letters the viewer sees that share most numbers with the signature, so worth comparing.

    without: the letter itself. Two queries. Among a hundred thousand letters a few hundred share a
    number by chance: those of one matter are not the latest of them, they are those that share
    most. The first query is a function of the database (config/guarded.py), which uses the index of
    marks and keeps to what the viewer's offices were given.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT voices_sharing(%s, %s, %s)", [list(shingles), without, SHARING])
        order = {pk: n for n, (pk,) in enumerate(cursor.fetchall())}
    seen = letters_seen(viewer, on).filter(pk__in=order)
    return sorted(seen, key=lambda one: order[one.pk])[:CANDIDATES]


def proposal_of(letter: Letter) -> Reading | None:
    """What kind of letter it seems to be; None where nothing is kept of it."""
    text = letter.unseal("text")
    return read(text) if text else None


def alike_of(viewer: Viewer, letter: Letter, on: dt.date) -> list[Alike]:
    """Open or answered letters the viewer sees whose wording is near, the nearest first."""
    if not letter.shingles:
        return []
    near = candidates(viewer, letter.shingles, on, without=letter.pk)
    text = letter.unseal("text")
    found = near_ones(text, [one.unseal("text") for one in near])
    told = [Alike(near[n], like.score, like.reason) for n, like in found]
    return sorted(told, key=lambda one: -one.score)
