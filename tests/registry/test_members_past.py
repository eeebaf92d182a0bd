"""The list of a past day: who was there then, under that day's names and standings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.actions import organizations, people, posts, standing
from dangjian.registry.authority import Scope
from dangjian.registry.models import Person
from dangjian.registry.queries.people import Wanted
from dangjian.registry.queries.people_past import page_on
from dangjian.registry.queries.tree import tree
from tests.district import TODAY, District, register
from tests.registry.forms_sent import text

SignIn = Callable[[Client, str], Client]
DAY = dt.date(2025, 6, 30)


@pytest.fixture
def lived(district: District) -> dict[str, Person]:
    """A year and a half in the life of the second branch, from an empty one to today."""
    west, east = district.west, district.east
    who = {
        "stayed": register(west, "安宁", joined_on=dt.date(2001, 7, 1)),
        "moved": register(west, "白露", joined_on=dt.date(2002, 7, 1)),
        "came": register(east, "曹禾", joined_on=dt.date(2003, 7, 1)),
        "died": register(west, "丁一", joined_on=dt.date(1974, 7, 1), born_on=dt.date(1950, 1, 1)),
        "left": register(west, "方圆", joined_on=dt.date(2004, 7, 1)),
        "passed": register(west, "高明", joined_on=dt.date(2025, 3, 1), full_on=None),
        "joined": register(west, "何必", joined_on=dt.date(2025, 7, 1), full_on=None),
        "suspended": register(west, "江海", joined_on=dt.date(2005, 7, 1)),
    }
    posts.appoint(
        west, who["moved"], title="secretary", on=dt.date(2025, 1, 1), today=TODAY, by=SYSTEM
    )

    def decide(key: str, kind: str, on: dt.date, reason: str) -> None:
        standing.change_standing(
            who[key],
            kind=kind,
            on=on,
            reason=reason,
            document="东工委〔2025〕9号",
            today=TODAY,
            by=SYSTEM,
        )

    decide("suspended", "suspended", dt.date(2025, 5, 1), "其他")
    decide("left", "left", dt.date(2025, 6, 30), "退党除名")
    decide("died", "died", dt.date(2025, 7, 1), "去世")
    decide("suspended", "full", dt.date(2025, 10, 1), "恢复党籍")
    decide("passed", "full", dt.date(2026, 3, 1), "按期转正")
    standing.report_lost(who["stayed"], on=dt.date(2025, 6, 1), efforts="", today=TODAY, by=SYSTEM)
    standing.report_found(who["stayed"], on=dt.date(2025, 9, 1), today=TODAY, by=SYSTEM)
    for key, target, on in (
        ("moved", east, dt.date(2025, 9, 1)),
        ("came", west, dt.date(2025, 9, 1)),
    ):
        people.reassign(who[key], organization=target, on=on, today=TODAY, by=SYSTEM)
    organizations.rename(
        west,
        name="中共禾丰区梧桐里党支部",
        short_name="梧桐里党支部",
        on=dt.date(2025, 8, 1),
        today=TODAY,
        by=SYSTEM,
    )
    return who


def listed(page: HttpResponse) -> list[tuple[str, str, str, tuple[str, ...]]]:
    assert page.status_code == 200
    return [
        (row.name, row.branch, row.standing_label, row.posts)
        for row in (one.row for one in page.context["rows"])
    ]


THEN = [
    ("安宁", "东篱社区第二党支部", "正式党员", ()),
    ("白露", "东篱社区第二党支部", "正式党员", ("书记",)),
    ("丁一", "东篱社区第二党支部", "正式党员", ()),
    ("高明", "东篱社区第二党支部", "预备党员", ()),
]


def test_the_list_of_a_past_day_shows_that_day(
    client: Client, district: District, lived: dict[str, Person], sign_in: SignIn
) -> None:
    page = sign_in(client, "clerk").get(
        "/members/", {"at": district.west.pk, "on": DAY.isoformat()}
    )
    assert listed(page) == THEN
    words = text(page)
    assert "2025年6月30日这一天，共 4 人" in words
    assert "岁" not in words


def test_the_day_before_he_had_not_left_and_the_day_after_another_had_died(
    client: Client, district: District, lived: dict[str, Person], sign_in: SignIn
) -> None:
    sign_in(client, "clerk")

    def on(day: str) -> list[str]:
        page = client.get("/members/", {"at": district.west.pk, "on": day})
        return [name for name, _, _, _ in listed(page)]

    assert on("2025-06-29") == ["安宁", "白露", "丁一", "方圆", "高明"]
    assert on("2025-06-30") == ["安宁", "白露", "丁一", "高明"]
    assert on("2025-07-01") == ["安宁", "白露", "高明", "何必"]
    assert on("2025-10-01") == ["安宁", "曹禾", "高明", "何必", "江海"]
    assert on("2009-12-31") == []


def test_today_the_branch_has_its_new_name_and_its_new_people(
    client: Client, district: District, lived: dict[str, Person], sign_in: SignIn
) -> None:
    page = sign_in(client, "clerk").get("/members/", {"at": district.west.pk})
    assert listed(page) == [
        ("安宁", "梧桐里党支部", "正式党员", ()),
        ("曹禾", "梧桐里党支部", "正式党员", ()),
        ("高明", "梧桐里党支部", "正式党员", ()),
        ("何必", "梧桐里党支部", "预备党员", ()),
        ("江海", "梧桐里党支部", "正式党员", ()),
    ]
    same = client.get("/members/", {"at": district.west.pk, "on": TODAY.isoformat()})
    assert listed(same) == listed(page)


def test_a_past_day_is_asked_for_by_standing_sex_mark_and_name_as_they_were(
    client: Client, district: District, lived: dict[str, Person], sign_in: SignIn
) -> None:
    sign_in(client, "clerk")

    def names(**asked: str) -> list[str]:
        page = client.get("/members/", {"at": district.west.pk, "on": DAY.isoformat()} | asked)
        return [name for name, _, _, _ in listed(page)]

    assert names(standing="probationary") == ["高明"]
    assert names(standing="suspended") == ["江海"]
    assert names(standing="all") == ["安宁", "白露", "丁一", "高明", "江海"]
    assert names(mark="lost") == ["安宁"]
    assert names(q="bl") == ["白露"]
    page = client.get("/members/", {"on": DAY.isoformat()})
    assert [value for value, _ in page.context["form"].fields["standing"].choices] == [
        "",
        "probationary",
        "full",
        "suspended",
        "all",
    ]
    assert "education" not in page.context["form"].fields


def test_the_past_of_a_branch_belongs_to_whoever_keeps_it_now(
    client: Client, district: District, lived: dict[str, Person], sign_in: SignIn
) -> None:
    """The secretary of the first branch keeps the record of who came; he was never his then."""
    secretary = sign_in(client, "secretary")
    page = secretary.get("/members/", {"on": DAY.isoformat()})
    then = [name for name, _, _, _ in listed(page)]
    assert ("曹禾" in then, "白露" in then) == (True, False)
    urls = {one.row.name: one.url for one in page.context["rows"]}
    assert urls["曹禾"] == ""
    assert secretary.get(f"/members/{lived['came'].pk}/").status_code == 404
    assert secretary.get(f"/members/{lived['moved'].pk}/").status_code == 200


def test_a_place_on_a_past_day_is_what_stood_under_it_then(
    client: Client, district: District, lived: dict[str, Person], sign_in: SignIn
) -> None:
    organizations.move(
        district.west,
        parent=district.other_street,
        on=dt.date(2025, 12, 1),
        today=TODAY,
        by=SYSTEM,
    )
    sign_in(client, "office")

    def count(place: int, day: dt.date) -> int:
        return len(listed(client.get("/members/", {"at": place, "on": day.isoformat()})))

    assert count(district.other_street.pk, DAY) == 1
    assert count(district.street.pk, DAY) == 9 + 1 + 4
    assert count(district.other_street.pk, TODAY - dt.timedelta(1)) == 1 + 5
    assert count(district.other_street.pk, TODAY) == 1 + 5
    assert count(district.street.pk, TODAY - dt.timedelta(1)) == 9 + 1
    past_and_future = client.get("/members/", {"at": district.street.pk, "on": "2025-11-30"})
    assert len(listed(past_and_future)) == 9 + 1 + 5


def test_the_list_agrees_with_the_tree_on_any_day(
    client: Client, district: District, lived: dict[str, Person], sign_in: SignIn
) -> None:
    scope = Scope.of([district.root.path])
    for day in (DAY, dt.date(2025, 7, 1), dt.date(2025, 9, 1), dt.date(2026, 3, 1)):
        nodes = tree(scope, day, TODAY).nodes
        for place in (district.west, district.east, district.street, district.root):
            found = page_on(scope, Wanted(within=place), day, limit=100)
            assert found.total == len(found.rows) == nodes[place.pk].members
