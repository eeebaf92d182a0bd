"""Tables of members too long to wait for: written by the worker, fetched by whoever asked (L9)."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.kernel import secrecy
from dangjian.registry.models.consent import Consent


class ExportState(models.TextChoices):
    WRITING = "writing", "正在写"
    READY = "ready", "可以取了"
    BROKEN = "broken", "没有写成"


class Export(models.Model):
    """The table of one list that a second person agreed to; what is in it stands in the consent.

    done, total: rows. until: how long the file lies in its folder (`registry.finished`), readable
    by the maker of the consent alone. error: why it was not written, as he reads it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="export")
    state = models.CharField("状态", max_length=8, choices=ExportState, default="writing")
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    size = models.BigIntegerField("字节数", default=0)
    ordered_at = models.DateTimeField("开始时间")
    ready_at = models.DateTimeField("写好时间", null=True)
    until = models.DateTimeField("保留到", null=True)
    error = models.CharField(max_length=400, default="", blank=True)

    secrecy = secrecy.declare(
        public="id uid",
        internal="consent state done total size ordered_at ready_at until error",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="export_ready_for_a_time",
                condition=~Q(state="ready") | Q(ready_at__isnull=False, until__gt=F("ready_at")),
            ),
        )

    def __str__(self) -> str:
        return f"table of consent {self.consent_id}"

    def lies_there(self, now: dt.datetime) -> bool:
        """Whether the finished table can still be fetched."""
        return self.state == ExportState.READY and self.until is not None and now < self.until
