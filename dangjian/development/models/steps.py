"""A step that was taken, and the papers it left."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q

from dangjian.development.models.cases import Development, LocalStep
from dangjian.kernel import secrecy
from dangjian.openness.models import Notice
from dangjian.registry.models import Organization, Person


class Outcome(models.TextChoices):
    """What people decided or found in a step. The software never says one."""

    DONE = "done", "办好了"
    AGREED = "agreed", "同意"
    NOT_AGREED = "not_agreed", "不同意"
    PASSED = "passed", "合格"
    FAILED = "failed", "不合格"
    ON_TIME = "on_time", "按期转正"
    EXTENDED = "extended", "延长预备期"
    CANCELLED = "cancelled", "取消预备党员资格"


NEGATIVE = (Outcome.NOT_AGREED, Outcome.FAILED)
"""Outcomes after which the step has to be taken anew before anything goes on."""


class StepTaken(models.Model):
    """One step of a development, taken on a day outside the platform and entered with its papers.

    step: its name in rules.table, or "local" with the step a locality added. turn: 0, and 1 once
    the probation was extended: conversion is gone through again. office: whose decision it was.
    entered_by enters what others decided. late: why it was later than the rule has it (a special
    case, Art. 25). then_words, then_paper: of a step of before the rules of 2014, that it was done
    by those of its day, and by whose word that is taken for good. days, hours: of training. months:
    of an extension. Written once.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    development = models.ForeignKey(Development, on_delete=models.PROTECT, related_name="taken")
    step = models.CharField("哪一步", max_length=30)
    local = models.ForeignKey(LocalStep, on_delete=models.PROTECT, null=True, related_name="+")
    turn = models.PositiveSmallIntegerField("第几轮", default=0)
    done_on = models.DateField("哪天办的")
    outcome = models.CharField("结果", max_length=12, choices=Outcome, default=Outcome.DONE)
    office = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    late = models.CharField("延长审批的原因", max_length=200, default="", blank=True)
    days = models.DecimalField("培训天数", max_digits=4, decimal_places=1, null=True)
    hours = models.DecimalField("培训学时", max_digits=5, decimal_places=1, null=True)
    months = models.PositiveSmallIntegerField("延长几个月", null=True)
    notice = models.OneToOneField(
        Notice, on_delete=models.PROTECT, null=True, related_name="development_step"
    )
    then_words = models.CharField("按当时规定办的说明", max_length=200, default="", blank=True)
    then_paper = models.CharField(
        "上级的意见（名称、文号）", max_length=120, default="", blank=True
    )
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.CharField("为什么撤回", max_length=200, default="", blank=True)

    secrecy = secrecy.declare(
        public="id uid",
        internal="step local turn done_on office days hours months notice entered_at withdrawn_at",
        sensitive=(
            "development outcome late then_words then_paper entered_by withdrawn_by"
            " withdrawn_reason"
        ),
    )

    class Meta:
        ordering = ("done_on", "pk")
        constraints = (
            models.CheckConstraint(
                name="step_taken_local_or_national",
                condition=Q(step="local", local__isnull=False)
                | ~Q(step="local") & Q(local__isnull=True),
            ),
            models.UniqueConstraint(
                fields=("development", "step", "turn"),
                condition=Q(
                    step__in=("apply", "name_activist", "list_candidate", "approve", "archive")
                ),
                name="step_taken_once",
            ),
            models.CheckConstraint(
                name="step_of_before_2014_on_somebodys_word",
                condition=Q(then_words="", then_paper="")
                | ~Q(then_words="") & ~Q(then_paper="") & Q(done_on__lt=dt.date(2014, 5, 28)),
            ),
            models.CheckConstraint(
                name="step_withdrawn_says_why",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
            ),
        )
        indexes = (models.Index(fields=["step", "done_on"], name="step_taken_on"),)

    def __str__(self) -> str:
        return f"{self.step} of {self.development_id}"


class Paper(models.Model):
    """A paper of a step: what it is called, its day, who signed it, and its number if it has one.

    The sheet itself lies in the file of the branch or committee.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    taken = models.ForeignKey(StepTaken, on_delete=models.PROTECT, related_name="papers")
    name = models.CharField("材料", max_length=60)
    dated_on = models.DateField("落款日期")
    signer = models.CharField("签字人或盖章单位", max_length=60)
    number = models.CharField("编号或文号", max_length=60, default="", blank=True)

    secrecy = secrecy.declare(
        public="id uid", internal="name dated_on", sensitive="taken signer number"
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("taken", "name"), name="paper_once_in_a_step"),
            models.CheckConstraint(name="paper_is_signed", condition=~Q(signer="")),
        )

    def __str__(self) -> str:
        return self.name
