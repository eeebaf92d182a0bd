"""A text in the pieces it is found by.

A run of Chinese characters gives its words (as rjieba cuts them) and every pair of neighbours: the
pairs find what was cut otherwise, and the beginning of a pair finds a single character. The numbers
of a document give one piece of their own: 〔2026〕3号 is `2026#3`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dangjian.kernel import pinyin
from dangjian.search.rules.cutting import cutter
from dangjian.search.rules.packaged import functional

LONGEST = 12
HAN = "\u3400-\u9fff〇\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{HAN}]+|[a-z]+|[0-9]+(?:\.[0-9]+)?")
_NUMBER = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})[^0-9a-z]{0,2}([0-9]{1,4})号")
_PLACES = 16_000  # a tsvector keeps no higher place
TITLE_WORD, TITLE_PAIR, WORD, PAIR = "A", "B", "C", "D"


class Token(NamedTuple):
    """A piece and where it begins; word: whether it is one, or two that merely touch."""

    term: str
    at: int
    word: bool


def tokens(text: str) -> Iterator[Token]:
    """The pieces of a plain text, in order."""
    for run in _RUN.finditer(text):
        piece, at = run.group(), run.start()
        if piece[0].isascii():
            yield Token(piece[:40], at, True)
        else:
            yield from _of_run(piece, at)
    for number in _NUMBER.finditer(text):
        yield Token(document_number(number), number.start(), True)


def document_number(found: re.Match[str]) -> str:
    """2026#3 for the match of 〔2026〕3号."""
    return f"{found[1]}#{int(found[2])}"


def numbers(text: str) -> list[tuple[str, int, int]]:
    """Numbers of documents in a plain text: piece, beginning, end."""
    return [(document_number(m), m.start(), m.end()) for m in _NUMBER.finditer(text)]


def _of_run(run: str, at: int) -> Iterator[Token]:
    words = {(start, end) for _, start, end in cutter().tokenize(run)}
    inner = _inner(run, words)
    for start, end in sorted(words):
        word = run[start:end]
        if end - start == 1:
            if word not in functional() or len(run) == 1:
                yield Token(word, at + start, True)
        elif end - start > 2:
            yield Token(word[:LONGEST], at + start, True)
    for n in range(len(run) - 1):
        yield Token(run[n : n + 2], at + n, (n, n + 2) in words or (n, n + 2) in inner)
    if run[-1] not in functional():
        yield Token(run[-1], at + len(run) - 1, (len(run) - 1, len(run)) in words)


def _inner(run: str, words: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Words of two characters inside longer ones: 组织 and 关系 in 组织关系."""
    return {
        (n, n + 2)
        for start, end in words
        if end - start > 2
        for n in range(start, end - 1)
        if cutter().has_word(run[n : n + 2])
    }


def heading(title: str) -> str:
    """The words of a plain title, as a tsvector reads them; and how they sound, as `~` pieces."""
    return _written(_labelled(title, TITLE_WORD, TITLE_PAIR, 0))


def vector(title: str, text: str) -> str:
    """The words of a plain title and of a plain text, as a tsvector reads them."""
    marks = _labelled(title, TITLE_WORD, TITLE_PAIR, 0)
    for term, places in _labelled(text, WORD, PAIR, len(title) + 10).items():
        marks.setdefault(term, []).extend(places)
    return _written(marks)


def _labelled(text: str, word: str, pair: str, first: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for token in tokens(text):
        place = min(first + token.at + 1, _PLACES)
        found.setdefault(token.term, []).append(f"{place}{word if token.word else pair}")
    if word == TITLE_WORD:
        for letters in title_initials(text):
            found.setdefault(f"~{letters}", []).append(f"1{word}")
    return found


def _written(marks: dict[str, list[str]]) -> str:
    return " ".join(f"'{term}':{','.join(places[:250])}" for term, places in marks.items())


def title_initials(title: str) -> set[str]:
    """First letters of one to five neighbouring words of a title: 东篱 社区 gives dl, sq, dlsq."""
    found: set[str] = set()
    for run in _RUN.findall(title):
        if run[0].isascii():
            continue
        letters = [initials(word) for word in cutter().cut(run)]
        for start in range(len(letters)):
            for end in range(start + 1, min(start + 5, len(letters)) + 1):
                joined = "".join(letters[start:end])
                if 1 < len(joined) <= LONGEST:
                    found.add(joined)
    return found


def initials(text: str) -> str:
    """First letters of the pinyin: 党费 gives df."""
    return "".join(syllable[0] for syllable in pinyin.text_key(text).split())
