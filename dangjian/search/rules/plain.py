"""A text as the index reads it: plain widths, small letters, simplified characters."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from opencc import OpenCC

from dangjian.kernel.leaks.plain import plain as seen


class Plain(NamedTuple):
    """text[n] stands at place at[n] of what was written."""

    text: str
    at: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] (not empty) stands in what was written."""
        return self.at[start], self.at[end - 1] + 1


def plain(text: str) -> Plain:
    """The text to index or to look in; as many characters as are seen."""
    # Half a pair of surrogates is no character; it may come in an address.
    read, at = seen(text.replace("\x00", " ").encode("utf-8", "replace").decode())
    low = read.lower()
    if len(low) != len(read):  # some capital letters have longer small ones
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in read)
    return Plain(_simplified(low), at)


def _simplified(text: str) -> str:
    """Traditional characters as simplified ones, one for one, so that places stay."""
    whole = _converter().convert(text)
    if len(whole) == len(text):
        return whole
    return "".join(_one(c) for c in text)


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("t2s")


@lru_cache(maxsize=1 << 14)
def _one(character: str) -> str:
    found = _converter().convert(character)
    return found if len(found) == 1 else character
