"""来信怎么办的: what everybody may read, found by words and by what it is about.

Nothing leaves this module but fields of class public.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from dangjian.kernel.refusal import Missing
from dangjian.voices.models import Letter

FIELDS = ("id", "public_text", "public_answer", "published_at", "public_office")
TITLE = 40
NEAR_ENOUGH = 0.12
"""Of the weight of a question; of 300 invented letters from 0.1 on nothing unrelated is shown."""
_CANDIDATES, _HOLDERS, _ASKED = 100, 1000, 60
"""How many are compared with a question; how many holders of one pair are looked at for that (what
more than these hold says little: of a hundred thousand nearly all share something); and how many
pairs of it."""


@dataclass(frozen=True)
class Published:
    """A letter and its answer as everybody may read them. office: the one that answers for it."""

    id: int
    public_text: str
    public_answer: str
    published_at: dt.datetime
    office: str

    @property
    def title(self) -> str:
        """The first sentence, or as much of it as a line holds."""
        return title_of(self.public_text)


def title_of(text: str) -> str:
    """The first sentence of a public letter, or as much of it as a line holds."""
    first = text.strip().splitlines()[0] if text.strip() else "来信"
    for end in "。！？；":
        first = first.partition(end)[0]
    return first if len(first) <= TITLE else f"{first[: TITLE - 1]}…"


def newest(most: int) -> list[Published]:
    """The latest. One query."""
    return known(_all()[:most])


def one(pk: int) -> Published:
    """One of them; Missing for any other letter."""
    found = known(_all().filter(pk=pk))
    if not found:
        raise Missing("没有这一条，可能已经撤下。")
    return found[0]


def known(rows: QuerySet[Letter]) -> list[Published]:
    """The rows with nothing but what is public. One query."""
    return [Published(*row) for row in rows.values_list(*FIELDS)]


def holding(text: str) -> QuerySet[Letter]:
    """Those that hold every word of the text, the latest first; all of them without a text."""
    words = text.split()
    long = [word for word in words if len(word) > 1]
    rows = _all()
    if long:
        rows = rows.filter(pk__in=RawSQL("SELECT voices_published_with(%s)", [long]))  # noqa: S611
    for word in words:
        rows = rows.filter(Q(public_text__icontains=word) | Q(public_answer__icontains=word))
    return rows


def like(text: str, most: int) -> list[Published]:
    """Those that are about the same as a question, the nearest first. Two queries.

    Pairs of characters that few of the candidates hold weigh most.
    """
    asked, shared = _candidates(text)
    if not asked:
        return []
    spread = Counter(pair for pairs in shared.values() for pair in pairs)
    weight = {pair: math.log(1 + len(shared) / (spread[pair] or 0.5)) for pair in asked}
    whole = sum(weight.values())
    scores = {pk: sum(weight[pair] for pair in pairs) / whole for pk, pairs in shared.items()}
    near = sorted(scores, key=lambda pk: (-scores[pk], pk))[:most]
    wanted = [pk for pk in near if scores[pk] >= NEAR_ENOUGH and len(shared[pk]) > 1]
    rows = {row.id: row for row in known(_all().filter(pk__in=wanted))}
    return [rows[pk] for pk in wanted if pk in rows]


def _all() -> QuerySet[Letter]:
    return Letter.objects.filter(published_at__isnull=False).order_by("-published_at", "-pk")


def _candidates(text: str) -> tuple[list[str], dict[int, list[str]]]:
    """The pairs of a question, and which of them each of the nearest letters holds.

    Of a long text every so many pairs are asked for: what share of them a letter holds is the same.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.voices_pairs(%s)", [text])
        every: list[str] = cursor.fetchone()[0]
        asked = every[:: 1 + len(every) // _ASKED]
        cursor.execute(
            "SELECT * FROM voices_published_near(%s, %s, %s)", [asked, _HOLDERS, _CANDIDATES]
        )
        return asked, dict(cursor.fetchall())
