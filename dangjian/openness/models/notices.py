"""A publicity notice: what an office is about to do, before everybody for the legal days."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.flow.models import Moving
from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models import Organization, Person


class Kind(models.TextChoices):
    """What a notice is about; each has its own rule of days (`rules.periods`)."""

    APPOINTMENT = "appointment", "干部任前公示"
    AWARD = "award", "评优表彰公示"
    CANDIDATE = "candidate", "发展对象公示"
    ADMISSION = "admission", "接收预备党员公示"
    FULL = "full", "预备党员转正公示"


class State(models.TextChoices):
    """Where a notice stands; the moves are in rules.tables."""

    DRAFT = "draft", "起草"
    CONTENT = "at_content", "等内容审核"
    SECRECY = "at_secrecy", "等保密审查"
    APPROVAL = "at_approval", "等审批发布"
    RETURNED = "returned", "退回修改"
    RUNNING = "running", "公示中"
    CHECKING = "checking", "公示期满，等核查结果"
    CLOSED = "closed", "公示结束"
    WITHDRAWN = "withdrawn", "已撤回"
    DROPPED = "dropped", "不发了"


OVER = (State.CHECKING, State.CLOSED, State.WITHDRAWN)
"""States in which nobody's name is public any more."""
PUBLIC = (State.RUNNING, *OVER)
"""States in which everybody finds the notice."""


class Result(models.TextChoices):
    """What came of a notice."""

    NO_OBJECTION = "no_objection", "公示期间没有收到反映。"
    LOOKED_INTO = "looked_into", "公示期间收到反映，经核查不影响公示事项。"
    STOPPED = "stopped", "公示期间收到反映，经核查，不再按公示的办理。"


class Notice(Moving, Sealing):
    """A notice from its draft to its result. Names stand nowhere but sealed, in `persons`.

    persons: canonical JSON of those noticed (`rules.persons`), count: how many they are. What is
    public is composed of these columns (`rules.texts`) for as long as the period runs; after it
    only of those that name nobody. issuer: the organization's full name when it was sent in, which
    a public text keeps whatever becomes of the organization. digest: of the text its signers
    signed. days: working days of the period; posted_on counts as the day before its first. reason:
    of a withdrawal.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("哪一类公示", max_length=12, choices=Kind)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    issuer = models.CharField("署名的组织", max_length=120)
    title = models.CharField("标题", max_length=80)
    document = models.CharField("文号", max_length=40, default="", blank=True)
    text = models.TextField("正文")
    persons = SealedField("公示对象")
    count = models.PositiveSmallIntegerField("公示对象人数")
    office = models.CharField("受理反映的部门", max_length=60)
    phone = models.CharField("受理电话", max_length=40)
    address = models.CharField("受理地址", max_length=80)
    days = models.PositiveSmallIntegerField("公示多少个工作日")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    content_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    secrecy_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    digest = models.CharField("送审文字的指纹", max_length=64, default="", blank=True)
    year = models.PositiveSmallIntegerField("编号的年份", null=True)
    serial = models.PositiveIntegerField("编号", null=True)
    posted_at = models.DateTimeField("发布时间", null=True)
    posted_on = models.DateField("哪天发布", null=True)
    until_on = models.DateField("公示到哪天", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    redacted_at = models.DateTimeField("什么时候隐去姓名", null=True)
    result = models.CharField("结果", max_length=14, choices=Result, default="", blank=True)
    result_words = models.CharField("结果的说明", max_length=200, default="", blank=True)
    reason = models.CharField("撤回的原因", max_length=200, default="", blank=True)

    secrecy = secrecy.declare(
        public=(
            "id uid kind organization issuer title document text count office phone address days"
            " year serial posted_at posted_on until_on ended_at redacted_at result result_words"
            " reason"
        ),
        internal="case state digest",
        sensitive="author content_by secrecy_by approved_by",
        key="persons",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="notice_state", condition=Q(state__in=[state.value for state in State])
            ),
            models.CheckConstraint(name="notice_names_somebody", condition=Q(count__gte=1)),
            models.CheckConstraint(
                name="notice_signed_by_other_eyes",
                condition=~Q(content_by=F("author"))
                & ~Q(secrecy_by=F("author"))
                & ~Q(approved_by=F("author"))
                & ~Q(secrecy_by=F("content_by"))
                & ~Q(approved_by=F("content_by"))
                & ~Q(approved_by=F("secrecy_by")),
            ),
            models.CheckConstraint(
                name="notice_public_is_signed_and_dated",
                condition=~Q(state__in=[state.value for state in PUBLIC])
                | Q(
                    content_by__isnull=False,
                    secrecy_by__isnull=False,
                    approved_by__isnull=False,
                    serial__isnull=False,
                    posted_at__isnull=False,
                    posted_on__isnull=False,
                    until_on__gt=F("posted_on"),
                ),
            ),
            models.CheckConstraint(
                name="notice_over_names_nobody",
                condition=~Q(state__in=[state.value for state in OVER])
                | Q(redacted_at__isnull=False, ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="notice_closed_says_its_result",
                condition=~Q(state=State.CLOSED.value)
                | Q(result__in=[one.value for one in Result]),
            ),
            models.CheckConstraint(
                name="notice_withdrawn_says_why",
                condition=~Q(state=State.WITHDRAWN.value) | ~Q(reason=""),
            ),
            models.UniqueConstraint(fields=("year", "serial"), name="notice_number_once"),
        )
        indexes = (
            models.Index(
                fields=["-posted_at"],
                condition=Q(posted_at__isnull=False),
                name="notice_newest",
            ),
            models.Index(
                fields=["until_on"], condition=Q(state=State.RUNNING.value), name="notice_running"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def state_label(self) -> str:
        """Where it stands, in words."""
        return str(State(self.state).label)

    @property
    def number(self) -> str:
        """GS-2026-0147; "" before it is published."""
        return f"GS-{self.year}-{self.serial:04d}" if self.serial else ""
