"""Two records of one person: made one by two people's word, or told apart for good."""

from __future__ import annotations

import json
import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models.consent import Consent
from dangjian.registry.models.person import Person
from dangjian.registry.models.shares import stays


class Merger(Sealing):
    """Two records were one person's: `gone` is closed and readable, `kept` goes on.

    before: sealed, what the closed record said, as (label, value) lines. carried: how many rows of
    each kind went along, and how many stayed as history.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mergers")
    gone = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="merged")
    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="merger")
    merged_at = models.DateTimeField("合并时间")
    before = SealedField("合并以前的档案")
    carried = models.JSONField("带过去的", default=list)

    of_person = {"kept": stays("并入的档案"), "gone": stays("并入的档案")}
    secrecy = secrecy.declare(
        public="id uid", internal="consent merged_at", sensitive="kept gone carried", key="before"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(name="merged_into_another", condition=~Q(kept=F("gone"))),
        )

    def __str__(self) -> str:
        return f"{self.gone_id} into {self.kept_id}"

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What the closed record said, as it is read."""
        return [(label, value) for label, value in json.loads(self.unseal("before"))]


class Distinction(models.Model):
    """Somebody looked: these two are two people. They are not proposed again."""

    one = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("怎么核实的", max_length=120)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("哪天核实")

    secrecy = secrecy.declare(public="id", internal="by at", sensitive="one other reason")

    class Meta:
        constraints = (
            models.CheckConstraint(name="lower_id_first", condition=Q(one__lt=F("other"))),
            models.UniqueConstraint(name="told_apart_once", fields=("one", "other")),
        )

    def __str__(self) -> str:
        return f"{self.one_id} is not {self.other_id}"
