"""Words of the trade that are data: packaged beside the code, edited without touching it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> Mapping[str, Any]:
    """A file of dangjian/registry/data."""
    folder = resources.files("dangjian.registry").joinpath("data")
    return tomllib.loads(folder.joinpath(f"{name}.toml").read_text("utf-8"))


def words(section: str, key: str) -> list[str]:
    """A list of words of words.toml; [] where there is none."""
    return str(table("words")[section].get(key, "")).split()
