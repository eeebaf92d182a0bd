"""Addresses of organizations on the day that is being looked at."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse


@dataclass(frozen=True)
class Addresses:
    """Links that stay on the day of the page; today's carry no day."""

    on: dt.date
    today: dt.date

    @property
    def past(self) -> bool:
        return self.on != self.today

    def organization(self, pk: int) -> str:
        return reverse("organization", args=[pk]) + self._query()

    def tree(self, pk: int = 0) -> str:
        """The tree, opened at an organization if one is given."""
        at = f"{self._query(at=pk)}#o{pk}" if pk else self._query()
        return reverse("tree") + at

    def members(self, pk: int) -> str:
        """The members of an organization and everything below it."""
        return reverse("members") + self._query(at=pk)

    def _query(self, **asked: object) -> str:
        day = {"on": self.on.isoformat()} if self.past else {}
        query = urlencode(day | asked)
        return f"?{query}" if query else ""


def number_in(text: str) -> int:
    """The id somebody put into an address; 0 for anything that cannot be one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
