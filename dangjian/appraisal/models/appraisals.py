"""The yearly appraisal of a branch's members (民主评议党员), and what was said of each."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.appraisal.models.participation import Ground
from dangjian.flow.models import Moving
from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models import Organization, Person
from dangjian.registry.models.shares import goes_along


class State(models.TextChoices):
    """Where an appraisal stands; the moves are in rules.tables."""

    OPENED = "opened", "支部正在评议"
    REPORTED = "reported", "等上级党委确认"
    RETURNED = "returned", "退回支部"
    CONFIRMED = "confirmed", "上级党委确认了"
    DROPPED = "dropped", "不办了"


OPEN = (State.OPENED, State.REPORTED, State.RETURNED)


class Decided(models.TextChoices):
    """Who said the opinion, collectively."""

    COMMITTEE = "committee", "支部委员会"
    MEETING = "meeting", "党员大会"


class Taking(models.TextChoices):
    """How somebody takes part: appraised; or without a grade: a probationer, or rightly absent."""

    DUE = "due", "参加评议"
    PROBATIONARY = "probationary", "预备党员，参加但不定等次"
    EXCUSED = "excused", "有正当理由没有参加，不定等次"


class Grade(models.TextChoices):
    EXCELLENT = "excellent", "优秀"
    QUALIFIED = "qualified", "合格"
    BASIC = "basic", "基本合格"
    UNQUALIFIED = "unqualified", "不合格"


VOTED = tuple(grade.value for grade in Grade)
"""The columns of a line that hold the paper votes for each grade."""


class Appraisal(Moving):
    """The appraisal of one branch and year. day: whose standing on that day makes the roll.

    self_on, mutual_on, poll_on, opinion_on: when each step was held; joined: with the 组织生活会.
    issued, returned: papers of the 民主测评. version, corrects: a confirmed one is never changed,
    only followed by another one that is confirmed anew. document: the superior's paper.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="appraisals"
    )
    year = models.PositiveSmallIntegerField("年度")
    version = models.PositiveSmallIntegerField("第几版", default=1)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="corrections"
    )
    correction = models.CharField("为什么更正", max_length=200, default="", blank=True)
    day = models.DateField("按哪天的党员名单")
    joined = models.BooleanField("和组织生活会一并开展", default=False)
    self_on = models.DateField("个人自评日期", null=True)
    mutual_on = models.DateField("党员互评日期", null=True)
    poll_on = models.DateField("民主测评日期", null=True)
    opinion_on = models.DateField("提出意见日期", null=True)
    opinion_by = models.CharField("由谁提出意见", max_length=10, choices=Decided, default="")
    issued = models.PositiveSmallIntegerField("发出测评表", null=True)
    returned = models.PositiveSmallIntegerField("收回测评表", null=True)
    opened_at = models.DateTimeField("发起时间")
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField("确认时间", null=True)
    document = models.CharField("上级确认的依据", max_length=120, default="", blank=True)

    secrecy = secrecy.declare(
        public="id uid",
        internal=(
            "case state organization year version corrects day joined self_on mutual_on poll_on"
            " opinion_on opinion_by issued returned opened_at confirmed_at document"
        ),
        sensitive="correction opened_by reported_by confirmed_by",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="appraisal_state", condition=Q(state__in=[one.value for one in State])
            ),
            models.UniqueConstraint(
                fields=("organization", "year"),
                condition=Q(state__in=[one.value for one in OPEN]),
                name="appraisal_one_open_a_year",
                violation_error_message="这一年的民主评议正在办。",
            ),
            models.UniqueConstraint(
                fields=("organization", "year", "version"),
                condition=~Q(state="dropped"),
                name="appraisal_version_once",
            ),
            models.CheckConstraint(
                name="appraisal_steps_in_order",
                condition=Q(self_on__isnull=True)
                | Q(mutual_on__isnull=True)
                | Q(mutual_on__gte=F("self_on")),
            ),
            models.CheckConstraint(
                name="appraisal_papers_came_from_those_issued",
                condition=Q(returned__isnull=True) | Q(returned__lte=F("issued")),
            ),
            models.CheckConstraint(
                name="appraisal_confirmed_by_other_eyes",
                condition=~Q(confirmed_by=F("reported_by")),
            ),
            models.CheckConstraint(
                name="appraisal_confirmed_by_somebody_with_a_paper",
                condition=~Q(state="confirmed")
                | Q(
                    confirmed_by__isnull=False,
                    confirmed_at__isnull=False,
                    reported_by__isnull=False,
                )
                & ~Q(document=""),
            ),
            models.CheckConstraint(
                name="appraisal_corrected_for_a_reason",
                condition=Q(corrects__isnull=True, correction="", version=1)
                | Q(corrects__isnull=False, version__gt=1) & ~Q(correction=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.organization} {self.year}"

    @property
    def state_label(self) -> str:
        return str(State(self.state).label)


class Line(Sealing):
    """What was said of one member. excellent … unqualified: paper votes, sums only, all or none.

    grade, opinion: what the committee or the meeting said, sealed; a grade never without its words.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    appraisal = models.ForeignKey(Appraisal, on_delete=models.PROTECT, related_name="lines")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appraised")
    taking = models.CharField("怎样参加", max_length=12, choices=Taking)
    ground = models.CharField("什么理由", max_length=10, choices=Ground, default="", blank=True)
    excellent = models.PositiveSmallIntegerField("优秀票", null=True)
    qualified = models.PositiveSmallIntegerField("合格票", null=True)
    basic = models.PositiveSmallIntegerField("基本合格票", null=True)
    unqualified = models.PositiveSmallIntegerField("不合格票", null=True)
    grade = models.CharField("等次", max_length=12, choices=Grade, default="", blank=True)
    opinion = SealedField("意见", null=True)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    of_person = {"person": goes_along("民主评议名单上的一行", Q(appraisal__state__in=OPEN))}
    secrecy = secrecy.declare(
        public="id uid",
        internal="appraisal",
        sensitive="person taking said_by",
        key="ground excellent qualified basic unqualified grade opinion",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("appraisal", "person"), name="appraised_once"),
            models.CheckConstraint(
                name="line_votes_all_or_none",
                condition=Q(
                    excellent__isnull=True,
                    qualified__isnull=True,
                    basic__isnull=True,
                    unqualified__isnull=True,
                )
                | Q(
                    excellent__isnull=False,
                    qualified__isnull=False,
                    basic__isnull=False,
                    unqualified__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="line_graded_with_an_opinion",
                condition=Q(grade="") | Q(opinion__isnull=False),
            ),
            models.CheckConstraint(
                name="line_graded_where_he_took_part",
                condition=Q(taking="due") | Q(grade="", excellent__isnull=True),
            ),
            models.CheckConstraint(
                name="line_excused_says_why",
                condition=Q(taking="excused") & ~Q(ground="") | ~Q(taking="excused") & Q(ground=""),
            ),
        )

    def __str__(self) -> str:
        return f"line {self.pk}"
