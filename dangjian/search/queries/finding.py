"""Finding: candidates from the index, ranked by one formula, shown with their best passage.

The rule in one sentence: each thing asked for earns the more the rarer it is and the more often it
stands there, in a title far more than in a text and in a short text more than in a long one; what
has everything that was asked for comes before what has only a part.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import connection

from dangjian.registry.authority import Viewer
from dangjian.search.models import Audience, Kind
from dangjian.search.queries import meant, scoring
from dangjian.search.queries.passages import Piece, marked, shown
from dangjian.search.rules import asking
from dangjian.search.rules.asking import Asked

MOST = 200
"""Results that are kept: whoever needs more asks more narrowly."""
ENOUGH, WHOLE, PARTS = 160, 200, 3
"""Candidates that make less strict ones needless; how many at most; of one title among them."""


@dataclass(frozen=True)
class Filters:
    """What narrows a search; "" and None narrow nothing."""

    kind: str = ""
    column: str = ""
    issuer: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True)
class Hit:
    """One thing that was found. title, passage: in pieces, of which some are marked."""

    kind: Kind
    noun: uuid.UUID
    name: str
    title: list[Piece]
    passage: list[Piece]
    day: dt.date | None
    issuer: str
    column: str
    score: float


@dataclass(frozen=True)
class Found:
    """Ids of entries in order, with what was asked and how it was read.

    instead: how the question was read, where it was typed otherwise. kinds, columns, issuers: how
    many of the results each has. also: sayings that were looked for besides. known: what of the
    question stands in the index at all.
    """

    asked: Asked
    ranked: list[tuple[int, int, float]] = field(default_factory=list)
    instead: str = ""
    kinds: dict[str, int] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    issuers: dict[str, int] = field(default_factory=dict)
    also: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    viewer: Viewer | None = None

    def __len__(self) -> int:
        return len(self.ranked)

    def hits(self, start: int, end: int) -> list[Hit]:
        """Results from start up to end, with their passages. One query.

        Before anything is shown the entry itself says once more who may find it.
        """
        wanted = self.ranked[start:end]
        entries, values = where(self.viewer, Filters())
        given = {"passages": _literal(passage for _, passage, _ in wanted)}
        with connection.cursor() as cursor:
            cursor.execute(_SHOWN.format(entries=entries), values | given)
            rows = {row[0]: row[1:] for row in cursor.fetchall()}
        words = asking.marks(self.asked)
        return [
            Hit(
                kind=Kind(kind),
                noun=noun,
                name=title,
                title=marked(title, words),
                passage=shown(text, words),
                day=day,
                issuer=issuer,
                column=column,
                score=round(score, 4),
            )
            for _, passage, score in wanted
            if passage in rows
            for kind, noun, title, text, day, issuer, column in [rows[passage]]
        ]


_SHOWN = """
    SELECT p.id, e.kind, e.noun, e.title, p.text, e.day, e.issuer, e.column
    FROM search_passage p JOIN search_entry e ON e.id = p.entry_id
    WHERE p.id = ANY(%(passages)s::bigint[]) AND ({entries})
