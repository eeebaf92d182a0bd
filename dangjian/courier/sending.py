"""Handing over what is due: one process at a time, one delivery at a time (M4).

A try is counted and its next one put off in a transaction of its own before the gateway is called.
So a process that is killed meanwhile loses nothing (the delivery is taken up again), and its second
try carries the same key as the first, by which a gateway knows it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from dangjian.courier import actions, rules, transports
from dangjian.courier.models import Channel, Delivery, Kind, Message, State
from dangjian.courier.queries import times_of, whose_digest_is_due
from dangjian.courier.transports import NotSent
from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.models import Account, Person

TIRED = 3
"""So many failures of one kind in a row, and the others go first until the next run."""

_ALONE = 20_261_125  # key of the advisory lock under which deliveries are handed over


def gather_digests(now: dt.datetime) -> int:
    """Put together the digests that are due; returns how many."""
    number, now = 0, timezone.localtime(now)
    for pk in whose_digest_is_due(now):
        number += actions.gather(Person.objects.get(pk=pk), now=now, by=SYSTEM) is not None
    return number


def send_due(moment: Callable[[], dt.datetime]) -> int:
    """Hand over what is due; returns how many were taken. moment: says the time.

    0 where another process is at it.
    """
    taken = 0
    failures: Counter[str] = Counter()
    with _alone() as alone:
        while alone and (delivery := _claim(moment(), _tired(failures))):
            kind = delivery.channel.kind
            outcome = _try(delivery, timezone.localtime(moment()))
            failures[kind] = failures[kind] + 1 if outcome is False else 0
            taken += outcome is True
    return taken


def _tired(failures: Counter[str]) -> list[str]:
    return [kind for kind, number in failures.items() if number >= TIRED]


def _claim(now: dt.datetime, but: Collection[str]) -> Delivery | None:
    """The next delivery, with this try counted and a further one put off; None: nothing is due."""
    with transaction.atomic():
        due = Delivery.objects.filter(state=State.QUEUED, due_at__lte=now)
        delivery = (
            due.exclude(channel__kind__in=but)
            .select_for_update(of=("self",), skip_locked=True)
            .select_related("channel__person", "message", "digest")
            .order_by("due_at", "pk")
            .first()
        )
        if delivery is not None:
            delivery.attempts += 1
            delivery.due_at = now + rules.tries_again_after(delivery.attempts)
            delivery.save(update_fields=["attempts", "due_at"])
        return delivery


def _try(delivery: Delivery, now: dt.datetime) -> bool | None:
    """One try: True taken, False not taken, None where there was nothing to hand over (now)."""
    channel = delivery.channel
    reason = _needless(delivery, channel, now)
    if reason:
        actions.drop(delivery, reason, now=now, by=SYSTEM)
        return None
    opens_at = _opens_at(delivery, now)
    if opens_at > now:
        _put_off(delivery, opens_at, tried=False)
        return None
    if delivery.attempts > rules.ATTEMPTS:  # the last try was cut off
        actions.give_up(delivery, "发送时程序中断", now=now, by=SYSTEM)
        return False
    try:
        transports.send(
            Kind(channel.kind),
            channel.unseal("address"),
            settings.SITE_NAME,
            _words(delivery),
            delivery.uid.hex,
        )
    except NotSent as failure:
        if delivery.attempts >= rules.ATTEMPTS:
            actions.give_up(delivery, failure.reason, now=now, by=SYSTEM)
        else:
            delivery.reason = failure.reason
            _put_off(delivery, _opens_at(delivery, delivery.due_at), tried=True)
        return False
    actions.sent(delivery, now=now, by=SYSTEM)
    return True


def _needless(delivery: Delivery, channel: Channel, now: dt.datetime) -> str:
    """Why it need not be sent any more; "" where it must."""
    if not Account.objects.filter(person=channel.person_id, is_active=True).exists():
        return "账号已经停用"
    if _is_code(delivery):
        sent_at = channel.code_sent_at
        old = channel.code is None or sent_at is None or now - sent_at > rules.CODE_GOOD_FOR
        return "验证码已经用过、换过或者过期" if old else ""
    if channel.verified_at is None or not channel.on:
        return "本人不再用这种方式"
    if delivery.digest is not None and delivery.digest.on != now.date():
        return "并入下一天的汇总"
    return "" if _unread(delivery) else "本人已经在平台里看过"


def _opens_at(delivery: Delivery, moment: dt.datetime) -> dt.datetime:
    """From when on it may be sent: codes at once, and what a legal term of this day demands."""
    moment = timezone.localtime(moment)
    message = delivery.message
    ends_now = (
        message is not None
        and message.ends_today
        and message.told_at.astimezone(moment.tzinfo).date() == moment.date()
    )
    if _is_code(delivery) or ends_now:
        return moment
    person = delivery.channel.person_id
    return times_of([person])[person].opens_at(moment)


def _put_off(delivery: Delivery, until: dt.datetime, *, tried: bool) -> None:
    """Try again later. A digest at midnight at the latest: then its messages join the next one."""
    if delivery.digest is not None:
        tomorrow = delivery.digest.on + dt.timedelta(days=1)
        until = min(until, dt.datetime.combine(tomorrow, dt.time(), until.tzinfo))
    delivery.due_at = until
    delivery.attempts -= not tried
    delivery.save(update_fields=["due_at", "attempts", "reason"])


def _words(delivery: Delivery) -> str:
    if _is_code(delivery):
        return rules.code_words(delivery.channel.unseal("code"), settings.SITE_NAME)
    return rules.outside_words(
        rules.tally(_unread(delivery)), settings.SITE_NAME, urgent=delivery.message is not None
    )


def _unread(delivery: Delivery) -> list[str]:
    """The kinds of what it tells of and is still unread, one entry for each message."""
    of = Message.objects.filter(read_at__isnull=True)
    of = (
        of.filter(pk=delivery.message_id)
        if delivery.message_id
        else of.filter(digest=delivery.digest_id)
    )
    return list(of.values_list("matter", flat=True))


def _is_code(delivery: Delivery) -> bool:
    return delivery.message_id is None and delivery.digest_id is None


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether nobody else hands over at the moment; nobody will while the block runs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_ALONE])
        (alone,) = cursor.fetchone()
        try:
            yield alone
        finally:
            if alone:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_ALONE])
