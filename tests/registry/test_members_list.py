"""The list of members: who sees whom, what of them, and how they are found (A5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.registry.actions import people, posts, standing
from dangjian.registry.models import Membership, Person, PostTitle, Standing
from dangjian.registry.queries import people as queries
from tests.district import TODAY, District, invented_number, open_below, register
from tests.registry.forms_sent import offered, text

SignIn = Callable[[Client, str], Client]
Count = Callable[..., object]


def names(page: HttpResponse) -> list[str]:
    return [one.row.name for one in page.context["rows"]]


def found(client: Client, **asked: object) -> list[str]:
    page = client.get("/members/", asked)
    assert page.status_code == 200
    return names(page)


def test_a_member_sees_names_posts_and_standing_of_his_branch_and_nothing_sensitive(
    client: Client, district: District, sign_in: SignIn
) -> None:
    standing.report_lost(district.people["leader"], on=TODAY, efforts="", today=TODAY, by=SYSTEM)
    page = sign_in(client, "member").get("/members/")
    shown = {
        one.row.name: (one.row.standing_label, one.row.posts, one.url)
        for one in page.context["rows"]
    }
    own = f"/members/{district.people['member'].pk}/"
    assert shown == {
        "陆时雨": ("正式党员", (), ""),
        "叶知渔": ("正式党员", (), ""),
        "宋怀石": ("正式党员", (), own),
        "方晴川": ("正式党员", (), ""),
        "周望禾": ("正式党员", (), ""),
        "何秋实": ("正式党员", (), ""),
        "林禾青": ("正式党员", ("书记",), ""),
        "沈立秋": ("正式党员", (), ""),
        "许长庚": ("正式党员", (), ""),
    }
    words = text(page)
    for hidden in ("岁", "大学本科", "2012-07-01", "失联", "学历", "身份证"):
        assert hidden not in words


def test_a_member_cannot_ask_for_what_he_may_not_see(
    client: Client, district: District, sign_in: SignIn
) -> None:
    """Filters by sensitive items would tell them: they are not there, and do nothing if forged."""
    everybody = found(sign_in(client, "member"))
    people.correct_items(district.people["leader"], {"education": "81"}, today=TODAY, by=SYSTEM)
    assert found(client, education="81") == everybody
    assert found(client, mark="lost") == everybody
    assert client.get("/members/", {"standing": "left"}).status_code == 400
    assert offered(client.get("/members/"), "education") == []


def test_a_secretary_sees_age_education_and_the_day_of_joining(
    client: Client, district: District, sign_in: SignIn
) -> None:
    person = register(
        district.east, "魏晓禾", born_on=dt.date(1990, 11, 24), education="31", sex="2"
    )
    page = sign_in(client, "secretary").get("/members/", {"q": "魏晓禾"})
    (one,) = page.context["rows"]
    row = one.row
    assert (row.sex, row.age, row.education, row.joined_on) == (
        "女",
        35,
        "大学专科",
        dt.date(2012, 7, 1),
    )
    assert (one.readable, one.url) == (True, f"/members/{person.pk}/")
    assert "女，35 岁" in text(page)


def test_the_list_goes_by_pinyin_with_surnames_read_as_surnames(
    client: Client, district: District, sign_in: SignIn
) -> None:
    for name in ("曾国", "单小禾", "安宁", "欧阳春晓", "买买提·艾合买提", "吕布衣"):
        register(district.west, name)
    assert found(sign_in(client, "clerk"), at=district.west.pk) == [
        "安宁",
        "吕布衣",
        "买买提·艾合买提",
        "欧阳春晓",
        "单小禾",
        "曾国",
    ]


@pytest.mark.parametrize(
    "typed",
    ["宋怀石", "怀石", " 宋怀石 ", "songhuaishi", "song huai", "SongH", "shs", "SHS", "so"],
)
def test_somebody_is_found_by_a_part_of_the_name_pinyin_or_initials(
    client: Client, district: District, sign_in: SignIn, typed: str
) -> None:
    assert found(sign_in(client, "secretary"), q=typed) == ["宋怀石"]


@pytest.mark.parametrize("typed", ["怀石宋", "%", "_", "'", "songx", "18", "[a-z]", "(((", "\\"])
def test_what_fits_nobody_finds_nobody(
    client: Client, district: District, sign_in: SignIn, typed: str
) -> None:
    page = sign_in(client, "secretary").get("/members/", {"q": typed})
    assert (page.status_code, names(page)) == (200, [])
    assert "没有找到" in text(page)


@pytest.mark.parametrize("role", ["secretary", "member", "leader"])
def test_a_whole_number_is_taken_out_of_the_address_and_asks_nothing(
    client: Client, district: District, sign_in: SignIn, role: str
) -> None:
    person = district.people["member"]
    number, mobile = person.unseal("id_number"), person.unseal("mobile")
    sign_in(client, role)
    leaves = Leaf.objects.count()
    for typed in (
        number,
        f"{number[:6]} {number[6:14]} {number[14:].lower()}",
        mobile,
        f"宋怀石 {mobile[:3]}-{mobile[3:7]}-{mobile[7:]}",
        number[:17],
    ):
        asked = {"q": typed, "at": district.east.pk, "sex": "1"}
        answer = client.get("/members/", asked, follow=True)
        assert answer.redirect_chain == [(f"/members/?at={district.east.pk}&sex=1", 302)]
        assert "完整的号码不要写在这里" in text(answer)
        assert ("按号码查一个人" in text(answer)) is (role == "secretary")
        assert typed not in answer.content.decode()
    assert found(client, q=mobile[:10]) == []
    assert Leaf.objects.count() == leaves


def test_the_list_ends_where_the_right_ends(
    client: Client, district: District, sign_in: SignIn
) -> None:
    register(district.west, "程远山")
    assert "程远山" in found(sign_in(client, "clerk"))
    assert "顾南溪" not in found(client)
    assert found(client, at=district.west.pk) == ["程远山"]
    secretary = sign_in(Client(), "secretary")
    assert "程远山" not in found(secretary)
    for foreign in (district.west.pk, district.street.pk, district.foreign.pk, 10**12, 10**30):
        assert secretary.get("/members/", {"at": foreign}).status_code == 404
    for nonsense in ("abc", "-1", "1.5", "²"):
        assert secretary.get("/members/", {"at": nonsense}).status_code == 404


def test_the_select_leads_up_here_and_down(
    client: Client, district: District, sign_in: SignIn
) -> None:
    page = sign_in(client, "clerk").get("/members/")
    street, east, west, group = (
        district.street.pk,
        district.east.pk,
        district.west.pk,
        district.group.pk,
    )
    assert [pk for pk, _ in page.context["form"].fields["at"].choices] == [street, east, west]
    page = client.get("/members/", {"at": east})
    assert [pk for pk, _ in page.context["form"].fields["at"].choices] == [street, east, group]
    page = client.get("/members/", {"at": west})
    assert [pk for pk, _ in page.context["form"].fields["at"].choices] == [street, west, east]


def test_a_group_lists_its_own_members(client: Client, district: District, sign_in: SignIn) -> None:
    people.reassign(
        district.people["member"],
        organization=district.east,
        group=district.group,
        on=TODAY,
        today=TODAY,
        by=SYSTEM,
    )
    assert found(sign_in(client, "secretary"), at=district.group.pk) == ["宋怀石"]
    assert found(client, at=district.group.pk, on=(TODAY - dt.timedelta(1)).isoformat()) == []


def test_filters_narrow_the_list_and_can_be_taken_off(
    client: Client, district: District, sign_in: SignIn
) -> None:
    register(
        district.east,
        "唐景和",
        full_on=None,
        joined_on=dt.date(2026, 3, 1),
        sex="2",
        education="81",
    )
    person = register(district.east, "白仲谦", sex="1", education="11")
    standing.report_floating(
        person, on=TODAY, destination="杭州", contact="", today=TODAY, by=SYSTEM
    )
    sign_in(client, "secretary")
    assert found(client, standing="probationary") == ["唐景和"]
    assert found(client, education="81") == ["唐景和"]
    assert found(client, education="81", sex="1") == []
    assert found(client, mark="floating") == ["白仲谦"]
    assert found(client, mark="lost") == []
    page = client.get("/members/", {"education": "81", "sex": "1", "q": "唐", "page": "1"})
    assert [(chip["label"], chip["url"]) for chip in page.context["chips"]] == [
        ("唐", "?education=81&sex=1"),
        ("男", "?education=81&q=%E5%94%90"),
        ("小学", "?sex=1&q=%E5%94%90"),
    ]


def test_those_who_left_are_listed_only_when_asked_for(
    client: Client, district: District, sign_in: SignIn
) -> None:
    for role, kind, reason in (
        ("leader", "left", "退党除名"),
        ("auditor", "died", "去世"),
        ("office", "suspended", "其他"),
    ):
        standing.change_standing(
            district.people[role],
            kind=kind,
            on=TODAY,
            reason=reason,
            document="东工委〔2026〕1号",
            today=TODAY,
            by=SYSTEM,
        )
    sign_in(client, "secretary")
    assert not {"许长庚", "叶知渔", "方晴川"} & set(found(client))
    assert found(client, standing="left") == ["许长庚"]
    assert found(client, standing="died") == ["叶知渔"]
    assert found(client, standing="suspended") == ["方晴川"]
    assert len(found(client, standing="all")) == 9
    assert "岁" not in text(client.get("/members/", {"standing": "died"})).split("叶知渔")[1]


def test_a_sensitive_filter_looks_only_where_records_may_be_read(
    client: Client, district: District, sign_in: SignIn
) -> None:
    """Member here, secretary there: the list spans both, the question about schooling one."""
    register(district.west, "程远山", education="81")
    people.correct_items(district.people["leader"], {"education": "81"}, today=TODAY, by=SYSTEM)
    posts.record_election(
        district.west,
        elected_on=dt.date(2026, 1, 10),
        holders=[(district.people["auditor"], PostTitle.SECRETARY)],
        today=TODAY,
        by=SYSTEM,
    )
    page = sign_in(client, "auditor").get("/members/")
    may_read = {one.row.name: one.readable for one in page.context["rows"]}
    assert (may_read["程远山"], may_read["许长庚"]) == (True, False)
    assert text(page).count("岁") == 1
    assert found(client, education="81") == ["程远山"]
    assert [pk for pk, _ in page.context["form"].fields["at"].choices] == [
        "",
        district.east.pk,
        district.group.pk,
        district.west.pk,
    ]


def test_fifty_on_a_page_and_the_rest_on_the_next(
    client: Client, district: District, sign_in: SignIn
) -> None:
    for number in range(51):
        register(district.west, f"安{chr(0x4E00 + number)}")
    sign_in(client, "clerk")
    first = client.get("/members/", {"at": district.west.pk})
    second = client.get("/members/", {"at": district.west.pk, "page": 2})
    assert (len(names(first)), len(names(second))) == (50, 1)
    assert set(names(first)) | set(names(second)) == {f"安{chr(0x4E00 + n)}" for n in range(51)}
    assert "共 51 人" in text(first)
    beyond = client.get("/members/", {"at": district.west.pk, "page": 99})
    assert (beyond.status_code, beyond["Location"]) == (
        302,
        f"/members/?at={district.west.pk}&page=2",
    )
    for nonsense in ("0", "-1", "x", "9" * 40, "²"):
        assert names(client.get("/members/", {"at": district.west.pk, "page": nonsense})) == names(
            first
        )


def test_a_very_long_list_says_more_than(
    client: Client, district: District, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = found(sign_in(client, "secretary"))
    monkeypatch.setattr(queries, "COUNTED_UP_TO", 5)
    page = client.get("/members/")
    assert names(page) == whole
    assert "超过 5 人" in text(page)
    monkeypatch.setattr(queries, "COUNTED_UP_TO", 9)
    assert "共 9 人" in text(client.get("/members/"))


def test_three_members_cost_as_many_queries_as_three_hundred(
    client: Client, district: District, sign_in: SignIn, django_assert_num_queries: Count
) -> None:
    """Who looks: session, account, person, grants, posts, second factor, what is due. Where: the
    place, what is around it. The list: its order, its people, their posts; on a past day also the
    tree, standings and names of that day."""
    small = open_below(district.street, "小支部", "branch")
    large = open_below(district.street, "大支部", "branch")
    for number in range(3):
        register(small, f"安{number}")
    kept = people.register_members(
        [_new(large, number) for number in range(300)], today=TODAY, by=SYSTEM
    )
    for person in kept[:40]:
        posts.appoint(large, person, title="member", on=TODAY, today=TODAY, by=SYSTEM)
    sign_in(client, "clerk")
    client.get("/members/")  # the first page of a session writes it
    past = (TODAY - dt.timedelta(1)).isoformat()
    for place in (small, large):
        with django_assert_num_queries(13):
            client.get("/members/", {"at": place.pk})
        with django_assert_num_queries(16):
            client.get("/members/", {"at": place.pk, "on": past})


def _new(branch: object, serial: int) -> people.NewMember:
    born_on = dt.date(1950, 1, 1) + dt.timedelta(days=serial)
    return people.NewMember(
        organization=branch,  # type: ignore[arg-type]
        name=f"安{chr(0x4E00 + serial)}",
        sex="1",
        born_on=born_on,
        id_number=invented_number(born_on, "1", serial),
        joined_on=dt.date(2012, 7, 1),
        full_on=dt.date(2013, 7, 1),
    )


@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)</script>", '欧阳"><img src=x>', "买买提·艾合买提", "甲" * 60, "𠮷田禾"],
)
def test_a_name_is_shown_as_it_is_and_never_as_html(
    client: Client, district: District, sign_in: SignIn, name: str
) -> None:
    person = register(district.east, name)
    sign_in(client, "secretary")
    for address in ("/members/", f"/members/{person.pk}/", f"/members/{person.pk}/reveal/"):
        page = client.get(address)
        assert name in text(page)
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x>" not in page.content.decode()


def test_what_cannot_be_asked_is_said_beside_the_field(
    client: Client, district: District, sign_in: SignIn
) -> None:
    sign_in(client, "secretary")
    tomorrow = (TODAY + dt.timedelta(1)).isoformat()
    for asked, said in (
        ({"on": tomorrow}, "这一天还没到"),
        ({"on": "去年"}, "看不懂这个日期"),
        ({"sex": "5"}, "5"),
        ({"standing": "boss"}, "boss"),
    ):
        page = client.get("/members/", asked)
        assert page.status_code == 400
        assert said in text(page)
        assert names(page) == []


def test_nobody_without_a_branch_or_an_office_has_a_list(
    client: Client, district: District, sign_in: SignIn
) -> None:
    standing.change_standing(
        district.people["member"],
        kind="suspended",
        on=TODAY,
        reason="其他",
        document="东工委〔2026〕1号",
        today=TODAY,
        by=SYSTEM,
    )
    assert sign_in(client, "member").get("/members/").status_code == 404
    assert client.get(f"/members/{district.people['member'].pk}/").status_code == 200


def test_a_visitor_is_asked_to_sign_in(client: Client, district: District) -> None:
    answer = client.get("/members/")
    assert (answer.status_code, answer["Location"][:9]) == (302, "/sign-in/")


def test_only_whoever_keeps_the_branch_is_offered_to_register(
    client: Client, district: District, sign_in: SignIn
) -> None:
    address = f"/organizations/{district.east.pk}/register/"
    for role, offers in (("secretary", True), ("member", False), ("leader", False)):
        page = sign_in(Client(), role).get("/members/", {"at": district.east.pk})
        assert (address in page.content.decode()) is offers


def test_whoever_only_keeps_accounts_is_led_to_the_code(
    client: Client, district: District, sign_in: SignIn
) -> None:
    page = sign_in(client, "security_officer").get("/members/", {"q": "宋怀石"})
    (one,) = page.context["rows"]
    person = district.people["member"].pk
    assert (one.readable, one.url, one.way) == (False, f"/members/{person}/code/", "发启用码")
    assert client.get(one.url).status_code == 200


def test_an_empty_branch_says_so(client: Client, district: District, sign_in: SignIn) -> None:
    page = sign_in(client, "clerk").get("/members/", {"at": district.west.pk})
    assert "这里还没有党员" in text(page)
    assert Person.objects.filter(organization=district.west).count() == 0
    assert (Membership.objects.count(), Standing.objects.count()) == (10, 20)
