"""M4 on the screen: one's own messages, and how one wants to be told."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dangjian.courier import queries
from dangjian.courier.models import Channel, Delivery, Kind, Message, Urgency
from dangjian.courier.rules import Times
from dangjian.kernel.models import Leaf
from tests.courier.told import NOON, Gateway, told, verified
from tests.district import District
from tests.registry.forms_sent import send as fill_in
from tests.registry.forms_sent import text

pytestmark = pytest.mark.django_db
SignIn = Callable[[Client, str], Client]


# --- 消息 -----------------------------------------------------------------------------------------


def test_unread_stand_first_and_the_number_stands_on_every_page(
    client: Client, district: District
) -> None:
    """M4: one look tells whether there is something new."""
    member = district.people["member"]
    told(member, "先来的")
    told(member, "后来的")
    district.sign_in(client, "member")
    page = client.get("/messages/")
    assert [row.message.sentence for row in page.context["fresh"]] == ["后来的", "先来的"]
    badge = '<span class="badge">2<span class="sr">条没看过</span></span>'
    assert badge in client.get("/terms/").content.decode()
    pk = page.context["fresh"][0].message.pk
    assert client.post(f"/messages/{pk}/read/", {"page": "1"})["Location"] == "/messages/"
    page = client.get("/messages/")
    assert [row.message.sentence for row in page.context["fresh"]] == ["先来的"]
    assert [row.message.sentence for row in page.context["old"]] == ["后来的"]


def test_reading_leaves_no_leaf_and_leads_to_what_is_to_be_done(
    client: Client, district: District
) -> None:
    """M4, TRUST §5: nobody's reading is on record anywhere that lasts."""
    message = told(district.people["member"])
    district.sign_in(client, "member")
    client.get("/messages/")
    before = Leaf.objects.count()
    answer = client.post(f"/messages/{message.pk}/read/", {"go": "1"})
    assert answer["Location"] == "/inbox/"
    assert Leaf.objects.count() == before
    assert queries.unread_count(district.people["member"].pk) == 0


def test_all_read_can_be_taken_back(client: Client, district: District) -> None:
    """M4, UX: what can be undone is not asked about first."""
    member = district.people["member"]
    seen = told(member, "早就看过的")
    district.sign_in(client, "member").post(f"/messages/{seen.pk}/read/")
    for n in range(3):
        told(member, f"第 {n} 件")
    answer = client.post("/messages/read/", follow=True)
    assert "都标成看过了" in text(answer) and "撤销，改回没看过" in text(answer)
    assert queries.unread_count(member.pk) == 0
    answer = client.post("/messages/unread/", {"read": answer.context["undo"]}, follow=True)
    assert "3 条消息改回没看过" in text(answer)
    assert queries.unread_count(member.pk) == 3
    for odd in ("", "gestern", "2026-11-23T12:00:00", "9" * 50):
        assert client.post("/messages/unread/", {"read": odd}).status_code == 302
        assert client.get("/messages/", {"read": odd}).context["undo"] == ""


def test_nobody_reads_or_marks_the_messages_of_another(client: Client, district: District) -> None:
    message = told(district.people["member"], "只给宋怀石看的")
    for role in ("clerk", "office", "system_officer", "auditor"):
        district.sign_in(client, role)
        assert "只给宋怀石看的" not in text(client.get("/messages/"))
        assert client.post(f"/messages/{message.pk}/read/").status_code == 404, role
    assert Message.objects.get(pk=message.pk).read_at is None


def test_twenty_stand_on_a_page_and_a_page_that_is_not_there_leads_to_the_last(
    client: Client, district: District
) -> None:
    for n in range(21):
        told(district.people["member"], f"第 {n} 件")
    district.sign_in(client, "member")
    assert len(client.get("/messages/").context["fresh"]) == 20
    assert len(client.get("/messages/?page=2").context["fresh"]) == 1
    for odd in ("3", "9" * 18):
        assert client.get(f"/messages/?page={odd}")["Location"] == "/messages/?page=2"
    assert client.get("/messages/?page=x").status_code == 200


