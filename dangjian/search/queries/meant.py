"""What was meant: a wrong or swapped character, a word that only sounds the same, pinyin."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from dangjian.kernel import pinyin
from dangjian.search.queries import vocabulary
from dangjian.search.queries.vocabulary import Counts, Sounding
from dangjian.search.rules import asking, sounds
from dangjian.search.rules.asking import Alternative, Asked, Group
from dangjian.search.rules.packaged import empty_words, wordings

_WINDOW = range(2, 7)
_SAME_SOUND, _LIKE, _BLUR = 1.0, 0.75, 0.75
_LONGEST_LETTERS = 12
_WAYS = 4
"""Words of one sound that are looked for."""


@dataclass(frozen=True)
class Meant:
    """A question with what it may mean. instead: how it would be written, where it was not."""

    asked: Asked
    counts: Counts
    instead: str = ""


class _Window(NamedTuple):
    """A part of the question that stands nowhere; odd: places in it where the cut is odd."""

    start: int
    end: int
    odd: frozenset[int]


class _Change(NamedTuple):
    start: int
    end: int
    word: str
    worth: float


def meant(asked: Asked) -> Meant:
    """The question as it is looked for. Four queries at most, whatever was typed."""
    counts = vocabulary.counts(_pieces(asked))
    changed, instead = _corrected(asked, counts)
    changed, spelt = _spelt(changed, counts)
    if changed is not asked:
        counts = vocabulary.counts(_pieces(changed))
    return Meant(changed, counts, instead or spelt)


def _pieces(asked: Asked) -> set[str]:
    pieces = {p for g in asked.groups for a in g.alternatives for p in a.pieces}
    for run, _ in asked.runs:
        pieces |= {run[n : n + 2] for n in range(len(run) - 1)}
    return pieces


# ---- Characters ------------------------------------------------------------------------------
def _corrected(asked: Asked, counts: Counts) -> tuple[Asked, str]:
    """The question with what stands nowhere replaced by what sounds or looks like it."""
    windows = [w for run, at in asked.runs for w in _unknown(run, at, counts)]
    if not windows or not counts.passages:
        return asked, ""
    words = {asked.text[w.start : w.end] for w in windows}
    sounded = {word: sounds.sound(word) for word in words}
    found = vocabulary.sounding(
        sounds=set(sounded.values()),
        blurs={sounds.blurred(one) for one in sounded.values()},
        near={form for word in words for form in sounds.near(word)},
    )
    changes = _best([c for w in windows for c in _changes(asked.text, w, sounded, found)])
    if not changes:
        return asked, ""
    text, end = "", 0
    for change in changes:
        text += asked.text[end : change.start] + change.word
        end = change.end
    text += asked.text[end:]
    again = asking.read(text)
    return _with_what_was_typed(again, asked, changes), text


def _unknown(run: str, at: int, counts: Counts) -> Iterator[_Window]:
    """Windows of a run with a pair that stands nowhere, looks odd and is no known saying."""
    known = set(asking.inside_wordings(run))
    gaps = [n for n in range(len(run) - 1) if not counts[run[n : n + 2]] and n not in known]
    odd = {n for n in gaps if asking.is_odd(run, n)}
    for length in _WINDOW:
        for start in range(len(run) - length + 1):
            window = run[start : start + length]
            if window in empty_words() or window in wordings():
                continue
            inside = range(start, start + length - 1)
            if any(gap in inside for gap in odd):
                changeable = {n - start for gap in odd for n in (gap, gap + 1)}
                yield _Window(at + start, at + start + length, frozenset(changeable))


def _changes(
    text: str, window: _Window, sounded: dict[str, str], found: Sequence[Sounding]
) -> Iterator[_Change]:
    """What a window may have been meant as: the same sound with a character in common, or, where
    the cut itself is odd, one odd character or the order of two."""
    typed = text[window.start : window.end]
    blurred, near = sounds.blurred(sounded[typed]), set(sounds.near(typed))
    for one in found:
        if len(one.term) != len(typed) or one.term == typed:
            continue
        other = {n for n, c in enumerate(one.term) if c != typed[n]}
        blurs = one.blurred == blurred and len(other) < len(typed)
        if one.sound == sounded[typed] and blurs:
            like = _SAME_SOUND
        elif other <= window.odd and (blurs or near & set(one.near)):
            like = _LIKE
        else:
            continue
        kept = 1 - len(other) / len(typed)
        worth = like * (0.3 + kept) * (1 + math.log1p(one.passages)) * len(typed)
        yield _Change(window.start, window.end, one.term, worth)


def _best(changes: list[_Change]) -> list[_Change]:
    """The most likely changes that do not overlap, in order."""
    kept: list[_Change] = []
    for change in sorted(changes, key=lambda c: (-c.worth, c.start, c.word)):
        if all(change.end <= k.start or change.start >= k.end for k in kept):
            kept.append(change)
    return sorted(kept)


def _with_what_was_typed(again: Asked, asked: Asked, changes: Sequence[_Change]) -> Asked:
    """What was typed counts too: the terms may not know yet what came in a minute ago."""
    groups = []
    shift = 0
    places = []
    for change in changes:
        places.append((change.start + shift, asked.text[change.start : change.end]))
        shift += len(change.word) - (change.end - change.start)
    for group in again.groups:
        typed = next((t for at, t in places if group.start <= at < group.end), "")
        if typed and not group.across:
            others = [Alternative(typed, asking.pieces_of(typed), typed=True)]
            group = asking.with_ways(group, others)
        groups.append(group)
    return replace(again, groups=tuple(groups))


# ---- Pinyin ----------------------------------------------------------------------------------
def _spelt(asked: Asked, counts: Counts) -> tuple[Asked, str]:
    """The question with pinyin read as the words it may stand for."""
    if not asked.letters:
        return asked, ""
    groups, instead = list(asked.groups), asked.text
    changed = False
    for run in asked.letters:
        words = run.replace("'", " ").replace("’", " ").split()
        if all(counts[word] for word in words):
            continue
        read, told = _read_syllables(run)
        read = read or _read_initials("".join(words))
        if not read:
            continue
        changed = True
        groups = [replace(g, spare=True) if g.said in words else g for g in groups] + read
        instead = instead.replace(run, told, 1) if told else instead
    if not changed:
        return asked, ""
    return replace(asked, groups=tuple(groups)), instead if instead != asked.text else ""


def _read_syllables(run: str) -> tuple[list[Group], str]:
    """Groups for pinyin written out, and how it would be written in characters."""
    ways = [key.split() for key in pinyin.query_keys(run)][:8]
    ways = [way for way in ways if all(s in pinyin.SYLLABLES for s in way[:-1])]
    windows = {" ".join(w) for way in ways for w in _windows(way)}
    found = vocabulary.sounding(sounds=windows, blurs={sounds.blurred(w) for w in windows})
    best: tuple[float, list[tuple[str, list[Sounding]]]] = (0.0, [])
    for way in ways:
        best = max(best, _covered(way, found), key=lambda one: one[0])
    groups = []
    for _, words in best[1]:
        top = words[0].passages or 1
        alternatives = tuple(
            Alternative(w.term, asking.pieces_of(w.term), 0.5 + 0.5 * min(1, w.passages / top))
            for w in words[:_WAYS]
        )
        known = wordings().get(words[0].term)
        if known:
            alternatives += tuple(
                Alternative(w, asking.pieces_of(w), known.weight) for w in known.words
            )
        groups.append(Group(words[0].term, alternatives))
    return groups, "".join(words[0].term for _, words in best[1])


def _windows(way: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(len(way)):
        for length in range(2, 8):
            if start + length <= len(way):
                yield way[start : start + length]


def _covered(
    way: Sequence[str], found: Sequence[Sounding]
) -> tuple[float, list[tuple[str, list[Sounding]]]]:
    """The words that cover most of the syllables, longer ones before more of them."""
    best: list[tuple[float, list[tuple[str, list[Sounding]]]]] = [(0.0, [])]
    for end in range(1, len(way) + 1):
        choice = best[end - 1]
        for length in range(2, min(8, end + 1)):
            window = " ".join(way[end - length : end])
            words = _sounding_so(window, found)
            if words:
                blur = 1.0 if words[0].sound == window else _BLUR
                worth = best[end - length][0] + blur * length**1.5
                if worth > choice[0]:
                    choice = (worth, [*best[end - length][1], (window, words)])
        best.append(choice)
    return best[-1]


def _sounding_so(window: str, found: Sequence[Sounding]) -> list[Sounding]:
    """Words of that sound, and of one like it: the likeliest first."""
    vague = sounds.blurred(window)
    words = [one for one in found if one.sound == window or one.blurred == vague]
    return sorted(
        words,
        key=lambda one: (-(1 if one.sound == window else 0.5) * math.log1p(one.passages), one.term),
    )


def _read_initials(letters: str) -> list[Group]:
    """Groups for first letters: of words of titles, and of a word as a whole."""
    if not 2 <= len(letters) <= _LONGEST_LETTERS:
        return []
    groups = [
        Group(
            f"~{letters[start:end]}",
            (Alternative("", (f"~{letters[start:end]}:*",)),),
            ((end - start) / len(letters)) ** 2,
        )
        for start in range(len(letters))
        for end in range(start + 2, min(len(letters), start + 8) + 1)
    ]
    words = vocabulary.sounding(initials=[letters]) if len(letters) <= 8 else []
    if words:
        ways = tuple(Alternative(w.term, asking.pieces_of(w.term), 0.8) for w in words[:_WAYS])
        groups.append(Group(words[0].term, ways))
    return groups
