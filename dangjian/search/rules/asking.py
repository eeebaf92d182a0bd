"""What somebody typed, as groups of what to look for.

A group is one thing that was asked; its alternatives are ways to say it. What is found earns for
each group what its best alternative earns, so that a synonym never counts twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from dangjian.search.rules.cutting import cutter
from dangjian.search.rules.packaged import (
    empty_words,
    functional,
    longest_wording,
    weak_words,
    wordings,
)
from dangjian.search.rules.plain import plain
from dangjian.search.rules.tokens import HAN, numbers

MOST = 60
"""Characters of a question that are read."""
MOST_GROUPS = 12
_RUN = re.compile(rf"[{HAN}]+|[a-z]+(?:[ '’]+[a-z]+)*|[0-9]+(?:\.[0-9]+)?")
_DIGITS = "零一二三四五六七八九十"
PART = 0.4
"""What a part of a longer word counts."""
_WEAK, _SHORT_YEAR = 0.45, re.compile(r"^([0-9]{2})年")
_ACROSS = 0.18  # what two neighbours of different words count: they stood together


@dataclass(frozen=True)
class Alternative:
    """A way to say it: pieces of the index, all of which belong to it; weight: from 0 to 1.

    said: as people write it, to mark it in a text. typed: looked for even if no term knows it.
    """

    said: str
    pieces: tuple[str, ...]
    weight: float = 1.0
    typed: bool = False


@dataclass(frozen=True)
class Group:
    """One thing asked for. weight: how much it counts; across: only that two words stood together.

    spare: what was typed, where it is read as something else: it may be found, and is not missed.
    start, end: where it stands in the plain question.
    """

    said: str
    alternatives: tuple[Alternative, ...]
    weight: float = 1.0
    across: bool = False
    spare: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Asked:
    """A question that was read. letters: runs of Latin letters that may be pinyin."""

    text: str
    groups: tuple[Group, ...]
    letters: tuple[str, ...] = ()
    runs: tuple[tuple[str, int], ...] = field(default=())


def read(typed: str) -> Asked:
    """The groups of what was typed; none where nothing in it can be looked for."""
    text = " ".join(plain(typed[: 4 * MOST]).text.split())[:MOST]
    groups: list[Group] = []
    letters: list[str] = []
    runs: list[tuple[str, int]] = []
    for piece, start, end in numbers(text):
        one = Alternative(text[start:end], (piece,))
        groups.append(Group(text[start:end], (one,), 2.0, start=start, end=end))
    for run in _RUN.finditer(text):
        said = run.group()
        if said[0].isdigit():
            groups += _of_number(said, text, run.start(), run.end())
        elif said[0].isascii():
            letters.append(said)
            groups += [
                Group(word, (Alternative(word, (word,)),), start=run.start(), end=run.end())
                for word in re.findall("[a-z]+", said)
            ]
        else:
            runs.append((said, run.start()))
            groups += of_run(said, run.start())
    return Asked(text, tuple(_fewest(groups)), tuple(letters), tuple(runs))


def _fewest(groups: Sequence[Group]) -> Iterator[Group]:
    """Each thing once, at most so many."""
    seen: set[str] = set()
    for group in groups:
        if group.said not in seen and len(seen) < 2 * MOST_GROUPS:
            seen.add(group.said)
            yield group


def of_run(run: str, at: int = 0) -> list[Group]:
    """The groups of a run of Chinese characters."""
    marked = list(_wordings_in(run))
    pieces: list[tuple[int, int]] = [(s, e) for s, e in marked]
    covered = {n for s, e in marked for n in range(s, e)}
    for _, start, end in cutter().tokenize(run):
        free = [n for n in range(start, end) if n not in covered]
        if free and len(free) < end - start:  # a saying took a part of this word
            start, end = free[0], free[-1] + 1
        if free:
            pieces.append((start, end))
    pieces.sort()
    groups = [_group(run[s:e], at + s) for s, e in pieces]
    wanted = [g for g in groups if not _is_empty(g)] or groups
    return [*wanted, *_across(run, pieces, at)]


def _is_empty(group: Group) -> bool:
    word = group.said
    return word not in wordings() and (
        word in empty_words() or (len(word) == 1 and word in functional())
    )


def _wordings_in(run: str) -> Iterator[tuple[int, int]]:
    """Sayings of the lists in it, the longest first from the left."""
    start = 0
    known = wordings()
    while start < len(run):
        for end in range(min(len(run), start + longest_wording()), start + 1, -1):
            if run[start:end] in known:
                yield start, end
                start = end - 1
                break
        start += 1


def is_odd(run: str, at: int) -> bool:
    """Whether the pair at a place looks mistyped: a character left alone, or a word unheard of.

    Two words that merely never stood side by side do not.
    """
    for word, start, end in cutter().tokenize(run):
        if start <= at < end:
            if at + 1 < end:
                return True
            first = word
        elif start == at + 1:
            alone = any(len(w) == 1 and w not in functional() for w in (first, word))
            return alone and not any(len(w) > 1 and w in empty_words() for w in (first, word))
    return False


def inside_wordings(run: str) -> Iterator[int]:
    """Places in a run at which a pair of a known saying begins."""
    for start, end in _wordings_in(run):
        yield from range(start, end - 1)


def _group(said: str, start: int) -> Group:
    alternatives = [Alternative(said, pieces_of(said))]
    known = wordings().get(said)
    if known:
        alternatives += [Alternative(w, pieces_of(w), known.weight) for w in known.words]
    if len(said) > 2:
        pairs = [said[n : n + 2] for n in range(len(said) - 1)]
        inner = [pair for pair in pairs if cutter().has_word(pair)]
        wanted = [w for w in inner if w not in weak_words() and w not in empty_words()]
        alternatives += [Alternative(w, (w,), PART / 2 if known else PART) for w in wanted]
    weight = _WEAK if said in weak_words() else 0.7 if len(said) == 1 else 1.0
    return Group(said, tuple(alternatives), weight, start=start, end=start + len(said))


def _across(run: str, pieces: Sequence[tuple[int, int]], at: int) -> Iterator[Group]:
    """Neighbours that belong to two words, neither of them empty."""
    for (before, end), (start, after) in zip(pieces, pieces[1:], strict=False):
        words = run[before:end], run[start:after]
        if end == start and not any(w in empty_words() or w in functional() for w in words):
            pair = run[end - 1 : end + 1]
            one = Alternative(pair, (pair,))
            yield Group(pair, (one,), _ACROSS, across=True, start=at + end - 1, end=at + end + 1)


def pieces_of(word: str) -> tuple[str, ...]:
    """What the index holds of a word: itself, and its pairs where it is long."""
    if len(word) == 1:
        return (f"{word}:*",)
    if len(word) == 2 or word[0].isascii():
        return (word,)
    pairs = [word[n : n + 2] for n in range(len(word) - 1)]
    return tuple(dict.fromkeys(pairs))


def _of_number(said: str, text: str, start: int, end: int) -> list[Group]:
    """A number; a year of two figures is also one of four, a small one also a Chinese one."""
    alternatives = [Alternative(said, (said,))]
    follows = text[end : end + 1]
    if len(said) == 2 and follows == "年":
        alternatives.append(Alternative(f"20{said}", (f"20{said}",), 0.95))
    elif said.isdigit() and 1 <= int(said) <= 99 and follows and not follows.isascii():
        word = chinese(int(said)) + follows
        alternatives.append(Alternative(word, pieces_of(word), 0.9))
    return [Group(said, tuple(alternatives), 0.8, start=start, end=end)]


def chinese(number: int) -> str:
    """A number from 1 to 99 in Chinese: 12 -> 十二."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + ("" if ones == 0 and tens else _DIGITS[ones])


def with_ways(group: Group, others: Iterable[Alternative]) -> Group:
    """The group with more ways to say it."""
    return replace(group, alternatives=(*group.alternatives, *others))


def marks(asked: Asked) -> list[str]:
    """What to mark in a text, the longest first: every way to say what was asked."""
    said = {
        way.said
        for group in asked.groups
        if not group.across
        for way in group.alternatives
        if len(way.said) > 1 or group.said == way.said
    }
    return sorted((word for word in said if word), key=lambda w: (-len(w), w))
