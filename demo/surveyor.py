"""Draws up plans: a street, a town, a bureau and the other parts a district is made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import islice
from random import Random

from dangjian.registry.models import OrganizationForm as Form
from dangjian.registry.models import Sector
from demo import places
from demo.tree import (
    Kind,
    Plan,
    PlannedUnit,
    community,
    company,
    group_of,
    institution,
    organ,
    social,
    village,
)

FOUNDED = dt.date(1987, 11, 20)
NUMERALS = [f"第{number}" for number in "一 二 三 四 五 六 七 八 九 十 十一 十二".split()]


class Surveyor:
    """Draws up the plan of one district; the same chance gives the same plan."""

    def __init__(self, chance: Random, today: dt.date) -> None:
        self.chance = chance
        self.today = today
        self.communities = iter(places.COMMUNITIES)
        self.villages = places.villages(chance)
        self.companies = places.companies(chance)

    def day(self, first: int, last: int) -> dt.date:
        """A day in those years, never before the district was founded."""
        day = dt.date(self.chance.randint(first, last), 1, 1)
        return max(FOUNDED, day + dt.timedelta(days=self.chance.randrange(364)))

    def after(self, superior: Plan, first: int, last: int) -> dt.date:
        """A day in those years, a month or more after the superior was set up."""
        return max(self.day(first, last), superior.opened_on + dt.timedelta(days=30))

    def add(
        self,
        superior: Plan,
        title: str,
        kind: Kind,
        unit: PlannedUnit | None = None,
        *,
        form: Form = Form.BRANCH,
        short: str = "",
        years: tuple[int, int] = (1988, 2018),
    ) -> Plan:
        """Plan an organization below another one."""
        plan = Plan(
            form,
            title,
            short or title,
            self.after(superior, *years),
            kind,
            (unit,) if unit else (),
        )
        return superior.add(plan)

    # --- parts of a district ------------------------------------------------------------------

    def root(self) -> Plan:
        unit = PlannedUnit("中共禾丰区委员会", Sector.ORGAN, "11")
        return Plan(Form.DISTRICT, "", "", FOUNDED, units=(unit,), may_approve=True)

    def second_level(
        self, root: Plan, form: Form, title: str, unit: PlannedUnit, short: str = ""
    ) -> Plan:
        plan = self.add(root, title, Kind.NOBODY, unit, form=form, short=short, years=(1988, 2004))
        plan.may_approve = True
        return plan

    def several(self, superior: Plan, title: str, kind: Kind, count: int, short: str = "") -> None:
        """So many branches called first, second, third, of one day; alone it bears no number."""
        numbers = NUMERALS[:count] if count != 1 else [""]
        opened_on = self.after(superior, 1988, 2018)
        for number in numbers:
            plan = self.add(superior, f"{title}{number}", kind, short=f"{short or title}{number}")
            plan.opened_on = opened_on

    def street(
        self,
        root: Plan,
        name: str,
        *,
        offices: int,
        general: int,
        single: int,
        joint: int,
        retired: int = 1,
    ) -> Plan:
        """A street: its office, communities with one or several branches, retired, joint ones."""
        street = f"{name}街道"
        top = self.second_level(root, Form.WORK_COMMITTEE, street, organ(f"人民政府{street}办事处"))
        self.several(top, f"{street}机关", Kind.ORGAN, offices)
        for place in islice(self.communities, general):
            self.community(top, street, f"{place}社区", 3 if joint > 1 or place == "东篱" else 2)
        for place in islice(self.communities, single):
            unit = community(f"{street}{place}社区")
            self.add(top, f"{street}{place}社区", Kind.COMMUNITY, unit, short=f"{place}社区")
        self.several(top, f"{street}离退休", Kind.RETIRED, retired)
        for number in NUMERALS[:joint]:
            self.joint(top, f"{street}两新组织{number}")
        return top

    def community(self, top: Plan, street: str, place: str, branches: int) -> Plan:
        title = f"{street}{place}"
        general = self.add(
            top,
            title,
            Kind.NOBODY,
            community(title),
            form=Form.GENERAL_BRANCH,
            short=place,
            years=(1996, 2012),
        )
        self.several(general, title, Kind.COMMUNITY, branches, short=place)
        return general

    def joint(self, superior: Plan, title: str) -> Plan:
        plan = self.add(superior, title, Kind.NEW, form=Form.JOINT_BRANCH, years=(2008, 2021))
        plan.units = tuple(company(next(self.companies)) for _ in range(self.chance.randint(2, 5)))
        return plan

    def town(self, root: Plan, town: str, general: int, single: int, offices: int) -> Plan:
        """A town: its office, villages with one or several branches, school, clinic and farms."""
        top = self.second_level(root, Form.COMMITTEE, town, organ(f"{town}人民政府"))
        self.several(top, f"{town}机关", Kind.ORGAN, offices)
        for place in islice(self.villages, general):
            head = self.add(
                top,
                f"{town}{place}",
                Kind.NOBODY,
                village(f"{town}{place}"),
                form=Form.GENERAL_BRANCH,
                short=place,
                years=(1992, 2008),
            )
            self.several(head, f"{town}{place}", Kind.VILLAGE, 3, short=place)
        for place in islice(self.villages, single):
            unit = village(f"{town}{place}")
            self.add(top, f"{town}{place}", Kind.VILLAGE, unit, short=place)
        self.add(top, f"{town}中心小学", Kind.SCHOOL, institution(f"{town}中心小学"))
        self.add(top, f"{town}卫生院", Kind.HEALTH, institution(f"{town}卫生院"))
        self.add(
            top,
            f"{town}稻米专业合作社",
            Kind.COOPERATIVE,
            PlannedUnit(f"禾丰区{town}稻米专业合作社", Sector.ENTERPRISE, "93"),
            years=(2008, 2018),
        )
        return top

    def bureau(self, root: Plan, name: str, offices: int, retired: int, short: str = "") -> Plan:
        top = self.second_level(root, Form.COMMITTEE, name, organ(name), short or name)
        self.several(top, f"{name}机关", Kind.ORGAN, offices)
        self.several(top, f"{name}离退休", Kind.RETIRED, retired)
        return top

    def units(self, superior: Plan, names: Iterable[str], kind: Kind, prefix: str = "") -> None:
        """One branch in each of these public institutions."""
        for name in names:
            self.add(superior, f"{prefix}{name}", kind, institution(f"{prefix}{name}"))

    def organs(self, root: Plan, names: Sequence[str]) -> Plan:
        top = self.second_level(
            root, Form.WORK_COMMITTEE, "区直属机关", organ("区直属机关事务管理局"), "区直机关"
        )
        for name in names:
            self.add(top, name.removeprefix("区"), Kind.ORGAN, _organ_unit(name), short=name)
        return top

    def enterprises(self, superior: Plan, count: int) -> None:
        for name in islice(self.companies, count):
            self.add(superior, name, Kind.ENTERPRISE, company(name), short=_brief(name))

    def new_sector(self, root: Plan, firms: int, associations: int) -> Plan:
        top = self.second_level(
            root,
            Form.WORK_COMMITTEE,
            "非公有制经济组织和社会组织",
            organ("社会工作部"),
            "两新",
        )
        for name in islice(self.companies, firms):
            self.add(top, name, Kind.NEW, company(name), short=_brief(name), years=(2004, 2021))
        for name in places.SOCIAL[:associations]:
            self.add(top, name, Kind.NEW, social(name), years=(2004, 2021))
        return top

    def zone(self, root: Plan, firms: int) -> Plan:
        top = self.second_level(
            root, Form.WORK_COMMITTEE, "经济开发区", organ("经济开发区管理委员会")
        )
        self.several(top, "经济开发区机关", Kind.ORGAN, 2 if firms > 10 else 1)
        self.enterprises(top, firms)
        closed = self.add(
            top, "柳编工艺厂", Kind.ENTERPRISE, company("柳编工艺厂"), years=(1989, 1999)
        )
        closed.closed_on = self.today - dt.timedelta(days=275)
        return top

    def retired(self, root: Plan, count: int) -> Plan:
        top = self.second_level(root, Form.WORK_COMMITTEE, "离退休干部", organ("老干部局"))
        for number in range(count):
            where = f"{places.STREETS[number % len(places.STREETS)]}片区"
            order = NUMERALS[number // len(places.STREETS)]
            self.add(top, f"离退休干部{where}{order}", Kind.RETIRED)
        return top

    def groups(self, branches: Iterable[Plan], counts: Iterable[int]) -> None:
        for branch, count in zip(branches, counts, strict=False):
            opened = max(branch.opened_on, dt.date(2019, 3, 1)) + dt.timedelta(days=14)
            for number in NUMERALS[:count]:
                branch.add(group_of(branch, number, opened))


def _organ_unit(name: str) -> PlannedUnit:
    return organ(name.removeprefix("区").removesuffix("第一").removesuffix("第二"))


def _brief(name: str) -> str:
    return name.removesuffix("有限公司")
