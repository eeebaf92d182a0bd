"""The page of one organization, today and on any day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from django.urls import reverse

from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import organizations, people, posts
from dangjian.registry.actions.units import record_units
from dangjian.registry.models import Organization, OrganizationForm, PostTitle
from dangjian.registry.rules.tree import UnitEntry
from tests.district import TODAY, District, open_below, register
from tests.registry.forms_sent import text
from tests.registry.many import many_branches

pytestmark = pytest.mark.django_db

SignIn = Callable[[Client, str], Client]
CountQueries = Callable[[int], AbstractContextManager[object]]

NINE = dt.date(2026, 2, 1)


def page_of(client: Client, organization: Organization, on: str = "") -> str:
    asked = {"on": on} if on else {}
    page = client.get(reverse("organization", args=[organization.pk]), asked)
    assert page.status_code == 200
    return " ".join(text(page).split())


def test_a_secretary_sees_committee_term_and_re_election_window(
    district: District, sign_in: SignIn, client: Client
) -> None:
    """A3: term from 2025-03-15 for three years; six months ahead is far off."""
    said = page_of(sign_in(client, "secretary"), district.east)
    assert "书记 林禾青2025年3月15日起" in said
    assert "任期到 2028年3月14日，还有 1 年 3 个月" in said
    assert "请提前 6 个月准备换届，也就是从 2027年9月14日开始。" in said
    assert "（未核对）" in said


@pytest.mark.parametrize(
    ("elected_on", "title", "state"),
    [
        (dt.date(2024, 3, 15), "任期到 2027年3月14日，还有 3 个月零 19 天", "soon"),
        (dt.date(2024, 5, 24), "任期到 2027年5月23日，还有 6 个月", "soon"),
        (dt.date(2024, 5, 25), "任期到 2027年5月24日，还有 6 个月零 1 天", "ok"),
        (dt.date(2023, 11, 24), "任期到 2026年11月23日，就是今天", "soon"),
        (dt.date(2023, 11, 23), "任期已经届满，超过 1 天", "late"),
        (dt.date(2021, 5, 1), "任期已经届满，超过 2 年 6 个月", "late"),
    ],
)
def test_the_window_opens_six_months_before_the_last_day_of_the_term(
    elected_on: dt.date,
    title: str,
    state: str,
    district: District,
    sign_in: SignIn,
    client: Client,
) -> None:
    """A3: state and days are said, at the very days on which they change."""
    posts.record_election(
        district.west,
        elected_on=elected_on,
        holders=[(register(district.west, "钟离秋"), PostTitle.SECRETARY)],
        today=TODAY,
        by=SYSTEM,
    )
    page = sign_in(client, "clerk").get(reverse("organization", args=[district.west.pk]))
    assert (page.context["reelection"].title, page.context["reelection"].state) == (title, state)
    assert title in text(page)


def test_thresholds_are_told_as_advice_with_clause_and_mark(
    district: District, sign_in: SignIn, client: Client
) -> None:
    """DOMAIN 1.1: a branch from three full members, 总支 from fifty members."""
    general = open_below(district.other_street, "柳岸社区党总支", OrganizationForm.GENERAL_BRANCH)
    sign_in(client, "office")
    assert (
        "现有正式党员 1 名。有正式党员3人以上的单位，都应当成立党支部。"
        "《中国共产党支部工作条例（试行）》第四条（据二手材料）"
    ) in page_of(client, district.foreign)
    said = page_of(client, general)
    assert "现有党员 0 名。党员50人以上、不足100人的，设立党的总支部委员会" in said
    assert "现有正式党员 9 名" not in page_of(client, district.east)
    assert "请留意" not in page_of(client, district.street)


def test_a_branch_of_seven_full_members_should_have_a_committee(
    district: District, sign_in: SignIn, client: Client
) -> None:
    """支部工作条例 ch. 6: three to five; the tiny district's branch has a secretary only."""
    said = page_of(sign_in(client, "clerk"), district.east)
    assert "现任班子 1 人。党支部委员会至少由3人组成。" in said


def test_a_member_sees_the_page_of_his_branch_without_advice_and_without_buttons(
    district: District, sign_in: SignIn, client: Client
) -> None:
    said = page_of(sign_in(client, "member"), district.east)
    assert "书记 林禾青" in said
    for word in ("请留意", "办理", "登记离任", "撤销", "登记新党员"):
        assert word not in said


