"""介绍信 and 党员证明信: papers a member carries, numbered by the committee that gives them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models import Organization, Person
from dangjian.registry.models.shares import goes_along
from dangjian.transfers.models.transfers import Transfer


class IntroductionKind(models.TextChoices):
    """What kind of paper."""

    LETTER = "letter", "组织关系介绍信"
    CERTIFICATE = "certificate", "党员证明信"


class Introduction(Sealing):
    """One paper as it was given. A number is used once, also by one that was voided.

    number: counts the papers of a kind that an issuer gave in a year. addressee: to whom. words:
    its sentences as printed, sealed since they hold the identity number. handler: who gave it.
    receipt_on, receipt_from: of a letter, the day and the organization that acknowledged it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("种类", max_length=12, choices=IntroductionKind)
    transfer = models.ForeignKey(
        Transfer, on_delete=models.PROTECT, null=True, related_name="introductions"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="introductions")
    issuer = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveIntegerField("编号")
    addressee = models.CharField("写给谁", max_length=120)
    words = SealedField("正文")
    issued_on = models.DateField("开具日期")
    valid_until = models.DateField("有效到")
    handler = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    receipt_on = models.DateField("回执日期", null=True)
    receipt_from = models.CharField("回执单位", max_length=120, default="", blank=True)
    voided_on = models.DateField("作废日期", null=True)
    voided_for = models.CharField("作废原因", max_length=200, default="", blank=True)

    of_person = {"person": goes_along("介绍信")}
    secrecy = secrecy.declare(
        public="id uid",
        internal="kind transfer issuer year number issued_on valid_until receipt_on voided_on",
        sensitive="person addressee handler receipt_from voided_for",
        key="words",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("issuer", "kind", "year", "number"), name="introduction_number_once"
            ),
            models.UniqueConstraint(
                fields=("transfer",),
                condition=Q(voided_on__isnull=True),
                name="introduction_one_of_a_transfer",
            ),
            models.CheckConstraint(
                name="introduction_letters_belong_to_a_transfer",
                condition=Q(kind="letter", transfer__isnull=False)
                | Q(kind="certificate", transfer__isnull=True),
            ),
            models.CheckConstraint(
                name="introduction_valid_from_its_day", condition=Q(valid_until__gte=F("issued_on"))
            ),
            models.CheckConstraint(
                name="introduction_voided_with_a_reason",
                condition=Q(voided_on__isnull=True, voided_for="")
                | Q(voided_on__isnull=False) & ~Q(voided_for=""),
            ),
        )

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """Its number as it stands on the paper: 〔2026〕第003号."""
        return f"〔{self.year}〕第{self.number:03d}号"
