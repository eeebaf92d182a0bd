"""Whose number is this: by POST, for a reason, on record, within the scope (T5)."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable

import pytest
from django.test import Client

from dangjian.kernel.models import Leaf
from tests.district import District, register
from tests.registry.forms_sent import send, text

SignIn = Callable[[Client, str], Client]
ADDRESS = "/members/look-up/"
REASON = "来电核对身份"


def leaves() -> list[Leaf]:
    return list(Leaf.objects.filter(verb="look_up").order_by("pk"))


def test_a_whole_number_leads_to_its_bearer_and_leaves_one_leaf_without_the_number(
    client: Client, district: District, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    person = district.people["member"]
    number, mobile = person.unseal("id_number"), person.unseal("mobile")
    sign_in(client, "secretary")
    writings = {
        "id_number": (number, f"{number[:6]} {number[6:14]} {number[14:].lower()}"),
        "mobile": (mobile, f"{mobile[:3]}-{mobile[3:7]}-{mobile[7:]}"),
    }
    for item, ways in writings.items():
        for typed in ways:
            before = len(leaves())
            answer = send(client, ADDRESS, number=typed, reason=REASON)
            assert (answer.status_code, answer["Location"]) == (302, f"/members/{person.pk}/")
            (leaf,) = leaves()[before:]
            assert (leaf.subject_uid, leaf.actor_role) == (person.uid, "secretary")
            assert json.loads(leaf.body)["detail"] == {"items": [item], "reason": REASON}
    for secret in (number, mobile):
        assert not [leaf for leaf in leaves() if secret in leaf.body]
        assert not [line for line in caplog.messages if secret in line and "SELECT" not in line]


def test_the_person_can_read_who_looked_him_up(
    client: Client, district: District, sign_in: SignIn
) -> None:
    person = district.people["member"]
    send(sign_in(client, "clerk"), ADDRESS, number=person.unseal("mobile"), reason=REASON)
    own = text(sign_in(Client(), "member").get(f"/members/{person.pk}/"))
    assert "周望禾（党务干事）按手机号查到了您" in own
    assert REASON in own


def test_a_number_of_nobody_and_one_of_elsewhere_look_the_same(
    client: Client, district: District, sign_in: SignIn
) -> None:
    foreign = district.people["foreigner"]
    sign_in(client, "clerk")
    for typed in (foreign.unseal("id_number"), foreign.unseal("mobile"), "15499999999"):
        before = len(leaves())
        answer = send(client, ADDRESS, number=typed, reason=REASON)
        assert answer.status_code == 200
        assert "没有查到" in text(answer) and "不在您的管理范围内" in text(answer)
        assert typed not in answer.content.decode()
        (leaf,) = leaves()[before:]
        assert (leaf.subject_kind, leaf.subject_uid == foreign.uid) == ("look_up", False)
        assert typed not in leaf.body
    office = sign_in(Client(), "office")
    assert send(office, ADDRESS, number=foreign.unseal("mobile"), reason=REASON)["Location"] == (
        f"/members/{foreign.pk}/"
    )


def test_two_who_share_a_mobile_are_both_named_and_both_told(
    client: Client, district: District, sign_in: SignIn
) -> None:
    mobile = district.people["member"].unseal("mobile")
    register(district.west, "程远山", mobile=mobile)
    answer = send(sign_in(client, "clerk"), ADDRESS, number=mobile, reason=REASON)
    assert (answer.status_code, [p.name for p in answer.context["found"]]) == (
        200,
        ["程远山", "宋怀石"],
    )
    assert len(leaves()) == 2
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"number": "15400000001", "reason": ""}, "reason"),
        ({"number": "15400000001", "reason": "看看"}, "reason"),
        ({"number": "", "reason": REASON}, "number"),
        ({"number": "1540000000", "reason": REASON}, "number"),
        ({"number": "11010019840101", "reason": REASON}, "number"),
        ({"number": "林禾青", "reason": REASON}, "number"),
    ],
)
def test_a_part_of_a_number_or_no_reason_asks_nothing(
    client: Client, district: District, sign_in: SignIn, typed: dict[str, str], wrong: str
) -> None:
    answer = send(sign_in(client, "secretary"), ADDRESS, **typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [wrong])
    assert leaves() == []


def test_the_list_offers_it_to_whoever_may_open_numbers(
    client: Client, district: District, sign_in: SignIn
) -> None:
    for role, offers in (("secretary", True), ("organizer", False), ("member", False)):
        page = sign_in(Client(), role).get("/members/")
        assert (ADDRESS in page.content.decode()) is offers
        assert client.get(ADDRESS).status_code == 302  # a visitor
    page = sign_in(client, "secretary").get("/members/")
    key = page.content.decode().split('name="form_key" value="')[1].split('"')[0]
    mobile = district.people["member"].unseal("mobile")
    sent = {"form_key": key, "number": mobile, "reason": REASON}
    assert client.post(ADDRESS, sent)["Location"] == (f"/members/{district.people['member'].pk}/")