"""


def find(typed: str, *, viewer: Viewer | None, filters: Filters | None = None) -> Found:
    """What a viewer (None: anybody) may find for what was typed, the best first.

    Four queries, for one result and for a hundred thousand; two more for what may be mistyped.
    """
    asked = asking.read(typed)
    if not asked.groups:
        return Found(asked)
    read = meant.meant(asked)
    plan = scoring.plan(read.asked, read.counts)
    if plan is None:
        return Found(read.asked, instead=read.instead)
    rows = _ranked(plan, viewer, filters or Filters())
    return Found(
        read.asked,
        [(entry, passage, score) for entry, passage, score, *_ in rows],
        read.instead,
        kinds=dict(Counter(row[3] for row in rows)),
        columns=dict(Counter(row[4] for row in rows if row[4])),
        issuers=dict(Counter(row[5] for row in rows if row[5])),
        also=plan.also,
        known=plan.known,
        viewer=viewer,
    )


def where(viewer: Viewer | None, filters: Filters, of: str = "e") -> tuple[str, dict[str, Any]]:
    """The condition on entries e, as SQL with its values; or on passages, which copy them.

    Anybody finds what is public; who is signed in also what is for members. Records of persons and
    organizations never stand in the index: `registry` is asked for them, within a scope.
    """
    values: dict[str, Any] = {}
    audiences = ", ".join(repr(one.value) for one in _may_see(viewer))
    wanted = [f"{of}.audience IN ({audiences})"]
    for name in ("kind", "column", "issuer"):
        if asked := getattr(filters, name):
            values[name] = asked
            wanted.append(f'{of}."{name}" = %({name})s')
    if filters.since:
        values["since"] = filters.since
        wanted.append(f"{of}.day >= %(since)s")
    if filters.until:
        values["until"] = filters.until
        wanted.append(f"{of}.day <= %(until)s")
    return " AND ".join(wanted), values


def _may_see(viewer: Viewer | None) -> tuple[Audience, ...]:
    return (Audience.PUBLIC, Audience.MEMBERS) if viewer else (Audience.PUBLIC,)


# Every step is fenced: merged into one, each rank would be reckoned again wherever it is used.
_RANKED = """
    WITH each_piece AS MATERIALIZED (
        SELECT p.id, p.entry_id, p.size, p.kind, p.day, p."column", p.issuer, {pieces}
        FROM search_passage p WHERE p.id = ANY(%(candidates)s::bigint[])
    ), each_group AS MATERIALIZED (
        SELECT id, entry_id, size, kind, day, "column", issuer, {earned} FROM each_piece
    ), scored AS MATERIALIZED (
        SELECT id, entry_id, kind, day, "column", issuer, {score} AS score FROM each_group
    ), best AS (
        SELECT DISTINCT ON (entry_id) * FROM scored WHERE score > 0
        ORDER BY entry_id, score DESC, id
    )
    SELECT entry_id, id, score, kind, "column", issuer
    FROM best ORDER BY score DESC, day DESC NULLS LAST, entry_id LIMIT %(most)s
"""


def _ranked(
    plan: scoring.Plan, viewer: Viewer | None, filters: Filters
) -> list[tuple[Any, ...]]:
    """The best passage of each entry, by what passages copy of it."""
    candidates = _candidates(plan, viewer, filters)
    if not candidates:
        return []
    sql = _RANKED.format(pieces=plan.pieces, earned=plan.earned, score=plan.score)
    given = {"candidates": _literal(candidates), "most": MOST}
    with connection.cursor() as cursor:
        cursor.execute(sql, plan.values | given)
        return cursor.fetchall()


_CANDIDATES = """
    SELECT search_candidates(
        %(queries)s, %(by_title)s, %(newest)s, %(audiences)s, %(kind)s, %(column)s, %(issuer)s,
        %(since)s::date, %(until)s::date, %(parts)s, %(enough)s, %(most)s
    )
"""


def _candidates(plan: scoring.Plan, viewer: Viewer | None, filters: Filters) -> list[int]:
    """Passages worth ranking, from the strictest way to look on, until there are enough. One query,
    which the server runs tier by tier."""
    given = {
        "queries": [tier.query for tier in plan.tiers],
        "by_title": [tier.by_title for tier in plan.tiers],
        "newest": [tier.newest for tier in plan.tiers],
        "audiences": [one.value for one in _may_see(viewer)],
        "parts": PARTS,
        "enough": ENOUGH,
        "most": WHOLE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CANDIDATES, asdict(filters) | given)
        return sorted(cursor.fetchone()[0])


def _literal(ids: Iterable[int]) -> str:
    """Numbers as the server reads an array: adapting two hundred one by one takes longer."""
    return f"{{{','.join(map(str, ids))}}}"
