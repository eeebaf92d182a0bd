"""The part of a text that answers, with the words that were asked for marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dangjian.search.rules.plain import plain

SHOWN = 120
"""Characters of a passage on the page of results."""
_ENDS = "。！？；\n"


class Piece(NamedTuple):
    """A part of a line; found: whether it is what was asked for."""

    text: str
    found: bool


def marked(text: str, words: Sequence[str]) -> list[Piece]:
    """The whole text in pieces."""
    return _pieces(text, _spans(text, words), 0, len(text))


def shown(text: str, words: Sequence[str]) -> list[Piece]:
    """The part of the text with most of the words, about SHOWN characters of it."""
    spans = _spans(text, words)
    start = _start(text, spans)
    end = min(len(text), start + SHOWN)
    pieces = _pieces(text, [s for s in spans if s[0] >= start and s[1] <= end], start, end)
    if start > 0:
        pieces.insert(0, Piece("…", False))
    if end < len(text):
        pieces.append(Piece("…", False))
    return pieces


def _spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where words stand in the text as it was written, joined where they touch."""
    read = plain(text)
    found: list[tuple[int, int]] = []
    for word in words:
        at = read.text.find(word)
        while at >= 0 and len(found) < 400:
            found.append(read.span(at, at + len(word)))
            at = read.text.find(word, at + len(word))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _start(text: str, spans: Sequence[tuple[int, int]]) -> int:
    """Where to begin: at a sentence, so that as many different words as can be are seen."""
    if not spans or len(text) <= SHOWN:
        return 0
    best, most = 0, -1.0
    for first, _ in spans:
        start = _sentence(text, first)
        inside = {text[s:e] for s, e in spans if s >= start and e <= start + SHOWN}
        worth = sum(len(word) for word in inside)
        if worth > most:
            best, most = start, worth
    return max(0, min(best, len(text) - SHOWN // 2))


def _sentence(text: str, at: int) -> int:
    """The beginning of the sentence, or a little before the place where that is far away."""
    begin = max((text.rfind(end, 0, at) for end in _ENDS), default=-1) + 1
    return begin if at - begin <= SHOWN // 2 else at - 20


def _pieces(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> list[Piece]:
    pieces, at = [], start
    for first, last in spans:
        if first > at:
            pieces.append(Piece(text[at:first], False))
        pieces.append(Piece(text[first:last], True))
        at = last
    if at < end:
        pieces.append(Piece(text[at:end], False))
    return [p._replace(text=p.text.replace("\n", " ")) for p in pieces]