def test_the_rule_that_draws_the_buttons_guards_the_doors(
    district: District, sign_in: SignIn, client: Client
) -> None:
    """Whoever is shown a button gets in; whoever is not, does not."""
    for role in district.accounts:
        sign_in(client, role)
        page = client.get(reverse("organization", args=[district.east.pk])).content.decode()
        for name in ("organization_rename", "organization_close", "post_appoint"):
            address = reverse(name, args=[district.east.pk])
            status = client.get(address).status_code
            assert status == (200 if f'href="{address}"' in page else 404), (role, name)


def test_what_is_elsewhere_does_not_exist(
    district: District, sign_in: SignIn, client: Client
) -> None:
    sign_in(client, "clerk")
    for pk in (district.foreign.pk, district.root.pk, 987654, 10**30):
        assert client.get(f"/organizations/{pk}/").status_code == 404


def test_the_crumbs_lead_as_far_up_as_one_may_see(
    district: District, sign_in: SignIn, client: Client
) -> None:
    page = sign_in(client, "clerk").get(reverse("organization", args=[district.east.pk]))
    assert [label for label, _ in page.context["crumbs"]] == [
        "组织树",
        "东篱街道党工委",
        "东篱社区第一党支部",
    ]
    assert "禾丰区委 › 东篱街道党工委" in text(page)


def test_the_units_behind_an_organization_are_those_of_the_day(
    district: District, sign_in: SignIn, client: Client
) -> None:
    """A2."""
    for day, relation, units in (
        (dt.date(2024, 1, 1), "legal", [UnitEntry("东篱社区居民委员会", "community")]),
        (
            NINE,
            "joint",
            [
                UnitEntry("东篱社区居民委员会", "community"),
                UnitEntry("禾丰物业有限公司", "enterprise", "91429000209900018M"),
            ],
        ),
    ):
        record_units(district.west, relation=relation, units=units, on=day, today=TODAY, by=SYSTEM)
    sign_in(client, "clerk")
    now = page_of(client, district.west)
    assert "禾丰物业有限公司（企业）" in now
    before = page_of(client, district.west, "2026-01-31")
    assert "东篱社区居民委员会（社区）" in before
    assert "禾丰物业有限公司（企业）" not in before
    assert "与上级党组织相同" in page_of(client, district.west, "2023-12-31")


def test_a_unit_is_not_recorded_anew_for_days_on_which_it_stood_there_already(
    district: District,
) -> None:
    """A2: it was replaced later; the sentence says until when it stood there."""
    company = UnitEntry("禾丰物业有限公司", "enterprise", "91429000209900018M")
    office = UnitEntry("东篱社区居民委员会", "community")
    for day, unit in ((dt.date(2024, 1, 1), company), (NINE, office)):
        record_units(
            district.west, relation="legal", units=[unit], on=day, today=TODAY, by=SYSTEM
        )
    with pytest.raises(Refused, match="禾丰物业有限公司到 2026-02-01 为止"):
        record_units(
            district.west,
            relation="joint",
            units=[office, company],
            on=dt.date(2026, 1, 1),
            today=TODAY,
            by=SYSTEM,
        )
    both = [office, company]
    record_units(district.west, relation="joint", units=both, on=NINE, today=TODAY, by=SYSTEM)


def test_a_page_of_a_past_day_tells_that_day_and_offers_no_change(
    district: District, sign_in: SignIn, client: Client
) -> None:
    organizations.move(district.west, parent=district.other_street, on=NINE, today=TODAY, by=SYSTEM)
    sign_in(client, "office")
    said = page_of(client, district.west, "2026-01-31")
    assert "您看的是 2026年1月31日 的情况。" in said
    assert "禾丰区委 › 东篱街道党工委" in said
    assert "办理" not in said
    assert "禾丰区委 › 柳岸街道党工委" in page_of(client, district.west)
    street = page_of(client, district.street, "2026-01-31")
    assert "下级组织 2 个" in street
    assert "下级组织 1 个" in page_of(client, district.street)


def test_the_page_of_a_group_counts_its_own_members(
    district: District, sign_in: SignIn, client: Client
) -> None:
    for who in ("member", "leader"):
        people.reassign(
            district.people[who],
            organization=district.east,
            group=district.group,
            on=NINE,
            today=TODAY,
            by=SYSTEM,
        )
    sign_in(client, "clerk")
    assert "党员2名" in page_of(client, district.group)
    assert "党员2名" in page_of(client, district.group, "2026-02-01")
    assert "党员0名" in page_of(client, district.group, "2026-01-31")
    assert "党员9名" in page_of(client, district.east)


