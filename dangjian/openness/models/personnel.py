"""Decided appointments and removals: a dated list that stays, corrected in sight, never changed."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.flow.models import Moving
from dangjian.kernel import secrecy
from dangjian.openness.models.notices import Notice
from dangjian.registry.models import Organization, Person


class Turn(models.TextChoices):
    """What was decided of somebody."""

    APPOINTED = "appointed", "任职"
    REMOVED = "removed", "免职"
    VOID = "void", "作废"


class Listing(models.TextChoices):
    """Where an entry stands; the moves are in rules.disclosure_tables."""

    ENTERED = "entered", "等保密审查"
    LISTED = "listed", "已经登出"
    REFUSED = "refused", "没有登出"


class PersonnelEntry(Moving):
    """One line of the list. notice: the closed publicity notice that went before, if there was one.

    issuer: what the organization is called at the time. corrects: the line that this one stands in
    place of; both stay, with the reason. A void line takes the place of one that should not be
    there and names nobody.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    issuer = models.CharField("公布单位", max_length=120)
    turn = models.CharField("任还是免", max_length=10, choices=Turn)
    name = models.CharField("姓名", max_length=20, default="", blank=True)
    post = models.CharField("职务", max_length=80, default="", blank=True)
    decided_on = models.DateField("决定日期")
    document = models.CharField("文号", max_length=40, default="", blank=True)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, null=True, related_name="+")
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="corrections"
    )
    reason = models.CharField("更正的原因", max_length=200, default="", blank=True)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reviewed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField("编号的年份", null=True)
    serial = models.PositiveIntegerField("编号", null=True)
    listed_at = models.DateTimeField("什么时候登出", null=True)

    secrecy = secrecy.declare(
        public=(
            "id uid organization issuer turn name post decided_on document notice corrects reason"
            " year serial listed_at"
        ),
        internal="case state",
        sensitive="author reviewed_by",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="personnel_state", condition=Q(state__in=[one.value for one in Listing])
            ),
            models.CheckConstraint(
                name="personnel_reviewed_by_other_eyes", condition=~Q(reviewed_by=F("author"))
            ),
            models.CheckConstraint(
                name="personnel_listed_is_reviewed_and_dated",
                condition=~Q(state=Listing.LISTED.value)
                | Q(reviewed_by__isnull=False, serial__isnull=False, listed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="personnel_names_somebody_unless_void",
                condition=Q(turn=Turn.VOID.value, name="", post="", corrects__isnull=False)
                | ~Q(turn=Turn.VOID.value) & ~Q(name="") & ~Q(post=""),
            ),
            models.CheckConstraint(
                name="personnel_has_a_notice_or_a_number",
                condition=Q(notice__isnull=False) | ~Q(document="") | Q(turn=Turn.VOID.value),
            ),
            models.CheckConstraint(
                name="personnel_correction_says_why",
                condition=Q(corrects__isnull=True) | ~Q(reason=""),
            ),
            models.UniqueConstraint(fields=("year", "serial"), name="personnel_number_once"),
            models.UniqueConstraint(
                fields=("corrects",),
                condition=~Q(state=Listing.REFUSED.value),
                name="personnel_corrected_once",
            ),
        )
        indexes = (
            models.Index(
                fields=["-decided_on", "-id"],
                condition=Q(listed_at__isnull=False),
                name="personnel_newest",
            ),
        )

    def __str__(self) -> str:
        return self.number or f"entry {self.pk}"

    @property
    def state_label(self) -> str:
        """Where it stands, in words."""
        return str(Listing(self.state).label)

    @property
    def number(self) -> str:
        """RM-2026-0012; "" before it is listed."""
        return f"RM-{self.year}-{self.serial:04d}" if self.serial else ""
