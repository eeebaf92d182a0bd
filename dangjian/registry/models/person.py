"""People, the branch they belong to, their standing, and what else the register keeps of them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from dangjian.kernel import codes, secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models.organization import Organization
from dangjian.registry.models.shares import goes_along
from dangjian.registry.models.validity import Dated, once_at_a_time


class StandingKind(models.TextChoices):
    """党籍状态: what a person is to the Party (教育管理条例 2019, Art. 24, 31)."""

    PROBATIONARY = "probationary", "预备党员"
    FULL = "full", "正式党员"
    SUSPENDED = "suspended", "停止党籍"
    LEFT = "left", "出党"
    DIED = "died", "死亡"
    MOVED = "moved", "组织关系转出"


IN_THE_PARTY = (StandingKind.PROBATIONARY, StandingKind.FULL)
"""Standings that count as members; suspended persons are kept, but not counted."""


class Person(Sealing):
    """A person of the register as today.

    organization, path, standing, joined_on, full_on, lost, floating repeat today's rows of the
    dated tables and are rewritten with them in one transaction: a list of members reads one table.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("姓名", max_length=60)
    name_key = models.CharField(max_length=120, db_collation="C", default="")
    sex = models.CharField("性别", max_length=1, choices=codes.SEX.choices)
    born_on = models.DateField("出生日期")
    ethnic = models.CharField("民族", max_length=2, choices=codes.ETHNIC.choices, default="01")
    native_place = models.CharField("籍贯", max_length=60, default="", blank=True)
    education = models.CharField(
        "学历", max_length=2, choices=codes.EDUCATION.choices, default="", blank=True
    )
    occupation = models.CharField("工作岗位", max_length=60, default="", blank=True)
    started_work_on = models.DateField("参加工作日期", null=True, blank=True)
    id_number = SealedField("公民身份号码", null=True)
    id_number_index = models.BinaryField(max_length=16, null=True, unique=True)
    mobile = SealedField("手机号", null=True)
    mobile_index = models.BinaryField(max_length=16, null=True, db_index=True)
    landline = models.CharField("固定电话", max_length=30, default="", blank=True)
    address = SealedField("家庭住址", null=True)
    joined_on = models.DateField("加入党组织日期", null=True, blank=True)
    full_on = models.DateField("转为正式党员日期", null=True, blank=True)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="people", db_index=False
    )
    path = models.TextField(db_collation="C", default="")
    standing = models.CharField("党籍状态", max_length=14, choices=StandingKind, default="")
    lost = models.BooleanField("失联", default=False)
    floating = models.BooleanField("流动", default=False)
    version = models.PositiveIntegerField(default=1)

    secrecy = secrecy.declare(
        public="id uid",
        internal="name name_key sex organization path standing version",
        sensitive=(
            "born_on ethnic native_place education occupation started_work_on joined_on full_on"
            " landline lost floating"
        ),
        key="id_number id_number_index mobile mobile_index address",
    )

    class Meta:
        indexes = (
            models.Index(fields=["name_key", "id"], name="person_by_name"),
            # With the standing along, a subtree is counted and sorted from the index alone.
            models.Index(
                fields=["path", "name_key", "id"], include=["standing"], name="person_by_path"
            ),
            models.Index(fields=["organization", "name_key", "id"], name="person_by_branch"),
        )
        constraints = (
            models.CheckConstraint(
                name="person_full_not_before_joining",
                condition=Q(full_on__isnull=True)
                | Q(joined_on__isnull=True)
                | Q(full_on__gte=models.F("joined_on")),
            ),
            models.CheckConstraint(
                name="person_path_form",
                condition=Q(path="") | Q(path__regex=r"^/([0-9]+/)+$"),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Arrival(models.TextChoices):
    """How a membership in a branch began."""

    REGISTERED = "registered", "登记入册"
    ADMITTED = "admitted", "发展入党"
    TRANSFERRED = "transferred", "组织关系转入"
    REORGANIZED = "reorganized", "组织调整"


class Membership(Dated):
    """The branch a member belonged to, and the group within it. In one branch on any day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="memberships", db_index=False
    )
    group = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        related_name="group_memberships",
        db_index=False,
    )
    arrival = models.CharField("转入方式", max_length=12, choices=Arrival)
    document = models.CharField("依据", max_length=120, default="", blank=True)

    of_person = {"person": goes_along("支部")}
    secrecy = secrecy.declare(
        public="id", internal="person organization group valid arrival document"
    )

    class Meta:
        constraints = (
            once_at_a_time(
                "one_branch_at_a_time",
                "person",
                sentence="这位同志这段时间已经在另一个支部，请先办理组织关系转接。",
            ),
        )
        indexes = (
            models.Index(fields=["organization", "person"], name="membership_of_branch"),
            models.Index(  # most members are in no group
                fields=["group"], name="membership_of_group", condition=Q(group__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} in {self.organization_id}"


class Standing(Dated):
    """What a person was to the Party in a range of days, with reason and paper (A6).

    organ, decided_on: who decided, and when; a decision often takes effect on another day. in_case:
    of a probation that began with a case entered step by step: it ends there too. MOVED is
    no decision: the member belongs to an organization that this register does not keep.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="standings")
    kind = models.CharField("党籍状态", max_length=14, choices=StandingKind)
    reason = models.CharField("原因", max_length=60, default="", blank=True)
    document = models.CharField("依据文件", max_length=120, default="", blank=True)
    # In the database as well: new members are copied in without this column.
    organ = models.CharField(
        "作出决定的党组织", max_length=120, default="", db_default="", blank=True
    )
    decided_on = models.DateField("作出决定的日期", null=True, blank=True)
    # In the database as well, for the same reason.
    in_case = models.BooleanField("在发展党员里办转正", default=False, db_default=False)

    of_person = {"person": goes_along("党籍变化")}
    secrecy = secrecy.declare(
        public="id",
        internal="person kind valid in_case",
        sensitive="reason document organ decided_on",
    )

    class Meta:
        constraints = (
            once_at_a_time(
                "one_standing_at_a_time",
                "person",
                sentence="这一天已经登记了另一种党籍状态，请核对日期。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id}: {self.kind}"


class LostContact(Dated):
    """A member nobody could reach (失联), from the day contact broke off."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="losses")
    efforts = models.CharField("查找情况", max_length=200, default="", blank=True)

    of_person = {"person": goes_along("失联")}
    secrecy = secrecy.declare(public="id", sensitive="person valid efforts")

    class Meta:
        constraints = (
            once_at_a_time("lost_once_at_a_time", "person", sentence="这段时间已经登记为失联。"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} lost"


class Floating(Dated):
    """A member away for six months or more without moving the relation (流动党员)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="floatings")
    destination = models.CharField("外出流向", max_length=120)
    contact = models.CharField("联系人", max_length=60, default="", blank=True)

    of_person = {"person": goes_along("流动")}
    secrecy = secrecy.declare(public="id", sensitive="person valid destination contact")

    class Meta:
        constraints = (
            once_at_a_time(
                "floating_once_at_a_time", "person", sentence="这段时间已经登记为流动党员。"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} at {self.destination}"
