"""How a word sounds, and what it may have been typed as."""

from __future__ import annotations

import re

from dangjian.kernel import pinyin

# What many ears and keyboards do not part.
_BLURS = ((re.compile("^([zcs])h"), r"\1"), (re.compile("([aei])ng$"), r"\1n"))
# Where one is typed for the other besides.
_OTHERS = ((re.compile("^l"), "n"),)


def syllables(text: str) -> list[str]:
    return pinyin.text_key(text).split()


def sound(text: str) -> str:
    """党费 -> dang fei, whatever the tones."""
    return " ".join(syllables(text))


def blurred(sounded: str) -> str:
    """zhu zhi -> zu zi: the same for zu zhi."""
    found = []
    for syllable in sounded.split():
        for pattern, instead in (*_BLURS, *_OTHERS):
            syllable = pattern.sub(instead, syllable)
        found.append(syllable)
    return " ".join(found)


def near(word: str) -> list[str]:
    """The forms a word shares with those that differ by one character or by the order of two.

    Of three characters and more each with one left open; of any length, the characters sorted.
    """
    forms = ["".join(sorted(word)) + "~"] if len(set(word)) > 1 else []
    if 3 <= len(word) <= 8:
        forms += [f"{word[:n]}_{word[n + 1 :]}" for n in range(len(word))]
    return forms
