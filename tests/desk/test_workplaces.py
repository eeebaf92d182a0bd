"""The pages people begin with: the secretary's workbench, the member's own page, the inbox."""

from __future__ import annotations

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dangjian.flow import actions as flow
from dangjian.flow.models import ToDo
from dangjian.flow.rules import Addressee, Office
from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.actions import organizations, people, posts, standing
from dangjian.registry.authority import Purpose, viewer_of
from dangjian.registry.models import OrganizationForm, PostTitle, Role
from tests.district import TODAY, District, give, new_member, open_below, register

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))
DAY = dt.timedelta(days=1)


def asked(
    district: District, what: str, by: str, to: Addressee, due_on: dt.date | None = None
) -> ToDo:
    actor = viewer_of(district.accounts[by], TODAY).myself()
    return flow.assign(what, to=to, asked_by=district.people[by], now=NOON, by=actor, due_on=due_on)


def text(client: Client, role: str, address: str, district: District) -> str:
    answer = district.sign_in(client, role).get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


# --- where one begins -----------------------------------------------------------------------------


def test_everybody_begins_with_the_page_of_the_first_office_he_holds(district: District) -> None:
    wanted = {
        "member": "member_home",
        "secretary": "workbench",
        "organizer": "inbox",
        "clerk": "inbox",
        "office": "overview",
        "leader": "overview",
        "system_officer": "watch",
        "security_officer": "grants",
        "auditor": "audit",
    }
    for role, name in wanted.items():
        client = district.sign_in(Client(), role)
        assert client.get(reverse("start"))["Location"] == reverse(name), role
        page = client.get(reverse(name))
        assert page.status_code == 200, role
        ways = [label for label, *_ in page.context["tabs"]]
        assert len(ways) == len(set(ways)) <= 5, ways


def test_who_leads_nothing_has_no_workbench(client: Client, district: District) -> None:
    for role in ("member", "clerk", "office"):
        assert district.sign_in(client, role).get("/workbench/").status_code == 404, role
    secretary = district.sign_in(client, "secretary")
    for other in (district.foreign.pk, district.west.pk, "x", "9" * 30):
        assert secretary.get(f"/workbench/?at={other}").status_code == 404, other


# --- the workbench --------------------------------------------------------------------------------


def test_the_workbench_parts_what_is_due_from_what_can_wait_and_what_others_do(
    client: Client, district: District
) -> None:
    """今天要办、这周要办、在等别人，您不用管、已办好: every line a real row."""
    member, secretary = district.people["member"], district.people["secretary"]
    asked(district, "签收校核通知", "clerk", Office(district.east, Purpose.MAINTAIN), TODAY)
    asked(district, "核对手机号", "clerk", secretary, TODAY + 3 * DAY)
    asked(district, "整理活动室", "clerk", secretary, TODAY + 30 * DAY)
    asked(district, "补家庭住址", "secretary", member, TODAY + DAY)
    done = asked(district, "补学历", "secretary", member)
    flow.finish(done, now=NOON, by=viewer_of(district.accounts["member"], TODAY).myself())
    inbox = district.sign_in(client, "secretary").get("/workbench/").context["inbox"]
    assert [item.title for item in inbox.today] == ["签收校核通知"]
    assert [item.title for item in inbox.week] == ["核对手机号"]
    assert [item.title for item in inbox.later] == ["整理活动室"]
    assert [(one.what, one.tag) for one in inbox.waiting] == [("补家庭住址", "等宋怀石办")]
    assert [(one.what, one.tag) for one in inbox.done] == [("补学历", "11月23日 办好了")]


def test_the_workbench_shows_the_branch_as_the_register_has_it(
    client: Client, district: District
) -> None:
    register(district.east, "秦书岚", joined_on=dt.date(2026, 6, 1), full_on=None)
    away = register(district.east, "白仲谦", born_on=dt.date(1950, 1, 1))
    standing.report_lost(away, on=dt.date(2026, 9, 1), efforts="", today=TODAY, by=SYSTEM)
    page = district.sign_in(client, "secretary").get("/workbench/")
    glance = page.context["glance"]
    assert (glance.members, glance.probationary, glance.elderly) == (11, 1, 1)
    assert (glance.lost, glance.floating, glance.term_ends_on) == (1, 0, dt.date(2028, 3, 14))
    assert [(p.title, p.person.name) for p in page.context["seats"]] == [("secretary", "林禾青")]
    assert [(p.name, day) for p, day in page.context["ahead"]] == [("秦书岚", dt.date(2027, 6, 1))]
    shown = page.content.decode()
    assert "mark=floating" not in shown, "what does not exist has no row"


def test_the_organizer_to_call_is_the_nearest_one_with_the_office_telephone(
    client: Client, district: District
) -> None:
    organizations.correct_particulars(
        district.street,
        contact="",
        phone="0340-6663229",
        position=10,
        may_approve=False,
        founding_document="",
        by=SYSTEM,
    )
    page = text(client, "secretary", "/workbench/", district)
    assert "打给组织员何秋实" in page and "tel:0340-6663229" in page
    give(district.people["member"], Role.ORGANIZER, district.east)
    assert "打给组织员宋怀石" in text(client, "secretary", "/workbench/", district)
    own = text(client, "organizer", "/inbox/", district)
    assert "打给组织员何秋实" not in own, "nobody is told to call himself"


def test_who_leads_two_organizations_changes_between_them(
    client: Client, district: District
) -> None:
    posts.appoint(
        district.street,
        district.people["secretary"],
        title=PostTitle.DEPUTY,
        on=TODAY,
        today=TODAY,
        by=SYSTEM,
    )
    first = district.sign_in(client, "secretary").get("/workbench/")
    assert first.context["glance"].organization == district.east
    other = client.get(f"/workbench/?at={district.street.pk}")
    assert other.context["glance"].organization == district.street
    assert "登记新党员" not in other.content.decode()


