"""What a member's dues are computed from: his class and his base, from which month on (§2.6)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models import Organization, Person
from dangjian.registry.models.shares import goes_along
from dangjian.registry.models.validity import Dated, once_at_a_time


class Payer(models.TextChoices):
    """交纳类别, as the regulation tells them apart."""

    EMPLOYED = "employed", "按月领取工资"
    ANNUAL = "annual", "实行年薪制"
    SELF_EMPLOYED = "self_employed", "不按月取得收入（个体经营等）"
    RETIRED = "retired", "离退休"
    FARMER = "farmer", "农民"
    STUDENT = "student", "学生（没有工资收入）"
    LOW_INCOME = "low_income", "下岗失业、抚恤救济、低保"


class Declaration(Dated, Sealing):
    """The class and base of a member from the first day of a month on.

    base: yuan a month with two decimals, sealed: what somebody earns. None where the class pays a
    fixed amount. A change counts from its month; what stood before stays on record.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="dues_declarations")
    payer = models.CharField("交纳类别", max_length=14, choices=Payer)
    base = SealedField("计算基数（元/月）", null=True)
    document = models.CharField("依据", max_length=120, default="", blank=True)
    declared_at = models.DateTimeField("登记时间")
    declared_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    of_person = {"person": goes_along("党费申报")}
    secrecy = secrecy.declare(
        public="id uid",
        internal="person valid declared_at",
        sensitive="payer document declared_by",
        key="base",
    )

    class Meta:
        constraints = (
            once_at_a_time(
                "one_declaration_at_a_time", "person", sentence="这个月已经登记了另一种交纳类别。"
            ),
            models.CheckConstraint(
                name="declaration_has_a_base_where_one_counts",
                condition=Q(payer__in=("farmer", "student", "low_income"), base__isnull=True)
                | Q(
                    payer__in=("employed", "annual", "self_employed", "retired"),
                    base__isnull=False,
                ),
            ),
        )

    def __str__(self) -> str:
        return f"declaration {self.pk} of {self.person_id}"


class FarmerAmount(Dated):
    """What a farmer pays a month in an organization and everything under it, from a month on."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="farmer_amounts"
    )
    amount = models.DecimalField("每月数额（元）", max_digits=4, decimal_places=2)
    document = models.CharField("依据文件", max_length=120)

    secrecy = secrecy.declare(public="id organization valid amount document")

    class Meta:
        constraints = (
            once_at_a_time(
                "one_farmer_amount_at_a_time",
                "organization",
                sentence="这个月已经定过农民党员的数额。",
            ),
            models.CheckConstraint(
                name="farmer_amount_says_by_which_paper", condition=~Q(document="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.amount}"