def test_who_was_told_nothing_reads_what_will_stand_here(
    client: Client, district: District
) -> None:
    assert "还没有消息" in text(district.sign_in(client, "member").get("/messages/"))


def test_the_number_costs_one_query(client: Client, district: District) -> None:
    district.sign_in(client, "member").get("/terms/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/terms/")
    about = [q["sql"] for q in asked if "courier_" in q["sql"]]
    assert len(about) == 1 and "COUNT(" in about[0]


def test_hostile_words_stand_there_as_words(client: Client, district: District) -> None:
    told(district.people["member"], "<script>alert(1)</script>")
    page = district.sign_in(client, "member").get("/messages/").content.decode()
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page


# --- 通知设置 -------------------------------------------------------------------------------------


def test_a_member_adds_his_mail_proves_it_switches_it_off_and_removes_it(
    client: Client, district: District, gateway: Gateway
) -> None:
    """M4: verified by a code before use, switchable, removable."""
    member = district.people["member"]
    district.sign_in(client, "member")
    answer = fill_in(client, "/me/notices/mail/", address=" Song@Example.org ")
    assert answer["Location"] == "/me/notices/mail/code/"
    assert "S***@Example.org" in text(client.get("/me/notices/mail/code/"))
    told(member, urgency=Urgency.NOW)
    assert not Delivery.objects.filter(message__isnull=False).exists()
    code = Channel.objects.get(person=member).unseal("code")
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    refused = client.post("/me/notices/mail/code/", {"code": wrong})
    assert refused.status_code == 422 and "验证码不对" in text(refused)
    assert (
        client.post("/me/notices/mail/code/", {"code": f"{code[:3]} {code[3:]}"}).status_code == 302
    )
    assert queries.way_of(member.pk, Kind.MAIL).on
    assert Message.objects.filter(person=member, sentence__contains="不是您本人办的").count() == 1
    _press(client, "/me/notices/mail/switch/", on="0")
    assert not queries.way_of(member.pk, Kind.MAIL).on
    fill_in(client, "/me/notices/mail/remove/")
    channel = Channel.objects.get(person=member)
    assert (channel.address, channel.code, channel.verified_at) == (None, None, None)
    body = "".join(leaf.body for leaf in Leaf.objects.filter(verb__contains="channel"))
    assert "Example.org" not in body and code not in body


