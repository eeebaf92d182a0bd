"""Which of the eight occupations of the annual bulletin a post (工作岗位) belongs to."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def posts() -> Mapping[str, str]:
    """Post as clerks write it: code of its occupation. Set down in registry/data/occupations.toml."""
    text = resources.files("dangjian.registry").joinpath("data/occupations.toml").read_text("utf-8")
    table = tomllib.loads(text)
    return {
        post: occupation["code"]
        for occupation in table["occupation"]
        for post in (*occupation["posts"], *occupation.get("formal", ()))
    }
