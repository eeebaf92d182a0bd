"""A development: who applied, under which rules it goes, where it stands, who helps him on."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from dangjian.flow.models import Moving
from dangjian.kernel import codes, secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models import Organization, Person
from dangjian.registry.models.shares import goes_along
from dangjian.registry.models.validity import Dated, once_at_a_time


class Edition(models.TextChoices):
    """The rules a development goes by (发展党员工作细则)."""

    OLD = "2014", "2014年细则"
    NEW = "2026", "2026年细则"


class State(models.TextChoices):
    """Where a development stands; the moves are in rules.tables."""

    APPLICANT = "applicant", "入党申请人"
    ACTIVIST = "activist", "入党积极分子"
    CANDIDATE = "candidate", "发展对象"
    PROBATIONARY = "probationary", "预备党员"
    CONVERTED = "converted", "已转正，等归档"
    FILED = "filed", "已归档"
    ENDED = "ended", "已终止"


OPEN = (
    State.APPLICANT,
    State.ACTIVIST,
    State.CANDIDATE,
    State.PROBATIONARY,
    State.CONVERTED,
)
"""States in which something is still to be done."""

LABELS = {state.value: str(state.label) for state in State}


class Applicant(Sealing):
    """Somebody who asked to join and is not in the register yet. Numbers stand sealed.

    One row for one identity number: whoever applies again after a case that ended keeps it. unit:
    where he works or studies.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("姓名", max_length=60)
    name_key = models.CharField(max_length=120, db_collation="C", default="")
    sex = models.CharField("性别", max_length=1, choices=codes.SEX.choices)
    born_on = models.DateField("出生日期")
    ethnic = models.CharField("民族", max_length=2, choices=codes.ETHNIC.choices, default="01")
    unit = models.CharField("工作、学习单位和岗位", max_length=60)
    id_number = SealedField("公民身份号码", null=True)
    id_number_index = models.BinaryField(max_length=16, null=True, unique=True)
    mobile = SealedField("手机号", null=True)
    mobile_index = models.BinaryField(max_length=16, null=True)

    secrecy = secrecy.declare(
        public="id uid",
        internal="name_key",
        sensitive="name sex born_on ethnic unit",
        key="id_number id_number_index mobile mobile_index",
    )

    def __str__(self) -> str:
        return self.name


