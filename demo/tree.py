"""Plans of organizations: what is to be opened where, called how, and with which unit behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from dangjian.registry.models import OrganizationForm as Form
from dangjian.registry.models import Sector


class Kind(StrEnum):
    """What kind of people a branch has."""

    ORGAN = "organ"
    COMMUNITY = "community"
    VILLAGE = "village"
    COOPERATIVE = "cooperative"
    SCHOOL = "school"
    HEALTH = "health"
    INSTITUTION = "institution"
    ENTERPRISE = "enterprise"
    NEW = "new"
    RETIRED = "retired"
    COLLEGE = "college"
    STUDENTS = "students"
    NOBODY = "nobody"


@dataclass(frozen=True)
class PlannedUnit:
    """A unit; department: the first two signs of its credit code (who registered which kind)."""

    name: str
    sector: Sector
    department: str


def organ(name: str) -> PlannedUnit:
    return PlannedUnit(f"禾丰区{name}", Sector.ORGAN, "11")


def institution(name: str) -> PlannedUnit:
    return PlannedUnit(f"禾丰区{name}", Sector.INSTITUTION, "12")


def company(name: str) -> PlannedUnit:
    return PlannedUnit(f"禾丰区{name}", Sector.ENTERPRISE, "91")


def social(name: str) -> PlannedUnit:
    return PlannedUnit(f"禾丰区{name}", Sector.SOCIAL, "52")


def community(name: str) -> PlannedUnit:
    return PlannedUnit(f"禾丰区{name}居民委员会", Sector.COMMUNITY, "55")


def village(name: str) -> PlannedUnit:
    return PlannedUnit(f"禾丰区{name}村民委员会".replace("村村", "村"), Sector.VILLAGE, "54")


@dataclass(frozen=True)
class Former:
    """How an organization was called before a day."""

    title: str
    short: str
    until: dt.date


# Form: (full name, short name); {} is the title with its street or town, or the short title.
_SEALS = {
    Form.DISTRICT: ("中共禾丰区委员会", "禾丰区委"),
    Form.WORK_COMMITTEE: ("中共禾丰区{}工作委员会", "{}党工委"),
    Form.COMMITTEE: ("中共禾丰区{}委员会", "{}党委"),
    Form.GENERAL_BRANCH: ("中共禾丰区{}总支部委员会", "{}党总支"),
    Form.BRANCH: ("中共禾丰区{}支部委员会", "{}党支部"),
    Form.JOINT_BRANCH: ("中共禾丰区{}联合支部委员会", "{}联合党支部"),
    Form.TEMPORARY_BRANCH: ("中共禾丰区{}临时支部", "{}临时党支部"),
    Form.GROUP: ("{}党小组", "{}党小组"),
}


@dataclass(eq=False)
class Plan:
    """One organization to be opened. title: as on the seal, between 中共禾丰区 and the form.

    What happened to it later: former (renamed), upgraded_on (a branch until then, its own branches
    were made that day), moved (day and short name of the new superior), closed_on.
    """

    form: Form
    title: str
    short: str
    opened_on: dt.date
    kind: Kind = Kind.NOBODY
    units: tuple[PlannedUnit, ...] = ()
    may_approve: bool = False
    size: int = 0
    former: Former | None = None
    upgraded_on: dt.date | None = None
    moved: tuple[dt.date, str] | None = None
    closed_on: dt.date | None = None
    superior: Plan | None = field(default=None, repr=False)
    children: list[Plan] = field(default_factory=list)

    @property
    def name(self) -> str:
        return _SEALS[self.form][0].format(self.title)

    @property
    def short_name(self) -> str:
        return _SEALS[self.form][1].format(self.short)

    @property
    def first_form(self) -> Form:
        """The form it was opened in."""
        return Form.BRANCH if self.upgraded_on else self.form

    @property
    def first_names(self) -> tuple[str, str]:
        """Full and short name it was opened under."""
        full, short = _SEALS[self.first_form]
        if self.former is None:
            return full.format(self.title), short.format(self.short)
        return full.format(self.former.title), short.format(self.former.short)

    @property
    def has_members(self) -> bool:
        """Whether it has members of its own today."""
        return self.form in (Form.BRANCH, Form.JOINT_BRANCH) and self.closed_on is None

    def add(self, child: Plan) -> Plan:
        """Put another one below this one."""
        child.superior = self
        self.children.append(child)
        return child

    @property
    def unit_name(self) -> str:
        """The unit behind it: its own or, where it has none, its superior's."""
        if self.units or self.superior is None:
            return self.units[0].name if self.units else ""
        return self.superior.unit_name

    def walk(self) -> Iterator[Plan]:
        """The organization and everything below, superiors first."""
        yield self
        for child in self.children:
            yield from child.walk()

    def find(self, short_name: str) -> Plan:
        """The one of that short name; LookupError if there is none."""
        for plan in self.walk():
            if plan.short_name == short_name:
                return plan
        raise LookupError(short_name)


def group_of(branch: Plan, number: str, opened_on: dt.date) -> Plan:
    """A group of a branch: 第一党小组 and so on."""
    return Plan(Form.GROUP, f"{branch.name}{number}", f"{branch.short_name}{number}", opened_on)
