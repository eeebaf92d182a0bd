"""Finding: candidates from the index, ranked by one formula, shown with their best passage.

The rule in one sentence: each thing asked for earns the more the rarer it is and the more often it
stands there, in a title far more than in a text and in a short text more than in a long one; what
has everything that was asked for comes before what has only a part.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from dangjian.registry.authority import Purpose, Viewer
from dangjian.search.models import Audience, Entry, Kind, Passage
from dangjian.search.queries import meant, scoring
from dangjian.search.queries.passages import Piece, marked, shown
from dangjian.search.rules import asking
from dangjian.search.rules.asking import Asked

MOST = 200
"""Results that are kept: whoever needs more asks more narrowly."""


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

    def __len__(self) -> int:
        return len(self.ranked)

    def hits(self, start: int, end: int) -> list[Hit]:
        """Results from start up to end, with their passages. Two queries."""
        wanted = self.ranked[start:end]
        entries = Entry.objects.in_bulk([entry for entry, _, _ in wanted])
        passages = Passage.objects.in_bulk([passage for _, passage, _ in wanted])
        words = asking.marks(self.asked)
        return [
            Hit(
                kind=Kind(entries[e].kind),
                noun=entries[e].noun,
                name=entries[e].title,
                title=marked(entries[e].title, words),
                passage=shown(passages[p].text, words),
                day=entries[e].day,
                issuer=entries[e].issuer,
                column=entries[e].column,
                score=round(score, 4),
            )
            for e, p, score in wanted
            if e in entries and p in passages
        ]


def find(typed: str, *, viewer: Viewer | None, filters: Filters | None = None) -> Found:
    """What a viewer (None: anybody) may find for what was typed, the best first.

    Some five queries, for one result and for a hundred thousand.
    """
    asked = asking.read(typed)
    if not asked.groups:
        return Found(asked)
    read = meant.meant(asked)
    plan = scoring.plan(read.asked, read.counts)
    if plan is None:
        return Found(read.asked, instead=read.instead)
    condition, values = where(viewer, filters or Filters())
    rows = _ranked(plan, condition, values)
    return Found(
        read.asked,
        [(entry, passage, score) for entry, passage, score, *_ in rows],
        read.instead,
        kinds=dict(Counter(row[3] for row in rows)),
        columns=dict(Counter(row[4] for row in rows if row[4])),
        issuers=dict(Counter(row[5] for row in rows if row[5])),
        also=plan.also,
        known=plan.known,
    )


def visible(viewer: Viewer | None) -> Q:
    """Entries a viewer may find."""
    wanted = Q(audience=Audience.PUBLIC)
    if viewer is not None:
        scope = viewer.scope(Purpose.READ)
        wanted |= Q(audience=Audience.MEMBERS)
        if scope.paths:
            wanted |= Q(audience=Audience.SCOPE) & scope.q("path")
    return wanted


def where(viewer: Viewer | None, filters: Filters) -> tuple[str, dict[str, Any]]:
    """The condition on entries e, as SQL with its values."""
    wanted = Entry.objects.filter(visible(viewer))
    for name in ("kind", "column", "issuer"):
        if getattr(filters, name):
            wanted = wanted.filter(**{name: getattr(filters, name)})
    if filters.since:
        wanted = wanted.filter(day__gte=filters.since)
    if filters.until:
        wanted = wanted.filter(day__lte=filters.until)
    sql, values = wanted.query.sql_with_params()
    condition = sql.split(" WHERE ", 1)[1].replace('"search_entry"', "e")
    named = {f"w{n}": value for n, value in enumerate(values)}
    for name in named:
        condition = condition.replace("%s", f"%({name})s", 1)
    return condition, named


_BY_HEADING = """
        (SELECT p.id FROM search_entry e JOIN search_passage p ON p.entry_id = e.id
         WHERE e.heading @@ %(q{n})s::tsquery AND ({where}) LIMIT {most})"""
_BY_WORDS = """
        (SELECT p.id FROM search_passage p JOIN search_entry e ON p.entry_id = e.id
         WHERE p.words @@ %(q{n})s::tsquery AND ({where}) LIMIT {most})"""
# Every step is fenced: merged into one, each rank would be reckoned again wherever it is used.
_RANKED = """
    WITH candidate AS MATERIALIZED ({candidates}
    ), held AS MATERIALIZED (
        SELECT p.id, p.entry_id, p.size, p.words || ''::tsvector AS words
        FROM candidate JOIN search_passage p USING (id)
    ), each_piece AS MATERIALIZED (
        SELECT id, entry_id, size, {pieces} FROM held
    ), each_group AS MATERIALIZED (
        SELECT id, entry_id, size, {earned} FROM each_piece
    ), scored AS MATERIALIZED (
        SELECT id, entry_id, {score} AS score FROM each_group
    ), best AS (
        SELECT DISTINCT ON (entry_id) entry_id, id, score FROM scored WHERE score > 0
        ORDER BY entry_id, score DESC, id
    )
    SELECT b.entry_id, b.id, b.score, e.kind, e.column, e.issuer
    FROM best b JOIN search_entry e ON e.id = b.entry_id
    ORDER BY b.score DESC, e.day DESC NULLS LAST, b.entry_id LIMIT %(most)s
"""


def _ranked(plan: scoring.Plan, condition: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    tiers: dict[tuple[str, str], int] = {}
    for query, headings, words in plan.tiers:
        tiers[_BY_HEADING, query] = headings
        tiers[_BY_WORDS, query] = max(words, tiers.get((_BY_WORDS, query), 0))
    candidates = " UNION ".join(
        source.format(n=n, where=condition, most=most)
        for n, ((source, _), most) in enumerate(tiers.items())
    )
    sql = _RANKED.format(
        candidates=candidates, pieces=plan.pieces, earned=plan.earned, score=plan.score
    )
    asked = {f"q{n}": query for n, (_, query) in enumerate(tiers)}
    with transaction.atomic(), connection.cursor() as cursor:
        # The planner does not know what it costs to unpack the words of every passage.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(sql, plan.values | values | asked | {"most": MOST})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        cursor.execute("SET LOCAL enable_seqscan = on")
        return rows
