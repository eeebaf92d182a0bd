"""党费账: entries that are added and never changed; a mistake is reversed by an entry of its own.

The trigger of the first migration holds it against everybody: nothing is changed or deleted, and a
reversal has the same account, kind, payer and months as what it reverses, with the amount opposite.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.kernel import secrecy
from dangjian.registry.models import Organization, Person
from dangjian.registry.models.shares import stays


class EntryKind(models.TextChoices):
    """What moved outside the system, seen from the account it is booked in."""

    RECEIPT = "receipt", "收党员党费"
    VOLUNTARY = "voluntary", "收自愿多交的党费"
    FROM_BELOW = "from_below", "收下级上缴"
    RETURNED = "returned", "收上级返还"
    HANDED_UP = "handed_up", "上缴上级"
    TO_BELOW = "to_below", "返还下级"
    SPENT = "spent", "使用党费"
    TAKEN_OVER = "taken_over", "转入结余"
    GIVEN_OVER = "given_over", "转出结余"


INCOMING = (
    EntryKind.RECEIPT,
    EntryKind.VOLUNTARY,
    EntryKind.FROM_BELOW,
    EntryKind.RETURNED,
    EntryKind.TAKEN_OVER,
)
"""Kinds by which the balance grows; the others lessen it."""

CARRIED = (EntryKind.TAKEN_OVER, EntryKind.GIVEN_OVER)
"""What an account held, carried to the heir of an organization that ended: always two entries, one
in each account. A trigger of migration 0003 holds that none stands alone."""


class Way(models.TextChoices):
    """How it came or went, outside the system; BOOKS: it only changed the account it stands in."""

    CASH = "cash", "现金"
    TRANSFER = "transfer", "转账"
    BOOKS = "books", "账上结转"


class Entry(models.Model):
    """One line of an organization's account. amount: yuan, above zero for what came in, below it
    for what went out; a reversal has the opposite sign.

    number: counted within the account and the year it is booked in. payer, from_month, to_month:
    of receipts; how the amount spreads over the months stands in `Share`. other: whom it was
    handed up or given over to, or came from. to_centre: an extra payment so large that it goes
    wholly to the Centre. on: the day it moved; a reversal bears the day on which it was booked.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="dues_entries"
    )
    kind = models.CharField("种类", max_length=10, choices=EntryKind)
    amount = models.DecimalField("金额（元）", max_digits=12, decimal_places=2)
    on = models.DateField("日期")
    way = models.CharField("怎样收付", max_length=8, choices=Way)
    payer = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="dues_entries"
    )
    from_month = models.DateField("从哪个月", null=True)
    to_month = models.DateField("到哪个月", null=True)
    other = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, related_name="+")
    to_centre = models.BooleanField("全部上缴中央", default=False)
    document = models.CharField("凭证号", max_length=60, default="", blank=True)
    note = models.CharField("摘要", max_length=120, default="", blank=True)
    year = models.PositiveSmallIntegerField("编号的年份")
    serial = models.PositiveIntegerField("编号")
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="reversal"
    )
    reason = models.CharField("冲正的原因", max_length=120, default="", blank=True)
    booked_at = models.DateTimeField("记账时间")
    booked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    of_person = {"payer": stays("党费账目")}
    secrecy = secrecy.declare(
        public="id uid",
        internal="organization kind on way other to_centre year serial reverses booked_at",
        sensitive="amount payer from_month to_month document note reason booked_by",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organization", "year", "serial"), name="entry_numbered_once"
            ),
            models.CheckConstraint(
                name="entry_sign_by_its_kind",
                condition=Q(reverses__isnull=False)
                | Q(kind__in=INCOMING, amount__gt=0)
                | ~Q(kind__in=INCOMING) & Q(amount__lt=0),
            ),
            models.CheckConstraint(
                name="entry_of_a_payer_or_an_organization",
                condition=Q(kind__in=("receipt", "voluntary"), payer__isnull=False)
                | ~Q(kind__in=("receipt", "voluntary")) & Q(payer__isnull=True),
            ),
            models.CheckConstraint(
                name="entry_receipt_covers_whole_months",
                condition=Q(
                    kind="receipt",
                    from_month__day=1,
                    to_month__day=1,
                    to_month__gte=F("from_month"),
                )
                | ~Q(kind="receipt") & Q(from_month__isnull=True, to_month__isnull=True),
            ),
            models.CheckConstraint(
                name="entry_carried_in_the_books_alone",
                condition=Q(
                    kind__in=("taken_over", "given_over"),
                    way="books",
                    other__isnull=False,
                    reverses__isnull=True,
                )
                | ~Q(kind__in=("taken_over", "given_over")) & ~Q(way="books"),
            ),
            models.CheckConstraint(
                name="entry_to_centre_is_voluntary",
                condition=Q(to_centre=False) | Q(kind="voluntary"),
            ),
            models.CheckConstraint(
                name="entry_reversed_for_a_reason",
                condition=Q(reverses__isnull=True, reason="")
                | Q(reverses__isnull=False) & ~Q(reason=""),
            ),
        )
        indexes = (
            models.Index(fields=["organization", "on"], name="entry_of_account"),
            models.Index(fields=["payer"], condition=Q(payer__isnull=False), name="entry_of_payer"),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """2026-0012: within the account."""
        return f"{self.year}-{self.serial:04d}"


class Share(models.Model):
    """The part of a receipt that pays one month (by its first day)."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="shares")
    month = models.DateField("月份")
    amount = models.DecimalField("金额（元）", max_digits=12, decimal_places=2)

    secrecy = secrecy.declare(public="id", internal="entry month", sensitive="amount")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("entry", "month"), name="a_month_once_in_a_receipt"),
            models.CheckConstraint(name="share_of_a_whole_month", condition=Q(month__day=1)),
        )
        indexes = (models.Index(fields=["month", "entry"], name="share_of_month"),)

    def __str__(self) -> str:
        return f"{self.month} of entry {self.entry_id}"
