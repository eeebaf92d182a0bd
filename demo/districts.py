"""The two districts: a small one of some seventy organizations, and the full one of 1,559."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import islice
from random import Random

from dangjian.registry.models import OrganizationForm as Form
from demo import places
from demo.surveyor import NUMERALS, Surveyor
from demo.tree import Former, Kind, Plan, company, institution, organ

FULL_FORMS = {
    Form.DISTRICT: 1,
    Form.WORK_COMMITTEE: 13,
    Form.COMMITTEE: 32,
    Form.GENERAL_BRANCH: 96,
    Form.BRANCH: 1148,
    Form.JOINT_BRANCH: 27,
    Form.TEMPORARY_BRANCH: 2,
    Form.GROUP: 240,
}

UPGRADED = "南圃社区党总支"
"""A branch of its own until it grew: now a general branch with branches of its own."""
MOVED = "望湖街道党工委"
NEW_SUPERIOR = "经济开发区党工委"
"""A street whose work committee was put under that of the development zone."""
FIRST = "东篱社区第一党支部"
"""The branch the screens are drawn with."""
CLOSED = "柳编工艺厂党支部"
"""A branch whose factory closed; its members went to other branches."""


def small(chance: Random, today: dt.date) -> Plan:
    """One street with all its detail, two more, a town, and a few of everything else."""
    draw = Surveyor(chance, today)
    root = draw.root()
    first = draw.street(root, "柳岸", offices=2, general=2, single=1, joint=1)
    draw.street(root, "望湖", offices=1, general=1, single=1, joint=0, retired=0)
    draw.street(root, "石桥", offices=1, general=0, single=1, joint=1, retired=0)
    town = draw.town(root, "青禾镇", general=1, single=5, offices=1)
    schools = draw.bureau(root, "教育局", offices=1, retired=1)
    draw.units(schools, places.SCHOOLS[:2], Kind.SCHOOL)
    health = draw.bureau(root, "卫生健康局", offices=1, retired=0)
    draw.units(health, places.HEALTH[:2], Kind.HEALTH)
    draw.organs(root, ("区委组织部", "区政府办公室", "团区委"))
    draw.new_sector(root, firms=2, associations=1)
    draw.zone(root, firms=2)
    draw.retired(root, 1)
    college = _college(draw, root, staff=1, students=1)
    _rename(root, "卫生健康局党委", "卫生和计划生育局", dt.date(2019, 3, 22))
    _rename(root, "团区委党支部", "团区委机关", dt.date(2021, 6, 30), "团区委机关")
    _rename(root, "青禾镇党委", "青禾乡", dt.date(2012, 9, 18))
    _temporary(draw, town, "防汛抗旱前线")
    draw.groups([first.find(FIRST), college.children[0]], (2, 2))
    _changes(root, today)
    return root


def full(chance: Random, today: dt.date) -> Plan:
    """The district of the published proportions: FULL_FORMS says how many of each form."""
    draw = Surveyor(chance, today)
    root = draw.root()
    for street in places.STREETS:
        draw.street(root, street, offices=2, general=5, single=2, joint=3)
    towns = [draw.town(root, town, general=6, single=17, offices=2) for town in places.TOWNS]
    _schools(draw, root)
    _health(draw, root)
    for name, below in places.BUREAUS.items():
        top = draw.bureau(root, name, offices=3, retired=1)
        draw.units(top, below, Kind.INSTITUTION)
    _police(draw, root)
    draw.organs(root, places.ORGANS)
    draw.new_sector(root, firms=40, associations=20)
    zone = draw.zone(root, firms=30)
    draw.retired(root, 40)
    _college(draw, root, staff=16, students=10)
    _hospital(draw, root)
    _water_works(draw, root)
    _state_enterprises(draw, root)
    for title, was in (("卫生健康局", "卫生和计划生育局"), ("应急管理局", "安全生产监督管理局")):
        _rename(root, f"{title}党委", was, dt.date(2019, 3, 22))
    for town in ("青禾镇", "渔浦镇", "麦垛镇"):
        _rename(root, f"{town}党委", town.replace("镇", "乡"), dt.date(2012, 9, 18))
    _rename(root, "水务局党委", "水利局", dt.date(2010, 6, 30))
    _temporary(draw, towns[0], "防汛抗旱前线")
    _temporary(draw, root.find("石桥街道党工委"), "老旧小区改造项目")
    draw.enterprises(zone, _missing(root, Form.BRANCH) + 1)  # the closed one does not count
    _changes(root, today)
    large = [plan for plan in root.walk() if _is_large(plan)]
    draw.groups([root.find(FIRST), *_spread(large, 80)], (2, 2, 2, *[3] * 78))
    return root


def _changes(root: Plan, today: dt.date) -> None:
    """The larger changes of the last years: a street moved, a branch grew into a general one."""
    root.find(MOVED).moved = (today - dt.timedelta(days=620), NEW_SUPERIOR)
    grown = root.find(UPGRADED)
    grown.upgraded_on = today - dt.timedelta(days=430)
    for branch in grown.children:
        branch.opened_on = grown.upgraded_on


def _schools(draw: Surveyor, root: Plan) -> None:
    top = draw.bureau(root, "教育局", offices=2, retired=1)
    for name in places.SCHOOLS[:2]:
        head = draw.add(top, name, Kind.NOBODY, institution(name), form=Form.GENERAL_BRANCH)
        draw.several(head, name, Kind.SCHOOL, 3)
    names = [f"{place}{kind}" for place in places.COMMUNITIES for kind in places.SCHOOL_KINDS]
    draw.chance.shuffle(names)
    draw.units(top, (*places.SCHOOLS[2:], *names[:43]), Kind.SCHOOL)


def _health(draw: Surveyor, root: Plan) -> None:
    top = draw.bureau(root, "卫生健康局", offices=2, retired=1)
    name = places.HEALTH[0]
    head = draw.add(top, name, Kind.NOBODY, institution(name), form=Form.GENERAL_BRANCH)
    draw.several(head, name, Kind.HEALTH, 3)
    stations = [f"{place}社区卫生服务中心" for place in places.COMMUNITIES[:26]]
    draw.units(top, (*places.HEALTH[1:], *stations), Kind.HEALTH)


def _police(draw: Surveyor, root: Plan) -> None:
    top = draw.bureau(root, "公安分局", offices=6, retired=2)
    below = ["刑侦大队", "交警大队", "治安大队", "特警大队", "户政大队", "看守所", "经侦大队"]
    stations = [f"{place}派出所" for place in (*places.STREETS, *places.TOWNS)]
    stations += ["车站派出所", "开发区派出所", "水上派出所"]
    for name in (*below, *stations):
        draw.add(top, f"公安分局{name}", Kind.ORGAN)


def _college(draw: Surveyor, root: Plan, staff: int, students: int) -> Plan:
    name = "农业职业学院"
    top = draw.second_level(root, Form.COMMITTEE, name, institution(name))
    for index in range(staff):
        order = NUMERALS[index // len(places.DEPARTMENTS)] if staff > 8 else ""
        where = places.DEPARTMENTS[index % len(places.DEPARTMENTS)]
        draw.add(top, f"{name}{where}教工{order}", Kind.COLLEGE)
    for index in range(students):
        order = NUMERALS[index // len(places.DEPARTMENTS)] if students > 8 else ""
        where = places.DEPARTMENTS[index % len(places.DEPARTMENTS)]
        draw.add(top, f"{name}{where}学生{order}", Kind.STUDENTS, years=(2004, 2016))
    return top


def _hospital(draw: Surveyor, root: Plan) -> None:
    top = draw.second_level(root, Form.COMMITTEE, "中心医院", institution("中心医院"))
    for ward in places.WARDS:
        draw.add(top, f"中心医院{ward}", Kind.HEALTH)
    draw.several(top, "中心医院离退休", Kind.RETIRED, 2)
    draw.several(top, "中心医院机关", Kind.INSTITUTION, 2)


def _water_works(draw: Surveyor, root: Plan) -> None:
    name = "供排水集团有限公司"
    top = draw.second_level(root, Form.COMMITTEE, name, company(name), "供排水集团")
    for part in places.WATER_WORKS:
        draw.add(top, f"供排水集团{part}", Kind.ENTERPRISE)
    draw.several(top, "供排水集团机关", Kind.ENTERPRISE, 3)
    draw.several(top, "供排水集团退休职工", Kind.RETIRED, 2)


def _state_enterprises(draw: Surveyor, root: Plan) -> None:
    name = "国有资产监督管理局"
    top = draw.second_level(root, Form.COMMITTEE, name, organ(name), "国资局")
    draw.several(top, f"{name}机关", Kind.ORGAN, 1)
    draw.several(top, "国有企业退休人员", Kind.RETIRED, 4)
    draw.enterprises(top, 25)


def _temporary(draw: Surveyor, superior: Plan, title: str) -> None:
    """A branch for a task: members keep their relation where it is."""
    plan = draw.add(superior, title, Kind.NOBODY, form=Form.TEMPORARY_BRANCH)
    plan.opened_on = draw.today - dt.timedelta(days=draw.chance.randint(60, 160))


def _rename(root: Plan, short_name: str, was: str, until: dt.date, short: str = "") -> None:
    """Give an organization a former name, and an opening day before it was dropped."""
    plan = root.find(short_name)
    plan.opened_on = min(plan.opened_on, until - dt.timedelta(days=1500))
    plan.former = Former(was, short or was, until)


def _missing(root: Plan, form: Form) -> int:
    return FULL_FORMS[form] - sum(plan.form == form for plan in root.walk())


def _is_large(plan: Plan) -> bool:
    """Whether a branch is one of those that have groups: many members, long there."""
    old = plan.has_members and plan.opened_on.year < 2019
    return old and plan.kind is not Kind.NEW and plan.short_name != FIRST


def _spread(branches: Sequence[Plan], count: int) -> Iterator[Plan]:
    """So many branches, at equal steps through the district."""
    step = len(branches) // count
    return islice(branches[step // 2 :: step], count)
