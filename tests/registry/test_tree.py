"""The tree navigator: any day, only what is one's own to see, any size."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from django.urls import reverse

from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.actions import organizations, people, posts, standing
from dangjian.registry.authority import Purpose, Scope, viewer_of
from dangjian.registry.models import Organization, PostTitle, StandingKind
from dangjian.registry.queries.tree import Tree, tree
from tests.district import TODAY, District, register
from tests.registry.many import many_branches

pytestmark = pytest.mark.django_db

SignIn = Callable[[Client, str], Client]
CountQueries = Callable[[int], AbstractContextManager[object]]


def day(year: int, month: int, number: int) -> dt.date:
    return dt.date(year, month, number)


def outline(shown: Tree) -> list[str]:
    """The tree as indented lines: name and members."""

    def lines(node: object, depth: int) -> list[str]:
        mine = f"{'  ' * depth}{node.short_name} {node.members}"
        return [mine, *(line for child in node.children for line in lines(child, depth + 1))]

    return [line for root in shown.roots for line in lines(root, 0)]


def seen_by(district: District, role: str, on: dt.date = TODAY) -> list[str]:
    scope = viewer_of(district.accounts[role], TODAY).scope(Purpose.ROSTER)
    return outline(tree(scope, on, TODAY))


def test_the_district_sees_its_whole_tree_with_members_counted_upwards(
    district: District,
) -> None:
    """A1: every node counts the members of everything below it."""
    assert seen_by(district, "office") == [
        "禾丰区委 10",
        "  东篱街道党工委 9",
        "    东篱社区第一党支部 9",
        "      东篱一支部第一党小组 0",
        "    东篱社区第二党支部 0",
        "  柳岸街道党工委 1",
        "    柳岸社区第一党支部 1",
    ]


def test_a_street_and_a_member_see_only_their_own_part(district: District) -> None:
    assert seen_by(district, "clerk") == [
        "东篱街道党工委 9",
        "  东篱社区第一党支部 9",
        "    东篱一支部第一党小组 0",
        "  东篱社区第二党支部 0",
    ]
    assert seen_by(district, "member") == ["东篱社区第一党支部 9", "  东篱一支部第一党小组 0"]


def test_members_of_a_group_are_counted_in_the_group_and_once_in_the_branch(
    district: District,
) -> None:
    people.reassign(
        district.people["member"],
        organization=district.east,
        group=district.group,
        on=day(2026, 11, 1),
        today=TODAY,
        by=SYSTEM,
    )
    assert seen_by(district, "member") == ["东篱社区第一党支部 9", "  东篱一支部第一党小组 1"]
    assert seen_by(district, "member", day(2026, 10, 31)) == [
        "东篱社区第一党支部 9",
        "  东篱一支部第一党小组 0",
    ]


def test_the_tree_of_a_past_day_has_the_names_places_and_members_of_that_day(
    district: District,
) -> None:
    """A1: "the tree on 2025-06-30"."""
    moved, renamed = day(2025, 7, 1), day(2025, 9, 1)
    organizations.move(
        district.west, parent=district.other_street, on=moved, today=TODAY, by=SYSTEM
    )
    organizations.rename(
        district.west,
        name="中共禾丰区柳岸社区第二党支部",
        short_name="柳岸社区第二党支部",
        on=renamed,
        today=TODAY,
        by=SYSTEM,
    )
    joined = day(2025, 8, 1)
    register(district.west, "宋晚晴", joined_on=joined, full_on=None)

    def below(on: dt.date) -> list[str]:
        return [line.strip() for line in seen_by(district, "office", on) if "第二党支部" in line]

    assert below(day(2025, 6, 30)) == ["东篱社区第二党支部 0"]
    assert below(day(2025, 7, 31)) == ["东篱社区第二党支部 0"]
    assert below(day(2025, 8, 31)) == ["东篱社区第二党支部 1"]
    assert below(day(2025, 9, 1)) == ["柳岸社区第二党支部 1"]
    assert seen_by(district, "office", day(2025, 6, 30))[4] == "    东篱社区第二党支部 0"
    assert seen_by(district, "office", day(2025, 7, 1))[-2] == "    东篱社区第二党支部 0"
    assert below(TODAY) == ["柳岸社区第二党支部 1"]


def test_full_and_probationary_members_are_told_apart_by_their_standing_of_the_day(
    district: District,
) -> None:
    person = register(district.west, "宋晚晴", joined_on=day(2025, 3, 1), full_on=day(2026, 3, 1))
    scope = Scope.of([district.west.path])

    def counted(on: dt.date) -> tuple[int, int]:
        node = tree(scope, on, TODAY).nodes[district.west.pk]
        return node.full, node.probationary

    assert counted(day(2025, 2, 28)) == (0, 0)
    assert counted(day(2026, 2, 28)) == (0, 1)
    assert counted(day(2026, 3, 1)) == (1, 0)
    standing.change_standing(
        person,
        kind=StandingKind.SUSPENDED,
        reason="失去联系六个月以上",
        document="东工委〔2026〕40号",
        on=day(2026, 10, 1),
        today=TODAY,
        by=SYSTEM,
    )
    assert counted(day(2026, 9, 30)) == (1, 0)
    assert counted(day(2026, 10, 1)) == (0, 0)
    assert counted(TODAY) == (0, 0)


def test_a_closed_branch_is_in_the_tree_of_its_days_and_in_no_other(district: District) -> None:
    organizations.close(
        district.west, on=day(2026, 2, 1), today=TODAY, by=SYSTEM, reason="并入第一党支部"
    )
    assert "    东篱社区第二党支部 0" in seen_by(district, "office", day(2026, 1, 31))
    assert "    东篱社区第二党支部 0" not in seen_by(district, "office", day(2026, 2, 1))
    assert seen_by(district, "office", day(2010, 6, 30)) == []


# --- the page ------------------------------------------------------------------------------------


def test_the_navigator_says_calmly_that_it_shows_a_past_day(
    district: District, sign_in: SignIn, client: Client
) -> None:
    sign_in(client, "office")
    page = client.get(reverse("tree"), {"on": "2025-06-30"}).content.decode()
    assert "您看的是 2025年6月30日 的组织树。" in page
    assert f'href="{reverse("tree")}"' in page
    assert f'href="{reverse("organization", args=[district.east.pk])}?on=2025-06-30"' in page
    assert "您看的是" not in client.get(reverse("tree")).content.decode()


@pytest.mark.parametrize("asked", ["2027-01-01", "昨天", "2026-02-30", "99999-01-01", "\x00"])
def test_a_day_that_is_none_is_refused_with_a_sentence(
    asked: str, sign_in: SignIn, client: Client
) -> None:
    answer = sign_in(client, "office").get(reverse("tree"), {"on": asked})
    assert answer.status_code == 400
    assert "这一天还没到" in answer.content.decode() or "请写成" in answer.content.decode()


def test_an_organization_is_found_by_its_name_and_by_pinyin(
    district: District, sign_in: SignIn, client: Client
) -> None:
    sign_in(client, "office")

    def found(text: str, **more: str) -> list[str]:
        hits = client.get(reverse("tree"), {"q": text, **more}).context["hits"]
        return [hit.node.short_name for hit in hits]

    assert found("柳岸") == ["柳岸街道党工委", "柳岸社区第一党支部"]
    assert found("liuan") == ["柳岸街道党工委", "柳岸社区第一党支部"]
    assert found("dierdang") == ["东篱社区第二党支部"]
    assert found("没有这个") == []
    assert found("' OR 1=1 --") == []
    assert found("柳岸", on="2010-06-30") == []


def test_a_search_finds_nothing_outside_ones_own_part(
    district: District, sign_in: SignIn, client: Client
) -> None:
    sign_in(client, "clerk")
    assert client.get(reverse("tree"), {"q": "柳岸"}).context["found"] == 0


def test_the_navigator_opens_at_an_organization_and_marks_it(
    district: District, sign_in: SignIn, client: Client
) -> None:
    sign_in(client, "office")
    page = client.get(reverse("tree"), {"at": district.street.pk})
    rows = page.context["rows"]
    assert [(row.node.short_name, row.open, row.current) for row in rows[0].rows] == [
        ("东篱街道党工委", True, True),
        ("柳岸街道党工委", False, False),
    ]
    assert page.content.decode().count('aria-current="true"') == 1


@pytest.mark.parametrize("at", ["foreign", "-1", "0", "9" * 30, "abc", "１", ""])
def test_a_place_one_may_not_see_opens_nothing_and_tells_nothing(
    at: str, district: District, sign_in: SignIn, client: Client
) -> None:
    sign_in(client, "clerk")
    asked = str(district.foreign.pk) if at == "foreign" else at
    page = client.get(reverse("tree"), {"at": asked})
    assert page.status_code == 200
    assert page.context["at"] is None
    assert "柳岸" not in page.content.decode()


def test_of_a_large_tree_only_the_opened_levels_are_in_the_page(
    district: District, sign_in: SignIn, client: Client
) -> None:
    """A1: a tree of any size stays light; each further level is a link."""
    sign_in(client, "office")
    many_branches(district.other_street, 130, "柳岸社区新")
    page = client.get(reverse("tree")).content.decode()
    assert "柳岸街道党工委" in page
    assert "柳岸社区新7党支部" not in page
    link = f"{reverse('tree')}?at={district.other_street.pk}#o{district.other_street.pk}"
    assert f'href="{link}"' in page
    page = client.get(link).content.decode()
    assert "柳岸社区新7党支部" in page
    assert "东篱社区第一党支部" not in page


def test_the_navigator_costs_the_same_queries_for_3_rows_and_for_300(
    district: District,
    sign_in: SignIn,
    client: Client,
    django_assert_num_queries: CountQueries,
) -> None:
    sign_in(client, "clerk")
    pages: list[tuple[dict[str, object], int]] = [
        ({}, 14),
        ({"at": district.street.pk}, 14),
        ({"on": "2026-10-31"}, 12),
        ({"q": "党支部"}, 12),
    ]
    client.get(reverse("tree"))
    for asked, queries in pages:
        with django_assert_num_queries(queries):
            client.get(reverse("tree"), asked)
    for branch in many_branches(district.street, 300, "东篱社区新")[:30]:
        elected(branch, day(2021, 5, 1))
    for asked, queries in pages:
        with django_assert_num_queries(queries):
            client.get(reverse("tree"), asked)


def elected(branch: Organization, on: dt.date) -> None:
    posts.record_election(
        branch,
        elected_on=on,
        holders=[(register(branch, "钟离秋"), PostTitle.SECRETARY)],
        today=TODAY,
        by=SYSTEM,
    )


def test_whoever_keeps_a_tree_is_reminded_in_time_of_terms_that_end(
    district: District, sign_in: SignIn, client: Client
) -> None:
    """A3: overdue first, then what ends within six months; later ones and other parts not."""
    elected(district.west, day(2023, 5, 1))
    elected(district.foreign, day(2020, 3, 1))
    sign_in(client, "clerk")
    endings = client.get(reverse("tree")).context["endings"]
    assert [(one.short_name, one.state, one.told) for one in endings] == [
        ("东篱社区第二党支部", "late", "届满 6 个月零 24 天"),
    ]
    sign_in(client, "office")
    page = client.get(reverse("tree"))
    assert [one.short_name for one in page.context["endings"]] == [
        "柳岸社区第一党支部",
        "东篱社区第二党支部",
    ]
    assert "2 个班子要换届" in page.content.decode()
    assert sign_in(client, "member").get(reverse("tree")).context["endings"] == []


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (dt.date(2024, 5, 24), "还有 6 个月"),
        (dt.date(2024, 5, 25), None),
        (dt.date(2023, 11, 24), "今天届满"),
        (dt.date(2023, 11, 23), "届满 1 天"),
    ],
)
def test_the_reminder_begins_six_months_before_the_last_day(
    on: dt.date, told: str | None, district: District, sign_in: SignIn, client: Client
) -> None:
    elected(district.west, on)
    endings = sign_in(client, "clerk").get(reverse("tree")).context["endings"]
    assert [one.told for one in endings] == ([told] if told else [])


def test_the_navigator_needs_no_right_beyond_membership(
    district: District, sign_in: SignIn, client: Client
) -> None:
    for role in district.accounts:
        assert sign_in(client, role).get(reverse("tree")).status_code == 200


def test_somebody_without_a_branch_and_a_role_is_told_so(
    district: District, sign_in: SignIn, client: Client
) -> None:
    Organization.objects.filter(pk=district.root.pk).update(closed_on=TODAY)
    standing.change_standing(
        district.people["member"],
        kind=StandingKind.SUSPENDED,
        reason="失去联系六个月以上",
        document="东工委〔2026〕40号",
        on=TODAY,
        today=TODAY,
        by=SYSTEM,
    )
    page = sign_in(client, "member").get(reverse("tree"))
    assert "没有您可以看的组织" in page.content.decode()
