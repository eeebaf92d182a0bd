"""Reminders: questions to the register, told to whoever can do something about the answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dangjian.desk.reminders import BY_KEY, KINDS
from dangjian.desk.reminding import Eyes
from dangjian.kernel import calendar, rules
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import HolidayNotice, Leaf
from dangjian.registry.actions import posts, standing
from dangjian.registry.authority import Scope, viewer_of
from dangjian.registry.models import CommitteeTerm, Organization, Person, PostTitle
from dangjian.registry.queries import reminders as queries
from dangjian.registry.rules.reminders import joined_by
from dangjian.registry.rules.reminders import probation_over_on as over_on
from tests.district import TODAY, District, register
from tests.registry.many import many_branches

pytestmark = pytest.mark.django_db

SignIn = Callable[[Client, str], Client]
MONTH = dt.timedelta(days=31)


def elect(branch: Organization, leader: Person, on: dt.date) -> None:
    posts.record_election(
        branch, elected_on=on, holders=[(leader, PostTitle.SECRETARY)], today=TODAY, by=SYSTEM
    )


def probationary(branch: Organization, name: str, joined_on: dt.date) -> Person:
    return register(branch, name, joined_on=joined_on, full_on=None)


def shown(client: Client, role: str, district: District, page: str = "/inbox/") -> dict[str, Any]:
    """{title: (part, what the large block says, address, action)} of an inbox."""
    answer = district.sign_in(client, role).get(page)
    assert answer.status_code == 200
    inbox = answer.context["inbox"]
    return {
        item.title: (item.part, item.told.text if item.told else "", item.url, item.action)
        for item in (*inbox.today, *inbox.week, *inbox.later)
    }


# --- re-election ----------------------------------------------------------------------------------


def test_a_secretary_is_reminded_half_a_year_before_the_term_ends_and_not_a_day_earlier(
    client: Client, district: District
) -> None:
    """A3: reminded in time, with the rule it rests on and one way from it."""
    term = CommitteeTerm.objects.get(organization=district.east)
    term.due_on = dt.date(2027, 5, 24)
    term.save()
    assert shown(client, "secretary", district, "/workbench/") == {}
    term.due_on = dt.date(2027, 5, 23)
    term.save()
    here = f"/organizations/{district.east.pk}/"
    assert shown(client, "secretary", district, "/workbench/") == {
        "本支部任期到 2027年5月23日": ("later", "还有 6 个月", here, "看怎么办")
    }


def test_a_term_that_is_over_is_to_be_dealt_with_today_and_the_clerk_may_record_the_election(
    client: Client, district: District
) -> None:
    """A3: overdue terms come first; an approved extension counts."""
    term = CommitteeTerm.objects.get(organization=district.east)
    term.due_on = dt.date(2026, 11, 20)
    term.save()
    title = "东篱社区第一党支部任期已经届满"
    way = (f"/organizations/{district.east.pk}/election/", "登记换届")
    assert shown(client, "clerk", district)[title] == ("today", "逾期 3 天", *way)
    page = district.sign_in(client, "secretary").get("/workbench/")
    assert "今天有 1 件事要办" in page.content.decode()
    assert "《中国共产党基层组织选举工作条例》第三条" in page.content.decode()
    term.extended_to = dt.date(2027, 11, 20)
    term.save()
    assert title not in shown(client, "clerk", district)


# --- a secretary is missing -----------------------------------------------------------------------


def test_an_organization_without_a_secretary_is_told_since_when(
    client: Client, district: District
) -> None:
    post = district.people["secretary"].posts.get()
    posts.relieve(post, on=dt.date(2026, 11, 1), today=TODAY, by=SYSTEM)
    vacancies = queries.answer(queries.without_secretary(asking(district)))
    days = {matter.organization.short_name: matter.day for matter in vacancies.rows}
    assert days["东篱社区第一党支部"] == dt.date(2026, 11, 1)
    assert days["柳岸社区第一党支部"] is None
    assert next(iter(days)) == "东篱社区第一党支部", "the longest known first, the unknown last"
    assert "东篱一支部第一党小组" not in days, "a group has a leader, not a secretary"
    answer = district.sign_in(client, "clerk").get("/inbox/").content.decode()
    assert "2026年11月1日起没有书记，已经 22 天" in answer


def asking(district: District, limit: int = 50, offset: int = 0) -> queries.Asked:
    book = rules.book(on=TODAY)
    return queries.Asked(Scope.of([district.root.path]), TODAY, book, limit, offset)


# --- probation ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("joined_on", "told"),
    [
        (dt.date(2025, 12, 24), None),
        (dt.date(2025, 12, 23), ("later", "还有 30 天")),
        (dt.date(2025, 11, 30), ("week", "还有 7 天")),
        (dt.date(2025, 11, 23), ("today", "今天截止")),
        (dt.date(2025, 10, 1), ("today", "逾期 53 天")),
    ],
)
def test_a_probation_is_told_from_a_month_before_its_year_is_over(
    client: Client, district: District, joined_on: dt.date, told: tuple[str, str] | None
) -> None:
    person = probationary(district.east, "秦书岚", joined_on)
    found = [
        (part, text, url)
        for title, (part, text, url, _) in shown(client, "secretary", district).items()
        if title.startswith("秦书岚的预备期")
    ]
    assert found == ([(*told, f"/members/{person.pk}/")] if told else [])


def test_who_may_record_the_decision_is_led_to_it_when_the_year_is_over(
    client: Client, district: District
) -> None:
    person = probationary(district.east, "秦书岚", dt.date(2025, 11, 1))
    seen = shown(client, "clerk", district)["秦书岚（东篱社区第一党支部）的预备期满了"]
    assert seen[2:] == (f"/members/{person.pk}/standing/?kind=full", "登记转正")


def test_a_year_that_begins_on_29_february_is_over_on_the_28th(district: District) -> None:
    """And whoever joined that day is found on that day, as the sum the other way round says."""
    book = rules.book(on=TODAY)
    assert over_on(dt.date(2024, 2, 29), book) == dt.date(2025, 2, 28)
    for until in (dt.date(2025, 2, 27), dt.date(2025, 2, 28), dt.date(2025, 3, 1)):
        last = joined_by(until, book)
        assert over_on(last, book) <= until < over_on(last + dt.timedelta(days=1), book)


# --- contact lost ---------------------------------------------------------------------------------


def test_contact_lost_for_six_months_is_told_to_people_and_nothing_happens_by_itself(
    client: Client, district: District
) -> None:
    """教育管理条例 2019, Art. 24: the organization decides; the system only says that it is so."""
    person = register(district.east, "秦书岚")
    standing.report_lost(person, on=dt.date(2026, 5, 24), efforts="", today=TODAY, by=SYSTEM)
    assert not any("秦书岚" in title for title in shown(client, "secretary", district))
    other = register(district.east, "白仲谦")
    standing.report_lost(other, on=dt.date(2026, 5, 23), efforts="", today=TODAY, by=SYSTEM)
    before = Leaf.objects.count()
    seen = shown(client, "secretary", district)["白仲谦失联已满 6 个月"]
    assert seen == ("later", "失联 6 个月", f"/members/{other.pk}/", "看信息")
    page = client.get("/inbox/").content.decode()
    assert "由党组织研究决定，系统不会自动处理" in page
    assert "第二十四条" in page
    other.refresh_from_db()
    assert (other.standing, Leaf.objects.count()) == ("full", before)


def test_once_decided_the_member_is_no_longer_told(client: Client, district: District) -> None:
    person = register(district.east, "白仲谦")
    standing.report_lost(person, on=dt.date(2026, 3, 1), efforts="", today=TODAY, by=SYSTEM)
    assert "白仲谦失联已满 6 个月" in shown(client, "secretary", district)
    standing.change_standing(
        person,
        kind="suspended",
        on=dt.date(2026, 11, 1),
        reason="失去联系六个月以上",
        document="东篱党〔2026〕8号",
        today=TODAY,
        by=SYSTEM,
    )
    assert "白仲谦失联已满 6 个月" not in shown(client, "secretary", district)


# --- the calendar ---------------------------------------------------------------------------------


def test_next_years_holiday_notice_is_asked_for_from_november_of_those_who_may_enter_it(
    client: Client, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    title = "录入 2027 年的放假通知"
    assert shown(client, "office", district)[title][2:] == ("/calendar/import/", "去录入")
    assert title in shown(client, "system_officer", district)
    assert title not in shown(client, "clerk", district)
    monkeypatch.setenv("DANGJIAN_CLOCK", "2026-10-31")
    assert title not in shown(client, "office", district)


def test_a_running_year_without_a_notice_is_to_be_dealt_with_today(
    client: Client, district: District
) -> None:
    HolidayNotice.objects.filter(year=2026).update(superseded_on=TODAY)
    assert calendar.load().wanted(TODAY) == (2026, 2027)
    assert shown(client, "office", district)["录入 2026 年的放假通知"][0] == "today"


# --- who sees what --------------------------------------------------------------------------------


def test_nobody_is_reminded_of_what_he_may_not_see(client: Client, district: District) -> None:
    """X17: nothing of the other street; a member, the officers and the auditor read no files."""
    probationary(district.foreign, "顾南星", dt.date(2025, 11, 1))
    probationary(district.east, "秦书岚", dt.date(2025, 11, 1))
    for role in ("secretary", "organizer", "clerk"):
        told = " ".join(shown(client, role, district))
        assert "秦书岚" in told and "顾南星" not in told and "柳岸" not in told, role
    for role in ("member", "security_officer", "system_officer", "auditor"):
        assert "秦书岚" not in " ".join(shown(client, role, district)), role
    assert "顾南星" in " ".join(shown(client, "office", district))


def test_the_list_of_a_kind_is_closed_to_whoever_may_not_read_it(
    client: Client, district: District
) -> None:
    for address in ("/inbox/?kind=terms", "/inbox/?kind=lost", "/inbox/?kind=nonsense"):
        assert district.sign_in(client, "member").get(address).status_code == 404, address
    clerk = district.sign_in(client, "clerk")
    assert clerk.get(f"/inbox/?kind=terms&at={district.foreign.pk}").status_code == 404
    assert clerk.get("/inbox/?kind=terms&at=abc").status_code == 404


# --- many -----------------------------------------------------------------------------------------


def overdue(district: District, number: int, stem: str = "东篱") -> None:
    """So many branches of the street whose term ended one after the other."""
    CommitteeTerm.objects.bulk_create(
        CommitteeTerm(
            organization=branch,
            years=3,
            valid=(dt.date(2023, 1, 1), None),
            due_on=dt.date(2026, 1, 1) + dt.timedelta(days=n),
        )
        for n, branch in enumerate(many_branches(district.street, number, stem))
    )


def test_whoever_has_many_gets_one_line_with_the_number_and_a_list_behind_it(
    client: Client, district: District
) -> None:
    overdue(district, 60)
    told = shown(client, "clerk", district)
    line = told["60 个组织任期已经届满"]
    assert line == ("today", "共 60 个", "/inbox/?kind=terms", "看名单")
    assert not any(title.startswith("东篱0党支部") for title in told)
    page = client.get("/inbox/?kind=terms")
    assert [item.title for item in page.context["items"]][:2] == [
        "东篱0党支部任期已经届满",
        "东篱1党支部任期已经届满",
    ]
    assert (len(page.context["items"]), page.context["total"]) == (50, 60)
    assert len(client.get("/inbox/?kind=terms&page=2").context["items"]) == 10
    assert client.get("/inbox/?kind=terms&page=9")["Location"] == "/inbox/?kind=terms"
    some = Organization.objects.get(short_name="东篱7党支部")
    narrowed = client.get(f"/inbox/?kind=terms&at={some.pk}")
    assert [item.title for item in narrowed.context["items"]] == ["东篱7党支部任期已经届满"]


def test_reminders_cost_the_same_queries_for_three_rows_and_for_three_hundred(
    client: Client, district: District
) -> None:
    district.sign_in(client, "office")
    addresses = ("/inbox/", "/inbox/?kind=terms", "/inbox/?kind=secretary", "/inbox/?kind=todo")

    def costs() -> list[int]:
        counted = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as queries_made:
                assert client.get(address).status_code == 200
            counted.append(len(queries_made))
        return counted

    overdue(district, 3)
    few = costs()
    overdue(district, 300, "柳")
    assert costs() == few
    assert max(few) <= 33, few


def test_all_kinds_asked_at_once_are_told_as_each_kind_asked_by_itself(
    district: District,
) -> None:
    """M5: three statements for whatever the register calls for, with the rights of each kind."""
    overdue(district, 5)
    for n in range(4):
        probationary(district.east, f"秦书{'一二三四'[n]}", dt.date(2025, 11, 1 + n))
    lost = register(district.foreign, "白仲谦")
    standing.report_lost(lost, on=dt.date(2026, 3, 1), efforts="", today=TODAY, by=SYSTEM)
    for role in ("secretary", "clerk", "office", "member"):
        eyes = eyes_of(district, role)
        mine = [kind for kind in KINDS if eyes.viewer.may_anywhere(kind.purpose)]
        stated = {kind.key: kind for kind in mine if kind.key not in ("columns", "homepage")}
        with CaptureQueriesContext(connection) as made:
            together = eyes.ask_all(stated.values(), 3)
        assert len(made) == (3 if stated else 0), role
        assert together == {key: eyes.ask(kind, 3) for key, kind in stated.items()}, role
    told = eyes_of(district, "office").ask_all(KINDS, 3)
    assert (told["terms"].total, told["terms"].past, told["lost"].total) == (5, 5, 1)
    assert eyes_of(district, "clerk").ask_all(KINDS, 3)["lost"].total == 0
    later = eyes_of(district, "office").ask(BY_KEY["probation"], 2, 2)
    assert [matter.name for matter in later.rows] == ["秦书三", "秦书四"]


def eyes_of(district: District, role: str) -> Eyes:
    return Eyes(viewer_of(district.accounts[role], TODAY), TODAY, rules.book(on=TODAY))
