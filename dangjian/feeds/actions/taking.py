"""What came of a look at a source: entries taken in, or why nothing came."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from dangjian.courier.actions import tell
from dangjian.courier.models import Matter, Urgency
from dangjian.feeds.fetching import Fetched
from dangjian.feeds.models import Entry, Sighting, Source
from dangjian.feeds.parsing import Found, Read
from dangjian.feeds.rules import texts, times
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor

# A look that finds nothing new is no act of anybody's: it moves `tried_at` and leaves no leaf, or
# the log would hold a line for every source and hour. What it brings, and when it begins and ends
# to fail, is in the log.


@transaction.atomic
def took(
    source: Source, read: Read | None, fetched: Fetched, *, now: dt.datetime, by: Actor
) -> int:
    """Keep what was read of a source (None: nothing changed there); how many entries are new."""
    stored = _stored(source)
    recovered = stored.failing_since is not None
    stored.failing_since, stored.failure, stored.tried_at = None, "", now
    if read is not None:
        stored.etag, stored.modified, stored.damaged = fetched.etag, fetched.modified, read.damaged
    stored.save(
        update_fields=["failing_since", "failure", "tried_at", "etag", "modified", "damaged"]
    )
    new = _kept(stored, read.entries, now) if read is not None else []
    if new or recovered:
        _leaf(by, "take_in", stored, entries=[str(one.uid) for one in new], recovered=recovered)
    return len(new)


@transaction.atomic
def found_nothing(source: Source, sentence: str, *, now: dt.datetime, by: Actor) -> Source:
    """Note why nothing came. After some days the approver is told, once."""
    stored = _stored(source)
    first = stored.failing_since is None
    stored.failing_since = stored.failing_since or now
    stored.failure, stored.tried_at = sentence[:200], now
    stored.save(update_fields=["failing_since", "failure", "tried_at"])
    if first:
        _leaf(by, "source_fails", stored, why=stored.failure)
    if times.long_failing(stored.failing_since, now):
        tell(
            stored.approved_by,
            f"“{stored.title}”已经 {times.FAILS_FOR.days} 天取不到内容：{stored.failure}"
            "请核对网址，或者停用这个来源。",
            matter=Matter.NOTICE,
            urgency=Urgency.CAN_WAIT,
            now=now,
            by=by,
            once=uuid.uuid5(stored.uid, stored.failing_since.isoformat()),
        )
    return stored


def _stored(source: Source) -> Source:
    return (
        Source.objects.select_for_update(of=("self",))
        .select_related("organization", "approved_by")
        .get(pk=source.pk)
    )


def _kept(source: Source, found: list[Found], now: dt.datetime) -> list[Entry]:
    """What had not been seen before, in any source. Four queries, and two to write."""
    fresh = {texts.sighting_key(one.identity, one.link): one for one in reversed(found)}
    known = set(source.sightings.filter(key__in=fresh).values_list("key", flat=True))
    fresh = {key: one for key, one in fresh.items() if key not in known}
    by_link, by_title = _alike(list(fresh.values()), now)
    new: list[Entry] = []
    seen: list[tuple[str, Entry]] = []
    for key, one in fresh.items():
        link, title = texts.link_key(one.link), texts.title_key(one.title)
        entry = by_link.get(link) or (by_title.get(title) if title else None)
        if entry is None:
            entry = Entry(
                source=source,
                title=one.title,
                link=one.link,
                dated_at=_believed(one.dated_at, now),
                seen_at=now,
                link_key=link,
                title_key=title,
            )
            new.append(entry)
        by_link[link] = entry
        if title:
            by_title[title] = entry
        seen.append((key, entry))
    Entry.objects.bulk_create(new)
    Sighting.objects.bulk_create(
        Sighting(source=source, entry=entry, key=key, at=now) for key, entry in seen
    )
    return new


def _believed(dated_at: dt.datetime | None, now: dt.datetime) -> dt.datetime | None:
    """The day a source gives; none for one that has not come: it would say what is not so."""
    return dated_at if dated_at is None or dated_at <= now + dt.timedelta(days=1) else None


def _alike(found: list[Found], now: dt.datetime) -> tuple[dict[str, Entry], dict[str, Entry]]:
    """Entries we have that lead to the same pages, and those with the same headline lately."""
    links = [texts.link_key(one.link) for one in found]
    titles = [texts.title_key(one.title) for one in found]
    lately = Entry.objects.filter(
        title_key__in=[one for one in titles if one], seen_at__gte=now - times.FOLDED_FOR
    )
    by_title = {one.title_key: one for one in lately.order_by("-pk")}
    return {one.link_key: one for one in Entry.objects.filter(link_key__in=links)}, by_title


def _leaf(by: Actor, verb: str, source: Source, **detail: object) -> None:
    evidence.record(by, verb, "source", source.uid, source.organization.path, **detail)
