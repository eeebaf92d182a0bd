"""Marks of state secrets: a text that bears one may not be on this system at all.

保守国家秘密法 2024, Art. 22 and 31. The marks are sought, never the words for secrecy: a letter may
speak of 保守党的秘密 or of 商业机密 as much as it likes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangjian.kernel.leaks.packaged import words
from dangjian.kernel.leaks.plain import Plain


def _spaced(found: tuple[str, ...]) -> str:
    return "(?:" + "|".join(r"\s{0,2}".join(word) for word in found) + ")"


_LEVEL = _spaced(words("secrecy", "levels"))
_LABEL = _spaced(words("secrecy", "label"))
_STAR = r"[★☆⭐✦✩✪✭✮✯✰*]"
_MARK = re.compile(
    rf"{_LEVEL}\s{{0,3}}{_STAR}\s{{0,3}}(?:[0-9一二三四五六七八九十]{{1,3}}\s?(?:年|个月|天|月)|长期|启封)?"
    rf"|{_LABEL}\s{{0,2}}[:：]\s{{0,3}}{_LEVEL}"
    rf"|[(\[【〔]\s?{_LEVEL}(?:级|件)?\s?[)\]】〕]"
)
_ALONE = re.compile(rf"^[^\S\n]{{0,20}}{_LEVEL}(?:级|件)?[^\S\n]{{0,20}}$", re.MULTILINE)
_FRIENDS = tuple(words("secrecy", "not_a_mark"))


def find(seen: Plain) -> Iterator[tuple[int, int]]:
    """Where marks stand, in any order."""
    for match in _MARK.finditer(seen.text):
        if not seen.text[max(0, match.start() - 4) : match.start()].endswith(_FRIENDS):
            yield match.span()
    for match in _ALONE.finditer(seen.text):
        yield match.span()
