"""Looking at the sources, one job each: one that is slow keeps no other waiting for long."""

from __future__ import annotations

from django.conf import settings

from dangjian.feeds import parsing
from dangjian.feeds.actions import taking
from dangjian.feeds.actions.sources import FETCH
from dangjian.feeds.fetching import NotFetched, fetch
from dangjian.feeds.models import Source
from dangjian.feeds.queries.sources import due
from dangjian.kernel import clock, jobs
from dangjian.kernel.evidence import SYSTEM


@jobs.every("*/10 * * * *", "feeds.look_round")
def look_round(timestamp: int) -> int:
    """Ask for a look at every source that is due; how many. The practice copy asks nobody."""
    wanted = [] if settings.PRACTICE else due(clock.now())
    asked = [pk for pk in wanted if not jobs.waits(FETCH, source_id=pk)]
    for pk in asked:
        jobs.ask_for(FETCH, source_id=pk)
    return len(asked)


@jobs.job(FETCH)
def fetch_source(source_id: int) -> int:
    """Fetch one source and take in what is new; how many entries. Safe to run again."""
    source = Source.objects.get(pk=source_id)
    if source.stopped_at is not None or settings.PRACTICE:
        return 0
    try:
        fetched = fetch(
            source.address,
            etag=source.etag,
            modified=source.modified,
            listed=settings.FEED_HOSTS,
        )
        read = (
            None
            if fetched.body is None
            else parsing.read(fetched.body, url=fetched.url, kind=fetched.kind)
        )
    except NotFetched as nothing:
        taking.found_nothing(source, nothing.sentence, now=clock.now(), by=SYSTEM)
        return 0
    return taking.took(source, read, fetched, now=clock.now(), by=SYSTEM)
