"""Discipline and handling of a member (党纪处分, 组织处置) that leave him in the Party (A12).

Expulsion, 劝退 and 除名 end membership: they stand in `Standing` and nowhere else.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models.person import Person
from dangjian.registry.models.shares import goes_along
from dangjian.registry.models.validity import Dated, once_at_a_time


class SanctionKind(models.TextChoices):
    """What was decided (党章 2022 Art. 41; 不合格党员组织处置办法 2024)."""

    WARNING = "warning", "警告"
    SERIOUS = "serious", "严重警告"
    POSTS_REMOVED = "posts_removed", "撤销党内职务"
    WATCHED = "watched", "留党察看"
    CORRECTION = "correction", "限期改正"


TIMED = (SanctionKind.WATCHED, SanctionKind.CORRECTION)
"""Kinds that are decided for a number of months."""


class Sanction(Dated, Sealing):
    """One decision on a member, by an organ, with its paper. valid: from the day it took effect
    until the day a person entered that it is over; for nothing is lifted by the calendar.

    months, due_on: the term decided and its last day, for `TIMED`. reason: sealed. over_document,
    over_words: by what it ended, and what was found then. withdrawn: why it was entered by mistake
    (the range is empty).
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sanctions")
    kind = models.CharField("决定", max_length=14, choices=SanctionKind)
    months = models.PositiveSmallIntegerField("期限（月）", null=True)
    due_on = models.DateField("期限到哪天", null=True)
    organ = models.CharField("作出决定的党组织", max_length=120)
    document = models.CharField("决定的文件", max_length=120)
    decided_on = models.DateField("作出决定的日期")
    reason = SealedField("事由")
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    over_document = models.CharField("结束的依据", max_length=120, default="", blank=True)
    over_words = models.CharField("结束时怎样认定", max_length=200, default="", blank=True)
    withdrawn = models.CharField("作废原因", max_length=120, default="", blank=True)

    of_person = {"person": goes_along("处分和组织处置")}
    secrecy = secrecy.declare(
        public="id uid",
        sensitive="entered_at entered_by",
        key=(
            "person kind valid months due_on organ document decided_on reason"
            " over_document over_words withdrawn"
        ),
    )

    class Meta:
        ordering = ("-decided_on", "-pk")
        constraints = (
            once_at_a_time(
                "sanction_once_at_a_time",
                "person",
                "kind",
                sentence="这段时间已经登记了同一种决定，请核对日期。",
            ),
            models.CheckConstraint(
                name="sanction_months_where_timed",
                condition=Q(
                    kind__in=[one.value for one in TIMED],
                    months__gte=1,
                    months__lte=24,
                    due_on__isnull=False,
                )
                | ~Q(kind__in=[one.value for one in TIMED])
                & Q(months__isnull=True, due_on__isnull=True),
            ),
            models.CheckConstraint(
                name="sanction_says_who_and_by_which_paper",
                condition=~Q(organ="") & ~Q(document=""),
            ),
            models.CheckConstraint(
                name="sanction_over_by_a_paper",
                condition=Q(valid__upper_inf=True) | ~Q(over_document="") | ~Q(withdrawn=""),
            ),
        )

    def __str__(self) -> str:
        return f"sanction {self.pk}"
