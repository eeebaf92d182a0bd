"""The overview: what to look into first, with a reason and a way to act; then figures (K4, A3)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dangjian.flow import actions as todos
from dangjian.kernel import clock, identity
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.refusal import Refused
from dangjian.meetings.actions import holding
from dangjian.meetings.models import Ground
from dangjian.meetings.queries.electorate import full_members
from dangjian.registry.actions import people, posts, standing
from dangjian.registry.actions.units import record_units
from dangjian.registry.authority import Scope
from dangjian.registry.models import Organization, OrganizationForm, PostTitle, Role
from dangjian.registry.queries import figures
from dangjian.registry.rules.tree import UnitEntry
from tests.appraisal.appraised import excused, inactive
from tests.district import TODAY, District, give, new_member, open_below, register
from tests.meetings.meetings import DAY, by, called, put

pytestmark = pytest.mark.django_db


def overview(district: District, role: str = "office", at: Organization | None = None) -> dict:
    client = district.sign_in(Client(), role)
    answer = client.get(reverse("overview"), {"at": at.pk} if at else {})
    assert answer.status_code == 200
    return answer.context


def lines(district: District, role: str = "office", at: Organization | None = None) -> dict:
    return {
        line.kind.title: (line.count, line.where, line.kind.state)
        for line in overview(district, role, at)["lines"]
    }


def elected(branch: Organization, on: dt.date, name: str) -> None:
    posts.record_election(
        branch,
        elected_on=on,
        holders=[(register(branch, name), PostTitle.SECRETARY)],
        today=TODAY,
        by=SYSTEM,
    )


def listed(district: District, slug: str, role: str = "office") -> list[tuple[str, str]]:
    client = district.sign_in(Client(), role)
    context = client.get(reverse("overview_list", args=[slug])).context
    if "organizations" in context:
        return [(row.node.short_name, row.said) for row in context["organizations"]]
    return [(row.person.name, row.said) for row in context["people"]]


# --- what others ask for --------------------------------------------------------------------------


def ask(district: District, n: int) -> None:
    for serial in range(n):
        todos.assign(
            f"核对第 {serial + 1} 份名单",
            to=district.people["office"],
            asked_by=district.people["leader"],
            due_on=TODAY + dt.timedelta(days=serial),
            now=clock.now(),
            by=SYSTEM,
        )


def test_whoever_begins_with_the_overview_finds_his_first_to_dos_there(district: District) -> None:
    assert "等您办的" not in district.sign_in(Client(), "office").get("/overview/").content.decode()
    ask(district, 5)
    seen = overview(district)
    assert [one.title for one in seen["todos"]] == [f"核对第 {n} 份名单" for n in (1, 2, 3)]
    assert seen["todos_total"] == 5
    page = district.sign_in(Client(), "office").get("/overview/").content.decode()
    assert "等您办的 5 件" in page and "今天截止" in page and "看全部" in page
    assert overview(district, "clerk")["todos"] == []


# --- what to look into -------------------------------------------------------------------------


def test_committees_are_told_when_their_term_is_over_and_when_it_ends_within_half_a_year(
    district: District,
) -> None:
    """A3: the very days on which it changes."""
    elected(district.west, dt.date(2023, 11, 23), "钟离秋")
    elected(district.foreign, dt.date(2024, 5, 24), "上官远")
    found = lines(district)
    assert found["任期已满的班子"] == (1, "东篱街道党工委", "late")
    assert found["快届满的班子"] == (1, "柳岸街道党工委", "soon")


def test_organizations_without_a_secretary_or_an_election_are_told_where_they_are(
    district: District,
) -> None:
    found = lines(district)
    assert found["没有书记的组织"] == (
        5,
        "禾丰区委 1、东篱街道党工委 2、柳岸街道党工委 2",
        "soon",
    )
    assert listed(district, "no-election") == [
        ("禾丰区委", "没有登记过换届选举"),
        ("东篱社区第二党支部", "没有登记过换届选举"),
        ("柳岸社区第一党支部", "没有登记过换届选举"),
    ]


def test_branches_that_are_too_small_or_too_large_are_told_with_their_numbers(
    district: District,
) -> None:
    many = [new_member(district.east, f"成员{i}") for i in range(42)]
    people.register_members(many, today=TODAY, by=SYSTEM)
    assert listed(district, "too-few") == [
        ("东篱社区第二党支部", "现有正式党员 0 名"),
        ("柳岸社区第一党支部", "现有正式党员 1 名"),
    ]
    assert listed(district, "too-many") == [("东篱社区第一党支部", "现有党员 51 名")]


def test_a_general_branch_or_committee_out_of_its_threshold_is_told(district: District) -> None:
    general = open_below(district.street, "听雨社区党总支", OrganizationForm.GENERAL_BRANCH)
    committee = open_below(district.root, "供排水集团党委", OrganizationForm.COMMITTEE)
    assert listed(district, "set-up") == [
        (general.short_name, "现有党员 0 名"),
        (committee.short_name, "现有党员 0 名"),
    ]


def test_a_village_is_held_against_the_rule_for_villages(district: District) -> None:
    """More than 50 in a village, 50 or more elsewhere: the unit may be that of the superior."""
    general = open_below(district.street, "青坪村党总支", OrganizationForm.GENERAL_BRANCH)
    record_units(
        general,
        relation="legal",
        units=[UnitEntry("青坪村村民委员会", "village")],
        on=TODAY,
        today=TODAY,
        by=SYSTEM,
    )
    branch = open_below(general, "青坪村第一党支部", OrganizationForm.BRANCH)
    many = [new_member(branch, f"成员{i}") for i in range(50)]
    people.register_members(many, today=TODAY, by=SYSTEM)
    assert listed(district, "set-up") == [("青坪村党总支", "现有党员 50 名")]


def test_the_unit_of_a_superior_counts_also_where_the_superior_is_not_in_view(
    district: District,
) -> None:
    """Seen from the village's own general branch and from the town the same is told."""
    town = open_below(district.street, "青坪村党委", OrganizationForm.COMMITTEE)
    record_units(
        town,
        relation="legal",
        units=[UnitEntry("青坪村村民委员会", "village")],
        on=TODAY,
        today=TODAY,
        by=SYSTEM,
    )
    general = open_below(town, "青坪村东片党总支", OrganizationForm.GENERAL_BRANCH)
    branch = open_below(general, "青坪村东片第一党支部", OrganizationForm.BRANCH)
    many = [new_member(branch, f"成员{i}") for i in range(50)]
    people.register_members(many, today=TODAY, by=SYSTEM)
    for at in (town, general):
        assert "人数不合设置标准的组织" in lines(district, at=at), at


