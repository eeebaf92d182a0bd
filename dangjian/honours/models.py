"""An award that is announced, who is nominated for it, and the honours somebody holds (A13)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.flow.models import Moving
from dangjian.kernel import secrecy
from dangjian.openness.models import Notice
from dangjian.registry.models import Organization, Person
from dangjian.registry.models.shares import goes_along


class Of(models.TextChoices):
    """Who may get it."""

    MEMBER = "member", "党员"
    ORGANIZATION = "organization", "党组织"


class State(models.TextChoices):
    """Where a nomination stands; the moves are in rules."""

    NOMINATED = "nominated", "等复核"
    RETURNED = "returned", "退回补充"
    SHORTLISTED = "shortlisted", "通过复核，等公示"
    NOTICED = "noticed", "公示中，等表彰决定"
    AWARDED = "awarded", "已表彰"
    REFUSED = "refused", "没有通过"
    WITHDRAWN = "withdrawn", "撤回了"


OPEN = (State.NOMINATED, State.RETURNED, State.SHORTLISTED, State.NOTICED)


class Drive(models.Model):
    """An award that an office announces to everybody below it.

    award: what it is called; criteria: who deserves it, in words; places: how many at most, where
    the paper says so. closes_on: the last day a branch may nominate.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="drives")
    of = models.CharField("评谁", max_length=12, choices=Of)
    award = models.CharField("荣誉称号", max_length=40)
    document = models.CharField("依据文件", max_length=120)
    criteria = models.TextField("条件")
    places = models.PositiveSmallIntegerField("名额", null=True)
    opened_on = models.DateField("哪天发起")
    closes_on = models.DateField("推荐到哪天")
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    secrecy = secrecy.declare(
        public="id uid",
        internal="office of award document criteria places opened_on closes_on",
        sensitive="opened_by",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="drive_closes_after_it_opened", condition=Q(closes_on__gte=F("opened_on"))
            ),
            models.CheckConstraint(
                name="drive_places_are_some", condition=Q(places__isnull=True) | Q(places__gte=1)
            ),
        )

    def __str__(self) -> str:
        return self.award


class Nomination(Moving):
    """A member, or an organization, put forward by a branch. deeds: what for.

    notice: the publicity notice that named him; it says in the end whether anything stands in the
    way. Nobody is scored and nobody ranked: the office says yes or no, with its reason.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="nominations")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="nominations"
    )
    unit = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="nominations"
    )
    deeds = models.TextField("事迹")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    notice = models.ForeignKey(
        Notice, on_delete=models.PROTECT, null=True, related_name="nominations"
    )

    of_person = {"person": goes_along("评优推荐", Q(state__in=OPEN))}
    secrecy = secrecy.declare(
        public="id uid",
        internal="case state drive organization unit notice",
        sensitive="person deeds author",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="nomination_state", condition=Q(state__in=[one.value for one in State])
            ),
            models.CheckConstraint(
                name="nomination_of_one",
                condition=Q(person__isnull=False, unit__isnull=True)
                | Q(person__isnull=True, unit__isnull=False),
            ),
            models.CheckConstraint(
                name="nomination_noticed_has_its_notice",
                condition=~Q(state__in=("noticed", "awarded")) | Q(notice__isnull=False),
            ),
            *(
                models.UniqueConstraint(
                    fields=("drive", whom),
                    condition=Q(state__in=[*(one.value for one in OPEN), "awarded"]),
                    name=f"nominated_once_{whom}",
                    violation_error_message="这次评选已经推荐过了。",
                )
                for whom in ("person", "unit")
            ),
        )
        indexes = (models.Index(fields=["organization", "drive"], name="nomination_of_branch"),)

    def __str__(self) -> str:
        return f"nomination {self.pk}"

    @property
    def name(self) -> str:
        """Whom it is for."""
        return self.person.name if self.person else self.unit.short_name if self.unit else ""

    @property
    def state_label(self) -> str:
        return str(State(self.state).label)


class Honour(models.Model):
    """What somebody was awarded, and by which paper; it stays, also where it was taken away.

    nomination: where it was won here; without one it was entered from a paper of earlier days.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="honours")
    unit = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="honours"
    )
    award = models.CharField("荣誉称号", max_length=40)
    issuer = models.CharField("授予单位", max_length=80)
    document = models.CharField("表彰决定", max_length=120)
    granted_on = models.DateField("授予日期")
    nomination = models.OneToOneField(
        Nomination, on_delete=models.PROTECT, null=True, related_name="honour"
    )
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    revoked_on = models.DateField("撤销日期", null=True)
    revoked_document = models.CharField("撤销的文件", max_length=120, default="", blank=True)
    revoked_reason = models.CharField("撤销的原因", max_length=200, default="", blank=True)

    of_person = {"person": goes_along("荣誉")}
    secrecy = secrecy.declare(
        public="id uid",
        internal="unit award issuer document granted_on nomination entered_at revoked_on",
        sensitive="person entered_by revoked_document revoked_reason",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="honour_of_one",
                condition=Q(person__isnull=False, unit__isnull=True)
                | Q(person__isnull=True, unit__isnull=False),
            ),
            models.CheckConstraint(
                name="honour_revoked_with_reason",
                condition=Q(revoked_on__isnull=True, revoked_reason="", revoked_document="")
                | Q(revoked_on__gte=F("granted_on"))
                & ~Q(revoked_reason="")
                & ~Q(revoked_document=""),
            ),
            models.UniqueConstraint(
                fields=("person", "award", "granted_on"), name="honour_of_member_once"
            ),
            models.UniqueConstraint(
                fields=("unit", "award", "granted_on"), name="honour_of_unit_once"
            ),
        )

    def __str__(self) -> str:
        return self.award
