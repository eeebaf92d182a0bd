"""Whether the site can be reached where people look for it, kept as the sums of each day.

The address is the operator's own (settings.SITE_ADDRESS). The worker asks from its own machine: a
line that is down further outside is not seen from here, and the page says so.
"""

from __future__ import annotations

import datetime as dt
import http.client
import time
import urllib.request

from django.db import transaction
from django.db.models import F

from dangjian.portal.models import Probe
from dangjian.portal.rules.health import SLOWEST


def reachable(address: str, *, seconds: float = SLOWEST) -> bool:
    """Whether the home page comes, whole and within the time. ValueError: no web address."""
    if not address.startswith(("http://", "https://")):
        raise ValueError(f"{address!r} is no web address")
    began = time.monotonic()
    # A name of its own: an answer from some cache on the way would prove nothing.
    asked = urllib.request.Request(address, headers={"Cache-Control": "no-cache"})  # noqa: S310
    try:
        with urllib.request.urlopen(asked, timeout=seconds) as answer:  # noqa: S310
            while answer.read1(65_536):
                if time.monotonic() - began > seconds:
                    return False
            return answer.status == 200 and time.monotonic() - began <= seconds
    except (OSError, http.client.HTTPException):
        return False


@transaction.atomic
def count(on: dt.date, *, reached: bool) -> None:
    """Add one look to the sums of a day. No act of anybody's: it leaves no leaf."""
    Probe.objects.get_or_create(on=on)
    Probe.objects.filter(on=on).update(
        tried=F("tried") + 1, failed=F("failed") + (0 if reached else 1)
    )
