"""信息校核: a member says that the register has it right, or asks for corrections (K3)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.flow.models import ToDo
from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models import Person
from dangjian.registry.models.shares import goes_along, stays


class DataCheck(models.Model):
    """A member looked at what the register keeps of him and found it right.

    version: of the record that he looked at.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="data_checks")
    version = models.PositiveIntegerField("核对的是第几版")
    at = models.DateTimeField("核对时间")

    of_person = {"person": stays("信息核对")}
    secrecy = secrecy.declare(public="id uid", internal="version at", sensitive="person")

    class Meta:
        indexes = (models.Index(fields=["person", "-at"], name="data_check_of_person"),)

    def __str__(self) -> str:
        return f"data check {self.pk}"


class Verdict(models.TextChoices):
    """What became of an item somebody wanted corrected."""

    WAITING = "waiting", "等核对"
    ACCEPTED = "accepted", "已经更正"
    REFUSED = "refused", "没有更正"
    WITHDRAWN = "withdrawn", "撤回了"


class CorrectionRequest(Sealing):
    """What a member wants corrected, item by item, with a proof; somebody else of his branch, or
    above, looks at it.

    todo: where it is looked at. file: the proof, sealed, as base64; sort: what it is by its
    content. ended_at: when it was decided or withdrawn.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="corrections")
    todo = models.OneToOneField(ToDo, on_delete=models.PROTECT, related_name="correction")
    asked_at = models.DateTimeField("提出时间")
    ended_at = models.DateTimeField("办结时间", null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField("证明材料", max_length=150, default="", blank=True)
    sort = models.CharField("格式", max_length=6, default="", blank=True)
    file = SealedField("证明材料内容", null=True)

    of_person = {"person": goes_along("更正申请", Q(ended_at__isnull=True))}
    secrecy = secrecy.declare(
        public="id uid",
        internal="todo asked_at ended_at sort",
        sensitive="person decided_by file_name",
        key="file",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person",),
                condition=Q(ended_at__isnull=True),
                name="correction_one_at_a_time",
            ),
            models.CheckConstraint(
                name="correction_decided_by_other_eyes",
                condition=Q(decided_by__isnull=True)
                | Q(ended_at__isnull=False) & ~Q(decided_by=F("person")),
            ),
        )

    def __str__(self) -> str:
        return f"correction {self.pk}"


class RequestedItem(Sealing):
    """One item, under the name it has on `Person`, as the member says it should be, and why.

    proof: his words. reason: why it was refused. Both sealed, since people write numbers there.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(CorrectionRequest, on_delete=models.PROTECT, related_name="items")
    item = models.CharField("项目", max_length=30)
    value = SealedField("应当是", null=True)
    proof = SealedField("依据")
    verdict = models.CharField("结果", max_length=10, choices=Verdict, default=Verdict.WAITING)
    reason = SealedField("没有更正的理由", null=True)

    secrecy = secrecy.declare(
        public="id uid", internal="request item verdict", key="value proof reason"
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("request", "item"), name="an_item_once_in_a_request"),
            models.CheckConstraint(
                name="item_refused_with_a_reason",
                condition=~Q(verdict="refused") | Q(reason__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.item} of correction {self.request_id}"