@pytest.mark.parametrize(("joined_on", "told"), [("2025-11-22", True), ("2025-11-23", False)])
def test_a_probation_is_overdue_from_the_day_after_its_year(
    joined_on: str, told: bool, district: District
) -> None:
    day = dt.date.fromisoformat(joined_on)
    register(district.west, "宋听澜", joined_on=day, full_on=None)
    assert ("预备期已满的预备党员" in lines(district)) == told


def test_lost_members_are_told_and_lead_to_the_list_of_them(district: District) -> None:
    person = register(district.west, "秦书岚")
    standing.report_lost(person, on=dt.date(2026, 5, 1), efforts="", today=TODAY, by=SYSTEM)
    line = next(one for one in overview(district)["lines"] if one.kind.title == "失联党员")
    assert (line.count, line.where) == (1, "东篱街道党工委")
    answer = district.sign_in(Client(), "office").get(line.url)
    assert [one.row.name for one in answer.context["rows"]] == ["秦书岚"]


def test_every_line_leads_to_a_list_of_as_many(district: District) -> None:
    elected(district.west, dt.date(2023, 11, 23), "钟离秋")
    elected(district.foreign, dt.date(2024, 5, 24), "上官远")
    register(district.west, "宋听澜", joined_on=dt.date(2025, 6, 1), full_on=None)
    client = district.sign_in(Client(), "office")
    counted = {}
    for line in client.get(reverse("overview")).context["lines"]:
        context = client.get(line.url).context
        total = context.get("total")
        counted[line.kind.title] = (
            line.count,
            context["page"].paginator.count if total is None else total,
        )
    assert len(counted) == 6
    assert {title: pair for title, pair in counted.items() if pair[0] != pair[1]} == {}


