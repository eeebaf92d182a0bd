"""The record of one member: what it shows to whom, and how sealed items are opened (A5, A6, T5)."""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Callable

import pytest
from django.test import Client

from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import extended, organizations, people, posts, standing
from dangjian.registry.models import Education, Person
from dangjian.registry.queries import records
from tests.district import TODAY, District, register
from tests.registry.consented import opened as opened_by_two
from tests.registry.forms_sent import opened, send, text

SignIn = Callable[[Client, str], Client]
SEALED = ("id_number", "mobile", "address")


@pytest.fixture
def person(district: District) -> Person:
    """A member of 56 years, thirteen of them full, with an address."""
    return people.correct_items(
        district.people["member"], {"address": "东篱路 12 号三单元"}, today=TODAY, by=SYSTEM
    )


def sealed_values(person: Person) -> list[str]:
    return [person.unseal(name) for name in SEALED]


# --- what it shows --------------------------------------------------------------------------------


def test_the_sixteen_items_stand_on_the_page(
    client: Client, district: District, person: Person, sign_in: SignIn
) -> None:
    people.correct_items(
        person,
        {
            "ethnic": "11",
            "native_place": "浙江余姚",
            "landline": "0340-5559664",
            "started_work_on": dt.date(1994, 8, 1),
        },
        today=TODAY,
        by=SYSTEM,
    )
    words = text(sign_in(client, "secretary").get(f"/members/{person.pk}/"))
    for label, value in (
        ("姓名", "宋怀石"),
        ("性别", person.get_sex_display()),
        ("民族", "满族"),
        ("公民身份号码", "已登记"),
        ("籍贯", "浙江余姚"),
        ("学历", "大学本科"),
        ("人员类别", "正式党员"),
        ("党籍状态", "正常"),
        ("入党日期", "2012年7月1日"),
        ("转正日期", "2013年7月1日"),
        ("党龄", "满 13 年，从转为正式党员那天算"),
        ("失联", "否"),
        ("流动", "否"),
        ("工作岗位", "社区工作者"),
        ("参加工作日期", "1994年8月1日"),
        ("手机号", "已登记"),
        ("固定电话", "0340-5559664"),
        ("家庭住址", "已登记"),
    ):
        assert f"{label}{value}" in words, label


@pytest.mark.parametrize(
    ("joined_on", "full_on", "party_age"),
    [
        (dt.date(2024, 11, 23), dt.date(2025, 11, 23), 1),
        (dt.date(2024, 11, 24), dt.date(2025, 11, 24), 0),
        (dt.date(1969, 1, 1), dt.date(1969, 1, 1), 57),
        (dt.date(2026, 3, 1), None, None),
    ],
)
def test_party_age_counts_completed_years_from_the_day_of_becoming_full(
    district: District, joined_on: dt.date, full_on: dt.date | None, party_age: int | None
) -> None:
    member = register(
        district.east, "高寿", born_on=dt.date(1950, 11, 24), joined_on=joined_on, full_on=full_on
    )
    record = records.record_of(member, TODAY)
    assert (record.age, record.party_age) == (75, party_age)


def test_nobody_counts_the_years_of_the_dead_or_of_who_left(district: District) -> None:
    for kind, reason, age in (("died", "去世", None), ("left", "退党除名", 56)):
        gone = register(district.east, "高寿", born_on=dt.date(1970, 1, 2))
        standing.change_standing(
            gone,
            kind=kind,
            on=TODAY,
            reason=reason,
            document="东工委〔2026〕1号",
            today=TODAY,
            by=SYSTEM,
        )
        gone.refresh_from_db()
        record = records.record_of(gone, TODAY)
        assert (record.age, record.party_age) == (age, None)
        assert (record.category, record.status) == ("正式党员", record.status_label)


