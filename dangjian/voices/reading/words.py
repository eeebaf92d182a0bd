"""The lists of words by which letters are read: packaged as data that a clerk can read and correct.

A phrase is a word, or words with … between them (up to twelve characters of the same sentence), or
with + (both in one sentence, wherever), or {a list} in place of a word. The lists say in Chinese what each is for.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from dangjian.kernel.leaks.plain import plain

GAP = 12
_MONEY = re.compile(r"[0-9一二两三四五六七八九十几](?:[0-9一二两三四五六七八九十百千万几,.]{0,9})[块元百千万]钱?")
_AMOUNT = re.compile(r"[0-9二两三四五六七八九十几]{1,6}(?:多|来)?(?:年|个月|月|天|次|趟|层|楼|号|户|平|亩|米|度|点|岁)")
_BUILT_IN = {"金额": _MONEY, "数量": _AMOUNT}

Span = tuple[int, int]


class Part(NamedTuple):
    """One place in a phrase: any of the words, or what the pattern describes."""

    words: tuple[str, ...]
    pattern: re.Pattern[str] | None = None

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
        found = _joined(found, part.spans(sentence))
    return min(found, key=lambda span: span[1], default=None)


def _occurrences(word: str, sentence: str) -> Iterator[Span]:
    at = sentence.find(word)
    while at >= 0:
        yield at, at + len(word)
        at = sentence.find(word, at + 1)


def _joined(before: list[Span], after: list[Span]) -> list[Span]:
    """Pairs with a small gap: for each later word the nearest earlier one."""
    ends = sorted((end, start) for start, end in before)
    found = []
    for start, end in after:
        at = bisect_left(ends, (start + 1, -1)) - 1
        if at >= 0 and start - ends[at][0] <= GAP:
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
    """A list of phrases."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self.phrases = tuple(phrases)

    def found_in(self, sentence: str) -> list[str]:
        """What stands in the sentence, as it is written there, each once; a part of another not."""
        spans = [span for phrase in self.phrases if (span := phrase.find(sentence))]
        return [sentence[start:end] for start, end in outermost(spans)]

    def stands_in(self, sentence: str) -> bool:
        return any(phrase.find(sentence) for phrase in self.phrases)

    def likely_in(self, text: str) -> Lexicon:
        """The phrases whose words stand somewhere in a text: for its sentences only these matter."""
        return Lexicon(phrase for phrase in self.phrases if phrase.may_stand_in(text))


@cache
def table(name: str) -> Mapping[str, Any]:
    """A file of dangjian/voices/data."""
    folder = resources.files("dangjian.voices").joinpath("data")
    return tomllib.loads(folder.joinpath(f"{name}.toml").read_text("utf-8"))


def lexicon(written: str, lists: Mapping[str, str]) -> Lexicon:
    """The phrases of a list as it stands in a file."""
    return Lexicon(_phrase(phrase, lists) for phrase in dict.fromkeys(written.split()))


def _phrase(written: str, lists: Mapping[str, str]) -> Phrase:
    rows = (row.split("…") for row in written.split("+"))
    return Phrase(tuple(tuple(_part(part, lists) for part in row if part) for row in rows))


def _part(written: str, lists: Mapping[str, str]) -> Part:
    named = re.fullmatch(r"\{(.+)\}", written)
    if named is None:
        return Part((plain(written).text,))
    if named[1] in _BUILT_IN:
        return Part((), _BUILT_IN[named[1]])
    return Part(tuple(_words(named[1], lists)))


def _words(name: str, lists: Mapping[str, str]) -> Iterator[str]:
    for word in lists[name].split():
        inner = re.fullmatch(r"\{(.+)\}", word)
        if inner:
            yield from _words(inner[1], lists)
        else:
            yield plain(word).text
