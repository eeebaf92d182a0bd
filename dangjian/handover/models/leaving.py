"""What follows a notice to leave: reviews on fixed days (L6)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models import CoolingOff, Person


class Review(Sealing):
    """A day on which somebody looks whether what was taken is still taken. finding: sealed.

    It asks about keys, accounts and papers; where the person travels or lives it never asks.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cooling_off = models.ForeignKey(CoolingOff, on_delete=models.PROTECT, related_name="reviews")
    due_on = models.DateField("哪天复核")
    done_at = models.DateTimeField("复核时间", null=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    finding = SealedField("复核结果", null=True)

    secrecy = secrecy.declare(
        public="id uid",
        internal="cooling_off due_on done_at",
        sensitive="done_by",
        key="finding",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("cooling_off", "due_on"), name="review_once_a_day"),
            models.CheckConstraint(
                name="review_done_by_somebody_with_a_finding",
                condition=Q(done_at__isnull=True, done_by__isnull=True, finding__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False, finding__isnull=False),
            ),
        )
        indexes = (
            models.Index(
                fields=["due_on"], condition=Q(done_at__isnull=True), name="review_waiting"
            ),
        )