def test_the_timeline_tells_every_change_with_day_reason_and_paper(
    client: Client, district: District, person: Person, sign_in: SignIn
) -> None:
    standing.change_standing(
        person,
        kind="suspended",
        on=dt.date(2026, 1, 5),
        reason="其他",
        document="东工委〔2026〕3号",
        today=TODAY,
        by=SYSTEM,
    )
    standing.change_standing(
        person,
        kind="full",
        on=dt.date(2026, 3, 6),
        reason="恢复党籍",
        document="东工委〔2026〕9号",
        today=TODAY,
        by=SYSTEM,
    )
    record = records.record_of(person, TODAY)
    assert [(s.kind, s.began_on, s.last_day, s.reason, s.document) for s in record.standings] == [
        ("probationary", dt.date(2012, 7, 1), dt.date(2013, 6, 30), "入党", ""),
        ("full", dt.date(2013, 7, 1), dt.date(2026, 1, 4), "转正", ""),
        ("suspended", dt.date(2026, 1, 5), dt.date(2026, 3, 5), "其他", "东工委〔2026〕3号"),
        ("full", dt.date(2026, 3, 6), None, "恢复党籍", "东工委〔2026〕9号"),
    ]
    words = text(sign_in(client, "leader").get(f"/members/{person.pk}/"))
    assert "2026年1月5日起 · 其他依据：东工委〔2026〕3号" in words


def test_a_branch_is_called_as_it_was_called_when_he_left_it(
    district: District, person: Person
) -> None:
    people.reassign(
        person, organization=district.west, on=dt.date(2020, 1, 1), today=TODAY, by=SYSTEM
    )
    for branch, name in ((district.east, "新东支部"), (district.west, "新西支部")):
        organizations.rename(
            branch,
            name=f"中共禾丰区{name}",
            short_name=name,
            on=dt.date(2024, 1, 1),
            today=TODAY,
            by=SYSTEM,
        )
    stays = records.record_of(person, TODAY).stays
    assert [stay.branch for stay in stays] == ["东篱社区第一党支部", "新西支部"]


def test_posts_stand_beside_the_name_as_people_say_them(district: District, person: Person) -> None:
    people.reassign(
        person,
        organization=district.east,
        group=district.group,
        on=dt.date(2026, 1, 1),
        today=TODAY,
        by=SYSTEM,
    )
    for place, title in (
        (district.group, "group_leader"),
        (district.east, "member"),
        (district.street, "deputy"),
    ):
        posts.appoint(place, person, title=title, on=dt.date(2026, 2, 1), today=TODAY, by=SYSTEM)
    record = records.record_of(person, TODAY)
    assert sorted(record.titles) == ["东篱街道党工委副书记", "党小组组长", "委员"]
    assert sorted(tenure.name for tenure in record.posts) == [
        "东篱一支部第一党小组组长",
        "东篱社区第一党支部委员",
        "东篱街道党工委副书记",
    ]


def test_the_record_costs_the_same_queries_however_long_it_is(
    client: Client,
    district: District,
    person: Person,
    sign_in: SignIn,
    django_assert_num_queries: Callable[..., object],
) -> None:
    sign_in(client, "secretary").get("/members/")
    with django_assert_num_queries(23):
        client.get(f"/members/{person.pk}/")
    for year in range(2014, 2026):
        day = dt.date(year, 1, 1)
        people.reassign(
            person,
            organization=(district.west, district.east)[year % 2],
            on=day,
            today=TODAY,
            by=SYSTEM,
        )
        posts.appoint(
            district.street,
            person,
            title="member" if year == 2014 else "deputy",
            on=day,
            today=TODAY,
            by=SYSTEM,
        ) if year < 2016 else None
        standing.report_lost(person, on=day, efforts="", today=TODAY, by=SYSTEM)
        standing.report_found(person, on=day + dt.timedelta(30), today=TODAY, by=SYSTEM)
        extended.add_fact(
            Education,
            person,
            {"level": "21", "school": f"学校{year}"},
            began_on=day,
            ended_on=None,
            today=TODAY,
            by=SYSTEM,
        )
    with django_assert_num_queries(23):
        client.get(f"/members/{person.pk}/")


