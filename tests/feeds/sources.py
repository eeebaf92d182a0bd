"""Sources of the tiny district, approved and looked at through the actions."""

from __future__ import annotations

import datetime as dt

from dangjian.feeds.actions import choosing, sources, taking
from dangjian.feeds.fetching import Fetched
from dangjian.feeds.models import Entry, Source
from dangjian.feeds.parsing import Found, Read
from dangjian.feeds.queries.sources import APPROVES, CHOOSES
from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.models import Organization
from tests.district import District
from tests.portal.articles import viewer


def approved(
    district: District,
    address: str = "https://news.example.org/rss",
    *,
    organization: Organization | None = None,
    title: str = "云台党建",
    listed: set[str] | None = None,
) -> Source:
    """A source of the street's, or of another organization's, approved by the department."""
    office = organization or district.street
    return sources.approve(
        office,
        title=title,
        issuer="中共云台市委组织部",
        address=address,
        now=clock.now(),
        by=viewer(district, "office").actor(APPROVES, office.path),
        listed=listed or set(),
    )


def found(title: str, link: str = "", identity: str = "", day: int = 20) -> Found:
    at = dt.datetime(2026, 11, day, tzinfo=dt.UTC)
    return Found(title, link or f"https://news.example.org/{title}", identity, at)


def take(source: Source, *entries: Found, now: dt.datetime | None = None) -> int:
    """What a look at a source brings, without a look."""
    read = Read(list(entries), damaged=False, skipped=0, cut=False)
    return taking.took(source, read, Fetched(b""), now=now or clock.now(), by=SYSTEM)


def entry(source: Source, title: str) -> Entry:
    take(source, found(title))
    return Entry.objects.get(title=title)


def choose(district: District, one: Entry, role: str = "office") -> Entry:
    by = viewer(district, role).actor(CHOOSES, one.source.organization.path)
    return choosing.choose(one, now=clock.now(), by=by)
