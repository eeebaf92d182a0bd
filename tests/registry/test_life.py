"""A4: an organization is split, merged, upgraded or dissolved in one act that loses nobody."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.actions import life, organizations, people, posts
from dangjian.registry.actions.life import Warrant
from dangjian.registry.authority import Scope
from dangjian.registry.models import (
    CommitteeTerm,
    Membership,
    Organization,
    OrganizationForm,
    Parentage,
    Person,
    Post,
    PostTitle,
)
from dangjian.registry.queries import tree as trees
from dangjian.registry.rules.life import Part
from tests.district import FOUNDED, TODAY, District, new_member, open_below, register

pytestmark = pytest.mark.django_db

JULY = dt.date(2026, 7, 1)
PAPER = "东街工委〔2026〕12号"
BEFORE = JULY - dt.timedelta(days=1)


def warrant(on: dt.date = JULY, reason: str = "", document: str = PAPER, **more: Any) -> Warrant:
    return Warrant(on, document, reason, TODAY, SYSTEM, **more)


def members(branch: Organization, day: dt.date = TODAY) -> set[str]:
    rows = Membership.objects.on(day).filter(organization=branch)
    return set(rows.values_list("person__name", flat=True))


def filled(district: District, count: int = 5) -> list[Person]:
    """The western branch with so many full members."""
    return [register(district.west, f"西支{n}") for n in range(count)]


def group_below(branch: Organization, name: str) -> Organization:
    return open_below(branch, name, OrganizationForm.GROUP)


def grouped(person: Person, branch: Organization, group: Organization) -> Person:
    return people.reassign(
        person, organization=branch, group=group, on=dt.date(2026, 1, 5), today=TODAY, by=SYSTEM
    )


def test_a_branch_that_is_merged_takes_its_members_groups_and_leaders_along(
    district: District,
) -> None:
    """A4: as of a day; posts and term end with it, a group and its leader go on elsewhere."""
    west = filled(district)
    group = group_below(district.west, "东篱一支部第一党小组")
    leader = grouped(west[0], district.west, group)
    posts.appoint(
        group, leader, title=PostTitle.GROUP_LEADER, on=dt.date(2026, 2, 1), today=TODAY, by=SYSTEM
    )
    posts.record_election(
        district.west,
        elected_on=dt.date(2026, 2, 1),
        holders=[(west[1], PostTitle.SECRETARY)],
        today=TODAY,
        by=SYSTEM,
    )
    before = members(district.east)
    into = life.merge(district.west, into=district.east, warrant=warrant())
    assert into == district.east
    assert members(district.east) == before | {one.name for one in west}
    assert members(district.west) == set()
    assert members(district.west, BEFORE) == {one.name for one in west}
    district.west.refresh_from_db()
    assert (district.west.closed_on, district.west.closing_document) == (JULY, PAPER)
    assert not Post.objects.on(JULY).filter(organization=district.west).exists()
    assert not CommitteeTerm.objects.on(JULY).filter(organization=district.west).exists()
    group.refresh_from_db()
    leader.refresh_from_db()
    assert group.parent == district.east and "原东篱社区第二党支部" in group.short_name
    assert leader.path == district.east.path
    assert Post.objects.on(TODAY).filter(organization=group, person=leader).exists()
    assert Membership.objects.on(TODAY).get(person=leader).group == group
    leaves = Leaf.objects.filter(verb="reassign", body__contains=PAPER)
    assert leaves.count() == len(west)


def test_a_branch_is_split_with_both_sides_large_enough(district: District) -> None:
    """A4: three full members make a branch; fewer are refused with the clause."""
    west = filled(district, 6)

    def part(*people_: Person, name: str = "东篱社区第三党支部") -> Part:
        return Part(f"中共禾丰区{name}", name, [one.pk for one in people_])

    for who in (west[:2], west[:4]):
        with pytest.raises(Refused, match="正式党员 2 名") as refusal:
            life.split(district.west, part=part(*who), warrant=warrant())
        assert "第四条" in refusal.value.clause
    assert not Organization.objects.filter(short_name="东篱社区第三党支部").exists()
    made = life.split(district.west, part=part(*west[:3]), warrant=warrant())
    assert (made.parent, made.opened_on, made.founding_document) == (district.street, JULY, PAPER)
    assert members(made) == {"西支0", "西支1", "西支2"}
    assert members(district.west) == {"西支3", "西支4", "西支5"}
    assert members(district.west, BEFORE) == {one.name for one in west}
    with pytest.raises(Refused, match="不在这个支部"):
        life.split(district.west, part=part(west[0], name="又一个"), warrant=warrant(TODAY))


def test_an_exception_to_what_is_usual_asks_for_a_reason_and_names_the_clause(
    district: District,
) -> None:
    """A4: 一般不超过 50: refused without a reason, done with one, on record."""
    filled(district, 44)
    with pytest.raises(Refused, match="53") as refusal:
        life.merge(district.west, into=district.east, warrant=warrant())
    assert "写明理由" in str(refusal.value) and "支部工作条例" in refusal.value.clause
    life.merge(district.west, into=district.east, warrant=warrant(reason="社区合并，暂不分设"))
    assert "暂不分设" in Leaf.objects.get(verb="merge").body


def test_a_branch_grows_into_a_general_branch_and_that_into_a_committee(
    district: District,
) -> None:
    """A4: 50 and 100: fewer need a reason. Everybody is placed; the committee goes on."""
    west = filled(district, 7)
    group = group_below(district.west, "西区党小组")
    grouped(west[6], district.west, group)
    posts.record_election(
        district.west,
        elected_on=dt.date(2026, 2, 1),
        holders=[(west[0], PostTitle.SECRETARY)],
        today=TODAY,
        by=SYSTEM,
    )
    names = {"name": "中共禾丰区东篱社区总支部", "short_name": "东篱社区党总支"}
    first = Part("东篱社区一支部", "东篱一支", [one.pk for one in west[:3]])
    second = Part("东篱社区二支部", "东篱二支", [one.pk for one in west[3:6]], [group.pk])
    given_: dict[str, Any] = {**names, "warrant": warrant(reason="人员分散，上级批准")}
    with pytest.raises(Refused, match="写明理由"):
        life.upgrade(district.west, parts=[first, second], **names, warrant=warrant())
    with pytest.raises(Refused, match="还有 4 名党员、1 个党小组没有分到"):
        life.upgrade(district.west, parts=[first], **given_)
    made = life.upgrade(district.west, parts=[first, second], **given_)
    assert (made.pk, made.form) == (district.west.pk, OrganizationForm.GENERAL_BRANCH)
    below = {one.short_name: members(one) for one in made.children.open()}
    assert below == {
        "东篱一支": {"西支0", "西支1", "西支2"},
        "东篱二支": {"西支3", "西支4", "西支5", "西支6"},
    }
    assert Post.objects.on(TODAY).get(organization=made).person == west[0]
    grown = life.upgrade(
        made,
        name="中共禾丰区东篱社区委员会",
        short_name="东篱社区党委",
        parts=[],
        warrant=warrant(TODAY, reason="经区委批准"),
    )
    assert grown.form == OrganizationForm.COMMITTEE
    with pytest.raises(Refused, match="党委不能再升格"):
        life.upgrade(grown, **names, parts=[], warrant=warrant(TODAY, reason="经区委批准"))


def test_a_dissolved_branch_leaves_nobody_behind(district: District) -> None:
    """A4: each member to the branch named for him; without one it is refused, nothing half done."""
    west = filled(district, 4)
    places = {one.pk: district.east for one in west}
    with pytest.raises(Refused, match="还有 1 名党员"):
        life.dissolve(
            district.west,
            people={pk: place for pk, place in places.items() if pk != west[0].pk},
            groups={},
            warrant=warrant(),
        )
    assert members(district.west) == {one.name for one in west}
    life.dissolve(district.west, people=places, groups={}, warrant=warrant(reason="居民搬迁"))
    assert {one.name for one in west} <= members(district.east)
    district.west.refresh_from_db()
    assert district.west.closing_reason == "居民搬迁"


def test_a_dissolved_committee_hands_its_branches_to_its_superior(district: District) -> None:
    """A4."""
    committee = open_below(district.street, "东篱企业党委", OrganizationForm.COMMITTEE)
    branch = open_below(committee, "东篱企业第一党支部", OrganizationForm.BRANCH)
    worker = register(branch, "程远山")
    life.dissolve(committee, people={}, groups={}, warrant=warrant())
    branch.refresh_from_db()
    worker.refresh_from_db()
    assert branch.parent == district.street and worker.path == branch.path
    assert branch.path.startswith(district.street.path)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"document": " "}, "批准的文件"),
        ({"on": TODAY + dt.timedelta(days=1)}, "还没到"),
        ({"on": dt.date(2012, 1, 1)}, "以后才编入"),
        ({"on": FOUNDED}, "成立以后"),
    ],
)
def test_an_act_without_paper_or_on_an_impossible_day_is_refused(
    change: dict[str, Any], sentence: str, district: District
) -> None:
    """A4."""
    filled(district, 3)
    with pytest.raises(Refused, match=sentence):
        life.merge(district.west, into=district.east, warrant=warrant(**change))
    assert len(members(district.west)) == 3


def test_what_does_not_fit_together_is_refused(district: District) -> None:
    """A4."""
    for what, into, sentence in (
        (district.west, district.street, "不能并入"),
        (district.west, district.west, "另一个组织"),
        (district.root, district.street, "最上级"),
        (district.group, district.east, "不能并入"),
    ):
        with pytest.raises(Refused, match=sentence):
            life.merge(what, into=into, warrant=warrant())
    with pytest.raises(Stale):
        life.merge(district.west, into=district.east, warrant=warrant(seen=99))


def test_carrying_forty_members_costs_no_more_queries_than_carrying_four(
    district: District,
) -> None:
    """A4."""
    counted = []
    for count in (4, 40):
        branch = open_below(district.street, f"试支部{count}", OrganizationForm.BRANCH)
        added = [new_member(branch, f"试{count}-{n}") for n in range(count)]
        people.register_members(added, today=TODAY, by=SYSTEM)
        with transaction.atomic(), CaptureQueriesContext(connection) as queries:
            life.merge(branch, into=district.east, warrant=warrant(reason="试"))
            transaction.set_rollback(True)
        counted.append(len(queries))
    assert counted[0] == counted[1]


# --- ten years ------------------------------------------------------------------------------------

YEARS = 10
FIRST_DAY = dt.date(2016, 1, 4)
# A seed says all of a history: a smaller number would be another one, not a simpler one.
QUIETLY: dict[str, Any] = {
    "deadline": None,
    "phases": (Phase.explicit, Phase.generate),
    "suppress_health_check": [HealthCheck.function_scoped_fixture],
}


def _history(district: District, seed: int, acts: int) -> Counter[str]:
    """Random acts over ten years, some months apart; what was done how often."""
    chance, done = Random(seed), Counter[str]()
    for n in range(12):
        register([district.east, district.west, district.foreign][n % 3], f"史{n}")
    day = FIRST_DAY
    for n in range(acts):
        day += dt.timedelta(days=chance.randint(20, YEARS * 365 // acts))
        if day > TODAY:
            break
        several = [_split, _merge, _transfer, _dissolve, _move]
        act = chance.choice(several if len(_branches(day)) > 1 else [_split, _move])
        try:
            with transaction.atomic():
                act(chance, day, n)
            done[act.__name__] += 1
        except Refused:
            done["refused"] += 1
    return done


def _branches(day: dt.date) -> list[Organization]:
    rows = Organization.objects.open().filter(form=OrganizationForm.BRANCH, opened_on__lt=day)
    return list(rows.order_by("pk"))


def _of(branch: Organization) -> list[int]:
    rows = Membership.objects.current().filter(organization=branch, group__isnull=True)
    return list(rows.order_by("person_id").values_list("person_id", flat=True))


def _by(day: dt.date) -> Warrant:
    return Warrant(day, "批复", "历史", TODAY, SYSTEM)


def _split(chance: Random, day: dt.date, n: int) -> None:
    branch = max(_branches(day), key=lambda one: len(_of(one)))
    who = _of(branch)
    part = Part(f"新设支部{n}", f"新支{n}", who[: max(len(who) // 2, 1)])
    life.split(branch, part=part, warrant=_by(day))


def _merge(chance: Random, day: dt.date, n: int) -> None:
    one, other = chance.sample(_branches(day), 2)
    life.merge(one, into=other, warrant=_by(day))


def _dissolve(chance: Random, day: dt.date, n: int) -> None:
    branch, *others = chance.sample(_branches(day), len(_branches(day)))
    people_ = {pk: chance.choice(others) for pk in _of(branch)}
    below = branch.children.open().filter(form=OrganizationForm.GROUP)
    groups = dict.fromkeys(below.values_list("pk", flat=True), others[0])
    life.dissolve(branch, people=people_, groups=groups, warrant=_by(day))


def _transfer(chance: Random, day: dt.date, n: int) -> None:
    one, other = chance.sample(_branches(day), 2)
    who = Person.objects.get(pk=chance.choice(_of(one) or [0]))
    people.reassign(who, organization=other, on=day, today=TODAY, by=SYSTEM)


def _move(chance: Random, day: dt.date, n: int) -> None:
    streets = Organization.objects.filter(form=OrganizationForm.WORK_COMMITTEE).order_by("pk")
    organizations.move(
        chance.choice(_branches(day)),
        parent=chance.choice(list(streets)),
        on=day,
        today=TODAY,
        by=SYSTEM,
    )


def inconsistencies(on: dt.date, root: Organization) -> list[str]:
    """What is wrong on a day: members in none or several branches, sums that disagree."""
    living = set(Person.objects.filter(standings__valid__contains=on).values_list("pk", flat=True))
    rows = Membership.objects.on(on).values_list("person_id", "organization_id")
    stays = Counter(person for person, _ in rows)
    found = [f"{pk} in {stays[pk]} branches" for pk in living if stays[pk] != 1]
    open_then = set(Organization.objects.open_on(on).values_list("pk", flat=True))
    found += [f"{person} in a closed branch" for person, place in rows if place not in open_then]
    hung = dict(Parentage.objects.on(on).values_list("organization_id", "parent_id"))
    found += [f"{pk} hangs on nothing" for pk in open_then if pk not in hung]
    node = trees.subtree(Scope((root.path,)), root, on, TODAY)
    if node.members != len(living):
        found.append(f"the tree counts {node.members}, there are {len(living)}")
    for one in node.below():
        own = sum(place == one.id for _, place in rows)
        below = sum(c.members for c in one.children if c.form != OrganizationForm.GROUP)
        if one.form != OrganizationForm.GROUP and one.members != own + below:
            found.append(f"{one.short_name}: {one.members} is not {own} + {below}")
    return found


def _days() -> list[dt.date]:
    return [FIRST_DAY + dt.timedelta(days=n * 331) for n in range(12)] + [TODAY]


def _told(district: District, seed: int, acts: int) -> None:
    with transaction.atomic():
        _history(district, seed, acts)
        wrong = {day: inconsistencies(day, district.root) for day in _days()}
        transaction.set_rollback(True)
    assert {day: found for day, found in wrong.items() if found} == {}, seed


@given(seed=st.integers(0, 10**6))
@settings(max_examples=3, **QUIETLY)
def test_over_ten_years_nobody_is_in_two_branches_and_nobody_in_none(
    seed: int, district: District
) -> None:
    """A4: on every sampled day each member is in one branch, and the tree of that day adds up."""
    _told(district, seed, 12)


@pytest.mark.full
@given(seed=st.integers(0, 10**6))
@settings(max_examples=20, **QUIETLY)
def test_over_many_histories_of_ten_years_the_sums_stay_consistent(
    seed: int, district: District
) -> None:
    """A4: the longer form."""
    _told(district, seed, 30)


def test_a_history_does_something_and_its_judge_finds_a_member_in_none(
    district: District,
) -> None:
    """The broken twin: one membership ended without another, and the day is told."""
    done = _history(district, 7, 30)
    assert sum(done.values()) - done["refused"] >= 8 and len(done) >= 4
    assert inconsistencies(TODAY, district.root) == []
    Membership.objects.filter(person=district.people["member"]).current().end(TODAY)
    assert f"{district.people['member'].pk} in 0 branches" in inconsistencies(TODAY, district.root)