# --- who reads it ---------------------------------------------------------------------------------


def test_a_sealed_item_is_on_no_page_but_the_one_that_opens_it(
    client: Client, district: District, person: Person, sign_in: SignIn
) -> None:
    secrets = sealed_values(person)
    for role in ("secretary", "clerk", "office", "organizer", "leader"):
        browser = sign_in(Client(), role)
        for page in ("", "correct/", "branch/", "standing/", "standing/?kind=left", "reveal/"):
            answer = browser.get(f"/members/{person.pk}/{page}")
            body = answer.content.decode()
            for secret in [*secrets, secrets[0][-4:], secrets[1][-4:]]:
                assert secret not in body, (role, page)


def test_one_sees_all_of_ones_own_masked_and_changes_nothing(
    client: Client, district: District, person: Person, sign_in: SignIn
) -> None:
    page = sign_in(client, "member").get(f"/members/{person.pk}/")
    number, mobile, address = sealed_values(person)
    words = text(page)
    assert f"{number[:3]}***********{number[-4:]}" in words
    assert f"{mobile[:3]}****{mobile[-4:]}" in words
    for secret in (number, mobile, address):
        assert secret not in words
    for way in ("更正信息", "登记党籍变化", "调整支部", "登记失联", "添加"):
        assert way not in words
    assert "系统更正了家庭住址" in words


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("member", 200),
        ("secretary", 200),
        ("clerk", 200),
        ("organizer", 200),
        ("office", 200),
        ("leader", 200),
        ("system_officer", 404),
        ("security_officer", 404),
        ("auditor", 404),
    ],
)
def test_who_reads_the_record_of_a_member(
    client: Client, district: District, person: Person, sign_in: SignIn, role: str, status: int
) -> None:
    assert sign_in(client, role).get(f"/members/{person.pk}/").status_code == status


def test_a_plain_member_reads_nobody_elses_record(
    client: Client, district: District, sign_in: SignIn
) -> None:
    other = district.people["leader"].pk
    assert sign_in(client, "member").get(f"/members/{other}/").status_code == 404


# --- opening --------------------------------------------------------------------------------------


def test_opening_leaves_a_leaf_the_person_can_read_in_the_same_act(
    client: Client, district: District, person: Person, sign_in: SignIn
) -> None:
    before = Leaf.objects.count()
    answer = send(
        sign_in(client, "secretary"),
        f"/members/{person.pk}/reveal/",
        items=["mobile", "address"],
        reason="通知支部大会",
    )
    number, mobile, address = sealed_values(person)
    words = text(answer)
    assert answer.status_code == 200
    assert (mobile in words, address in words, number in words) == (True, True, False)
    assert "no-store" in answer["Cache-Control"]
    (leaf,) = Leaf.objects.order_by("pk")[before:]
    assert (leaf.verb, leaf.actor_role, leaf.subject_uid) == ("reveal", "secretary", person.uid)
    assert json.loads(leaf.body)["detail"] == {
        "items": ["address", "mobile"],
        "reason": "通知支部大会",
    }
    own = text(sign_in(Client(), "member").get(f"/members/{person.pk}/"))
    assert "林禾青（支部书记）看了家庭住址、手机号" in own
    assert "通知支部大会" in own


