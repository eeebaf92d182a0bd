"""Who takes no part without proper reason, and who has one (党章 2022 Art. 9)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models import Person
from dangjian.registry.models.shares import goes_along
from dangjian.registry.models.validity import Dated, once_at_a_time


class Ground(models.TextChoices):
    """Proper reasons: with one of them, not coming is no absence (教育管理条例 2019 Art. 23)."""

    ILLNESS = "illness", "生病、住院"
    AGE = "age", "年老体弱，行动不便"
    DISABLED = "disabled", "残疾，行动不便"
    CHILDBIRTH = "childbirth", "怀孕、生育、哺乳"
    CARE = "care", "照料重病的家人"
    ABROAD = "abroad", "出国（境）"
    AWAY = "away", "外出流动，在流入地参加"
    DUTY = "duty", "因公出差、学习培训、值班"
    OTHER = "other", "其他正当理由"


class What(models.TextChoices):
    """What somebody does not do, each by itself enough (党章 Art. 9)."""

    LIFE = "life", "不参加组织生活"
    DUES = "dues", "不交纳党费"
    WORK = "work", "不做党所分配的工作"


class Excuse(Dated, Sealing):
    """Days on which a member has a proper reason not to take part. words: sealed, it may speak of
    illness."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="excuses")
    ground = models.CharField("什么理由", max_length=10, choices=Ground)
    words = SealedField("说明", null=True)
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    of_person = {"person": goes_along("不参加组织生活的正当理由")}
    secrecy = secrecy.declare(
        public="id uid",
        internal="entered_at",
        sensitive="person valid entered_by",
        key="ground words",
    )

    class Meta:
        ordering = ("-valid",)
        constraints = (
            once_at_a_time(
                "excused_once_at_a_time", "person", sentence="这段时间已经登记了正当理由。"
            ),
        )

    def __str__(self) -> str:
        return f"excuse {self.pk}"


class Inactivity(Dated, Sealing):
    """Since when a member does one of these things no more without proper reason, until he takes
    part again. efforts: sealed; who talked to him, when, and what he said.

    It decides nothing: at the months of the rule people are told, and they decide.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="inactivities")
    what = models.CharField("哪一种情况", max_length=6, choices=What)
    efforts = SealedField("谈话提醒的情况", null=True)
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    over_words = models.CharField("怎样恢复的", max_length=200, default="", blank=True)

    of_person = {"person": goes_along("没有正当理由不参加的记录")}
    secrecy = secrecy.declare(
        public="id uid",
        internal="entered_at",
        sensitive="person what valid entered_by over_words",
        key="efforts",
    )

    class Meta:
        ordering = ("-valid",)
        constraints = (
            once_at_a_time(
                "inactive_once_at_a_time",
                "person",
                "what",
                sentence="这段时间已经登记了这一种情况。",
            ),
            models.CheckConstraint(
                name="inactivity_over_says_how",
                condition=Q(valid__upper_inf=True) | ~Q(over_words=""),
            ),
        )

    def __str__(self) -> str:
        return f"inactivity {self.pk}"
