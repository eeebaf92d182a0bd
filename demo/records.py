"""Extended records of some members: education, work, family, stays abroad, hardship."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from dangjian.registry.actions import extended
from dangjian.registry.models import (
    Education,
    Employment,
    Hardship,
    Person,
    Relative,
    StayAbroad,
)
from dangjian.registry.models.extended import OfPerson
from demo import names
from demo.ground import BY, Ground
from demo.numbers import FEMALE, MALE
from demo.shares import Work
from demo.staffing import Member
from demo.tree import Kind

_SCHOOLS: Mapping[str, tuple[str, ...]] = {
    "1": ("临江大学", "南屿理工大学", "滨海师范大学"),
    "2": ("临江大学", "澜川师范学院", "望江农业大学", "滨海财经大学", "南屿理工大学"),
    "3": ("农业职业学院", "澜川财贸专科学校", "望江医学专科学校", "广播电视大学禾丰分校"),
    "4": ("禾丰职业中等专业学校", "澜川师范学校", "望江卫生学校"),
    "6": ("禾丰区第一高级中学", "禾丰区第二高级中学"),
    "7": ("青禾初级中学", "桃蹊初级中学"),
    "8": ("青禾小学", "松坪小学"),
}
_MAJORS = "汉语言文学 会计学 农学 临床医学 机械工程 法学 公共管理 教育学 土木工程".split()
_DEGREES = {"11": "2", "14": "3", "21": "4"}
_FIRST_JOBS = (
    ("禾丰区织布厂", "车间主任"),
    ("禾丰区供销社", "营业员"),
    ("禾丰区第二建筑公司", "技术员"),
    ("禾丰区粮食储备库", "保管员"),
    ("澜川市机械厂", "钳工"),
    ("桃蹊乡政府", "办事员"),
    ("禾丰区农机站", "技术员"),
    ("澜川市第三小学", "教师"),
    ("禾丰区印刷厂", "会计"),
)
_RETIRES_AT = 60
_ELSEWHERE = {
    "社区工作者": "禾丰区柳岸街道东篱社区居民委员会",
    "个体工商户": "个体经营",
    "自由职业者": "灵活就业",
    "网约车司机": "灵活就业",
    "快递员": "望湖物流有限公司",
    "待业": "无",
    "中小学教师": "实验小学",
    "公务员": "禾丰区人民政府柳岸街道办事处",
}
"""Where people work whose branch is that of the place they live in."""
_ABROAD = (("新加坡", "探亲"), ("日本", "研修"), ("德国", "学术交流"), ("澳大利亚", "探亲"))
_HARDSHIP = (
    ("因病致困", "重阳、春节走访，协助申请大病救助。"),
    ("独居高龄", "党小组每周上门一次，代买药品。"),
    ("残疾", "协助办理无障碍改造和护理补贴。"),
    ("家庭变故", "发放党内关怀帮扶资金，结对联系。"),
)


class Fact(NamedTuple):
    """One row to be added to a person's record."""

    kind: type[OfPerson]
    values: dict[str, Any]
    began_on: dt.date
    ended_on: dt.date | None


def add_some(ground: Ground) -> int:
    """Add records for the cast and some others; how many rows."""
    known = [member for member in ground.members if member.known]
    others = ground.some([m for m in ground.members if not m.settled], ground.scale.records)
    people = Person.objects.in_bulk([member.person.pk for member in known + others])
    count = 0
    for member in known + others:
        for fact in _facts(ground, member):
            extended.add_fact(
                fact.kind,
                people[member.person.pk],
                fact.values,
                began_on=fact.began_on,
                ended_on=fact.ended_on,
                today=ground.today,
                by=BY,
            )
            count += 1
    return count


def _facts(ground: Ground, member: Member) -> Iterator[Fact]:
    yield _education(ground, member)
    if member.profile.started_work_on:
        yield from _employment(ground, member)
    yield from _relatives(ground, member)
    if ground.chance.random() < 0.06:
        yield _abroad(ground)
    if ground.chance.random() < 0.12 and member.profile.born_on.year < 1975:
        yield _hardship(ground)


