"""专家咨询: the register of experts, and what clerks ask them (C4)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.flow.models import ToDo
from dangjian.kernel import secrecy
from dangjian.registry.models import Organization, Person
from dangjian.registry.models.shares import goes_along


class Expert(models.Model):
    """Somebody an office named for a field; whoever works under that office may ask him."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="expertise")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="experts", verbose_name="由哪里聘请"
    )
    field = models.CharField("领域", max_length=30)
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    named_on = models.DateField("聘请日期")
    ended_on = models.DateField("停聘日期", null=True)

    of_person = {"person": goes_along("专家聘请", Q(ended_on__isnull=True))}
    secrecy = secrecy.declare(
        public="id uid organization field named_on ended_on",
        internal="person",
        sensitive="named_by",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="an_expert_once_for_a_field",
                fields=("person", "organization", "field"),
                condition=Q(ended_on__isnull=True),
                violation_error_message="这位同志已经是这个领域的专家。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}（{self.field}）"


class Stage(models.TextChoices):
    """Where a consultation stands."""

    ASKED = "asked", "等专家答复"
    DECLINED = "declined", "专家不便答复"
    ANSWERED = "answered", "等提问人定"
    NOTED = "noted", "已存为答问"
    WITHDRAWN = "withdrawn", "撤回了"


class Reach(models.TextChoices):
    """Who finds the note a consultation became."""

    INTERNAL = "internal", "内部：各级经办人查得到"
    PUBLIC = "public", "公开：人人查得到"


class Consultation(models.Model):
    """A clerk asks an expert; the answer becomes a note. words: why an expert did not answer."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="consultations"
    )
    asker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consultations")
    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="consultations")
    subject = models.CharField("一句话说明", max_length=60)
    question = models.TextField("问题")
    asked_at = models.DateTimeField("提问时间")
    stage = models.CharField("状态", max_length=10, choices=Stage)
    words = models.CharField("不便答复的原因", max_length=200, default="", blank=True)
    answer = models.TextField("答复", default="", blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField("答复时间", null=True)
    reach = models.CharField("谁查得到", max_length=8, choices=Reach, default="", blank=True)
    noted_at = models.DateTimeField("存为答问时间", null=True)
    todo = models.OneToOneField(
        ToDo, on_delete=models.PROTECT, null=True, related_name="forum_consultation"
    )

    of_person = {"asker": goes_along("专家咨询")}
    secrecy = secrecy.declare(
        public="id uid",
        internal="organization expert subject question asked_at stage answer answered_at reach"
        " noted_at todo",
        sensitive="asker words answered_by",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="consultation_answered_by_somebody_else",
                condition=(
                    Q(answered_by__isnull=True, answered_at__isnull=True, answer="")
                    & ~Q(stage__in=("answered", "noted"))
                )
                | (
                    Q(answered_by__isnull=False, answered_at__isnull=False)
                    & ~Q(answer="")
                    & ~Q(answered_by=F("asker"))
                ),
            ),
            models.CheckConstraint(
                name="consultation_noted_for_somebody",
                condition=(Q(stage="noted", noted_at__isnull=False) & ~Q(reach=""))
                | (~Q(stage="noted") & Q(noted_at__isnull=True, reach="")),
            ),
        )
        indexes = (
            models.Index(fields=["asker", "-id"], name="consultation_of_asker"),
            models.Index(fields=["expert", "-id"], name="consultation_of_expert"),
            models.Index(
                fields=["reach", "-noted_at"],
                condition=Q(stage="noted"),
                name="consultation_noted",
            ),
        )

    def __str__(self) -> str:
        return self.subject
