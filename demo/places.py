"""Invented places and units of the district: streets, towns, communities, villages, companies."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib import resources
from random import Random

_WORDS = tomllib.loads((resources.files("demo") / "places.toml").read_text(encoding="utf-8"))


def _words(key: str) -> list[str]:
    return _WORDS[key].split()


STREETS = _words("streets")
TOWNS = _words("towns")
COMMUNITIES = _words("communities")
ROADS = _words("roads")
SOCIAL = _words("social")
"""Associations and other social organizations."""
SCHOOLS, SCHOOL_KINDS = _words("schools"), _words("school_kinds")
HEALTH = _words("health")
"""Hospitals and other public institutions of health care."""
ORGANS = _words("organs")
"""Organs of the district; some are so large that they have two branches."""
BUREAUS: dict[str, list[str]] = {name: units.split() for name, units in _WORDS["bureaus"].items()}
"""Bureaus of the district government with the units under them."""
DEPARTMENTS = _words("departments")
"""Departments of the college."""
WARDS = _words("wards")
"""Wards of the large hospital."""
WATER_WORKS = _words("water_works")
"""Parts of the water company."""


def villages(chance: Random) -> Iterator[str]:
    """Names of villages in an order of their own, none twice."""
    first, last = _words("village_first"), _words("village_last")
    return _pairs(chance, first, last, "村")


def companies(chance: Random) -> Iterator[str]:
    """Names of companies, none twice."""
    return _pairs(chance, _words("brands"), _words("businesses"), "有限公司")


def _pairs(chance: Random, first: list[str], last: list[str], end: str) -> Iterator[str]:
    names = [f"{one}{other}{end}" for one in first for other in last]
    chance.shuffle(names)
    return iter(names)
