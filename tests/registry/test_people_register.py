"""A new member comes into the register of a branch: by the act itself, and by its page (A5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from dangjian.kernel import crypto
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import organizations, people
from dangjian.registry.forms.people import tidy_name
from dangjian.registry.models import Membership, Organization, Person, Standing
from tests.district import TODAY, District, invented_number, new_member
from tests.registry.forms_sent import opened, send, shown, text

SignIn = Callable[[Client, str], Client]
BORN = dt.date(1991, 11, 23)
NUMBER = invented_number(BORN, "2", 700)


def spans(facts: object) -> list[tuple[str, dt.date, dt.date | None]]:
    return [(fact.kind, fact.valid.lower, fact.valid.upper) for fact in facts]


# --- the act ------------------------------------------------------------------------------------


def test_a_new_member_has_a_branch_a_history_of_standings_and_a_leaf(district: District) -> None:
    member = new_member(
        district.west, "程远山", joined_on=dt.date(2011, 7, 1), document="东工委〔2011〕3号"
    )
    person = people.register_member(member, today=TODAY, by=SYSTEM)
    assert (person.standing, person.organization, person.path) == (
        "full",
        district.west,
        district.west.path,
    )
    assert spans(Standing.objects.filter(person=person).order_by("valid")) == [
        ("probationary", dt.date(2011, 7, 1), dt.date(2012, 7, 1)),
        ("full", dt.date(2012, 7, 1), None),
    ]
    stay = Membership.objects.get(person=person)
    assert (stay.organization, stay.began_on, stay.ended_on) == (
        district.west,
        dt.date(2011, 7, 1),
        None,
    )
    leaf = Leaf.objects.get(subject_uid=person.uid)
    assert leaf.verb == "register_member"
    assert member.id_number not in leaf.body


def test_before_1977_one_could_be_full_from_the_first_day(district: District) -> None:
    born_on, joined_on = dt.date(1950, 1, 1), dt.date(1970, 7, 1)
    person = people.register_member(
        new_member(district.west, "高寿", born_on=born_on, joined_on=joined_on, full_on=joined_on),
        today=TODAY,
        by=SYSTEM,
    )
    assert spans(person.standings.all()) == [("full", joined_on, None)]


def test_without_a_day_he_is_in_the_branch_since_both_were_there(district: District) -> None:
    person = people.register_member(
        new_member(
            district.west, "高寿", born_on=dt.date(1930, 5, 1), joined_on=dt.date(1999, 7, 1)
        ),
        today=TODAY,
        by=SYSTEM,
    )
    assert Membership.objects.get(person=person).began_on == district.west.opened_on


@pytest.mark.parametrize(
    ("particulars", "sentence"),
    [
        ({"joined_on": TODAY + dt.timedelta(1)}, "甲的入党日期还没到，请核对。"),
        ({"full_on": TODAY + dt.timedelta(1)}, "甲的转正日期还没到，请核对。"),
        ({"full_on": dt.date(2012, 6, 30)}, "甲的转正日期早于入党日期，请核对。"),
        ({"since": dt.date(2012, 6, 30)}, "甲编入支部的日期早于入党日期，请核对。"),
        ({"since": TODAY + dt.timedelta(1)}, "甲编入支部的日期还没到，请在当天登记。"),
        (
            {"born_on": dt.date(1994, 7, 2)},
            "甲加入党组织时不满 18 周岁，请核对出生日期和入党日期。"
            "（依据：《中国共产党章程》第一条）",
        ),
        ({"born_on": dt.date(1899, 12, 31)}, "甲的出生日期不对，请核对。"),
        ({"started_work_on": TODAY + dt.timedelta(1)}, "甲参加工作的日期不对，请核对。"),
        ({"mobile": "12345"}, "甲的手机号应为 1 开头的 11 位数字。"),
    ],
)
def test_dates_and_numbers_that_cannot_be_are_refused(
    district: District, particulars: dict[str, object], sentence: str
) -> None:
    member = new_member(district.west, "甲", **particulars)
    with pytest.raises(Refused) as refused:
        people.register_member(member, today=TODAY, by=SYSTEM)
    assert str(refused.value) == sentence
    assert not Person.objects.filter(name="甲").exists()


def test_eighteen_on_the_day_of_joining_is_old_enough(district: District) -> None:
    member = new_member(district.west, "甲", born_on=dt.date(1994, 7, 1))
    assert people.register_member(member, today=TODAY, by=SYSTEM).name == "甲"


@pytest.mark.parametrize("place", ["street", "group", "root"])
def test_only_branches_have_members(district: District, place: str) -> None:
    with pytest.raises(Refused, match="不直接编入党员，请选择党支部"):
        people.register_member(new_member(getattr(district, place), "甲"), today=TODAY, by=SYSTEM)


def test_a_closed_branch_takes_nobody(district: District) -> None:
    Organization.objects.filter(pk=district.west.pk).update(closed_on=TODAY)
    district.west.refresh_from_db()
    with pytest.raises(Refused, match="已经撤销"):
        people.register_member(new_member(district.west, "甲"), today=TODAY, by=SYSTEM)


def test_what_happened_to_the_branch_meanwhile_counts(district: District) -> None:
    """The form was open while the branch was moved, and while another one was closed."""
    moved, closed = district.west, district.foreign
    organizations.move(
        Organization.objects.get(pk=moved.pk),
        parent=district.other_street,
        on=TODAY,
        today=TODAY,
        by=SYSTEM,
    )
    person = people.register_member(new_member(moved, "甲"), today=TODAY, by=SYSTEM)
    assert person.path == f"{district.other_street.path}{moved.pk}/"
    Organization.objects.filter(pk=closed.pk).update(closed_on=TODAY)
    with pytest.raises(Refused, match="已经撤销"):
        people.register_member(new_member(closed, "乙"), today=TODAY, by=SYSTEM)
    with pytest.raises(Refused, match="已经撤销"):
        people.reassign(person, organization=closed, on=TODAY, today=TODAY, by=SYSTEM)


def test_one_number_is_one_person_in_a_bulk_act_and_in_the_register(district: District) -> None:
    first = new_member(district.west, "甲")
    twin = replace(
        new_member(district.west, "乙"),
        id_number=first.id_number,
        born_on=first.born_on,
        sex=first.sex,
    )
    with pytest.raises(Refused, match="两个人用了同一个公民身份号码"):
        people.register_members([first, twin], today=TODAY, by=SYSTEM)
    people.register_member(first, today=TODAY, by=SYSTEM)
    spaced = replace(twin, id_number=f" {twin.id_number[:6]} {twin.id_number[6:].lower()} ")
    with pytest.raises(Refused, match="乙的公民身份号码已经登记在册") as refused:
        people.register_member(spaced, today=TODAY, by=SYSTEM)
    assert "甲" not in str(refused.value)
    assert "东篱" not in str(refused.value)


def test_a_bulk_act_is_all_or_none(district: District) -> None:
    good, bad = new_member(district.west, "甲"), new_member(district.west, "乙", mobile="1")
    with pytest.raises(Refused, match="乙的手机号"):
        people.register_members([good, bad], today=TODAY, by=SYSTEM)
    assert not Person.objects.filter(name__in=["甲", "乙"]).exists()


def test_a_wrong_number_is_kept_with_a_reason_and_only_in_its_shape(district: District) -> None:
    right = new_member(district.west, "甲")
    number = right.id_number[:-1] + ("0" if right.id_number[-1] != "0" else "1")
    wrong = replace(right, id_number=number)
    with pytest.raises(Refused, match="校验位不对"):
        people.register_member(wrong, today=TODAY, by=SYSTEM)
    with pytest.raises(Refused, match="应为18位"):
        people.register_member(
            replace(wrong, id_number="12", id_doubt_reason="证件如此"), today=TODAY, by=SYSTEM
        )
    kept = people.register_member(
        replace(wrong, id_doubt_reason="证件如此"), today=TODAY, by=SYSTEM
    )
    assert kept.unseal("id_number") == number


def test_a_fifteen_digit_number_is_kept_with_a_reason(district: District) -> None:
    right = new_member(district.west, "甲")
    old = right.id_number[:6] + right.id_number[8:17]
    with pytest.raises(Refused, match="15位的旧号码"):
        people.register_member(replace(right, id_number=old), today=TODAY, by=SYSTEM)
    kept = people.register_member(
        replace(right, id_number=old, id_doubt_reason="高龄，没有新证"), today=TODAY, by=SYSTEM
    )
    assert kept.unseal("id_number") == old


def test_sealed_items_are_not_readable_in_the_table(district: District) -> None:
    person = people.register_member(
        new_member(district.west, "甲", address="东篱路 1 号"), today=TODAY, by=SYSTEM
    )
    stored = Person.objects.filter(pk=person.pk).values_list("id_number", "mobile", "address")[0]
    for value, plain in zip(
        stored, (person.unseal("id_number"), person.unseal("mobile"), "东篱路 1 号"), strict=True
    ):
        assert plain.encode() not in bytes(value)
    assert bytes(Person.objects.get(pk=person.pk).id_number_index) == crypto.blind(
        "registry_person", "id_number", person.unseal("id_number")
    )


# --- the page -----------------------------------------------------------------------------------


def address(district: District) -> str:
    return f"/organizations/{district.east.pk}/register/"


TYPED = {
    "name": "姜一苇",
    "id_number": NUMBER,
    "joined_on": "2026-03-12",
    "mobile": "154 0000 9001",
    "education": "21",
    "address": "东篱路 12 号",
}


def test_a_secretary_registers_somebody_and_the_number_fills_sex_and_birthday(
    client: Client, district: District, sign_in: SignIn
) -> None:
    answer = send(sign_in(client, "secretary"), address(district), **TYPED)
    person = Person.objects.get(name="姜一苇")
    assert (answer.status_code, answer["Location"]) == (302, f"/members/{person.pk}/")
    assert (person.sex, person.born_on, person.standing, person.ethnic) == (
        "2",
        BORN,
        "probationary",
        "01",
    )
    assert person.unseal("mobile") == "15400009001"
    leaf = Leaf.objects.filter(subject_uid=person.uid).get()
    assert (leaf.actor_role, leaf.actor_person) == ("secretary", district.people["secretary"].uid)
    assert "姜一苇已经登记到东篱社区第一党支部。" in text(client.get(answer["Location"]))


def test_sending_the_same_form_twice_registers_once(
    client: Client, district: District, sign_in: SignIn
) -> None:
    form = opened(sign_in(client, "secretary"), address(district)) | TYPED
    first, second = client.post(address(district), form), client.post(address(district), form)
    assert first["Location"] == second["Location"]
    assert Person.objects.filter(name="姜一苇").count() == 1


def test_a_mistake_keeps_what_was_typed_and_says_what_to_do(
    client: Client, district: District, sign_in: SignIn
) -> None:
    typed = TYPED | {"joined_on": "2027-01-01", "occupation": "小学教师"}
    answer = send(sign_in(client, "secretary"), address(district), **typed)
    assert answer.status_code == 422
    assert "姜一苇的入党日期还没到，请核对。" in text(answer)
    kept = shown(answer)
    assert (kept["name"], kept["occupation"], kept["address"]) == (
        ["姜一苇"],
        ["小学教师"],
        ["东篱路 12 号"],
    )
    assert not Person.objects.filter(name="姜一苇").exists()
    again = client.post(address(district), kept | {"joined_on": "2026-01-01"})
    assert again.status_code == 302


def test_a_doubtful_number_asks_for_a_reason_and_is_then_kept(
    client: Client, district: District, sign_in: SignIn
) -> None:
    sign_in(client, "secretary")
    assert "id_doubt_reason" not in opened(client, address(district))
    wrong = NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1")
    typed = TYPED | {"id_number": wrong, "sex": "2", "born_on": "1991-11-23"}
    answer = send(client, address(district), **typed)
    assert answer.status_code == 422
    assert "校验位不对" in text(answer)
    form = shown(answer)
    assert form["id_doubt_reason"] == [""]
    answer = client.post(address(district), form | {"id_doubt_reason": "证件有误，正在更正"})
    assert answer.status_code == 302
    assert Person.objects.get(name="姜一苇").unseal("id_number") == wrong


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"sex": "1"}, "与填写的性别不一致"),
        ({"born_on": "1991-11-22"}, "与填写的1991-11-22不一致"),
        ({"id_number": NUMBER[:6] + NUMBER[8:17]}, "15位的旧号码"),
    ],
)
def test_a_contradiction_is_said_and_may_be_explained(
    client: Client, district: District, sign_in: SignIn, typed: dict[str, str], sentence: str
) -> None:
    typed = {"sex": "2", "born_on": "1991-11-23"} | typed
    answer = send(sign_in(client, "secretary"), address(district), **(TYPED | typed))
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "号码确实如此的原因" in text(answer)


def test_a_number_of_the_wrong_length_cannot_be_explained_away(
    client: Client, district: District, sign_in: SignIn
) -> None:
    typed = TYPED | {"id_number": "12", "id_doubt_reason": "证件如此"}
    answer = send(sign_in(client, "secretary"), address(district), **typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "id_number": ["公民身份号码应为18位，现在是2位，请核对。"]
    }


def test_with_a_number_that_says_nothing_sex_and_birthday_must_be_given(
    client: Client, district: District, sign_in: SignIn
) -> None:
    old = NUMBER[:6] + NUMBER[8:17]
    answer = send(sign_in(client, "secretary"), address(district), **(TYPED | {"id_number": old}))
    assert list(answer.context["form"].errors) == ["id_number"]
    explained = shown(answer) | {"id_doubt_reason": "高龄，没有新证"}
    answer = client.post(address(district), explained)
    assert answer.context["form"].errors == {
        "born_on": ["请填写出生日期。"],
        "sex": ["请选择性别。"],
    }
    answer = client.post(address(district), shown(answer) | {"sex": "2", "born_on": "1991-11-23"})
    assert answer.status_code == 302
    assert Person.objects.get(name="姜一苇").unseal("id_number") == old


def test_a_known_number_leads_to_its_bearer_only_within_the_scope(
    client: Client, district: District, sign_in: SignIn
) -> None:
    own = district.people["member"]
    answer = send(
        sign_in(client, "secretary"),
        address(district),
        **(TYPED | {"id_number": own.unseal("id_number")}),
    )
    assert answer.status_code == 422
    assert f"/members/{own.pk}/" in answer.content.decode()
    foreign = district.people["foreigner"]
    answer = send(client, address(district), **(TYPED | {"id_number": foreign.unseal("id_number")}))
    assert answer.status_code == 422
    words = text(answer)
    assert "姜一苇的公民身份号码已经登记在册，没有保存。" in words
    for leak in ("顾南溪", "柳岸", f"/members/{foreign.pk}/"):
        assert leak not in answer.content.decode()


def test_only_whoever_keeps_the_branch_registers_there(
    client: Client, district: District, sign_in: SignIn
) -> None:
    form = opened(sign_in(client, "secretary"), address(district)) | TYPED
    foreign = f"/organizations/{district.foreign.pk}/register/"
    assert client.get(foreign).status_code == 404
    assert client.post(foreign, form).status_code == 404
    for role in ("member", "leader", "auditor", "system_officer", "security_officer"):
        other = sign_in(Client(), role)
        assert other.get(address(district)).status_code == 404
    assert not Person.objects.filter(name="姜一苇").exists()


def test_a_street_registers_nobody_directly(
    client: Client, district: District, sign_in: SignIn
) -> None:
    street = f"/organizations/{district.street.pk}/register/"
    answer = send(sign_in(client, "clerk"), street, **TYPED)
    assert answer.status_code == 422
    assert "党工委不直接编入党员，请选择党支部。" in text(answer)


def test_fields_nobody_asked_for_change_nothing(
    client: Client, district: District, sign_in: SignIn
) -> None:
    """Every column of the table posted beside the form's own fields (mass assignment)."""
    extra = {field.name: "1" for field in Person._meta.fields if field.name not in TYPED} | {
        "organization": str(district.foreign.pk),
        "organization_id": str(district.foreign.pk),
        "path": "/1/",
        "standing": "full",
        "full_on": "",
        "sex": "",
        "born_on": "",
        "ethnic": "01",
        "landline": "",
        "started_work_on": "",
        "native_place": "",
        "occupation": "",
    }
    answer = send(sign_in(client, "secretary"), address(district), **(extra | TYPED))
    assert answer.status_code == 302
    person = Person.objects.get(name="姜一苇")
    assert (person.organization, person.path, person.standing) == (
        district.east,
        district.east.path,
        "probationary",
    )
    assert (person.lost, person.floating, person.version) == (False, False, 1)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("张 三", "张三"),
        ("　欧阳　春晓　", "欧阳春晓"),
        ("买买提.艾合买提", "买买提·艾合买提"),
        ("买买提 • 艾合买提", "买买提·艾合买提"),
        ("买买提・艾合买提", "买买提·艾合买提"),
        ("John  Smith", "John Smith"),
        ("张\u200b三\u202e", "张三"),
        ("𠮷田禾", "𠮷田禾"),
    ],
)
def test_names_are_stored_in_one_writing(typed: str, stored: str) -> None:
    assert tidy_name(typed) == stored


@pytest.mark.parametrize(
    "name", ["<script>", "张三1", "张□", "张？三", "=1+1", "", "   ", "甲" * 61, "@张三"]
)
def test_what_is_no_name_is_not_taken_from_a_form(
    client: Client, district: District, sign_in: SignIn, name: str
) -> None:
    answer = send(sign_in(client, "secretary"), address(district), **(TYPED | {"name": name}))
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"name"}
