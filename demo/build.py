"""Build the demo district 禾丰区 in one transaction, through the registry's actions only."""

from __future__ import annotations

import datetime as dt
import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from django.db import connection, transaction
from django.utils import timezone

from dangjian.kernel import clock, rules
from dangjian.kernel.refusal import Refused
from dangjian.registry.models import Organization, Person
from demo import (
    accounts,
    appraisals,
    arrivals,
    articles,
    awards,
    changes,
    developments,
    disclosure,
    discussions,
    districts,
    dues,
    elections,
    elsewhere,
    errands,
    grouping,
    letters,
    meetings,
    notices,
    opening,
    publicity,
    records,
    scans,
    staffing,
    texts,
    transfers,
)
from demo.ground import FULL, SMALL, Ground, Scale
from demo.numbers import Ledger
from demo.tree import Plan

_SIZES: dict[str, tuple[Callable[[Random, dt.date], Plan], Scale]] = {
    "small": (districts.small, SMALL),
    "full": (districts.full, FULL),
}
SIZES = (*_SIZES, "none")
Say = Callable[[str], object]


@dataclass(frozen=True)
class Built:
    """What was built; zeros where nothing was. seconds: how long each step took."""

    size: str
    organizations: int = 0
    people: int = 0
    seconds: dict[str, float] = field(default_factory=dict)


def build(size: str = "small", today: dt.date | None = None, say: Say = print) -> Built:
    """Build the district as it stands on a day (default: today); the same day, the same district.

    size: small (some 70 organizations, 1,500 members), full (1,559 and 38,216) or none. Nothing is
    done where the demo is already there. Refused where the register holds somebody else's people.
    """
    if size not in SIZES:
        raise Refused(f"没有“{size}”这种大小，请选 {'、'.join(SIZES)}。")
    if size == "none":
        say("没有建立示例区县。")
        return Built(size)
    if accounts.is_demo():
        say("示例区县已经在了，没有改动。")
        return Built(size)
    if Person.objects.exists() or Organization.objects.exists():
        raise Refused("登记册里已经有真实的组织或党员，不能再放入示例数据。")
    with _nothing_collected(), transaction.atomic(), rules.remembered():
        _plan_without_statistics()
        return _build(size, today or clock.today(), say)


def sign_ins() -> list[str]:
    """One line for each account of the demo, to be printed; nothing where there is no demo."""
    if not accounts.is_demo():
        return []
    now = timezone.now()  # telephones count the seconds of the real day, whatever DANGJIAN_CLOCK
    lines = ["可以这样登录（示例账号，密码人人知道，只能用于演示）："]
    for entry in accounts.sign_ins():
        code = f"，动态口令密钥 {entry.totp_secret}，此刻口令 {entry.code(now)}"
        lines.append(
            f"  {entry.role_label}　{entry.name}（{entry.place}）：{entry.login_name} / "
            f"{entry.password}{code if entry.totp_secret else ''}"
        )
    lines.append("动态口令每 30 秒换一次：另开一个窗口运行 .venv/bin/dangjian codes 看新的。")
    return lines


def _build(size: str, today: dt.date, say: Say) -> Built:
    draw_up, scale = _SIZES[size]
    steps = _Steps(say)
    with steps.step("起草示例区县"):
        chance = Random(f"禾丰区 {size}")
        ledger = Ledger(chance)
        root = draw_up(chance, today)
        members = staffing.staff(chance, ledger, root, scale.registered, today)
        ground = Ground(today, scale, chance, ledger, root, members)
        arrivals.trace_back(ground)
    with _no_act_alone():
        _register(ground, steps)
    with steps.step("示例账号"):
        accounts.open_all(ground, _moment(today))
    with steps.step("正在办的事"):
        errands.under_way(ground, _moment(today))
        developments.under_way(ground, _moment(today))
        transfers.under_way(ground, _moment(today))
        dues.booked(ground, _moment(today))
        letters.under_way(ground, _moment(today))
        meetings.held(ground, _moment(today))
        notices.told_lately(ground, _moment(today))
        discussions.under_way(ground, _moment(today))
        texts.put_in(_moment(today))
    with steps.step("网站上的文章"):
        articles.published(ground, _moment(today))
        scans.shelved(ground, _moment(today))
        publicity.posted(ground, _moment(today))
        elsewhere.gathered(ground, _moment(today))
        disclosure.disclosed(ground, _moment(today))
        awards.announced(ground, _moment(today))
        appraisals.under_way(ground, _moment(today))
    say(f"示例区县建好了：{len(ground.organizations)} 个党组织，{scale.members} 名党员。")
    return Built(size, len(ground.organizations), len(ground.members), steps.seconds)


def _register(ground: Ground, steps: _Steps) -> None:
    """The register: organizations and people, and what befell them over the years."""
    with steps.step("建立党组织"):
        opening.open_all(ground)
        opening.particulars(ground)
        opening.rename_all(ground)
        opening.move_all(ground)
        ground.refresh()
    with steps.step("登记党员"):
        arrivals.register(ground, steps.tell)
    with steps.step("组织关系和党小组"):
        opening.move_people(ground)
        opening.grow(ground)
        opening.close_all(ground)
        ground.refresh()
        grouping.form_groups(ground)
    with steps.step("历届班子"):
        elections.elect_all(ground, steps.tell)
        elections.appoint_all(ground)
    with steps.step("党籍变化和流动党员"):
        changes.befall(ground, steps.tell)
    with steps.step("学历、工作、家庭情况"):
        records.add_some(ground)


@contextmanager
def _no_act_alone() -> Iterator[None]:
    """Ten thousand acts of which none is tried and taken back: no mark before and after each."""
    connection.features.uses_savepoints = False
    try:
        yield
    finally:
        connection.features.uses_savepoints = True


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Spare the search for garbage among a hundred thousand rows that are all still needed."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _plan_without_statistics() -> None:
    """Keep the planner, for this transaction, from plans that only statistics would advise against.

    Nobody can analyse rows that are not committed yet; without statistics PostgreSQL combines the
    index on a person with that on days, and reads half of the latter for every question.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_bitmapscan = off")


def _moment(today: dt.date) -> dt.datetime:
    """The present time of day, on the day the district is built for."""
    now = clock.now()
    return now.replace(year=today.year, month=today.month, day=today.day)


class _Steps:
    """Says which step is being done and how far it is, and remembers how long each took."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.seconds: dict[str, float] = {}
        self._name = ""
        self._told = 0

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self._name, self._told = name, 0
        self.say(f"{name}……")
        begun = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - begun

    def tell(self, done: float) -> None:
        """Say how far the step is, every tenth."""
        percent = int(done * 10) * 10
        if 0 < percent < 100 and percent > self._told:
            self._told = percent
            self.say(f"{self._name}…… {percent}%")
