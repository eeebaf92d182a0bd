"""What is about the same: documents that share rare words, with the words as the reason."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import connection

from dangjian.registry.authority import Viewer
from dangjian.search.models import Entry, Kind
from dangjian.search.queries.finding import Filters, where
from dangjian.search.queries.scoring import quoted
from dangjian.search.rules.packaged import empty_words, weak_words

WORDS = 14
SHARED = 3
"""Words two texts must have in common to be related."""
LOOKED_AT = 400
"""Passages with one of the rarest words, which are compared."""
_COMMON = 0.2  # of the passages: what more of them hold says nothing


@dataclass(frozen=True)
class Related:
    """Another noun of the same kind, and the words both hold, the rarest first."""

    noun: uuid.UUID
    title: str
    words: list[str]


_CHARACTERISTIC = """
    SELECT t.term, t.count,
        ln((n.count + 1.0) / t.count) * sum(least(cardinality(u.positions), 4)) AS worth
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
    near AS MATERIALIZED (
        SELECT p.entry_id, p.words || ''::tsvector AS words FROM search_passage p
        WHERE p.words @@ %(any)s::tsquery AND p.entry_id <> %(entry)s AND ({passages})
        LIMIT %(looked_at)s
    ),
    best AS (
        SELECT near.entry_id, array_agg(DISTINCT w.term) AS terms, sum(DISTINCT w.worth) AS worth
        FROM near JOIN wanted w ON near.words @@ quote_literal(w.term)::tsquery
        GROUP BY near.entry_id HAVING count(DISTINCT w.term) >= %(shared)s
    )
    SELECT e.noun, e.title, best.terms, best.worth
    FROM best JOIN search_entry e ON e.id = best.entry_id WHERE ({entries})
    ORDER BY best.worth DESC, e.id LIMIT %(most)s
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
        found = cursor.fetchall()
        worths = {term: float(worth) for term, _, worth in found}
        if len(worths) < SHARED:
            return []
        entries, values = where(viewer, Filters(kind=kind.value))
        passages, _ = where(viewer, Filters(kind=kind.value), "p")
        terms = list(worths)
        asked: dict[str, Any] = {
            "terms": terms,
            "worths": [worths[term] for term in terms],
            "any": "|".join(quoted(term) for term in _rare([(n, term) for term, n, _ in found])),
            "looked_at": LOOKED_AT,
            "entry": entry,
            "shared": SHARED,
            "most": most,
        }
        cursor.execute(_SHARING.format(entries=entries, passages=passages), asked | values)
        rows = cursor.fetchall()
    return [
        Related(noun, title, _longest(sorted(words, key=lambda w: (-worths[w], w))))
        for noun, title, words, _ in rows
    ]


def _rare(counted: list[tuple[int, str]]) -> list[str]:
    """The rarest, as many as bring no more passages than are looked at; three at least."""
    rare: list[str] = []
    total = 0
    for count, term in sorted(counted):
        if len(rare) >= SHARED and total + count > LOOKED_AT:
            break
        total += count
        rare.append(term)
    return rare


def _longest(words: list[str]) -> list[str]:
    """Those that are no part of another."""
    return [word for word in words if not any(word in other for other in words if other != word)]
