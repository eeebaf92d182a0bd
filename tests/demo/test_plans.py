"""The plans of the two districts: as many organizations as published, each where it may stand."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from dangjian.registry import rules
from dangjian.registry.models import OrganizationForm as Form
from demo import districts, staffing
from demo.numbers import Ledger
from demo.staffing import Member
from demo.tree import Plan
from tests.district import TODAY


@pytest.fixture(scope="module", params=["small", "full"])
def root(request: pytest.FixtureRequest) -> Plan:
    return getattr(districts, request.param)(Random(1), TODAY)


def _staffed(size: str, total: int) -> list[Member]:
    chance = Random(4)
    root = getattr(districts, size)(chance, TODAY)
    return staffing.staff(chance, Ledger(chance), root, total, TODAY)


def test_the_full_district_has_1559_organizations_by_form():
    root = districts.full(Random(1), TODAY)
    there = [plan for plan in root.walk() if plan.closed_on is None]
    assert Counter(plan.form for plan in there) == districts.FULL_FORMS
    assert len(there) == 1559


def test_the_small_district_has_some_seventy():
    assert 60 <= sum(1 for _ in districts.small(Random(1), TODAY).walk()) <= 75


def test_every_organization_may_stand_where_it_stands(root):
    for plan in root.walk():
        assert all(rules.may_stand_under(child.form, plan.form) for child in plan.children)


def test_nothing_is_older_than_its_superior_or_younger_than_today(root):
    for plan in root.walk():
        assert plan.opened_on < TODAY
        assert all(plan.opened_on <= child.opened_on for child in plan.children)


def test_no_two_seals_are_the_same(root):
    names = [plan.name for plan in root.walk()]
    assert len(names) == len(set(names))


def test_no_two_sisters_have_the_same_short_name(root):
    for plan in root.walk():
        names = [child.short_name for child in plan.children]
        assert len(names) == len(set(names))


def test_names_are_as_on_seals(root):
    branch = root.find("东篱社区第一党支部")
    assert branch.name == "中共禾丰区柳岸街道东篱社区第一支部委员会"
    assert root.name == "中共禾丰区委员会"
    assert root.find("南圃社区党总支").first_names == (
        "中共禾丰区柳岸街道南圃社区支部委员会",
        "南圃社区党支部",
    )


def test_a_joint_branch_has_two_to_five_units(root):
    for plan in root.walk():
        assert (2 <= len(plan.units) <= 5) == (plan.form == Form.JOINT_BRANCH)


def test_the_branch_of_the_screens_has_its_eighteen_members():
    members = _staffed("small", 1500)
    home = [m for m in members if m.branch.short_name == "东篱社区第一党支部"]
    assert len(home) == 18
    assert {"林禾青", "周望禾", "方晴川", "宋怀石"} <= {m.profile.name for m in home}
    assert sum(TODAY.year - m.profile.born_on.year > 60 for m in home) == 9
    assert [m.profile.name for m in home if m.profile.full_on is None] == ["宋怀石"]


def test_every_branch_has_as_many_members_as_planned():
    members = _staffed("small", 1500)
    sizes = Counter(member.branch for member in members)
    assert sum(sizes.values()) == 1500
    assert all(sizes[plan] == plan.size for plan in sizes)
    assert max(sizes.values()) <= staffing.LARGEST
    assert min(sizes.values()) >= staffing.SMALLEST


def test_the_same_chance_gives_the_same_people_in_the_same_places():
    def told() -> list[tuple[object, ...]]:
        return [(m.profile, m.branch.name, m.occupation, m.address) for m in _staffed("small", 900)]

    assert told() == told()