def test_sent_again_it_opens_nothing_and_asks_anew(
    client: Client, district: District, person: Person, sign_in: SignIn
) -> None:
    address = f"/members/{person.pk}/reveal/"
    form = opened(sign_in(client, "secretary"), address) | {
        "items": ["mobile"],
        "reason": "通知支部大会",
    }
    assert client.post(address, form).status_code == 200
    leaves = Leaf.objects.count()
    again = client.post(address, form, follow=True)
    assert again.redirect_chain == [(address, 302)]
    assert person.unseal("mobile") not in again.content.decode()
    assert "为什么要看" in text(again)
    assert Leaf.objects.count() == leaves


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"items": ["mobile"], "reason": ""}, "reason"),
        ({"items": ["mobile"], "reason": "看看"}, "reason"),
        ({"items": [], "reason": "通知支部大会"}, "items"),
        ({"items": ["born_on"], "reason": "通知支部大会"}, "items"),
    ],
)
def test_without_a_reason_nothing_opens(
    client: Client,
    district: District,
    person: Person,
    sign_in: SignIn,
    typed: dict[str, object],
    wrong: str,
) -> None:
    leaves = Leaf.objects.count()
    answer = send(sign_in(client, "secretary"), f"/members/{person.pk}/reveal/", **typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [wrong])
    assert person.unseal("mobile") not in answer.content.decode()
    assert Leaf.objects.count() == leaves


def test_only_whoever_may_open_opens(
    client: Client, district: District, person: Person, sign_in: SignIn
) -> None:
    address = f"/members/{person.pk}/reveal/"
    form = opened(sign_in(client, "secretary"), address) | {
        "items": ["mobile"],
        "reason": "通知支部大会",
    }
    foreign = f"/members/{district.people['foreigner'].pk}/reveal/"
    assert client.post(foreign, form).status_code == 404
    for role in ("organizer", "leader", "system_officer", "security_officer", "auditor"):
        browser = sign_in(Client(), role)
        assert browser.get(address).status_code == 404
        assert address not in browser.get(f"/members/{person.pk}/").content.decode()


def test_ones_own_numbers_need_no_reason_but_leave_a_trace(
    client: Client, district: District, person: Person, sign_in: SignIn
) -> None:
    address = f"/members/{person.pk}/reveal/"
    answer = send(sign_in(client, "member"), address, items=["id_number"])
    assert answer.status_code == 200
    assert person.unseal("id_number") in text(answer)
    words = text(client.get(f"/members/{person.pk}/"))
    assert "宋怀石（党员）看了公民身份号码" in words
    assert "本人查看自己的信息" in words


def test_what_is_not_there_cannot_be_opened(
    client: Client, district: District, sign_in: SignIn
) -> None:
    bare = register(district.east, "唐景和", mobile="")
    page = sign_in(client, "secretary").get(f"/members/{bare.pk}/reveal/")
    assert page.context["form"].fields["items"].choices == []
    assert "公民身份号码要两个人" in text(page)
    opened_by_two(district, bare, "secretary")
    page = client.get(f"/members/{bare.pk}/reveal/")
    assert [name for name, _ in page.context["form"].fields["items"].choices] == ["id_number"]


def test_opened_values_stand_in_no_log_no_session_and_no_address(
    client: Client,
    district: District,
    person: Person,
    sign_in: SignIn,
    caplog: pytest.LogCaptureFixture,
) -> None:
    opened_by_two(district, person, "secretary")
    caplog.set_level(logging.DEBUG)
    answer = send(
        sign_in(client, "secretary"),
        f"/members/{person.pk}/reveal/",
        items=list(SEALED),
        reason="通知支部大会",
    )
    assert answer.status_code == 200
    kept = f"{dict(client.session)} {answer.headers} {answer.cookies}"
    for secret in sealed_values(person):
        assert secret not in kept
        assert not [line for line in caplog.messages if secret in line and "SELECT" not in line]
    assert "<title>查看号码和住址｜" in answer.content.decode()


def test_the_act_itself_wants_a_reason_and_known_items(district: District, person: Person) -> None:
    for items, reason in (([], "通知支部大会"), (["name"], "通知支部大会"), (["mobile"], "看 ")):
        with pytest.raises(Refused):
            people.reveal(person, items=items, reason=reason, by=SYSTEM)
