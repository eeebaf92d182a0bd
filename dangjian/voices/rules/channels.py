"""The way to the discipline organ, also where an office has set none."""

from __future__ import annotations

from dataclasses import dataclass

NATIONAL_PHONE = "12388"


@dataclass(frozen=True)
class Way:
    """The discipline organ's own channel as people are shown it. set_here: by the office."""

    name: str
    phone: str
    page: str = ""
    address: str = ""
    hours: str = ""
    set_here: bool = True


NATIONAL = Way("纪检监察机关", NATIONAL_PHONE, set_here=False)
"""Shown where no office has set its own: the national number reaches the local organ."""
