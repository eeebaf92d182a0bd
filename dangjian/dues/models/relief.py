"""少交、免交: proposed by the branch, approved by the superior committee, from month to month."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.flow.models import Moving
from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models import Organization, Person
from dangjian.registry.models.shares import goes_along


class ReliefKind(models.TextChoices):
    EXEMPT = "exempt", "免交"
    LESS = "less", "少交"


class ReliefState(models.TextChoices):
    """Where it stands; the moves are in rules.tables."""

    PROPOSED = "proposed", "等上级党委审批"
    APPROVED = "approved", "批准了"
    REFUSED = "refused", "没有批准"
    WITHDRAWN = "withdrawn", "支部撤回了"


class Relief(Moving, Sealing):
    """Months (both included, by their first days) for which a member pays less, or nothing.

    organization: the branch that proposed it. amount: what he pays a month instead, for `less`.
    reason: sealed, it speaks of illness and need. document: the paper of approval. ended_from: the
    first month for which an approved one holds no more, ended before its time; ended_reason sealed.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="dues_reliefs")
    kind = models.CharField("少交还是免交", max_length=8, choices=ReliefKind)
    amount = models.DecimalField("每月交多少（元）", max_digits=9, decimal_places=2, null=True)
    from_month = models.DateField("从哪个月")
    to_month = models.DateField("到哪个月")
    reason = SealedField("原因")
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    document = models.CharField("批准文件", max_length=120, default="", blank=True)
    ended_from = models.DateField("从哪个月起不再减免", null=True)
    ended_reason = SealedField("为什么提前结束", null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    of_person = {"person": goes_along("党费减免", Q(state="proposed"))}
    secrecy = secrecy.declare(
        public="id uid",
        internal="case state organization from_month to_month ended_from",
        sensitive="person kind amount proposed_by decided_by document ended_by",
        key="reason ended_reason",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="relief_state", condition=Q(state__in=[one.value for one in ReliefState])
            ),
            models.CheckConstraint(
                name="relief_amount_where_less",
                condition=Q(kind="exempt", amount__isnull=True) | Q(kind="less", amount__gt=0),
            ),
            models.CheckConstraint(
                name="relief_of_whole_months",
                condition=Q(from_month__day=1, to_month__day=1, to_month__gte=F("from_month")),
            ),
            models.CheckConstraint(
                name="relief_decided_by_other_eyes",
                condition=~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="relief_approved_by_somebody_with_a_paper",
                condition=~Q(state="approved") | Q(decided_by__isnull=False) & ~Q(document=""),
            ),
            models.CheckConstraint(
                name="relief_ended_early_within_its_months",
                condition=Q(ended_from__isnull=True, ended_reason__isnull=True)
                | Q(
                    state="approved",
                    ended_from__day=1,
                    ended_from__gte=F("from_month"),
                    ended_from__lte=F("to_month"),
                    ended_reason__isnull=False,
                ),
            ),
        )
        indexes = (models.Index(fields=["person", "from_month"], name="relief_of_person"),)

    def __str__(self) -> str:
        return f"relief {self.pk}"

    def holds_in(self, month: dt.date) -> bool:
        """Whether its months, as far as it was not ended early, include this one (by its first
        day)."""
        ended = self.ended_from is not None and self.ended_from <= month
        return self.from_month <= month <= self.to_month and not ended
