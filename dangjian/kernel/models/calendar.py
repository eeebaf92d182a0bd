"""The State Council's holiday notices, one per year, every version kept."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from dangjian.kernel import secrecy
from dangjian.kernel.confirmation import Confirmation
from dangjian.kernel.notices import EARLIEST, LATEST, Notice, from_mapping, to_mapping


class HolidayNoticeQuerySet(models.QuerySet["HolidayNotice"]):
    def in_force(self) -> HolidayNoticeQuerySet:
        """The version of each year that counts today: the one nobody superseded."""
        return self.filter(superseded_on__isnull=True)


class HolidayNotice(models.Model):
    """One version of one year's notice.

    `holidays` and `makeup` are as `notices.from_mapping` documents them. A correction is a new row
    that names the one it `replaces`; the old row only gains `superseded_on`. Nothing is deleted.
    `seeded` marks what came with a release, so that a release never overrides a clerk.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year = models.PositiveSmallIntegerField("年份")
    holidays = models.JSONField("放假")
    makeup = models.JSONField("调休上班")
    title = models.CharField("标题", max_length=200, blank=True)
    number = models.CharField("文号", max_length=60, blank=True)
    number_confirmation = models.CharField(
        "文号核对", max_length=1, choices=Confirmation.choices, default=Confirmation.UNCONFIRMED
    )
    issued_on = models.DateField("发文日期", null=True, blank=True)
    source = models.TextField("来源", blank=True)
    seeded = models.BooleanField("随版本发布", default=False)
    imported_on = models.DateField("录入日期")
    superseded_on = models.DateField("被替换日期", null=True, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    secrecy = secrecy.declare(
        public="id uid year holidays makeup title number number_confirmation issued_on source",
        internal="seeded imported_on superseded_on replaces",
    )

    objects = HolidayNoticeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(superseded_on__isnull=True),
                name="holiday_notice_one_in_force",
                violation_error_message="这一年的放假通知已经录入。",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=EARLIEST, year__lte=LATEST), name="holiday_notice_year"
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}年放假通知"

    @classmethod
    def of(cls, notice: Notice) -> HolidayNotice:
        """An unsaved row with the content of the notice."""
        content = to_mapping(notice) | {"issued_on": notice.issued_on}
        return cls(**content)

    @property
    def notice(self) -> Notice:
        """The row's content as a value."""
        content = {name: getattr(self, name) for name in CONTENT}
        return from_mapping(content)


CONTENT = (
    "year",
    "holidays",
    "makeup",
    "title",
    "number",
    "number_confirmation",
    "issued_on",
    "source",
)
