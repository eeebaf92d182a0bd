"""A text as a careful reader sees it, with the way back to where each character stood.

Full-width forms, other digits and letters become the plain ones; what cannot be seen (zero-width
characters, combining marks) is left out. One reading of each character, so time is linear.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

_UNSEEN = frozenset({"Cf", "Mn", "Me"})
_BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
HIDDEN = "\ufffc"  # stands where something was found; no pattern reads across it


class Plain(NamedTuple):
    """text[n] stood at place at[n] of the original."""

    text: str
    at: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] (not empty) stood in the original."""
        return self.at[start], self.at[end - 1] + 1

    def without(self, spans: Sequence[tuple[int, int]]) -> Plain:
        """The same with these spans (in order, apart from each other) hidden."""
        if not spans:
            return self
        pieces, end = [], 0
        for start, stop in spans:
            pieces += [self.text[end:start], HIDDEN * (stop - start)]
            end = stop
        return Plain("".join([*pieces, self.text[end:]]), self.at)


class _Readings(dict[str, str]):
    def __missing__(self, character: str) -> str:
        reading = _read(character)
        if len(self) < 70_000:
            self[character] = reading
        return reading


def _read(character: str) -> str:
    if character in _BLANKS or unicodedata.category(character) in _UNSEEN:
        return ""
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    normal = unicodedata.normalize("NFKC", character)
    if len(normal) > 1:
        normal = "".join(c for c in normal if unicodedata.category(c) not in _UNSEEN)
    return normal


_READINGS = _Readings()


def plain(text: str) -> Plain:
    """The text to look in."""
    read = [_READINGS[character] for character in text]
    joined = "".join(read)
    if len(joined) == len(text) and all(read):
        return Plain(joined, range(len(text)))
    return Plain(joined, [n for n, piece in enumerate(read) for _ in piece])
