"""An application for disclosure: what somebody wants to know, and the answer in the set days."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.flow.models import Moving
from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models import Account, Organization, Person


class Progress(models.TextChoices):
    """Where an application stands; the moves are in rules.application_tables."""

    HANDLING = "handling", "正在办理"
    WAITING = "waiting", "等申请人补充"
    REVIEW = "at_answer_review", "答复等保密审查"
    ANSWERED = "answered", "已经答复"
    WITHDRAWN = "withdrawn", "申请人撤回"
    LAPSED = "lapsed", "没有补充，终止办理"


class Way(models.TextChoices):
    """How it came."""

    ONLINE = "online", "网上"
    PAPER = "paper", "书面"


class Outcome(models.TextChoices):
    """What the answer is."""

    FULL = "full", "予以公开"
    PARTIAL = "partial", "部分公开"
    KNOWN = "known", "已经公开，告知在哪里看"
    NOT_HELD = "not_held", "本单位没有这项信息"
    REFUSED = "refused", "不予公开"


class Ground(models.TextChoices):
    """Why something is not disclosed: nothing else is a reason."""

    STATE_SECRET = "state_secret", "涉及国家秘密"
    WORK_SECRET = "work_secret", "涉及工作秘密"
    PERSONAL = "personal", "涉及个人信息"
    UNDECIDED = "undecided", "正在研究，还没有决定"
    NO_PARTY_AFFAIR = "no_party_affair", "不是党务公开的事项"


GROUNDED = (Outcome.PARTIAL, Outcome.REFUSED)


class Application(Moving, Sealing):
    """One application. organization: whose turn to answer it is; received_on: the day its term
    counts from.

    account: of whoever was signed in; receipt: under which the code is found. missing: what was
    asked for, supplement: what was added. question, reply: what everybody reads once it is
    published, and nobody's data.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("编号的年份")
    serial = models.PositiveIntegerField("编号")
    way = models.CharField("怎样收到的", max_length=8, choices=Way)
    received_on = models.DateField("收到日期")
    text = SealedField("要了解什么")
    name = SealedField("姓名", null=True)
    reach = SealedField("联系方式", null=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    receipt = models.BinaryField(max_length=16, unique=True)
    missing = SealedField("请补充什么", null=True)
    supplement = SealedField("补充的内容", null=True)
    outcome = models.CharField("答复", max_length=10, choices=Outcome, default="", blank=True)
    ground = models.CharField("理由", max_length=16, choices=Ground, default="", blank=True)
    answer = SealedField("答复的内容", null=True)
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField("答复时间", null=True)
    question = models.TextField("登出来的问题", default="", blank=True)
    reply = models.TextField("登出来的答复", default="", blank=True)
    published_at = models.DateTimeField("什么时候登出", null=True)

    secrecy = secrecy.declare(
        public="id uid organization year serial outcome ground question reply published_at",
        internal="case state way received_on answered_at",
        sensitive="account entered_by drafted_by reviewed_by",
        key="text name reach receipt missing supplement answer",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="application_state", condition=Q(state__in=[one.value for one in Progress])
            ),
            models.UniqueConstraint(fields=("year", "serial"), name="application_number_once"),
            models.CheckConstraint(
                name="application_answer_by_other_eyes", condition=~Q(reviewed_by=F("drafted_by"))
            ),
            models.CheckConstraint(
                name="application_answered_is_reviewed_and_dated",
                condition=~Q(state=Progress.ANSWERED.value)
                | Q(
                    outcome__in=[one.value for one in Outcome],
                    drafted_by__isnull=False,
                    reviewed_by__isnull=False,
                    answered_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="application_withheld_says_why",
                condition=~Q(outcome__in=[one.value for one in GROUNDED])
                | Q(ground__in=[one.value for one in Ground]),
            ),
            models.CheckConstraint(
                name="application_published_is_answered",
                condition=Q(published_at__isnull=True)
                | Q(answered_at__isnull=False) & ~Q(question="") & ~Q(reply=""),
            ),
        )
        indexes = (
            models.Index(
                fields=["-published_at"],
                condition=Q(published_at__isnull=False),
                name="application_published",
            ),
            models.Index(fields=["account"], name="application_of_account"),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """SQ-2026-0012."""
        return f"SQ-{self.year}-{self.serial:04d}"