def test_before_its_founding_and_after_its_closing_the_page_says_so(
    district: District, sign_in: SignIn, client: Client
) -> None:
    organizations.close(
        district.west,
        on=NINE,
        today=TODAY,
        by=SYSTEM,
        reason="并入第一党支部",
        document="东工委〔2026〕2号",
    )
    sign_in(client, "clerk")
    early = page_of(client, district.east, "2009-01-01")
    assert "它于 2010年7月1日 成立，在那以前还没有它。" in early
    closed = page_of(client, district.west)
    assert "它已于 2026年2月1日 撤销。下面是 2026年1月31日 的情况。" in closed
    assert "办理" not in closed
    assert "2026年2月1日 · 并入第一党支部 · 东工委〔2026〕2号" in closed


def test_the_history_tells_names_superiors_units_and_elections_with_their_papers(
    district: District, sign_in: SignIn, client: Client
) -> None:
    person = register(district.west, "钟离秋")
    record_units(
        district.west,
        relation="legal",
        units=[UnitEntry("东篱社区居民委员会", "community")],
        on=dt.date(2019, 1, 1),
        today=TODAY,
        by=SYSTEM,
    )
    posts.record_election(
        district.west,
        elected_on=dt.date(2021, 6, 1),
        holders=[(person, PostTitle.SECRETARY)],
        today=TODAY,
        by=SYSTEM,
        document="东工委〔2021〕8号",
    )
    organizations.rename(
        district.west,
        name="中共禾丰区东篱社区第二联合支部委员会",
        short_name="东篱社区第二联合党支部",
        form=OrganizationForm.JOINT_BRANCH,
        on=dt.date(2022, 3, 1),
        today=TODAY,
        by=SYSTEM,
        document="东工委〔2022〕3号",
    )
    organizations.move(
        district.west,
        parent=district.other_street,
        on=NINE,
        today=TODAY,
        by=SYSTEM,
        document="禾组〔2026〕5号",
    )
    page = sign_in(client, "office").get(reverse("organization", args=[district.west.pk]))
    told = [(event.on, event.title, event.document) for event in page.context["history"]]
    assert told == [
        (NINE, "改由柳岸街道党工委领导", "禾组〔2026〕5号"),
        (
            dt.date(2022, 3, 1),
            "改名为中共禾丰区东篱社区第二联合支部委员会，由党支部改为联合党支部",
            "东工委〔2022〕3号",
        ),
        (dt.date(2021, 6, 1), "选举产生新一届班子", "东工委〔2021〕8号"),
        (dt.date(2019, 1, 1), "所在单位登记为东篱社区居民委员会", ""),
        (dt.date(2010, 7, 1), "成立，名称为中共禾丰区东篱社区第二党支部", ""),
    ]


def test_the_page_costs_the_same_queries_for_3_rows_and_for_300(
    district: District,
    sign_in: SignIn,
    client: Client,
    django_assert_num_queries: CountQueries,
) -> None:
    sign_in(client, "clerk")
    address = reverse("organization", args=[district.street.pk])
    client.get(address)
    for asked in ({}, {"on": "2026-10-31"}):
        with django_assert_num_queries(26 - bool(asked) * 4):
            client.get(address, asked)
    for branch in many_branches(district.street, 300, "东篱社区新")[:3]:
        register(branch, "钟离秋")
    for asked in ({}, {"on": "2026-10-31"}):
        with django_assert_num_queries(26 - bool(asked) * 4):
            client.get(address, asked)


def test_a_program_that_asks_for_no_page_is_refused_in_a_sentence(
    district: District, sign_in: SignIn, client: Client
) -> None:
    """The same refusal as the page's, and nothing around it."""
    sign_in(client, "clerk")
    address = reverse("organization", args=[district.foreign.pk])
    page, plain = client.get(address), client.get(address, headers={"accept": "text/plain"})
    assert page.status_code == plain.status_code == 404
    assert plain["Content-Type"] == "text/plain; charset=utf-8"
    sentence = plain.content.decode()
    assert "<" not in sentence and sentence in page.content.decode()
