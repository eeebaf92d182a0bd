"""Putting something into the index and taking it out, within the act that makes it findable."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction

from dangjian.kernel.copying import copy_rows, new_ids
from dangjian.kernel.secrecy import SecrecyClass
from dangjian.search.models import Audience, Entry, Kind
from dangjian.search.rules import tokens
from dangjian.search.rules.parts import parts
from dangjian.search.rules.plain import plain

_TITLE = 200
BLOCK = 12
"""Bits of a passage's number within its block; `search_candidates` reckons with the same."""


@dataclass(frozen=True)
class Findable:
    """What a room lets be found. text: without markup.

    The room has looked at the text (kernel.leaks) before; the index keeps it as it comes.
    """

    kind: Kind
    noun: uuid.UUID
    title: str
    text: str
    day: dt.date | None = None
    issuer: str = ""
    column: str = ""
    audience: Audience = Audience.PUBLIC
    level: SecrecyClass = SecrecyClass.PUBLIC


def index(one: Findable) -> None:
    """Let it be found from the end of this transaction on; what stood there of it is replaced."""
    index_many([one])


def index_many(found: Iterable[Findable]) -> int:
    """The same for many, in two COPYs; how many passages."""
    every = list(found)
    with transaction.atomic():
        for kind in {one.kind for one in every}:
            forget(kind, [one.noun for one in every if one.kind == kind])
        ids = new_ids(Entry._meta.db_table, len(every)) if every else []
        copy_rows(
            "search_entry", _ENTRY, (_entry(pk, one) for pk, one in zip(ids, every, strict=True))
        )
        passages = [row for pk, one in zip(ids, every, strict=True) for row in _passages(pk, one)]
        keys = new_ids("search_passage", len(passages)) if passages else []
        rows = (
            (key, *row, f"{words} '#{key >> BLOCK}'")
            for key, (*row, words) in zip(keys, passages, strict=True)
        )
        copy_rows("search_passage", _PASSAGE, rows)
        copy_rows("search_uncounted", ("passage_id",), ((key,) for key in keys))
        return len(passages)


def forget(kind: Kind, nouns: Iterable[uuid.UUID]) -> None:
    """Let them be found no more."""
    Entry.objects.filter(kind=kind, noun__in=list(nouns)).delete()


_ENTRY = (
    *("id", "kind", "noun", "title", "day", "issuer", '"column"', "audience", "level"),
    "heading",
)
_PASSAGE = (
    *("id", "entry_id", "number", "kind", "day", "issuer", '"column"', "audience"),
    *("text", "size", "words"),
)


def _entry(pk: int, one: Findable) -> tuple[object, ...]:
    return (
        pk,
        one.kind.value,
        one.noun,
        one.title[:_TITLE],
        one.day,
        one.issuer,
        one.column,
        one.audience.value,
        int(one.level),
        tokens.heading(plain(one.title).text),
    )


def _passages(pk: int, one: Findable) -> Iterator[tuple[object, ...]]:
    title = plain(one.title).text
    narrowing = (one.kind.value, one.day, one.issuer, one.column, one.audience.value)
    for number, text in enumerate(parts(one.text)):
        yield (pk, number, *narrowing, text, len(text), tokens.vector(title, plain(text).text))
