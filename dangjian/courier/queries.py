"""A person's messages, his channels and hours; and who waits for a digest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When, Window

from dangjian.courier import rules
from dangjian.courier.models import Channel, Digest, Hours, Kind, Message, Urgency
from dangjian.courier.rules import Times
from dangjian.courier.transports import configured
from dangjian.kernel.compiled import Compiled

PER_PAGE = 20
_PEOPLE_AT_ONCE = 500


@dataclass(frozen=True)
class Slice:
    """One page of messages, and how many the whole list has."""

    rows: Sequence[Message]
    total: int


def unread_count(person_id: int) -> int:
    """How many messages a person has not read. One query, from an index of the unread alone."""
    return sum(many for (many,) in _unread.rows(person_id))


_unread = Compiled(
    lambda person: (
        Message.objects.filter(person=person, read_at__isnull=True)
        .values("person")
        .values_list(Count("pk"))
    )
)


def messages_of(person_id: int, *, limit: int = PER_PAGE, offset: int = 0) -> Slice:
    """A person's messages, unread first, then the latest first. One query."""
    unread_first = Case(
        When(read_at__isnull=True, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    mine = Message.objects.filter(person=person_id).order_by(unread_first, "-told_at", "-pk")
    page = list(mine.annotate(total=Window(Count("pk")))[offset : offset + limit])
    total = page[0].total if page else mine.count() if offset else 0
    return Slice(page, total)


# --- how somebody wants to be told ----------------------------------------------------------------


@dataclass(frozen=True)
class Way:
    """One kind of channel as its owner sees it. address: masked, "" where there is none."""

    kind: Kind
    offered: bool
    address: str
    verified: bool
    on: bool
    failing_since: dt.datetime | None


def ways_of(person_id: int) -> list[Way]:
    """The channels of a person that the operator has set up, or that still hold an address."""
    kept = {channel.kind: channel for channel in Channel.objects.filter(person=person_id)}
    offered = configured()
    ways = [_way(kind, kind in offered, kept.get(kind)) for kind in Kind]
    return [way for way in ways if way.offered or way.address]


def way_of(person_id: int, kind: Kind) -> Way:
    channel = Channel.objects.filter(person=person_id, kind=kind).first()
    return _way(kind, kind in configured(), channel)


def _way(kind: Kind, offered: bool, channel: Channel | None) -> Way:
    if channel is None or channel.address is None:
        return Way(kind, offered, "", False, False, None)
    address = rules.masked(kind, channel.unseal("address"))
    verified = channel.verified_at is not None
    return Way(kind, offered, address, verified, verified and channel.on, channel.failing_since)


def times_of(people: Iterable[int]) -> Mapping[int, Times]:
    """The hours of each of these people; the defaults for whoever chose none. One query."""
    wanted = list(people)
    chosen = {
        hours.person_id: Times(hours.quiet_from, hours.quiet_until, hours.digest_at)
        for hours in Hours.objects.filter(person__in=wanted)
    }
    return {pk: chosen.get(pk, Times()) for pk in wanted}


def usable_channels(people: Iterable[int]) -> QuerySet[Channel]:
    """Proved, switched on, set up by the operator, of people who can sign in to read more."""
    return Channel.objects.filter(
        person__in=list(people),
        kind__in=configured(),
        verified_at__isnull=False,
        on=True,
        person__account__is_active=True,
    )


# --- digests --------------------------------------------------------------------------------------


def for_digest() -> QuerySet[Message]:
    """What waits for a digest: it can wait, was not read and not told in one."""
    return Message.objects.filter(
        urgency=Urgency.CAN_WAIT, digest__isnull=True, read_at__isnull=True
    )


def whose_digest_is_due(now: dt.datetime) -> Iterator[int]:
    """People whose digest of this day is to go out by now, a few hundred in memory at a time.

    now: in the district's time.
    """
    usable = Channel.objects.filter(
        kind__in=configured(), verified_at__isnull=False, on=True, person__account__is_active=True
    )
    had_it = Digest.objects.filter(on=now.date()).values("person")
    waiting = (
        for_digest()
        .filter(person__in=usable.values("person"))
        .exclude(person__in=had_it)
        .order_by("person")
        .values_list("person", flat=True)
        .distinct()
    )
    last = 0
    while part := list(waiting.filter(person__gt=last)[:_PEOPLE_AT_ONCE]):
        times = times_of(part)
        yield from (pk for pk in part if times[pk].digest_due(now))
        last = part[-1]
