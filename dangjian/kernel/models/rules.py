"""Party rules as dated, versioned data: the instrument, the rule, its versions, local overrides."""

from __future__ import annotations

import datetime as dt
import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from dangjian.kernel import secrecy
from dangjian.kernel.confirmation import Confirmation
from dangjian.kernel.rule_values import Direction, Unit, Value, ValueType, say, typed


class Instrument(models.Model):
    """A document of the Party or the State that rules are taken from.

    `effective_to` is the first day on which it no longer holds. `confirmation` speaks of title,
    number and dates; each version of a rule has its own.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.SlugField("代号", max_length=60, unique=True)
    title = models.CharField("名称", max_length=200)
    number = models.CharField("文号", max_length=60, blank=True)
    issuer = models.CharField("制定机关", max_length=100, blank=True)
    issued_on = models.DateField("发布日期", null=True, blank=True)
    effective_from = models.DateField("施行日期")
    effective_to = models.DateField("失效日期", null=True, blank=True)
    repealed_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="repeals"
    )
    source = models.TextField("来源", blank=True)
    confirmation = models.CharField("核对", max_length=1, choices=Confirmation.choices)
    note = models.TextField("说明", blank=True)

    secrecy = secrecy.declare(
        public="id uid key title number issuer issued_on effective_from effective_to repealed_by"
        " source confirmation note"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True)
                | Q(effective_to__gt=models.F("effective_from")),
                name="instrument_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        """《Title》, with its year once a newer one of the same name has taken its place."""
        year = self.issued_on or self.effective_from
        return f"《{self.title}》（{year.year}年）" if self.effective_to else f"《{self.title}》"


class Rule(models.Model):
    """One thing that some instrument demands. `sentence` holds {value} where the value is said.

    `direction` says what is stricter; a `fixed` rule may not be overridden locally at all (a
    threshold at which a duty begins is not made stricter by moving it). `seed_digest` is that of
    the packaged entry last installed, so that an unchanged one costs and changes nothing.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField("代号", max_length=80, unique=True, db_collation="C")
    sentence = models.CharField("内容", max_length=300)
    unit = models.CharField("单位", max_length=16, choices=Unit.choices)
    direction = models.CharField("要求", max_length=16, choices=Direction.choices)
    value_type = models.CharField("取值", max_length=16, choices=ValueType.choices)
    fixed = models.BooleanField("各地不得另定", default=False)
    seed_digest = models.CharField(max_length=64, blank=True)

    secrecy = secrecy.declare(
        public="id uid key sentence unit direction value_type fixed", internal="seed_digest"
    )

    def __str__(self) -> str:
        return self.key


class RuleVersionQuerySet(models.QuerySet["RuleVersion"]):
    def current(self) -> RuleVersionQuerySet:
        """What we hold to be true today about all times: versions nobody superseded."""
        return self.filter(superseded_on__isnull=True)

    def in_force(self, on: dt.date) -> RuleVersionQuerySet:
        """The versions that apply on a day: at most one of each rule."""
        return self.current().filter(effective__contains=on)


class RuleVersion(models.Model):
    """What a rule says during a span of days, and where that stands.

    `effective` is when it holds in law; `superseded_on` is when we learned better. A correction is
    a new row; the old one only gains that date. `seeded`: came with a release.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="versions")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="versions")
    clause = models.CharField("条款", max_length=60, blank=True)
    value = models.JSONField("取值")
    effective = DateRangeField("有效期")
    source = models.TextField("来源", blank=True)
    confirmation = models.CharField("核对", max_length=1, choices=Confirmation.choices)
    note = models.TextField("说明", blank=True)
    seeded = models.BooleanField("随版本发布", default=False)
    entered_on = models.DateField("录入日期")
    superseded_on = models.DateField("被更正日期", null=True, blank=True)

    secrecy = secrecy.declare(
        public="id uid rule instrument clause value effective source confirmation note",
        internal="seeded entered_on superseded_on",
    )

    objects = RuleVersionQuerySet.as_manager()

    class Meta:
        constraints = (
            ExclusionConstraint(
                name="rule_version_one_at_a_time",
                expressions=[
                    ("rule", RangeOperators.EQUAL),
                    ("effective", RangeOperators.OVERLAPS),
                ],
                condition=Q(superseded_on__isnull=True),
                violation_error_message="这条规定在这段时间里已有一个版本。",
            ),
            models.CheckConstraint(
                condition=Q(effective__isempty=False, effective__lower_inf=False),
                name="rule_version_has_a_first_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule_id} {self.effective}"

    @property
    def typed_value(self) -> Value:
        """The value as Python has it (needs `rule` loaded)."""
        return typed(self.rule.value_type, self.value)

    @property
    def said(self) -> str:
        """The rule's sentence with this version's value in it."""
        return self.rule.sentence.replace("{value}", say(self.typed_value, self.rule.unit))


class LocalOverride(models.Model):
    """A stricter value that an organization set for itself and everything below it.

    The organization is a plain value: this floor does not know organizations. `path` is its path of
    today and follows it when it moves (`rule_overrides.organization_moved`). Withdrawing keeps the
    row.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="overrides")
    organization_uid = models.UUIDField()
    path = models.TextField(db_collation="C")
    value = models.JSONField("取值")
    effective = DateRangeField("有效期")
    reason = models.TextField("依据和理由")
    set_on = models.DateField("设定日期")
    set_by_account = models.BigIntegerField(null=True)
    set_by_role = models.CharField(max_length=32)
    withdrawn_on = models.DateField("撤销日期", null=True, blank=True)

    secrecy = secrecy.declare(
        internal="id uid rule organization_uid path value effective reason set_on set_by_role"
        " withdrawn_on",
        sensitive="set_by_account",
    )

    class Meta:
        constraints = (
            ExclusionConstraint(
                name="local_override_one_at_a_time",
                expressions=[
                    ("rule", RangeOperators.EQUAL),
                    ("organization_uid", RangeOperators.EQUAL),
                    ("effective", RangeOperators.OVERLAPS),
                ],
                condition=Q(withdrawn_on__isnull=True),
                violation_error_message="这个组织在这段时间里已有更严的规定。",
            ),
            models.CheckConstraint(
                condition=Q(effective__isempty=False, effective__lower_inf=False),
                name="local_override_has_a_first_day",
            ),
        )
        indexes = (models.Index(fields=["path"], name="local_override_path"),)

    def __str__(self) -> str:
        return f"{self.rule_id} {self.path} {self.effective}"
