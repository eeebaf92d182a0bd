"""党费收支公布: the sums of a half-year, signed by other eyes, for the members.

Sums only. Who paid what stands in the ledger and is never put before others.
"""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.flow.models import Moving
from dangjian.kernel import secrecy
from dangjian.registry.models import Organization, Person


class Half(models.IntegerChoices):
    FIRST = 1, "上半年"
    SECOND = 2, "下半年"


class AccountState(models.TextChoices):
    """Where it stands; the moves are in rules.tables."""

    PREPARED = "prepared", "等审签"
    PUBLISHED = "published", "已经公布"
    RETURNED = "returned", "退回了"


def _sum(label: str) -> models.DecimalField:
    return models.DecimalField(label, max_digits=12, decimal_places=2)


class BranchAccount(Moving):
    """The account of one organization for one half-year; all sums in yuan, what went out as well
    above zero. A published one stays as it is, and its half-year is closed for further entries.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="dues_accounts"
    )
    year = models.PositiveSmallIntegerField("年份")
    half = models.PositiveSmallIntegerField("半年", choices=Half)
    opening = _sum("上期结余")
    receipts = _sum("收党员党费")
    voluntary = _sum("收自愿多交的党费")
    to_centre = _sum("其中全部上缴中央的")
    from_below = _sum("收下级上缴")
    returned = _sum("收上级返还")
    handed_up = _sum("上缴上级")
    to_below = _sum("返还下级")
    spent = _sum("使用党费")
    taken_over = _sum("转入结余")
    given_over = _sum("转出结余")
    closing = _sum("期末结余")
    prepared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField("编制时间")
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField("公布时间", null=True)

    secrecy = secrecy.declare(
        public="id uid",
        internal=(
            "case state organization year half opening receipts voluntary to_centre from_below"
            " returned handed_up to_below spent taken_over given_over closing"
            " prepared_by prepared_at signed_by published_at"
        ),
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="account_state", condition=Q(state__in=[one.value for one in AccountState])
            ),
            models.UniqueConstraint(
                fields=("organization", "year", "half"),
                condition=~Q(state="returned"),
                name="one_account_of_a_half_year",
            ),
            models.CheckConstraint(
                name="account_balances",
                condition=Q(
                    closing=F("opening")
                    + F("receipts")
                    + F("voluntary")
                    + F("from_below")
                    + F("returned")
                    + F("taken_over")
                    - F("handed_up")
                    - F("to_below")
                    - F("spent")
                    - F("given_over")
                ),
            ),
            models.CheckConstraint(
                name="account_signed_by_other_eyes", condition=~Q(signed_by=F("prepared_by"))
            ),
            models.CheckConstraint(
                name="account_published_is_signed",
                condition=~Q(state="published")
                | Q(signed_by__isnull=False, published_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return f"{self.year}年{self.get_half_display()}"

    @property
    def begins_on(self) -> dt.date:
        return dt.date(self.year, 1 if self.half == Half.FIRST else 7, 1)

    @property
    def ends_on(self) -> dt.date:
        """Its last day."""
        first = self.half == Half.FIRST
        return dt.date(self.year, 6, 30) if first else dt.date(self.year, 12, 31)
