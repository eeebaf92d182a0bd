"""What is about the same: documents that share rare words, with the words as the reason."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import connection

from dangjian.registry.authority import Viewer
from dangjian.search.models import Entry, Kind
from dangjian.search.queries.finding import Filters, where
from dangjian.search.rules.packaged import empty_words, weak_words

WORDS = 14
SHARED = 3
"""Words two texts must have in common to be related."""
_COMMON = 0.2  # of the passages: what more of them hold says nothing


@dataclass(frozen=True)
class Related:
    """Another noun of the same kind, and the words both hold, the rarest first."""

    noun: uuid.UUID
    title: str
    words: list[str]


_CHARACTERISTIC = """
    SELECT t.term, ln((n.count + 1.0) / t.count) * sum(least(cardinality(u.positions), 4)) AS worth
    FROM search_passage p, unnest(ts_filter(p.words, '{a,c}')) AS u
    JOIN search_term t ON t.term = u.lexeme, search_term n
    WHERE p.entry_id = %(entry)s AND p.number < 20 AND n.term = '' AND t.known AND t.count > 1
        AND t.count <= greatest(n.count * %(common)s, 4) AND t.term <> ALL(%(empty)s)
    GROUP BY t.term, t.count, n.count ORDER BY worth DESC, t.term LIMIT %(words)s
"""

_SHARING = """
    WITH wanted AS (
        SELECT * FROM unnest(%(terms)s::text[], %(worths)s::float8[]) AS w(term, worth)
    ),
    near AS (
        SELECT p.entry_id, p.id, p.words FROM search_passage p JOIN search_entry e
        ON e.id = p.entry_id WHERE p.words @@ %(any)s::tsquery AND p.entry_id <> %(entry)s
        AND ({where}) LIMIT 800
    )
    SELECT e.noun, e.title, array_agg(DISTINCT w.term), sum(DISTINCT w.worth)
    FROM near JOIN wanted w ON near.words @@ quote_literal(w.term)::tsquery
    JOIN search_entry e ON e.id = near.entry_id
    GROUP BY e.id HAVING count(DISTINCT w.term) >= %(shared)s
    ORDER BY 4 DESC, e.id LIMIT %(most)s
"""


def related(kind: Kind, noun: uuid.UUID, *, viewer: Viewer | None, most: int = 4) -> list[Related]:
    """The nearest of its kind that the viewer may find. Three queries."""
    entry = Entry.objects.filter(kind=kind, noun=noun).values_list("pk", flat=True).first()
    if entry is None:
        return []
    with connection.cursor() as cursor:
        empty = sorted(empty_words() | weak_words())
        given: dict[str, Any] = {"entry": entry, "common": _COMMON, "empty": empty, "words": WORDS}
        cursor.execute(_CHARACTERISTIC, given)
        worths = {term: float(worth) for term, worth in cursor.fetchall()}
        if len(worths) < SHARED:
            return []
        condition, values = where(viewer, Filters(kind=kind.value))
        terms = list(worths)
        asked: dict[str, Any] = {
            "terms": terms,
            "worths": [worths[term] for term in terms],
            "any": "|".join("'" + term.replace("'", "''") + "'" for term in terms),
            "entry": entry,
            "shared": SHARED,
            "most": most,
        }
        cursor.execute(_SHARING.format(where=condition), asked | values)
        rows = cursor.fetchall()
    return [
        Related(noun, title, _longest(sorted(words, key=lambda w: (-worths[w], w))))
        for noun, title, words, _ in rows
    ]


def _longest(words: list[str]) -> list[str]:
    """Those that are no part of another."""
    return [word for word in words if not any(word in other for other in words if other != word)]
