"""A long text in passages, cut where it can be cut."""

from __future__ import annotations

import re
from collections.abc import Iterator

LENGTH = 1200
"""Characters of a passage, more or less."""
_LONGEST = 2000
_ENDS = re.compile(r"\n+|(?<=[。！？；])")


def parts(text: str) -> Iterator[str]:
    """The text in order, in passages that end with a sentence; one, perhaps empty, at least."""
    text = re.sub(r"[ \t\u3000]+", " ", text.replace("\x00", " ")).strip()
    held = ""
    some = False
    for sentence in _ENDS.split(text):
        for piece in (sentence[n : n + _LONGEST] for n in range(0, len(sentence), _LONGEST)):
            if held and len(held) + len(piece) > LENGTH:
                yield held
                some, held = True, ""
            held += ("\n" if held and held[-1] not in "。！？；" else "") + piece
    if held or not some:
        yield held
