"""A letter in sentences, without what only courtesy says."""

from __future__ import annotations

import re
from functools import cache

from dangjian.kernel.leaks.plain import plain
from dangjian.voices.reading import words

_SENTENCE = re.compile(r"[^。!?;\n]+[!?]*")
_PIECE = re.compile(r"[,:\s、]+")
_LONGEST_COURTESY = 24


def sentences(text: str) -> list[str]:
    """The sentences of the matter itself, each once, half-width; [] where only courtesies stand."""
    found = (_matter(match[0]) for match in _SENTENCE.finditer(plain(text).text))
    return [sentence for sentence in dict.fromkeys(found) if sentence]


def _matter(sentence: str) -> str:
    pieces = [piece for piece in _PIECE.split(sentence) if piece]
    return ",".join(piece for piece in pieces if not _is_courtesy(piece))


def _is_courtesy(piece: str) -> bool:
    piece = piece.strip("!?()\"'“”.~-—")
    return not piece or (len(piece) <= _LONGEST_COURTESY and bool(_courtesies().fullmatch(piece)))


@cache
def _courtesies() -> re.Pattern[str]:
    file = words.table("courtesies")
    written = " ".join(file["courtesies"].values()).split()
    return re.compile("|".join(_pattern(phrase, file["lists"]) for phrase in written))


def _pattern(written: str, lists: dict[str, str]) -> str:
    gap = f".{{0,{words.GAP}}}"
    parts = [
        "(?:" + "|".join(lists[part[1:-1]].split()) + ")"
        if part.startswith("{")
        else re.escape(plain(part).text)
        for part in written.split("…")
    ]
    return gap.join(parts)
