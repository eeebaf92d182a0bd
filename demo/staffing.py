"""Who belongs where: how many members each branch has, and people whose work fits it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from dangjian.registry.models import Person
from demo import cast, places, profiles, shares
from demo.districts import FIRST
from demo.numbers import Ledger
from demo.profiles import Profile
from demo.shares import Work
from demo.tree import Kind, Plan

LARGEST, SMALLEST = 50, 3
"""A branch has three full members or more, and generally not more than fifty members."""

_SIZES: Mapping[Kind, tuple[int, int]] = {
    Kind.ORGAN: (20, 44),
    Kind.COMMUNITY: (22, 46),
    Kind.VILLAGE: (26, 50),
    Kind.COOPERATIVE: (20, 36),
    Kind.SCHOOL: (24, 44),
    Kind.HEALTH: (24, 46),
    Kind.INSTITUTION: (20, 42),
    Kind.ENTERPRISE: (20, 45),
    Kind.NEW: (5, 22),
    Kind.RETIRED: (28, 48),
    Kind.COLLEGE: (22, 40),
    Kind.STUDENTS: (26, 44),
}

# How likely people of each work (in the order of Work) are in each kind of branch, before fitting.
_AFFINITY: Mapping[Kind, tuple[float, ...]] = {
    Kind.ORGAN: (5, 0.01, 3, 12, 70, 0.3, 1, 6),
    Kind.COMMUNITY: (6, 0.3, 4, 6, 0.3, 2, 18, 62),
    Kind.VILLAGE: (3, 86, 0.5, 1, 0.1, 1.2, 6, 3),
    Kind.COOPERATIVE: (8, 70, 3, 15, 0.1, 0.1, 5, 0.5),
    Kind.SCHOOL: (3, 0.01, 80, 8, 0.2, 0.7, 0.5, 6),
    Kind.HEALTH: (5, 0.01, 78, 10, 0.2, 0.3, 0.5, 5),
    Kind.INSTITUTION: (15, 0.1, 28, 40, 6, 0.2, 3, 5),
    Kind.ENTERPRISE: (38, 0.1, 16, 32, 0.1, 0.2, 6, 6),
    Kind.NEW: (22, 0.1, 12, 35, 0.1, 0.3, 28, 2),
    Kind.RETIRED: (0.1, 0.1, 0.1, 0.1, 0.1, 0.01, 1, 98),
    Kind.COLLEGE: (2, 0.01, 75, 15, 1, 1, 0.5, 5),
    Kind.STUDENTS: (0.1, 0.01, 6, 1, 0.1, 92, 0.1, 0.1),
}

_OCCUPATIONS: Mapping[Work, str] = {
    Work.WORKER: "车间操作工 电力检修工 公交驾驶员 环卫工人 工勤技能人员",
    Work.FARMER: "农民 种植户 养殖户 农民专业合作社社员",
    Work.PROFESSIONAL: "工程师 会计 农艺师 经济师",
    Work.MANAGER: "企业管理人员 事业单位管理人员 物业项目经理",
    Work.OFFICIAL: "公务员 参公管理人员 机关工作人员",
    Work.STUDENT: "学生",
    Work.OTHER: "社区工作者 个体工商户 自由职业者 网约车司机 快递员 待业",
    Work.RETIRED: "退休工人 离退休人员",
}
_OCCUPATIONS_THERE: Mapping[tuple[Kind, Work], str] = {
    (Kind.SCHOOL, Work.PROFESSIONAL): "中小学教师",
    (Kind.COLLEGE, Work.PROFESSIONAL): "高校教师",
    (Kind.STUDENTS, Work.PROFESSIONAL): "高校教师",
    (Kind.HEALTH, Work.PROFESSIONAL): "医生 护士 药师 检验师",
    (Kind.STUDENTS, Work.STUDENT): "在校大学生",
    (Kind.SCHOOL, Work.MANAGER): "事业单位管理人员",
    (Kind.HEALTH, Work.MANAGER): "事业单位管理人员",
    (Kind.INSTITUTION, Work.MANAGER): "事业单位管理人员",
    (Kind.NEW, Work.MANAGER): "企业管理人员 社会组织管理人员",
    (Kind.ENTERPRISE, Work.MANAGER): "企业管理人员",
    (Kind.SCHOOL, Work.RETIRED): "退休教师",
    (Kind.COLLEGE, Work.RETIRED): "退休教师",
    (Kind.ENTERPRISE, Work.RETIRED): "退休工人",
    (Kind.ORGAN, Work.RETIRED): "退休干部",
    (Kind.INSTITUTION, Work.RETIRED): "退休干部",
}
_RETIRED_WITH_SCHOOLING = "退休干部 退休教师 离退休人员"
_HIGHER_SCHOOLING = "50"


@dataclass(eq=False)
class Member:
    """A person of the demo and where he belongs today.

    before: the branch he was in until `came_on`, where he came from another one. person: the row of
    the register, once there is one. known: of the cast. settled: of the cast or in office, so that
    nothing befalls him. turns_full: registered as probationary, turned full by a decision.
    """

    profile: Profile
    branch: Plan
    occupation: str
    address: str
    landline: str = ""
    before: Plan | None = None
    came_on: dt.date | None = None
    known: bool = False
    settled: bool = False
    turns_full: bool = False
    registered: Person | None = field(default=None, repr=False)

    @property
    def person(self) -> Person:
        if self.registered is None:
            raise LookupError(f"{self.profile.name} is not in the register yet")
        return self.registered

    @property
    def here_since(self) -> dt.date:
        """The first day in the present branch."""
        return self.came_on or max(self.profile.joined_on, self.branch.opened_on)

    def was_full_on(self, day: dt.date) -> bool:
        full_on = self.profile.full_on
        return full_on is not None and full_on <= day


def staff(chance: Random, ledger: Ledger, root: Plan, total: int, today: dt.date) -> list[Member]:
    """So many members for the branches of a district, the cast among them; sets the sizes."""
    branches = [plan for plan in root.walk() if plan.has_members]
    known = [_known(chance, ledger, role, root, today) for role in cast.roles(today)]
    _set_sizes(chance, branches, known, total)
    cells = shares.draw(chance, total - len(known), today)
    people = [profiles.make(chance, ledger, cell, today) for cell in cells]
    free = _free(branches, known)
    newcomers = [
        _member(chance, ledger, profile, branch) for profile, branch in _deal(chance, people, free)
    ]
    return known + newcomers


def _known(chance: Random, ledger: Ledger, role: cast.Role, root: Plan, today: dt.date) -> Member:
    branch = root.find(role.branch)
    return Member(
        cast.profile(role, ledger, today),
        branch,
        role.occupation,
        _address(chance, branch),
        known=True,
        settled=True,
    )


def _set_sizes(
    chance: Random, branches: Sequence[Plan], known: Iterable[Member], total: int
) -> None:
    """Give every branch a size of its kind, and let them add up to the total."""
    for plan in branches:
        plan.size = chance.randint(*_SIZES[plan.kind])
        if plan.short_name == FIRST:
            plan.size = sum(member.branch is plan for member in known)
    open_ended = [plan for plan in branches if plan.short_name != FIRST]
    scale = (total - (sum(p.size for p in branches) - sum(p.size for p in open_ended))) / sum(
        plan.size for plan in open_ended
    )
    for plan in open_ended:
        plan.size = min(LARGEST, max(SMALLEST + 2, round(plan.size * scale)))
    missing = total - sum(plan.size for plan in branches)
    while missing:
        plan = chance.choice(open_ended)
        step = 1 if missing > 0 else -1
        if SMALLEST + 2 <= plan.size + step <= LARGEST:
            plan.size += step
            missing -= step


def _free(branches: Sequence[Plan], known: Sequence[Member]) -> dict[Kind, list[Plan]]:
    """The places that are left, one entry for each, by kind of branch."""
    places_left: dict[Kind, list[Plan]] = defaultdict(list)
    for plan in branches:
        taken = sum(member.branch is plan for member in known)
        places_left[plan.kind] += [plan] * (plan.size - taken)
    return places_left


def _deal(
    chance: Random, people: Sequence[Profile], free: Mapping[Kind, list[Plan]]
) -> Iterable[tuple[Profile, Plan]]:
    """Put everybody into a branch whose kind fits the work, as far as the places go."""
    for plans in free.values():
        chance.shuffle(plans)
    by_work: dict[Work, list[Profile]] = defaultdict(list)
    for person in people:
        by_work[person.work].append(person)
    quotas = _quotas(free, by_work)
    left: list[Profile] = []
    for work, workers in by_work.items():
        for kind, plans in free.items():
            for _ in range(min(quotas[kind, work], len(workers), len(plans))):
                yield workers.pop(), plans.pop()
        left += workers
    remaining = [plan for plans in free.values() for plan in plans]
    chance.shuffle(remaining)
    yield from zip(left, remaining, strict=True)


def _quotas(
    free: Mapping[Kind, Sequence[Plan]], by_work: Mapping[Work, Sequence[Profile]]
) -> dict[tuple[Kind, Work], int]:
    """How many of each work go to each kind of branch: affinities fitted to both margins."""
    order = list(Work)
    weights = {
        (kind, work): _AFFINITY[kind][order.index(work)] for kind in free for work in by_work
    }
    for _ in range(60):
        shares.fit(weights, lambda pair: pair[0], {k: float(len(p)) for k, p in free.items()})
        shares.fit(weights, lambda pair: pair[1], {w: float(len(p)) for w, p in by_work.items()})
    return {pair: int(weight) for pair, weight in weights.items()}


def _member(chance: Random, ledger: Ledger, profile: Profile, branch: Plan) -> Member:
    usual = _OCCUPATIONS[profile.work]
    if profile.work is Work.RETIRED and profile.education < _HIGHER_SCHOOLING:
        usual = _RETIRED_WITH_SCHOOLING
    choices = _OCCUPATIONS_THERE.get((branch.kind, profile.work), usual)
    older = profile.born_on.year < 1972
    return Member(
        profile,
        branch,
        chance.choice(choices.split()),
        _address(chance, branch),
        ledger.landline() if older and chance.random() < 0.3 else "",
    )


def _address(chance: Random, branch: Plan) -> str:
    if branch.kind is Kind.VILLAGE:
        village = branch.title[: branch.title.index("村") + 1]
        return f"禾丰区{village}{chance.randint(1, 12)}组{chance.randint(1, 90)}号"
    road, number = chance.choice(places.ROADS), chance.randint(1, 280)
    flat = f"{chance.randint(1, 18)}{chance.randint(1, 4):02d}"
    return f"禾丰区{road}{number}号{chance.randint(1, 20)}幢{flat}室"