# --- a member's own page --------------------------------------------------------------------------


def test_a_member_sees_what_is_next_his_branch_and_whether_the_register_has_it_right(
    client: Client, district: District
) -> None:
    """M1, M2 and UX §3: on the first page, without another step."""
    page = text(client, "member", "/home/", district)
    for said in ("宋怀石同志", "眼下没有要您办的事", "东篱社区第一党支部", "林禾青"):
        assert said in page, said
    assert "还没有登记：家庭住址、籍贯" in page
    assert "13 年" in page, "full since 2013-07-01"
    assert "还没有人看过" in page
    for never in ("积分", "排名", "学时", "打卡"):
        assert never not in page, never


def test_a_member_sees_who_looked_at_his_numbers_and_why(
    client: Client, district: District
) -> None:
    """T5: what stands in the log is told to whom it concerns."""
    secretary = viewer_of(district.accounts["secretary"], TODAY)
    people.reveal(
        district.people["member"],
        items=["mobile"],
        reason="通知开会",
        by=secretary.actor(Purpose.REVEAL, district.east.path),
    )
    page = text(client, "member", "/home/", district)
    assert "林禾青" in page and "看了手机号" in page and "通知开会" in page


def test_a_probationary_member_sees_his_way_and_is_reminded_in_the_last_month(
    client: Client, district: District
) -> None:
    member = district.people["member"]
    type(member).objects.filter(pk=member.pk).update(
        standing="probationary", joined_on=dt.date(2026, 3, 14), full_on=None
    )
    page = district.sign_in(client, "member").get("/home/")
    assert [step.get("state", "") for step in page.context["steps"]] == ["done", "now", "", ""]
    assert page.context["inbox"].empty
    type(member).objects.filter(pk=member.pk).update(joined_on=dt.date(2025, 12, 1))
    [item] = client.get("/home/").context["inbox"].later
    assert item.title == "您的预备期快满了，请写转正申请"


def test_recovery_codes_that_run_out_are_told_only_where_they_do(
    client: Client, district: District
) -> None:
    page = text(client, "secretary", "/workbench/", district)
    assert "备用码" not in page
    kept = Authenticator.objects.get(
        user=district.accounts["secretary"], type=Authenticator.Type.RECOVERY_CODES
    )
    codes = kept.wrap()
    for code in codes.get_unused_codes()[2:]:
        assert codes.validate_code(code)
    page = text(client, "secretary", "/workbench/", district)
    assert "备用码快用完了" in page and "还剩" in page


# --- the number on the tab ------------------------------------------------------------------------


def test_the_tab_says_how_many_wait_on_every_page_for_one_query(
    client: Client, district: District
) -> None:
    """G2: as many as inbox and overview say, whenever they are due; above 99 only "more"."""
    district.sign_in(client, "secretary")
    client.get("/terms/")
    with CaptureQueriesContext(connection) as before:
        assert 'class="badge"' not in client.get("/terms/").content.decode()
    badge = '<span class="badge">{}<span class="sr">件</span></span>'
    for n in range(2):
        asked(district, f"第 {n} 件", "clerk", district.people["secretary"], TODAY)
    asked(district, "下个月的", "clerk", district.people["secretary"], TODAY + 30 * DAY)
    assert badge.format(3) in client.get("/terms/").content.decode()
    assert len(client.get("/inbox/?kind=todo").context["items"]) == 3
    for n in range(98):
        asked(district, f"又 {n} 件", "clerk", district.people["secretary"], TODAY)
    with CaptureQueriesContext(connection) as after:
        page = client.get("/terms/").content.decode()
    assert badge.format("99+") in page
    assert len(after) == len(before)


def test_more_to_dos_than_a_page_holds_lead_to_their_list(
    client: Client, district: District
) -> None:
    for n in range(25):
        asked(district, f"第 {n} 件", "clerk", district.people["secretary"], TODAY)
    inbox = district.sign_in(client, "secretary").get("/workbench/").context["inbox"]
    assert len(inbox.today) == 21
    assert (inbox.today[-1].title, inbox.today[-1].url) == ("还有别的事要您办", "/inbox/?kind=todo")
    listed = client.get("/inbox/?kind=todo")
    assert len(listed.context["items"]) == 25


# --- cost -----------------------------------------------------------------------------------------


def test_the_first_pages_cost_the_same_for_a_few_rows_and_for_hundreds(
    district: District,
) -> None:
    pages = {"secretary": "/workbench/", "member": "/home/", "office": "/inbox/"}

    def costs() -> dict[str, int]:
        counted = {}
        for role, address in pages.items():
            client = district.sign_in(Client(), role)
            client.get(address)
            with CaptureQueriesContext(connection) as made:
                assert client.get(address).status_code == 200
            counted[role] = len(made)
        return counted

    for role in pages:
        asked(district, "先办一件", "clerk", district.people[role], TODAY)
    register(district.east, "秦书岚", joined_on=dt.date(2025, 11, 1), full_on=None)
    few = costs()
    many = [
        new_member(district.east, f"成员{i}", joined_on=dt.date(2025, 11, 1), full_on=None)
        for i in range(300)
    ]
    people.register_members(many, today=TODAY, by=SYSTEM)
    for n in range(40):
        open_below(district.street, f"东篱第{n}党支部", OrganizationForm.BRANCH)
        for role in pages:
            asked(district, f"再办 {n}", "clerk", district.people[role], TODAY)
    assert costs() == few
    assert max(few.values()) <= 34, few
