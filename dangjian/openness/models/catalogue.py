"""The catalogue of open Party affairs: what an organization discloses, to whom, in which way.

An item is what stays; every change of it is a proposal that four people carry, one after the other.
What stands before readers is the proposal that was put into effect last.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.flow.models import Moving
from dangjian.kernel import secrecy
from dangjian.registry.models import Organization, Person


class Matter(models.TextChoices):
    """What an item is about."""

    DUTIES = "duties", "机构职能"
    PROCEDURES = "procedures", "办事程序"
    POLICIES = "policies", "政策法规"
    DECISIONS = "decisions", "决策和落实"
    GOALS = "goals", "任期目标和重点工作"
    LIFE = "life", "学习和组织生活"
    BUILDING = "building", "换届、组织设置、发展党员"
    DUES = "dues", "党费收缴使用"
    SERVICE = "service", "作风建设和服务群众"
    RESPONSIBILITY = "responsibility", "管党治党责任"


class Circle(models.TextChoices):
    """To whom an item is open."""

    SOCIETY = "society", "全社会"
    PARTY = "party", "全体党员"
    OWN = "own", "本组织党员"
    GIVEN = "given", "特定范围"


class Duration(models.TextChoices):
    """For how long an item is open."""

    LASTING = "lasting", "长期公开"
    FIXED = "fixed", "固定期限"
    AT_ONCE = "at_once", "即时公开"


class Act(models.TextChoices):
    """What a proposal wants."""

    ADD = "add", "新增"
    CHANGE = "change", "变更"
    WITHDRAW = "withdraw", "撤下"


class Stage(models.TextChoices):
    """Where a proposal stands; the moves are in rules.disclosure_tables."""

    DRAFT = "draft", "起草"
    REVIEW = "at_review", "等保密和准确性审查"
    APPROVAL = "at_approval", "等审批"
    APPROVED = "approved", "批准了，等实施"
    RETURNED = "returned", "退回修改"
    DONE = "done", "已经实施"
    DROPPED = "dropped", "不提了"


ENDED = (Stage.DONE, Stage.DROPPED)


class Item(models.Model):
    """One item of an organization's catalogue.

    current: the proposal whose words count; since: when it was first put into effect; ended_at:
    when it was taken off, or its period was over, with `reason` in words readers may have.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("编号的年份", null=True)
    serial = models.PositiveIntegerField("编号", null=True)
    current = models.OneToOneField(
        "Proposal", on_delete=models.PROTECT, null=True, related_name="shown_as"
    )
    since = models.DateTimeField("首次公开", null=True)
    ended_at = models.DateTimeField("什么时候起不再公开", null=True)
    reason = models.CharField("为什么不再公开", max_length=200, default="", blank=True)

    secrecy = secrecy.declare(
        public="id uid organization year serial current since ended_at reason"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("year", "serial"), name="item_number_once"),
            models.CheckConstraint(
                name="item_public_is_numbered_and_dated",
                condition=Q(current__isnull=True, since__isnull=True, serial__isnull=True)
                | Q(current__isnull=False, since__isnull=False, serial__isnull=False),
            ),
            models.CheckConstraint(
                name="item_ended_says_why",
                condition=Q(ended_at__isnull=True) | Q(since__isnull=False) & ~Q(reason=""),
            ),
        )

    def __str__(self) -> str:
        return self.number or f"item {self.pk}"

    @property
    def number(self) -> str:
        """GK-2026-0012; "" before it was first put into effect."""
        return f"GK-{self.year}-{self.serial:04d}" if self.serial else ""


class Proposal(Moving):
    """A new item, a change or a withdrawal, with the whole of what the item then says.

    issuer: what the organization is called at the time, since words that were signed stay as they
    are; unit: the responsible one; form: in which ways it is made known; until_on: the last day of
    a fixed duration; effective_on, expires_on: from when to when the text itself is in force.
    reason: why it is changed or taken off. digest: of the text that its signers signed.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="proposals")
    act = models.CharField("做什么", max_length=10, choices=Act)
    issuer = models.CharField("公开单位", max_length=120)
    matter = models.CharField("哪一类事项", max_length=16, choices=Matter)
    title = models.CharField("事项", max_length=80)
    document = models.CharField("文号", max_length=40, default="", blank=True)
    circle = models.CharField("对谁公开", max_length=10, choices=Circle)
    form = models.CharField("公开方式", max_length=60)
    duration = models.CharField("公开时限", max_length=10, choices=Duration)
    until_on = models.DateField("公开到哪天", null=True)
    unit = models.CharField("责任部门", max_length=60)
    text = models.TextField("内容")
    effective_on = models.DateField("生效日期", null=True)
    expires_on = models.DateField("失效日期", null=True)
    reason = models.CharField("为什么变更或撤下", max_length=200, default="", blank=True)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reviewed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    implemented_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )
    implemented_at = models.DateTimeField("什么时候实施", null=True)
    digest = models.CharField("送审文字的指纹", max_length=64, default="", blank=True)

    secrecy = secrecy.declare(
        public=(
            "id uid item act issuer matter title document circle form duration until_on unit text"
            " effective_on expires_on reason implemented_at"
        ),
        internal="case state digest",
        sensitive="author reviewed_by approved_by implemented_by",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="proposal_state", condition=Q(state__in=[one.value for one in Stage])
            ),
            models.CheckConstraint(
                name="proposal_signed_by_other_eyes",
                condition=~Q(reviewed_by=F("author"))
                & ~Q(approved_by=F("author"))
                & ~Q(implemented_by=F("author"))
                & ~Q(approved_by=F("reviewed_by"))
                & ~Q(implemented_by=F("reviewed_by"))
                & ~Q(implemented_by=F("approved_by")),
            ),
            models.CheckConstraint(
                name="proposal_done_is_signed_and_dated",
                condition=~Q(state=Stage.DONE.value)
                | Q(
                    reviewed_by__isnull=False,
                    approved_by__isnull=False,
                    implemented_by__isnull=False,
                    implemented_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="proposal_fixed_has_its_last_day",
                condition=Q(duration=Duration.FIXED.value, until_on__isnull=False)
                | ~Q(duration=Duration.FIXED.value) & Q(until_on__isnull=True),
            ),
            models.CheckConstraint(
                name="proposal_expires_after_effect",
                condition=Q(effective_on__isnull=True)
                | Q(expires_on__isnull=True)
                | Q(expires_on__gt=F("effective_on")),
            ),
            models.CheckConstraint(
                name="proposal_of_change_says_why",
                condition=Q(act=Act.ADD.value) | ~Q(reason=""),
            ),
            models.UniqueConstraint(
                fields=("item",),
                condition=~Q(state__in=[one.value for one in ENDED]),
                name="proposal_one_at_a_time",
            ),
        )
        indexes = (models.Index(fields=["matter"], name="proposal_matter"),)

    def __str__(self) -> str:
        return self.title

    @property
    def state_label(self) -> str:
        """Where it stands, in words."""
        return str(Stage(self.state).label)


class Audience(models.Model):
    """An organization, with all below it, that an item of a given circle is open to."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="audiences")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")

    secrecy = secrecy.declare(internal="id proposal organization")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("proposal", "organization"), name="audience_once_in_a_proposal"
            ),
        )

    def __str__(self) -> str:
        return f"organization {self.organization_id} reads proposal {self.proposal_id}"
