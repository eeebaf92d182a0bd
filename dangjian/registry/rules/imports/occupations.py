"""Which of the eight occupations of the annual bulletin a post (工作岗位) belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dangjian.registry.rules.imports.packaged import table


@cache
def posts() -> Mapping[str, str]:
    """Post as clerks write it: code of its occupation. Set down in data/occupations.toml."""
    return {
        post: occupation["code"]
        for occupation in table("occupations")["occupation"]
        for post in (*occupation["posts"], *occupation.get("formal", ()))
    }
