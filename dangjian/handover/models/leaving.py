"""What follows a notice to leave: reviews on fixed days, giving back a member's sign-in (L6)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

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


class Reopening(Sealing):
    """One asks that the leaver may sign in again as a plain member; another agrees.

    leaver: as the period says, here once more so that the database can hold it against both.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cooling_off = models.ForeignKey(CoolingOff, on_delete=models.PROTECT, related_name="reopenings")
    leaver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = SealedField("理由")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("提出时间")
    agreed = models.BooleanField("同意", null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("决定时间", null=True)

    secrecy = secrecy.declare(
        public="id uid",
        internal="cooling_off asked_at agreed decided_at",
        sensitive="leaver asked_by decided_by",
        key="reason",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="reopening_by_two_others",
                condition=~Q(asked_by=F("leaver"))
                & (
                    Q(decided_by__isnull=True, decided_at__isnull=True, agreed__isnull=True)
                    | Q(decided_by__isnull=False, decided_at__isnull=False, agreed__isnull=False)
                    & ~Q(decided_by=F("asked_by"))
                    & ~Q(decided_by=F("leaver"))
                ),
            ),
            models.UniqueConstraint(
                fields=("cooling_off",),
                condition=Q(agreed__isnull=True),
                name="reopening_one_at_a_time",
            ),
        )