def test_whoever_may_enter_an_election_is_led_to_it_and_others_are_not(
    district: District,
) -> None:
    address = reverse("overview_list", args=["no-election"])
    wanted = reverse("election_record", args=[district.west.pk])
    for role, may in (("office", True), ("leader", False)):
        page = district.sign_in(Client(), role).get(address).content.decode()
        assert (wanted in page) == may, role


def test_nothing_to_look_into_is_said(district: District) -> None:
    many = [new_member(district.east, f"成员{i}") for i in range(5)]
    people.register_members(many, today=TODAY, by=SYSTEM)
    context = overview(district, "secretary")
    assert context["lines"] == []


# --- whose part --------------------------------------------------------------------------------


def test_a_clerk_sees_the_part_he_keeps_and_nothing_of_another_street(district: District) -> None:
    context = overview(district, "clerk")
    assert context["place"].name == "东篱街道党工委"
    assert context["members"] == 9
    client = district.sign_in(Client(), "clerk")
    for address in (
        f"{reverse('overview')}?at={district.foreign.pk}",
        f"{reverse('overview_list', args=['too-few'])}?at={district.other_street.pk}",
        f"{reverse('overview')}?at=x",
        reverse("overview_list", args=["nonsense"]),
    ):
        assert client.get(address).status_code == 404, address
    names = [name for name, _ in listed(district, "too-few", "clerk")]
    assert names == ["东篱社区第二党支部"]


def test_who_keeps_two_parts_sees_both_together_and_each_by_itself(district: District) -> None:
    give(district.people["clerk"], Role.CLERK, district.other_street)
    context = overview(district, "clerk")
    assert (context["place"].name, context["members"]) == ("", 10)
    assert context["choices"][0] == ("", "全部")
    (chart,) = context["by_unit"]
    assert [row.bar.label for row in chart.rows] == ["东篱街道党工委", "柳岸街道党工委"]
    assert overview(district, "clerk", district.other_street)["members"] == 1


def test_units_stand_in_the_order_of_the_tree_and_lead_further_down(district: District) -> None:
    context = overview(district)
    (chart,) = context["by_unit"]
    assert [(row.bar.label, row.bar.value, row.bar.url) for row in chart.rows] == [
        ("东篱街道党工委", 9, f"{reverse('overview')}?at={district.street.pk}"),
        ("柳岸街道党工委", 1, f"{reverse('overview')}?at={district.other_street.pk}"),
    ]
    (inside,) = overview(district, at=district.street)["by_unit"]
    assert [row.bar.url for row in inside.rows] == [
        reverse("organization", args=[district.east.pk]),
        reverse("organization", args=[district.west.pk]),
    ]


# --- figures -----------------------------------------------------------------------------------


def test_every_figure_adds_up_to_the_members(district: District) -> None:
    register(district.west, "宋听澜", joined_on=dt.date(2026, 6, 1), full_on=None, ethnic="03")
    register(district.west, "古怀远", born_on=dt.date(1930, 1, 1), joined_on=dt.date(1949, 9, 30))
    register(district.west, "燕归来", born_on=dt.date(1930, 1, 1), joined_on=dt.date(1949, 10, 1))
    counted = figures.figures(Scope.of([district.root.path]), TODAY)
    assert counted.count() == 13
    assert sum(men + women for _, men, women in counted.by_age()) == 13
    assert [n for _, n in counted.by_period()] == [1, 1, 10, 1]
    assert counted.count(lambda cell: cell.minority) == 1
    assert counted.count(lambda cell: cell.standing == "probationary") == 1
    assert counted.count(lambda cell: cell.college) == 13


def test_ages_are_completed_years_as_everywhere(district: District) -> None:
    birthdays = [
        dt.date(1996, 11, 23),
        dt.date(1996, 11, 24),
        dt.date(1946, 11, 23),
        dt.date(1946, 11, 24),
    ]
    for number, born_on in enumerate(birthdays):
        joined_on = dt.date(2020, 7, 1)
        register(district.west, f"成员{number}", born_on=born_on, sex="1", joined_on=joined_on)
    counted = figures.figures(Scope.of([district.west.path]), TODAY)
    told = {label: men for label, men, _ in counted.by_age() if men}
    assert told == {"80 岁以上": 1, "70—79 岁": 1, "30—39 岁": 1, "18—29 岁": 1}
    assert [identity.age_on(born_on, TODAY) for born_on in birthdays] == [30, 29, 80, 79]


