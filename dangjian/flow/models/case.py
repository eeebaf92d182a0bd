"""A case: what has happened to it, which terms run, and who must not have it.

The state stands on the noun the case belongs to (`Moving`); the noun links to the case, and the
case knows nothing of the noun.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.flow.models.edition import Edition
from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models import Organization, Person
from dangjian.registry.models.shares import goes_along


class Case(models.Model):
    """One run through a table of moves.

    organization: where it was opened. round: counts its steps; a form carries the round it was
    drawn on. continues: the case that ended by becoming this one (a letter turned into a petition).
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="cases")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("开始时间")
    closed_at = models.DateTimeField("结束时间", null=True)
    round = models.PositiveIntegerField("第几步", default=0)
    continues = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="continued_as"
    )

    secrecy = secrecy.declare(
        public="id uid",
        internal="edition organization opened_at closed_at round continues",
    )

    class Meta:
        indexes = (
            models.Index(
                fields=["edition"], condition=Q(closed_at__isnull=True), name="case_running"
            ),
        )

    def __str__(self) -> str:
        return f"case {self.pk}"


class Moving(models.Model):
    """A noun that moves through a table. The room's own table names the states."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="%(class)s")
    state = models.CharField("状态", max_length=30)

    class Meta:
        abstract = True


class Step(Sealing):
    """One step: who made which move when, in which part, with which words.

    by: None for somebody without an account, and for the platform. words: sealed, since people name
    people in them. behalf: whose work it was, where a substitute made the step. Written once.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    round = models.PositiveIntegerField("第几步")
    move = models.CharField("做了什么", max_length=30)
    part = models.CharField("以什么身份", max_length=30)
    from_state = models.CharField(max_length=30)
    to_state = models.CharField(max_length=30)
    at = models.DateTimeField("时间")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    behalf = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, related_name="+")
    words = SealedField("附言", null=True)

    secrecy = secrecy.declare(
        public="id uid",
        internal="case round move part from_state to_state at office",
        sensitive="by behalf",
        key="words",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("case", "round"), name="step_one_in_a_round"),
        )
        indexes = (models.Index(fields=["move", "at"], name="step_by_move"),)

    def __str__(self) -> str:
        return f"{self.move} of case {self.case_id}"


class CaseTerm(models.Model):
    """One clock of a case, from the day it began to run. due_on: None while it is paused.

    rule: which version of the rule gave the days. theirs: a term of the other side. warned_on,
    escalated_on, level: reminders that went out, so that none goes out twice.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="terms")
    clock = models.CharField("期限", max_length=30)
    rule = models.UUIDField("依据的条款版本")
    started_on = models.DateField("从哪天起算")
    days = models.PositiveSmallIntegerField("几日")
    unit = models.CharField("怎样计算", max_length=10)
    paused_days = models.PositiveSmallIntegerField("暂停了几日", default=0)
    due_on = models.DateField("到哪天", null=True)
    ended_on = models.DateField("哪天办结", null=True)
    theirs = models.BooleanField("对方的期限", default=False)
    warned_on = models.DateField("哪天提醒过", null=True)
    escalated_on = models.DateField("哪天报告过上级", null=True)
    level = models.PositiveSmallIntegerField("报告到第几级", default=0)

    secrecy = secrecy.declare(
        public="id uid",
        internal=(
            "case clock rule started_on days unit paused_days due_on ended_on theirs warned_on"
            " escalated_on level"
        ),
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("case", "clock"),
                condition=Q(ended_on__isnull=True),
                name="term_runs_once_in_a_case",
            ),
        )
        indexes = (
            models.Index(
                fields=["due_on"], condition=Q(ended_on__isnull=True), name="term_running_due"
            ),
        )

    def __str__(self) -> str:
        return f"{self.clock} of case {self.case_id}"


class Pause(models.Model):
    """Days that do not count, with the reason that the rule admits."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    term = models.ForeignKey(CaseTerm, on_delete=models.PROTECT, related_name="pauses")
    reason = models.CharField("原因", max_length=100)
    from_on = models.DateField("从哪天")
    until_on = models.DateField("到哪天", null=True)

    secrecy = secrecy.declare(public="id uid", internal="term reason from_on until_on")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("term",), condition=Q(until_on__isnull=True), name="pause_one_at_a_time"
            ),
            models.CheckConstraint(
                name="pause_ends_after_it_began",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
            ),
        )


class Extension(Sealing):
    """More days for a term: who asked and why, who decided. Whoever asked does not decide.

    todo: where the decision is asked for.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    term = models.ForeignKey(CaseTerm, on_delete=models.PROTECT, related_name="extensions")
    days = models.PositiveSmallIntegerField("延长几日")
    reason = SealedField("理由")
    todo = models.OneToOneField(
        "flow.ToDo", on_delete=models.PROTECT, related_name="extension", verbose_name="待办"
    )
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("申请时间")
    granted = models.BooleanField("同意", null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("决定时间", null=True)

    secrecy = secrecy.declare(
        public="id uid",
        internal="term days todo asked_at granted decided_at",
        sensitive="asked_by decided_by",
        key="reason",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="extension_decided_by_other_eyes",
                condition=Q(granted__isnull=True, decided_by__isnull=True, decided_at__isnull=True)
                | Q(granted__isnull=False, decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(decided_by=F("asked_by")),
            ),
            models.UniqueConstraint(
                fields=("term",),
                condition=Q(granted__isnull=True) | Q(granted=True),
                name="extension_once_for_a_term",
            ),
        )


class Bar(Sealing):
    """An organization, with everything under it, or a person who must not have the case.

    The unit or person complained of, and whoever has to stand back (回避). Never lifted quietly:
    lifted_at keeps what was.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="bars")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="+"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reason = SealedField("原因")
    at = models.DateTimeField("时间")
    lifted_at = models.DateTimeField("解除时间", null=True)

    of_person = {"person": goes_along("回避")}
    secrecy = secrecy.declare(
        public="id uid", internal="at lifted_at", key="case organization person reason"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="bar_of_an_organization_or_a_person",
                condition=Q(organization__isnull=False, person__isnull=True)
                | Q(organization__isnull=True, person__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=["case"], condition=Q(lifted_at__isnull=True), name="bar_of_case"),
        )