class Development(Moving):
    """One development, from the application until its papers are filed.

    edition: the rules it goes by. edition_reason, edition_paper, edition_on, edition_by: who chose
    them, where it began before the rules of 2026 came in force. person: the entry of the register,
    from the approval on. extended: months by which the probation was made longer, 0 for none.
    next_step, due_on: what the record calls for next and by when, worked out anew at every act and
    every night; lists read them, pages reckon themselves. former, former_paper: the entry of
    somebody who had left the Party and applies again, and what the superior said to it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    applicant = models.ForeignKey(
        Applicant, on_delete=models.PROTECT, related_name="developments", verbose_name="申请人"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name="党支部"
    )
    applied_on = models.DateField("申请日期")
    edition = models.CharField("依据的细则", max_length=4, choices=Edition)
    edition_reason = models.CharField("为什么按这一部细则", max_length=200, default="", blank=True)
    edition_paper = models.CharField(
        "上级的意见（名称、文号）", max_length=120, default="", blank=True
    )
    edition_on = models.DateField("哪天定的", null=True)
    edition_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    extended = models.PositiveSmallIntegerField("延长预备期几个月", default=0)
    next_step = models.CharField("下一步", max_length=30, default="", blank=True)
    next_part = models.CharField("下一步由谁办", max_length=10, default="", blank=True)
    due_on = models.DateField("最迟哪天", null=True)
    ended_on = models.DateField("结束日期", null=True)
    former = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    former_paper = models.CharField(
        "重新申请：上级的意见（名称、文号）", max_length=120, default="", blank=True
    )

    of_person = {"person": goes_along("发展党员", Q(state__in=OPEN))}
    secrecy = secrecy.declare(
        public="id uid",
        internal=(
            "case state organization applied_on edition edition_on extended next_step next_part"
            " due_on ended_on"
        ),
        sensitive="applicant person edition_reason edition_paper edition_by former former_paper",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="development_state", condition=Q(state__in=[state.value for state in State])
            ),
            models.CheckConstraint(
                name="development_edition_chosen_on_record",
                condition=Q(edition_on__isnull=True, edition_by__isnull=True, edition_reason="")
                | Q(edition_on__isnull=False) & ~Q(edition_reason="") & ~Q(edition_paper=""),
            ),
            models.CheckConstraint(
                name="development_admitted_is_in_the_register",
                condition=Q(person__isnull=False)
                | ~Q(state__in=("probationary", "converted", "filed")),
            ),
            models.CheckConstraint(
                name="development_extended_by_half_a_year_or_more",
                condition=Q(extended=0) | Q(extended__gte=6, extended__lte=12),
            ),
            models.CheckConstraint(
                name="development_again_on_the_superiors_word",
                condition=Q(former__isnull=True, former_paper="")
                | Q(former__isnull=False) & ~Q(former_paper=""),
            ),
            models.CheckConstraint(
                name="development_over_has_its_day",
                condition=Q(ended_on__isnull=False) | ~Q(state__in=("filed", "ended")),
            ),
            models.UniqueConstraint(
                fields=("applicant",),
                condition=Q(ended_on__isnull=True),
                name="development_one_at_a_time",
            ),
        )
        indexes = (
            models.Index(
                fields=["due_on", "id"],
                condition=Q(ended_on__isnull=True),
                name="development_due",
            ),
            models.Index(
                fields=["organization", "state"],
                condition=Q(ended_on__isnull=True),
                name="development_of_branch",
            ),
            models.Index(fields=["person"], name="development_of_person"),
        )

    def __str__(self) -> str:
        return f"development {self.pk}"

    @property
    def state_label(self) -> str:
        """Where it stands, in words."""
        return LABELS[self.state]


class CaseMove(models.Model):
    """That a case went on at another branch, since when and why. Written once."""

    development = models.ForeignKey(Development, on_delete=models.PROTECT, related_name="moves")
    before = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("从哪天起")
    words = models.CharField("为什么", max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    secrecy = secrecy.declare(
        public="id", internal="before after on", sensitive="development words by"
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="case_moves_to_another_branch",
                condition=~Q(before=models.F("after")) & ~Q(words=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.development_id} to {self.after_id}"


class Part(models.TextChoices):
    """What a full member is to somebody who is being developed."""

    CONTACT = "contact", "培养联系人"
    SPONSOR = "sponsor", "入党介绍人"


class Guide(Dated):
    """A full member who is contact or sponsor of somebody, in a range of days."""

    development = models.ForeignKey(Development, on_delete=models.PROTECT, related_name="guides")
    part = models.CharField("以什么身份", max_length=10, choices=Part)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    of_person = {"person": goes_along("培养联系人、介绍人")}
    secrecy = secrecy.declare(public="id", internal="part valid", sensitive="development person")

    class Meta:
        constraints = (
            once_at_a_time(
                "guide_once_at_a_time",
                "development",
                "part",
                "person",
                sentence="这位同志已经是了。",
            ),
        )


class LocalStep(models.Model):
    """A step a locality adds: it has to be taken before a step of the national rules.

    before: the name of that step in rules.table. paper: what it leaves. It holds for cases at the
    organization and below whose step `before` comes on a day from from_on until until_on.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    says = models.CharField("多办的一步", max_length=40)
    before = models.CharField("在哪一步以前", max_length=30)
    paper = models.CharField("要留下的材料", max_length=40)
    document = models.CharField("依据（文件名称、文号）", max_length=120)
    from_on = models.DateField("从哪天起")
    until_on = models.DateField("到哪天为止", null=True)

    secrecy = secrecy.declare(
        public="id uid organization says before paper document from_on until_on"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="local_step_ends_after_it_began",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
            ),
        )

    def __str__(self) -> str:
        return self.says