def test_who_is_no_member_is_not_counted(district: District) -> None:
    gone = register(district.west, "秦书岚")
    standing.change_standing(
        gone,
        kind="left",
        reason="退党除名",
        on=TODAY,
        document="禾组〔2026〕9号",
        today=TODAY,
        by=SYSTEM,
    )
    assert figures.figures(Scope.of([district.west.path]), TODAY).count() == 0


def test_what_is_missing_is_summed_and_leads_to_whom_it_is_missing_of(
    district: District,
) -> None:
    register(district.west, "秦书岚", mobile="", education="")
    register(district.west, "顾南溪", mobile="", landline="0340-6610002")
    gaps = {gap["label"]: gap["count"] for gap in overview(district, at=district.west)["gaps"]}
    assert gaps["没有手机号，也没有固定电话"] == 1
    assert gaps["没有学历"] == 1
    assert listed(district, "no-phone") == [("秦书岚", "没有手机号，也没有固定电话")]
    client = district.sign_in(Client(), "leader")
    page = client.get(reverse("overview_list", args=["no-education"])).content.decode()
    assert "秦书岚" in page
    assert "补上" not in page


def test_every_figure_says_what_it_means(district: District) -> None:
    client = district.sign_in(Client(), "office")
    page = client.get(reverse("overview")).content.decode()
    assert [label for label in figures.MEANINGS if f"<dt>{label}</dt>" not in page] == []
    assert "不排名、不通报" in page


def test_the_overview_costs_the_same_for_3_rows_and_for_300(district: District) -> None:
    register(district.west, "秦书岚", mobile="")
    ask(district, 3)
    client = district.sign_in(Client(), "office")

    def cost(name: str, *args: str) -> int:
        address = reverse(name, args=args)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    pages = (("overview",), ("overview_list", "too-few"), ("overview_list", "no-phone"))
    before = [cost(*page) for page in pages]
    ask(district, 300)
    many = [new_member(district.east, f"成员{i}", mobile="") for i in range(300)]
    people.register_members(many, today=TODAY, by=SYSTEM)
    for number in range(40):
        open_below(district.street, f"东篱第{number}党支部", OrganizationForm.BRANCH)
    assert [cost(*page) for page in pages] == before
    assert max(before) <= 37


def test_13_an_82_year_old_ill_member_absent_all_year_changes_no_figure_of_his_branch(
    district: District,
) -> None:
    """DOMAIN §15, test 13 (教育管理条例 2019 Art. 23; A6, A12, X12): whatever the platform reckons
    of his branch is what it would be if he came: the figures and lines of the overview, what the
    secretary and the committee are reminded of, and, once the superior agreed that he need not be
    counted, who is due at a meeting. Nobody can note him as taking no part."""
    old = register(
        district.east, "沈暮云", born_on=dt.date(1944, 3, 5), joined_on=dt.date(1970, 7, 1)
    )
    due = len(full_members(district.east, DAY))
    before = [reckoned(district, role) for role in ("secretary", "clerk")]
    excused(district, old, dt.date(2025, 11, 1), ground="age")
    for month in (5, 11):
        meeting = called(district, held_on=dt.date(2026, month, 20))
        put(district, meeting)
        holding.exempt(
            meeting,
            old,
            ground=Ground.BEDRIDDEN,
            reason="长期卧床，不能自理",
            document="街组〔2026〕3号",
            now=clock.now(),
            by=by(district),
        )
        others = [one.pk for one in full_members(district.east, DAY) if one != old]
        held = holding.fix_roll(meeting, present=others, now=clock.now(), by=by(district))
        assert (held.due, held.present) == (due - 1, due - 1)
    with pytest.raises(Refused, match="不算缺席"):
        inactive(district, old, dt.date(2025, 12, 1))
    assert [reckoned(district, role) for role in ("secretary", "clerk")] == before


def reckoned(district: District, role: str) -> tuple[object, ...]:
    """Every figure of the branch, every line about it, and what the person is reminded of."""
    page = overview(district, role, district.east)
    told = district.sign_in(Client(), role).get(reverse("inbox")).content.decode()
    figures = [page[name] for name in ("figures", "gaps", "members")]
    return *figures, lines(district, role, district.east), "沈暮云" in told
