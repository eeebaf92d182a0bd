"""What becomes of a delivery, and the day's digest (M4)."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from dangjian.courier.actions.telling import tell
from dangjian.courier.models import Delivery, Digest, Kind, Matter, Message, State, Urgency
from dangjian.courier.queries import for_digest, usable_channels
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.registry.models import Person


@evidence.action
def gather(person: Person, *, now: dt.datetime, by: Actor) -> Digest | None:
    """Put what waits for the day's digest together, with a delivery for each channel.

    None where there is one of this day already: there is at most one a day, whoever asks.
    """
    digest, new = Digest.objects.get_or_create(person=person, on=now.date())
    if not new:
        evidence.record(by, "gather_again", "digest", digest.uid, person.path)
        return None
    number = for_digest().filter(person=person).update(digest=digest)
    channels = usable_channels([person.pk])
    Delivery.objects.bulk_create(
        Delivery(channel=channel, digest=digest, due_at=now) for channel in channels
    )
    evidence.record(by, "gather", "digest", digest.uid, person.path, messages=number)
    return digest


@evidence.action
def sent(delivery: Delivery, *, now: dt.datetime, by: Actor) -> Delivery:
    """A gateway took it."""
    _settle(delivery, State.SENT, "", now)
    delivery.channel.failing_since = None
    delivery.channel.save(update_fields=["failing_since"])
    _leaf(by, "deliver", delivery)
    return delivery


@evidence.action
def drop(delivery: Delivery, reason: str, *, now: dt.datetime, by: Actor) -> Delivery:
    """It need not be sent any more."""
    _settle(delivery, State.DROPPED, reason, now)
    _release(delivery)
    _leaf(by, "drop_delivery", delivery)
    return delivery


@evidence.action
def give_up(delivery: Delivery, reason: str, *, now: dt.datetime, by: Actor) -> Delivery:
    """It was tried often enough: the person reads in the platform that this way is broken, once."""
    _settle(delivery, State.FAILED, reason, now)
    _release(delivery)
    _leaf(by, "give_up_delivery", delivery)
    channel = delivery.channel
    if channel.failing_since is None and channel.verified_at is not None:
        channel.failing_since = now
        channel.save(update_fields=["failing_since"])
        tell(
            channel.person,
            f"发给您的{Kind(channel.kind).label}没有发出去（{reason}）。消息都在这里，不会少；"
            "请在通知设置里核对地址，或者换一种方式。",
            matter=Matter.ACCOUNT,
            urgency=Urgency.HERE,
            now=now,
            by=by,
        )
    return delivery


def _settle(delivery: Delivery, state: State, reason: str, now: dt.datetime) -> None:
    delivery.state, delivery.reason, delivery.settled_at = state, reason, now
    delivery.save(update_fields=["state", "reason", "settled_at"])


def _release(delivery: Delivery) -> None:
    """What no channel brought goes into the next day's digest."""
    if delivery.digest_id is None:
        return
    alive = Q(state=State.SENT) | Q(state=State.QUEUED)
    if not Delivery.objects.filter(alive, digest=delivery.digest_id).exists():
        Message.objects.filter(digest=delivery.digest_id).update(digest=None)


def _leaf(by: Actor, verb: str, delivery: Delivery) -> None:
    channel = delivery.channel
    evidence.record(
        by,
        verb,
        "delivery",
        delivery.uid,
        channel.person.path,
        kind=channel.kind,
        message=str(delivery.message.uid) if delivery.message else None,
        digest=str(delivery.digest.uid) if delivery.digest else None,
        attempts=delivery.attempts,
        reason=delivery.reason,
    )
