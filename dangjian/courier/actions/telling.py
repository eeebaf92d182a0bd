"""Tell people something, within the act it follows from (M4)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from dangjian.courier.models import Delivery, Matter, Message, Urgency
from dangjian.courier.queries import times_of, usable_channels
from dangjian.kernel import evidence, jobs
from dangjian.kernel.evidence import Actor, Trace
from dangjian.kernel.refusal import Refused
from dangjian.registry.models import Person

LONGEST = 300
SEND = "courier.send"


def tell(
    people: Person | Iterable[Person],
    sentence: str,
    *,
    matter: Matter,
    urgency: Urgency,
    now: dt.datetime,
    by: Actor,
    ends_today: bool = False,
    once: uuid.UUID | None = None,
) -> list[Message]:
    """Tell one or many people one sentence, in the transaction of the act that calls for it.

    It stands in the platform at once. What cannot wait is sent through everybody's own channels,
    after the quiet hours unless a legal term `ends_today`; what can wait goes into the day's
    digest. Nothing is sent before the act is committed, and nothing is lost once it is.
    once: whoever was told with the same value before is left out, so that a job may tell again.
    Returns the messages of those who were told now. Refused: nothing said.
    """
    sentence = sentence.strip()
    if not sentence:
        raise Refused("请写明要告诉什么。", field="sentence")
    chosen = {person.pk: person for person in _all_of(people)}
    drafts = [
        Message(
            person=person,
            matter=matter,
            sentence=sentence if len(sentence) <= LONGEST else f"{sentence[: LONGEST - 1]}…",
            urgency=urgency,
            ends_today=ends_today,
            told_at=now,
            once=once,
        )
        for person in chosen.values()
    ]
    with transaction.atomic():
        told = _stored(drafts)
        evidence.record_many(by, "tell", (_trace(message) for message in told))
        if urgency == Urgency.NOW:
            _send(told, now)
    return told


def _all_of(people: Person | Iterable[Person]) -> Iterable[Person]:
    return (people,) if isinstance(people, Person) else people


def _stored(drafts: Sequence[Message]) -> list[Message]:
    """Those of the drafts that are in the database now; the others had been told before."""
    if all(draft.once is None for draft in drafts):
        return Message.objects.bulk_create(drafts, batch_size=1000)
    Message.objects.bulk_create(drafts, batch_size=1000, ignore_conflicts=True)
    ours = dict(
        Message.objects.filter(uid__in=[draft.uid for draft in drafts]).values_list("uid", "pk")
    )
    told = [draft for draft in drafts if draft.uid in ours]
    for message in told:
        message.pk = ours[message.uid]
    return told


def _send(told: Sequence[Message], now: dt.datetime) -> None:
    """Put a delivery for each channel in line, and wake the job if one is due at once."""
    moment = timezone.localtime(now)
    of = {message.person_id: message for message in told}
    times = times_of(of)
    waiting = []
    for channel in usable_channels(of):
        message = of[channel.person_id]
        due = moment if message.ends_today else times[channel.person_id].opens_at(moment)
        waiting.append(Delivery(channel=channel, message=message, due_at=due))
    Delivery.objects.bulk_create(waiting, batch_size=1000)
    if any(delivery.due_at <= moment for delivery in waiting):
        jobs.ask_for(SEND)


def _trace(message: Message) -> Trace:
    """The log says whom and what kind; of the sentence it says nothing: it may name people."""
    return Trace(
        "message",
        message.uid,
        message.person.path,
        {"person": message.person_id, "matter": message.matter, "urgency": message.urgency},
    )
