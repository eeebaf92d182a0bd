"""Messages older than a year leave nothing but their number."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from dangjian.courier.models import Delivery, Digest, Message
from dangjian.courier.rules import KEPT_FOR
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor

_AT_ONCE = 1000


def forget(*, now: dt.datetime, by: Actor) -> int:
    """Remove messages told more than a year ago, with their deliveries; returns how many.

    The log keeps how many there were, and not of whom. Nothing old: no leaf.
    """
    before = now - KEPT_FOR
    with transaction.atomic():
        number = _all_of(Message.objects.filter(told_at__lt=before))
        _all_of(Digest.objects.filter(on__lt=before.date()))
        _all_of(Delivery.objects.filter(settled_at__lt=before))
        if number:
            evidence.record(by, "forget_messages", "messages", uuid.uuid4(), number=number)
    return number


def _all_of(rows) -> int:  # type: ignore[no-untyped-def]
    """Delete in small parts; how many rows of that table."""
    number = 0
    while part := list(rows.values_list("pk", flat=True)[:_AT_ONCE]):
        rows.model.objects.filter(pk__in=part).delete()
        number += len(part)
    return number
