"""What somebody says against a notice: sealed, seen by those who look into it and nobody else."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from dangjian.flow.models import Moving
from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.openness.models.notices import Notice


class Standing(models.TextChoices):
    """Where an objection stands."""

    OPEN = "open", "正在核查"
    SETTLED = "settled", "核查完了"


class Finding(models.TextChoices):
    """What looking into it showed; a person says so."""

    HARMLESS = "harmless", "不影响公示的事"
    GRAVE = "grave", "影响公示的事"


class Objection(Moving, Sealing):
    """An objection made during the period. name, reach: only if the writer gave them.

    receipt: under which its code is found. answer: what whoever has the code reads.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="objections")
    text = SealedField("反映的情况")
    name = SealedField("姓名", null=True)
    reach = SealedField("联系方式", null=True)
    receipt = models.BinaryField(max_length=16, unique=True)
    finding = models.CharField("核查结果", max_length=10, choices=Finding, default="", blank=True)
    answer = SealedField("答复", null=True)
    made_at = models.DateTimeField("收到时间")
    settled_at = models.DateTimeField("核查完的时间", null=True)

    secrecy = secrecy.declare(
        public="id uid",
        internal="case state notice finding made_at settled_at",
        key="text name reach receipt answer",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="objection_state", condition=Q(state__in=[one.value for one in Standing])
            ),
            models.CheckConstraint(
                name="objection_settled_says_what_was_found",
                condition=Q(state=Standing.OPEN.value)
                | Q(settled_at__isnull=False, finding__in=[one.value for one in Finding]),
            ),
        )

    def __str__(self) -> str:
        return f"objection {self.pk}"