def _education(ground: Ground, member: Member) -> Fact:
    level = member.profile.education
    finished = dt.date(member.profile.born_on.year + _leaving_age(level), 6, 30)
    values = {
        "level": level,
        "degree": _DEGREES.get(level, ""),
        "school": ground.chance.choice(_SCHOOLS[level[0]]),
        "major": ground.chance.choice(_MAJORS) if level < "40" else "",
    }
    finished = min(finished, ground.today - dt.timedelta(days=1))
    return Fact(Education, values, dt.date(finished.year - 3, 9, 1), finished)


def _leaving_age(level: str) -> int:
    return {"1": 26, "2": 23, "3": 21, "4": 19, "6": 18, "7": 16, "8": 13}[level[0]]


def _employment(ground: Ground, member: Member) -> Iterator[Fact]:
    """A first job, and the present one or, for the retired, the last one until they retired."""
    profile = member.profile
    started = profile.started_work_on
    assert started is not None
    changed = dt.date(started.year + ground.chance.randint(3, 9), 3, 1)
    changed = min(changed, ground.today - dt.timedelta(days=30))
    unit, position = ground.chance.choice(_FIRST_JOBS)
    if started < changed:
        first = {"unit": unit, "position": position}
        yield Fact(Employment, first, started, changed - dt.timedelta(days=1))
    if profile.work is not Work.RETIRED:
        yield Fact(Employment, _present_job(member), changed, None)
        return
    retired = dt.date(profile.born_on.year + _RETIRES_AT, 12, 31)
    unit, position = ground.chance.choice(_FIRST_JOBS)
    if changed < retired < ground.today:
        yield Fact(Employment, {"unit": unit, "position": position}, changed, retired)


def _present_job(member: Member) -> dict[str, str]:
    own = member.branch.kind not in (Kind.COMMUNITY, Kind.VILLAGE, Kind.NEW)
    unit = member.branch.unit_name if own else _ELSEWHERE.get(member.occupation, "禾丰区供销社")
    return {"unit": unit, "position": member.occupation}


def _relatives(ground: Ground, member: Member) -> Iterator[Fact]:
    chance, profile = ground.chance, member.profile
    other = FEMALE if profile.sex == MALE else MALE
    born = profile.born_on.year + chance.randint(-3, 3)
    married = dt.date(profile.born_on.year + 27, 5, 1)
    if married < ground.today:
        spouse = {
            "kinship": "妻子" if profile.sex == MALE else "丈夫",
            "name": names.name(chance, sex=other, born=born),
            "political_status": chance.choice(("01", "13", "13", "13")),
            "employer": chance.choice((*(unit for unit, _ in _FIRST_JOBS), "务农", "退休")),
        }
        yield Fact(Relative, spouse, married, None)
    child_born = dt.date(profile.born_on.year + 29, 8, 1)
    if child_born < ground.today:
        sex = chance.choice((MALE, FEMALE))
        child = {
            "kinship": "儿子" if sex == MALE else "女儿",
            "name": profile.name[0] + names.name(chance, sex=sex, born=child_born.year)[1:],
            "political_status": chance.choice(("03", "13", "01")),
            "employer": "",
        }
        yield Fact(Relative, child, child_born, None)


def _abroad(ground: Ground) -> Fact:
    country, purpose = ground.chance.choice(_ABROAD)
    left = ground.days_ago(200, 900)
    values = {"country": country, "purpose": purpose, "contact": "每半年与支部联系一次"}
    return Fact(StayAbroad, values, left, ground.days_after(left, 30, 190))


def _hardship(ground: Ground) -> Fact:
    kind, care = ground.chance.choice(_HARDSHIP)
    return Fact(Hardship, {"kind": kind, "care": care}, ground.days_ago(60, 900), None)
