"""Organizations, how they were called, whom they stood under, and the units behind them."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q

from dangjian.kernel import secrecy
from dangjian.registry.models.validity import Dated, once_at_a_time


class OrganizationForm(models.TextChoices):
    """组织类别: the forms of Party organizations (支部工作条例 2018, 基层组织选举工作条例 2020)."""

    DISTRICT = "district", "地方委员会"
    WORK_COMMITTEE = "work_committee", "党工委"
    COMMITTEE = "committee", "党委"
    GENERAL_BRANCH = "general_branch", "党总支部"
    BRANCH = "branch", "党支部"
    JOINT_BRANCH = "joint_branch", "联合党支部"
    TEMPORARY_BRANCH = "temporary_branch", "临时党支部"
    GROUP = "group", "党小组"
    LEADING_GROUP = "leading_group", "党组"


class UnitRelation(models.TextChoices):
    """党组织所在单位情况."""

    SAME_AS_SUPERIOR = "same", "与上级党组织相同"
    LEGAL_UNIT = "legal", "法人单位"
    JOINT = "joint", "联合党支部（多个单位）"


class OrganizationQuerySet(models.QuerySet):
    def open_on(self, day: dt.date) -> OrganizationQuerySet:
        """Organizations that existed on that day."""
        return self.filter(opened_on__lte=day).filter(
            Q(closed_on__isnull=True) | Q(closed_on__gt=day)
        )

    def open(self) -> OrganizationQuerySet:
        return self.filter(closed_on__isnull=True)

    def below(self, path: str) -> OrganizationQuerySet:
        """The organization at that path and everything under it, by one range on the path."""
        return self.filter(path__gte=path, path__lt=after_subtree(path))


def after_subtree(path: str) -> str:
    """The first string after every path of the subtree ("/1/7/" -> "/1/70"), in COLLATE "C"."""
    return path[:-1] + chr(ord("/") + 1)


class Organization(models.Model):
    """A Party organization as it is today. Its past stands in Naming and Parentage.

    Name, form, parent and path repeat today's row of those two and are rewritten with them in one
    transaction. `path` lists the ids from the root down, ended by a slash: "/1/7/". A closed
    organization keeps its last path, so that its past stays within somebody's scope; that of a
    merged one leads through its heir, while `parent` tells under whom it was.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField("组织编号", max_length=32, unique=True, null=True)
    name = models.CharField("组织全称", max_length=120)
    short_name = models.CharField("简称", max_length=60)
    name_key = models.CharField(max_length=240, db_collation="C", default="")
    form = models.CharField("组织类别", max_length=20, choices=OrganizationForm)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="children", verbose_name="上级"
    )
    path = models.TextField(db_collation="C", unique=True)
    position = models.PositiveIntegerField("次序", default=100)
    opened_on = models.DateField("成立日期")
    closed_on = models.DateField("撤销日期", null=True)
    closing_reason = models.CharField("撤销原因", max_length=200, default="", blank=True)
    closing_document = models.CharField("撤销文件", max_length=120, default="", blank=True)
    founding_document = models.CharField("批准成立文件", max_length=120, default="", blank=True)
    may_approve = models.BooleanField("有审批预备党员权限", default=False)
    unit_relation = models.CharField(
        "所在单位情况",
        max_length=10,
        choices=UnitRelation,
        default=UnitRelation.SAME_AS_SUPERIOR,
    )
    contact = models.CharField("联系人", max_length=40, default="", blank=True)
    phone = models.CharField("办公电话", max_length=40, default="", blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OrganizationQuerySet.as_manager()

    secrecy = secrecy.declare(
        public="id uid code name short_name name_key form parent path position phone",
        internal=(
            "opened_on closed_on closing_reason closing_document founding_document may_approve"
            " unit_relation contact version"
        ),
    )

    class Meta:
        ordering = ("path",)
        indexes = (models.Index(fields=["parent", "position", "id"], name="organization_children"),)
        constraints = (
            models.CheckConstraint(
                name="organization_path_form", condition=Q(path__regex=r"^/([0-9]+/)+$")
            ),
            models.CheckConstraint(
                name="organization_closes_after_opening",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gt=models.F("opened_on")),
            ),
        )

    def __str__(self) -> str:
        return self.short_name

    @property
    def depth(self) -> int:
        """How many organizations stand above this one."""
        return self.path.count("/") - 2


class Naming(Dated):
    """How an organization was called, and of which form it was, in a range of days."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="namings")
    name = models.CharField("组织全称", max_length=120)
    short_name = models.CharField("简称", max_length=60)
    form = models.CharField("组织类别", max_length=20, choices=OrganizationForm)
    document = models.CharField("依据文件", max_length=120, default="", blank=True)

    secrecy = secrecy.declare(
        public="id organization name short_name form", internal="document valid"
    )

    class Meta:
        constraints = (
            once_at_a_time(
                "one_naming_at_a_time",
                "organization",
                sentence="这一天已经有一个名称了，请核对日期。",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Parentage(Dated):
    """Whom an organization stood under in a range of days. The tree of any day is read here."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="parentages"
    )
    parent = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, related_name="+")
    document = models.CharField("依据文件", max_length=120, default="", blank=True)

    secrecy = secrecy.declare(public="id organization parent", internal="document valid")

    class Meta:
        constraints = (
            once_at_a_time(
                "one_parent_at_a_time",
                "organization",
                sentence="这一天已经有一个上级了，请核对日期。",
            ),
            models.CheckConstraint(
                name="nobody_is_his_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("organization")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.organization_id} < {self.parent_id}"


class Sector(models.TextChoices):
    """单位类别, in the order of the annual bulletin."""

    ORGAN = "organ", "机关"
    INSTITUTION = "institution", "事业单位"
    ENTERPRISE = "enterprise", "企业"
    SOCIAL = "social", "社会组织"
    COMMUNITY = "community", "社区"
    VILLAGE = "village", "行政村"
    OTHER = "other", "其他"


class Unit(models.Model):
    """A unit (单位) behind one or several Party organizations."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("单位名称", max_length=120)
    credit_code = models.CharField(
        "统一社会信用代码", max_length=18, null=True, blank=True, unique=True
    )
    sector = models.CharField("单位类别", max_length=12, choices=Sector)

    secrecy = secrecy.declare(public="id uid name credit_code sector")

    def __str__(self) -> str:
        return self.name


class UnitLink(Dated):
    """The unit, or one of the units, an organization was set up in."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="unit_links"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="links")

    secrecy = secrecy.declare(public="id organization unit", internal="valid")

    class Meta:
        constraints = (
            once_at_a_time(
                "one_link_to_a_unit_at_a_time",
                "organization",
                "unit",
                sentence="这个单位已经登记在这个组织下了。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.unit_id}"


def sectors_behind(organization: Organization, day: dt.date) -> set[str]:
    """The sectors of the units an organization stands in on that day.

    "Same as the superior" means the nearest superior that has a unit of its own recorded: a branch
    of a community's general branch is a community's branch.
    """
    upwards = [int(part) for part in reversed(organization.path.strip("/").split("/"))]
    found: dict[int, set[str]] = {}
    links = UnitLink.objects.on(day).filter(organization__in=upwards)
    for pk, sector in links.values_list("organization_id", "unit__sector"):
        found.setdefault(pk, set()).add(sector)
    return next((found[pk] for pk in upwards if pk in found), set())
