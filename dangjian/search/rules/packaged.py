"""The lists of dangjian/search/data, which a clerk can read and correct."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, NamedTuple


class Wording(NamedTuple):
    """What a saying may also mean: the words, and how much each counts beside the saying itself."""

    words: tuple[str, ...]
    weight: float


@cache
def _table() -> Mapping[str, Any]:
    folder = resources.files("dangjian.search").joinpath("data")
    return tomllib.loads(folder.joinpath("words.toml").read_text("utf-8"))


@cache
def functional() -> frozenset[str]:
    """Single characters that say nothing by themselves."""
    return frozenset("".join(_table()["虚字"].split()))


@cache
def empty_words() -> frozenset[str]:
    """Words of a question that are not looked for."""
    return frozenset(_table()["问话"].split())


@cache
def weak_words() -> frozenset[str]:
    """Words that stand in every second question, and count little."""
    return frozenset(_table()["泛词"].split())


SAME, MEANT = 0.85, 0.7


@cache
def wordings() -> Mapping[str, Wording]:
    """Saying -> what else to look for. Of two lists the first that has a saying holds."""
    found: dict[str, Wording] = {}
    for said, meant in _table()["口语"].items():
        for one in said.split():
            words = tuple(dict.fromkeys(meant.split()))
            found[one] = Wording(words, MEANT)
    for line in _table()["同义"].values():
        words = line.split()
        for one in words:
            others = tuple(w for w in words if w != one)
            before = found.get(one)
            if before is None:
                found[one] = Wording(others, SAME)
            else:
                found[one] = Wording(tuple(dict.fromkeys((*before.words, *others))), before.weight)
    return found


@cache
def longest_wording() -> int:
    return max(map(len, wordings()))
