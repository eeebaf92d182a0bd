"""To whom somebody may write: mailboxes that are open, and offices that deal with letters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dangjian.registry.authority import Purpose
from dangjian.registry.models import Organization
from dangjian.registry.queries import public
from dangjian.registry.queries.public import Known
from dangjian.voices.models import Mailbox
from dangjian.voices.queries.offices import holding

OFFERED = 12
"""Organizations shown for a name at most: whoever finds more writes more of it."""


def open_mailboxes(on: dt.date) -> list[Mailbox]:
    """Those that can be written to on a day, in the order they were opened. One query."""
    found = Mailbox.objects.filter(opened_on__lte=on, organization__closed_on__isnull=True)
    return list(
        found.exclude(closed_on__lte=on).select_related("organization").order_by("opened_on", "pk")
    )


def district_office() -> Known | None:
    """Where a letter goes that names no office."""
    return public.district()


def offices_called(text: str, on: dt.date) -> list[Known]:
    """Offices called like the text where somebody deals with letters. A few queries."""
    rows = public.found(text).filter(pk__in=_deal_with_letters(on))
    return public.known(rows[:OFFERED])


def places_called(text: str) -> list[Known]:
    """Organizations called like the text that a letter may be about. One query."""
    return public.known(public.found(text)[:OFFERED])


def places(ids: Iterable[int]) -> list[Known]:
    """Organizations the public finds, by number; others are left out. One query."""
    return public.known(public.listed().filter(pk__in=list(ids)).order_by("pk"))


def takes_letters(pk: int, on: dt.date) -> bool:
    """Whether letters may be addressed there: the district's own office always."""
    district = public.district()
    return (district is not None and district.id == pk) or pk in _deal_with_letters(on)


def office_for(
    addressed: Organization, complained_of: Iterable[Organization]
) -> Organization | None:
    """Where the letter goes, so that nobody complained of gets it: the office it is addressed to,
    else the nearest above that is free of it. None where there is none in the district.
    """
    paths = [one.path for one in complained_of]
    parts = addressed.path.rstrip("/").split("/")
    above = ["/".join(parts[: i + 1]) + "/" for i in range(1, len(parts))]
    free = [path for path in above if not any(path.startswith(barred) for barred in paths)]
    return Organization.objects.filter(path=free[-1]).first() if free else None


def _deal_with_letters(on: dt.date) -> set[int]:
    return holding(None, on, Purpose.LETTERS)
