"""The words of kernel/data/leaks.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(section: str) -> dict[str, Any]:
    """One section of the file."""
    source = resources.files("dangjian.kernel").joinpath("data", "leaks.toml")
    found: dict[str, Any] = tomllib.loads(source.read_text("utf-8"))[section]
    return found


@cache
def words(section: str, key: str) -> tuple[str, ...]:
    return tuple(str(table(section)[key]).split())


def any_of(found: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, set(found)), key=lambda w: (-len(w), w))) + ")"
