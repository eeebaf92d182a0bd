"""What the index knows of words: how often they stand there, how they sound, what is like them."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

from dangjian.search.models import Term


@dataclass(frozen=True)
class Counts:
    """In how many passages each piece stands, and how many there are."""

    passages: int
    of: Mapping[str, int]

    def __getitem__(self, piece: str) -> int:
        return self.of.get(piece, 0)

    def rarity(self, piece: str) -> float:
        """How much a piece tells: from 0.05 for one that stands everywhere to about 12."""
        n, total = self[piece], max(self.passages, self[piece])
        return max(0.05, math.log(1 + (total - n + 0.5) / (n + 0.5)))


class Sounding(NamedTuple):
    """A known word, with how it sounds and in how many passages it stands."""

    term: str
    passages: int
    sound: str
    blurred: str
    initials: str
    near: list[str]


_COUNTS = """
    SELECT term, count FROM search_term WHERE term = ANY(%(plain)s)
    UNION ALL SELECT b.head || ':*', coalesce((
        SELECT count FROM search_term WHERE left(term, 1) = b.head ORDER BY count DESC LIMIT 1
    ), 0) FROM unnest(%(characters)s::text[]) AS b(head)
    UNION ALL SELECT b.head || ':*', (SELECT coalesce(max(count), 0) FROM (
        SELECT count FROM search_term
        WHERE term >= b.head COLLATE "C" AND term < (b.head || U&'\\+10FFFF') COLLATE "C"
        ORDER BY term LIMIT 200
    ) first) FROM unnest(%(begun)s::text[]) AS b(head)
"""


def counts(pieces: Iterable[str]) -> Counts:
    """How often pieces stand in the index; one query.

    A piece with :* counts what begins so; of a longer one the first two hundred are looked at, of
    which the shortest are the commonest.
    """
    plain = {piece for piece in pieces if not piece.endswith(":*")}
    begun = {piece[:-2] for piece in pieces if piece.endswith(":*")}
    given = {
        "plain": ["", *sorted(plain)],
        "characters": sorted(head for head in begun if len(head) == 1),
        "begun": sorted(head for head in begun if len(head) > 1),
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, given)
        found = dict(cursor.fetchall())
    return Counts(found.pop("", 0), found)


_SOUNDING = """
    SELECT term, count, sound, blurred, initials, near FROM search_term
    WHERE known AND sound = ANY(%(sounds)s)
    UNION SELECT term, count, sound, blurred, initials, near FROM search_term
    WHERE known AND blurred = ANY(%(blurs)s)
    UNION SELECT term, count, sound, blurred, initials, near FROM search_term
    WHERE known AND initials = ANY(%(initials)s)
    UNION SELECT term, count, sound, blurred, initials, near FROM search_term
    WHERE near && %(near)s::varchar(20)[]
    ORDER BY 2 DESC, 1 LIMIT 400
"""


def sounding(
    *,
    sounds: Collection[str] = (),
    blurs: Collection[str] = (),
    initials: Collection[str] = (),
    near: Collection[str] = (),
) -> list[Sounding]:
    """Known words that sound so, begin so, or differ by one character; the commonest first."""
    asked = {
        "sounds": sorted(sounds),
        "blurs": sorted(blurs),
        "initials": sorted(initials),
        "near": sorted(near),
    }
    if not any(asked.values()):
        return []
    with connection.cursor() as cursor:
        cursor.execute(_SOUNDING, asked)
        return [Sounding(*row) for row in cursor.fetchall()]


def known(words: Collection[str]) -> set[str]:
    """Which of them are words of the index."""
    return set(Term.objects.filter(pk__in=words, known=True).values_list("pk", flat=True))
