"""Items are corrected, members change branches: by the acts, and by their pages (A5)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import pytest
from django.test import Client

from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.actions import organizations, people, posts
from dangjian.registry.models import Membership, Person, Post
from tests.district import TODAY, District, new_member, open_below, register
from tests.registry.forms_sent import opened, send, shown, text

SignIn = Callable[[Client, str], Client]
BORN = dt.date(1980, 5, 17)


def correct(person: Person, **items: object) -> Person:
    return people.correct_items(person, items, today=TODAY, by=SYSTEM)


def detail(person: Person) -> dict[str, object]:
    leaf = Leaf.objects.filter(subject_uid=person.uid).latest("pk")
    return json.loads(leaf.body)["detail"]  # type: ignore[no-any-return]


# --- the acts -----------------------------------------------------------------------------------


def test_a_corrected_name_is_found_by_its_new_pinyin_and_the_log_says_from_what_to_what(
    district: District,
) -> None:
    person = correct(district.people["member"], name="单怀石")
    assert (person.name, person.name_key, person.version) == ("单怀石", "shan huai shi", 2)
    assert detail(person) == {"name": ["宋怀石", "单怀石"]}


def test_of_sensitive_items_the_log_says_only_that_they_changed(district: District) -> None:
    person = district.people["member"]
    correct(person, education="11", mobile="15400009002", address="柳岸路 3 号")
    assert detail(person) == {"education": "changed", "mobile": "changed", "address": "changed"}
    stored = Person.objects.get(pk=person.pk)
    assert (stored.unseal("mobile"), stored.unseal("address")) == ("15400009002", "柳岸路 3 号")


def test_the_same_values_again_are_no_correction(district: District) -> None:
    person = district.people["member"]
    with pytest.raises(Refused, match="没有改动任何一项"):
        correct(person, name=person.name, mobile=person.unseal("mobile"))
    assert Person.objects.get(pk=person.pk).version == 1


def test_a_number_kept_with_a_reason_is_not_doubted_again(district: District) -> None:
    member = new_member(district.east, "高寿", born_on=BORN, sex="1")
    old = member.id_number[:6] + member.id_number[8:17]
    person = people.register_member(
        people.NewMember(**(vars(member) | {"id_number": old, "id_doubt_reason": "没有新证"})),
        today=TODAY,
        by=SYSTEM,
    )
    assert correct(person, occupation="退休").occupation == "退休"
    with pytest.raises(Refused, match="与登记的公民身份号码不一致"):
        correct(person, sex="2")
    assert correct(person, id_number=member.id_number).unseal("id_number") == member.id_number


@pytest.mark.parametrize(
    ("items", "sentence"),
    [
        ({"born_on": dt.date(1998, 7, 2)}, "不满 18 周岁"),
        ({"born_on": dt.date(1969, 12, 31)}, "不一致"),
        ({"mobile": "110"}, "手机号应为"),
        ({"started_work_on": dt.date(1960, 1, 1)}, "参加工作的日期不对"),
        ({"id_number": ""}, "不能去掉，只能更正"),
    ],
)
def test_corrections_that_cannot_be_are_refused(
    district: District, items: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        correct(district.people["member"], **items)


def test_nobody_takes_over_the_number_of_another(district: District) -> None:
    other = district.people["foreigner"]
    items = {"id_number": other.unseal("id_number"), "born_on": other.born_on, "sex": other.sex}
    with pytest.raises(Refused, match="已经登记在册") as refused:
        correct(district.people["member"], **items)
    assert other.name not in str(refused.value)


def test_items_that_are_not_for_correction_are_refused(district: District) -> None:
    for name in ("standing", "path", "joined_on", "version", "id_number_index", "lost"):
        with pytest.raises(Refused) as refused:
            correct(district.people["member"], **{name: "1"})
        assert refused.value.status == 400


def test_whoever_was_overtaken_is_told(district: District) -> None:
    person = district.people["member"]
    correct(person, occupation="教师")
    with pytest.raises(Stale):
        people.correct_items(person, {"occupation": "医生"}, today=TODAY, by=SYSTEM, seen=1)


def test_another_branch_ends_the_posts_of_the_old_one_and_its_groups(district: District) -> None:
    person, east, west = district.people["member"], district.east, district.west
    posts.appoint(east, person, title="member", on=dt.date(2025, 4, 1), today=TODAY, by=SYSTEM)
    posts.appoint(
        district.group, person, title="group_leader", on=dt.date(2025, 4, 1), today=TODAY, by=SYSTEM
    )
    posts.appoint(
        district.street, person, title="member", on=dt.date(2025, 4, 1), today=TODAY, by=SYSTEM
    )
    day = dt.date(2026, 6, 1)
    moved = people.reassign(
        person, organization=west, on=day, today=TODAY, by=SYSTEM, document="街道批复"
    )
    assert (moved.organization, moved.path) == (west, west.path)
    assert list(
        Membership.objects.filter(person=person)
        .order_by("valid")
        .values_list("organization", "valid__startswith", "valid__endswith")
    ) == [
        (east.pk, dt.date(2012, 7, 1), day),
        (west.pk, day, None),
    ]
    assert set(
        Post.objects.filter(person=person).values_list("organization", "valid__endswith")
    ) == {(east.pk, day), (district.group.pk, day), (district.street.pk, None)}


def test_another_group_of_the_same_branch_ends_only_the_leading_of_the_old_group(
    district: District,
) -> None:
    person, east = district.people["member"], district.east
    second = open_below(east, "东篱一支部第二党小组", "group")
    people.reassign(
        person,
        organization=east,
        group=district.group,
        on=dt.date(2026, 1, 1),
        today=TODAY,
        by=SYSTEM,
    )
    for place, title in ((district.group, "group_leader"), (east, "member")):
        posts.appoint(place, person, title=title, on=dt.date(2026, 2, 1), today=TODAY, by=SYSTEM)
    people.reassign(
        person, organization=east, group=second, on=dt.date(2026, 3, 1), today=TODAY, by=SYSTEM
    )
    assert set(
        Post.objects.filter(person=person).values_list("organization", "valid__endswith")
    ) == {(district.group.pk, dt.date(2026, 3, 1)), (east.pk, None)}


def test_a_branch_that_cannot_be_is_refused(district: District) -> None:
    person, east, west = district.people["member"], district.east, district.west
    late = open_below(district.street, "新支部", "branch", on=dt.date(2026, 10, 1))
    foreign_group = open_below(west, "二支部第一党小组", "group")
    closed = open_below(district.street, "旧支部", "branch")
    organizations.close(closed, on=TODAY, today=TODAY, by=SYSTEM, reason="合并")
    closed.refresh_from_db()
    day = dt.date(2026, 6, 1)
    for wanted, on, sentence in (
        ({"organization": district.street}, day, "请选择党支部"),
        ({"organization": late}, day, "才成立"),
        ({"organization": closed}, day, "已经撤销"),
        ({"organization": east}, day, "已经在这个支部了"),
        ({"organization": east, "group": foreign_group}, day, "不属于所选的支部"),
        ({"organization": west}, dt.date(2012, 7, 1), "日期应晚于 2012-07-01"),
        ({"organization": west}, TODAY + dt.timedelta(1), "日期还没到"),
    ):
        with pytest.raises(Refused, match=sentence):
            people.reassign(person, on=on, today=TODAY, by=SYSTEM, **wanted)
    assert Membership.objects.filter(person=person).count() == 1


# --- the pages ----------------------------------------------------------------------------------


def test_the_form_shows_open_items_and_never_a_sealed_one(
    client: Client, district: District, sign_in: SignIn
) -> None:
    person = district.people["member"]
    page = sign_in(client, "secretary").get(f"/members/{person.pk}/correct/")
    form = shown(page)
    assert (form["name"], form["born_on"]) == (["宋怀石"], [person.born_on.isoformat()])
    assert (form["id_number"], form["mobile"], form["address"]) == ([""], [""], [""])
    for sealed in ("id_number", "mobile"):
        assert person.unseal(sealed) not in page.content.decode()
    assert "已登记，不改就留空。" in text(page)


def test_what_is_left_empty_stays_and_what_is_written_changes(
    client: Client, district: District, sign_in: SignIn
) -> None:
    person = district.people["member"]
    number, mobile = person.unseal("id_number"), person.unseal("mobile")
    address = f"/members/{person.pk}/correct/"
    answer = send(sign_in(client, "organizer"), address, occupation="退休", address="东篱路 1 号")
    assert (answer.status_code, answer["Location"]) == (302, f"/members/{person.pk}/")
    person.refresh_from_db()
    assert (person.unseal("id_number"), person.unseal("mobile"), person.unseal("address")) == (
        number,
        mobile,
        "东篱路 1 号",
    )
    assert person.occupation == "退休"
    send(client, address, mobile="无")
    person.refresh_from_db()
    assert (person.mobile, person.mobile_index, person.unseal("id_number")) == (None, None, number)


def test_who_may_not_open_a_number_reads_none_of_it_from_a_refusal(
    client: Client, district: District, sign_in: SignIn
) -> None:
    """T5: an organizer keeps items but opens no number; a stored old one must not be hinted at."""
    member = new_member(district.east, "高寿", born_on=BORN, sex="1")
    old = member.id_number[:6] + member.id_number[8:17]
    kept = vars(member) | {"id_number": old, "id_doubt_reason": "没有新证"}
    person = people.register_member(people.NewMember(**kept), today=TODAY, by=SYSTEM)
    address = f"/members/{person.pk}/correct/"
    answer = send(sign_in(client, "organizer"), address, born_on="1969-12-31")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "与登记的公民身份号码不一致" in page
    assert [n for n in (old, member.id_number) if n[:6] in page or n[-6:] in page] == []


def test_a_form_opened_before_somebody_elses_correction_is_stale(
    client: Client, district: District, sign_in: SignIn
) -> None:
    person = district.people["member"]
    address = f"/members/{person.pk}/correct/"
    form = opened(sign_in(client, "secretary"), address)
    correct(person, occupation="教师")
    answer = client.post(address, form | {"occupation": "医生"})
    assert answer.status_code == 409
    assert "宋怀石的信息刚被别人改过，请看过新内容后再改。" in text(answer)
    assert f'href="/members/{person.pk}/"' in answer.content.decode()
    assert shown(answer)["occupation"] == ["医生"]
    assert Person.objects.get(pk=person.pk).occupation == "教师"


def test_changing_the_birthday_against_the_stored_number_asks_for_a_reason(
    client: Client, district: District, sign_in: SignIn
) -> None:
    person = district.people["member"]
    address = f"/members/{person.pk}/correct/"
    answer = send(sign_in(client, "secretary"), address, born_on="1969-12-31")
    assert answer.status_code == 422
    assert "号码确实如此的原因" in text(answer)
    assert person.unseal("id_number") not in answer.content.decode()
    again = client.post(address, shown(answer) | {"id_doubt_reason": "证件生日有误"})
    assert again.status_code == 302
    person.refresh_from_db()
    assert person.born_on == dt.date(1969, 12, 31)
    assert detail(person) == {"born_on": "changed", "id_doubt_reason": "证件生日有误"}


def test_posting_every_column_changes_only_the_items_of_the_form(
    client: Client, district: District, sign_in: SignIn
) -> None:
    person = district.people["member"]
    address = f"/members/{person.pk}/correct/"
    form = opened(sign_in(client, "secretary"), address)
    extra = {f.name: "1" for f in Person._meta.fields if f.name not in form} | {
        "standing": "left",
        "lost": "on",
        "joined_on": "1999-01-01",
        "full_on": "1999-01-01",
        "organization": str(district.foreign.pk),
        "path": "/1/",
        "version": "99",
    }
    assert client.post(address, form | extra | {"native_place": "禾丰"}).status_code == 302
    before, after = vars(person), vars(Person.objects.get(pk=person.pk))
    changed = {name for name in after if name[0] != "_" and after[name] != before.get(name)}
    assert changed - {"id_number", "id_number_index", "mobile", "mobile_index"} == {
        "native_place",
        "version",
    }
    assert Person.objects.get(pk=person.pk).version == 2


def test_foreign_records_are_not_there_for_any_page(
    client: Client, district: District, sign_in: SignIn
) -> None:
    form = opened(sign_in(client, "secretary"), f"/members/{district.people['member'].pk}/correct/")
    foreign = district.people["foreigner"].pk
    for page in ("", "correct/", "branch/", "reveal/", "lost/", "found/", "floating/", "returned/"):
        for pk in (foreign, 10**15, 10**25):
            assert client.get(f"/members/{pk}/{page}").status_code == 404
            if page:
                assert client.post(f"/members/{pk}/{page}", form).status_code == 404
    assert client.get(f"/members/{foreign}/facts/education/add/").status_code == 404


def test_reading_is_not_keeping(client: Client, district: District, sign_in: SignIn) -> None:
    """A leader reads every record and changes none; a member not even his own."""
    person = district.people["member"].pk
    for role in ("leader", "member"):
        other = sign_in(Client(), role)
        page = other.get(f"/members/{person}/")
        assert page.status_code == 200
        for way in (
            "correct/",
            "branch/",
            "standing/",
            "lost/",
            "floating/",
            "facts/education/add/",
        ):
            assert other.get(f"/members/{person}/{way}").status_code == 404
            assert f"/members/{person}/{way}" not in page.content.decode()


def test_a_clerk_moves_a_member_within_the_street(
    client: Client, district: District, sign_in: SignIn
) -> None:
    person = district.people["member"]
    address = f"/members/{person.pk}/branch/"
    page = sign_in(client, "clerk").get(address)
    offered = [
        pk for _, places in page.context["form"].fields["place"].choices[1:] for pk, _ in places
    ]
    assert offered == [district.east.pk, district.group.pk, district.west.pk]
    answer = send(client, address, place=district.west.pk, on="2026-06-01", document="街道批复")
    assert answer.status_code == 302
    assert "宋怀石已经编入东篱社区第二党支部。" in text(client.get(answer["Location"]))
    person.refresh_from_db()
    assert person.organization == district.west


def test_a_group_is_chosen_like_a_branch(
    client: Client, district: District, sign_in: SignIn
) -> None:
    person = district.people["member"]
    address = f"/members/{person.pk}/branch/"
    answer = send(sign_in(client, "secretary"), address, place=district.group.pk, on="2026-06-01")
    assert answer.status_code == 302
    stay = Membership.objects.current().get(person=person)
    assert (stay.organization, stay.group) == (district.east, district.group)
    assert "东篱一支部第一党小组" in text(client.get(f"/members/{person.pk}/"))


def test_a_place_outside_the_scope_cannot_be_chosen(
    client: Client, district: District, sign_in: SignIn
) -> None:
    person = district.people["member"]
    address = f"/members/{person.pk}/branch/"
    answer = send(sign_in(client, "secretary"), address, place=district.west.pk, on="2026-06-01")
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"place"}
    person.refresh_from_db()
    assert person.organization == district.east


def test_a_refused_day_keeps_the_choice(
    client: Client, district: District, sign_in: SignIn
) -> None:
    person = register(district.east, "唐景和", joined_on=dt.date(2026, 5, 1), full_on=None)
    answer = send(
        sign_in(client, "clerk"),
        f"/members/{person.pk}/branch/",
        place=district.west.pk,
        on="2026-05-01",
    )
    assert answer.status_code == 422
    assert "日期应晚于 2026-05-01 编入现支部的日期。" in text(answer)
    assert shown(answer)["place"] == [str(district.west.pk)]
