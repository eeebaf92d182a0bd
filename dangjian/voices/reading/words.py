"""The lists of words by which letters are read: packaged as data that a clerk can read and correct.

A phrase is a word, or words with … between them (up to twelve characters of the same sentence), or
with + (both in one sentence, wherever), or {a list} in place of a word. The lists say in Chinese
what each is for.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple

from dangjian.kernel.leaks.plain import plain

GAP = 12
_DIGIT = "0-9一二两三四五六七八九十几"
_MONEY = re.compile(rf"[{_DIGIT}][{_DIGIT}百千万,.]{{0,9}}[块元百千万]钱?")
_AMOUNT = re.compile(
    r"[0-9二两三四五六七八九十]{1,6}(?:多|来|几)?"
    r"(?:年|个月|月|天|次|趟|层|楼|号|户|平|亩|米|度|点|岁)"
)
_BUILT_IN = {"金额": _MONEY, "数量": _AMOUNT}

Span = tuple[int, int]


class Part(NamedTuple):
    """One place in a phrase: any of the words, or what the pattern describes.

    gap: how many characters may stand between the part before and this one.
    """

    words: tuple[str, ...]
    pattern: re.Pattern[str] | None = None
    gap: int = GAP

    def spans(self, sentence: str) -> list[Span]:
        """Where it stands, by beginning."""
        if self.pattern:
            return [m.span() for m in self.pattern.finditer(sentence)]
        return sorted(span for word in self.words for span in _occurrences(word, sentence))

    def stands_in(self, sentence: str) -> bool:
        if self.pattern:
            return bool(self.pattern.search(sentence))
        return any(word in sentence for word in self.words)


class Phrase(NamedTuple):
    """A way of saying something: parts in a row; where there are several rows, all of them."""

    rows: tuple[tuple[Part, ...], ...]

    def may_stand_in(self, text: str) -> bool:
        """Whether all its words are there, wherever."""
        return all(part.stands_in(text) for row in self.rows for part in row)

    def find(self, sentence: str) -> Span | None:
        """Where its first row first ends in a sentence."""
        if not self.may_stand_in(sentence):
            return None
        found = [_row(row, sentence) for row in self.rows]
        return found[0] if all(found) else None


def _row(row: Sequence[Part], sentence: str) -> Span | None:
    found = row[0].spans(sentence)
    for part in row[1:]:
        found = _joined(found, part.spans(sentence), part.gap)
    return min(found, key=lambda span: span[1], default=None)


def _occurrences(word: str, sentence: str) -> Iterator[Span]:
    at = sentence.find(word)
    while at >= 0:
        yield at, at + len(word)
        at = sentence.find(word, at + 1)


def _joined(before: list[Span], after: list[Span], gap: int) -> list[Span]:
    """Pairs with a small gap: for each later word the nearest earlier one."""
    ends = sorted((end, start) for start, end in before)
    found = []
    for start, end in after:
        at = bisect_left(ends, (start + 1, -1)) - 1
        if at >= 0 and start - ends[at][0] <= gap:
            found.append((ends[at][1], end))
    return found


def outermost(spans: Iterable[Span]) -> list[Span]:
    """Those that are no part of another, by beginning."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        if not kept or span[1] > kept[-1][1]:
            kept.append(span)
    return kept


class Lexicon:
    """A list of phrases. For a sentence only those are tried whose rarest part may stand in it."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._phrases = tuple(phrases)
        self._by_key: dict[str, list[int]] = {}
        self._others: list[int] = []  # where figures are the only sign
        for n, phrase in enumerate(self._phrases):
            part = min((p for row in phrase.rows for p in row), key=lambda p: len(p.words) or 999)
            for key in {word[:2] for word in part.words}:
                self._by_key.setdefault(key, []).append(n)
            if not part.words:
                self._others.append(n)

    def spans_in(self, sentence: str) -> list[Span]:
        """Where each phrase that stands in the sentence first ends; a part of another not."""
        return outermost(span for p in self._likely(sentence) if (span := p.find(sentence)))

    def found_in(self, sentence: str) -> list[str]:
        """The same, as it is written there."""
        return [sentence[start:end] for start, end in self.spans_in(sentence)]

    def stands_in(self, sentence: str) -> bool:
        return any(phrase.find(sentence) for phrase in self._likely(sentence))

    def _likely(self, sentence: str) -> Iterator[Phrase]:
        found = {n for key in _keys(sentence) & self._by_key.keys() for n in self._by_key[key]}
        return (self._phrases[n] for n in sorted(found.union(self._others)))


@lru_cache(maxsize=32)  # a sentence is held against many lists in turn
def _keys(sentence: str) -> frozenset[str]:
    return frozenset({*sentence, *map("".join, zip(sentence, sentence[1:], strict=False))})


@cache
def table(name: str) -> Mapping[str, Any]:
    """A file of dangjian/voices/data."""
    folder = resources.files("dangjian.voices").joinpath("data")
    return tomllib.loads(folder.joinpath(f"{name}.toml").read_text("utf-8"))


def lexicon(written: str, lists: Mapping[str, str]) -> Lexicon:
    """The phrases of a list as it stands in a file."""
    return Lexicon(_phrase(phrase, lists) for phrase in dict.fromkeys(written.split()))


def _phrase(written: str, lists: Mapping[str, str]) -> Phrase:
    return Phrase(tuple(tuple(_parts(row, lists)) for row in written.split("+")))


def _parts(row: str, lists: Mapping[str, str]) -> Iterator[Part]:
    for apart in row.split("…"):
        gap = GAP
        for piece in re.split(r"(\{[^}]+\})", apart):
            if piece:
                yield _part(piece, lists)._replace(gap=gap)
                gap = 0


def _part(written: str, lists: Mapping[str, str]) -> Part:
    if not written.startswith("{"):
        return Part((plain(written).text,))
    name = written[1:-1]
    if name in _BUILT_IN:
        return Part((), _BUILT_IN[name])
    return Part(tuple(_words(name, lists)))


def _words(name: str, lists: Mapping[str, str]) -> Iterator[str]:
    for word in lists[name].split():
        inner = re.fullmatch(r"\{(.+)\}", word)
        if inner:
            yield from _words(inner[1], lists)
        else:
            yield plain(word).text