def test_an_address_is_sealed_in_the_database(district: District, gateway: Gateway) -> None:
    channel = verified(district.people["member"], Kind.SMS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT channel::text FROM courier_channel channel")
        stored = cursor.fetchone()[0]
    assert b"15400008888".hex() not in stored and "15400008888" not in stored
    assert channel.unseal("address") == "15400008888"


def test_the_registered_number_is_offered_and_may_be_another(
    client: Client, district: District, gateway: Gateway
) -> None:
    page = district.sign_in(client, "member").get("/me/notices/sms/")
    known = district.people["member"].unseal("mobile")
    assert f'value="{known}"' in page.content.decode()
    fill_in(client, "/me/notices/sms/", address="+86 154 0000 7777")
    assert Channel.objects.get().unseal("address") == "15400007777"


NO_ADDRESSES = (
    ("mail", "nobody"),
    ("mail", "root@localhost"),
    ("mail", "root@[127.0.0.1]"),
    ("mail", "root@10.0.0.1"),
    ("mail", "a@example.org,b@example.org"),
    ("mail", "a@example.org&smtp=evil.example"),
    ("mail", "a@example.org\r\nBcc: b@example.org"),
    ("mail", "a%40evil.example@example.org"),
    ("sms", "12345"),
    ("sms", "010-12345678"),
    ("sms", "15400008888?x=1"),
    ("chat", "../../evil"),
    ("chat", "a@evil.example"),
    ("chat", "x" * 200),
)


def test_what_is_no_address_is_refused_with_a_sentence(
    client: Client, district: District, gateway: Gateway
) -> None:
    """TRUST §2.7: a person's address is the recipient, and never decides where we connect to."""
    district.sign_in(client, "member")
    for kind, typed in NO_ADDRESSES:
        answer = fill_in(client, f"/me/notices/{kind}/", address=typed)
        assert answer.status_code == 422 and "请" in text(answer), typed
    assert not Channel.objects.filter(address__isnull=False).exists()


def test_nobody_floods_a_telephone_with_codes(
    client: Client, district: District, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    """M4: one a minute, five a day, also after removing and adding."""
    from dangjian.courier import actions
    from dangjian.kernel.evidence import SYSTEM
    from dangjian.kernel.refusal import Refused
    from tests.courier.told import ADDRESSES, DAY, MINUTE

    member = district.people["member"]

    def ask(now: Any) -> Channel:
        return actions.ask_code(member, Kind.SMS, address=ADDRESSES[Kind.SMS], now=now, by=SYSTEM)

    for n in range(5):
        ask(NOON + n * MINUTE)
        with pytest.raises(Refused, match="等一分钟"):
            ask(NOON + n * MINUTE)
        actions.remove(member, Kind.SMS, now=NOON, by=SYSTEM)
    with pytest.raises(Refused, match="明天再来"):
        ask(NOON + 9 * MINUTE)
    assert ask(NOON + DAY).codes_today == 1


def test_guessing_the_code_costs_patience(
    client: Client, district: District, gateway: Gateway
) -> None:
    district.sign_in(client, "member")
    fill_in(client, "/me/notices/mail/", address="song@example.org")
    answers = [client.post("/me/notices/mail/code/", {"code": "0"}) for _ in range(7)]
    assert answers[0].status_code == 422
    assert answers[-1].status_code == 429 and "请等" in text(answers[-1])


def test_where_no_gateway_is_set_up_the_page_says_so(
    client: Client, district: District, settings: Any
) -> None:
    """M4: the platform's own messages work without any gateway."""
    settings.COURIER = {"mail": "", "sms": "", "chat": ""}
    page = text(district.sign_in(client, "member").get("/me/notices/"))
    assert "本单位还没有接入邮件、短信和办公聊天" in page
    assert client.get("/me/notices/mail/").status_code == 404
    assert client.get("/me/notices/telex/").status_code == 404


def test_the_hours_are_kept_and_a_digest_at_night_is_refused(
    client: Client, district: District
) -> None:
    member = district.people["member"]
    district.sign_in(client, "member")
    answer = fill_in(client, "/me/notices/", quiet_from="22", quiet_until="7", digest_at="12")
    assert answer.status_code == 302
    assert queries.times_of([member.pk])[member.pk] == Times(22, 7, 12)
    answer = fill_in(client, "/me/notices/", digest_at="23")
    assert answer.status_code == 422 and "23 点在不打扰的时间里" in text(answer)


def test_a_broken_channel_is_said_where_its_owner_looks(
    client: Client, district: District, gateway: Gateway
) -> None:
    channel = verified(district.people["member"])
    Channel.objects.filter(pk=channel.pk).update(failing_since=NOON)
    page = text(district.sign_in(client, "member").get("/me/notices/"))
    assert "起没有发出去" in page


def test_the_ways_are_found_from_where_a_member_looks(client: Client, district: District) -> None:
    district.sign_in(client, "member")
    for address in ("/home/", "/me/", "/messages/"):
        assert re.search('href="/me/notices/"', client.get(address).content.decode()), address


def _press(client: Client, address: str, **values: str) -> None:
    """Press a button of the settings page."""
    page = client.get("/me/notices/").content.decode()
    key = re.search(rf'action="{address}".*?name="form_key" value="([^"]+)"', page, re.S)
    assert key, page
    assert client.post(address, values | {"form_key": key[1]}).status_code == 302
