"""Where I am signed in (TRUST 2.6): listed coarsely, ended one by one, a new device told, a form
kept over the end of a session; and all ways in of somebody closed at once."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dangjian.courier.models import Message
from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused
from dangjian.registry import devices
from dangjian.registry.actions import accounts
from dangjian.registry.actions.accounts import WaysClosed
from dangjian.registry.models import Account, ActivationCode, Session
from dangjian.registry.queries.trails import acts_on
from dangjian.registry.sessions import OFFICER_IDLE
from tests.district import PASSWORD, TODAY, District
from tests.registry.browser import (
    enter,
    forget_last_step,
    form_key,
    key_in,
    send,
    signed_in,
    totp,
    type_code,
    type_name,
)

pytestmark = pytest.mark.django_db
WECHAT = (
    "Mozilla/5.0 (Linux; Android 13; ABC-AL00) Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8"
)
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/141.0 Safari/537.36 Edg/141.0"
DEVICES, END = "/me/devices/", "/me/devices/end/"


def handles(answer: HttpResponse) -> list[str]:
    return re.findall(r'name="handle" value="([0-9a-f]{32})"', answer.content.decode())


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        (WECHAT, "安卓手机，微信"),
        (EDGE, "Windows 电脑，Edge"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "苹果手机，Safari"),
        ("Mozilla/5.0 (Phone; OpenHarmony 5.0) Chrome/114.0 Safari/537.36", "鸿蒙设备，Chrome"),
        ("curl/8.5", devices.UNKNOWN),
        ("", devices.UNKNOWN),
    ],
)
def test_a_device_is_told_in_a_few_words_and_no_more(agent: str, told: str) -> None:
    assert devices.describe(agent) == told


def test_i_see_where_i_am_signed_in_by_device_and_day_and_nothing_else(district: District) -> None:
    here = enter(district, "member")
    type_name(Client(HTTP_USER_AGENT=WECHAT, REMOTE_ADDR="203.0.113.9"), "member")
    enter(district, "clerk")
    page = here.get(DEVICES).content.decode()
    assert page.count("就是这一台") == 1
    assert "安卓手机，微信" in page
    assert "203.0.113.9" not in page
    assert len(handles(here.get(DEVICES))) == 1, "nobody else's, and not this one"
    kept = Session.objects.filter(account=district.accounts["member"])
    assert {row.began_on for row in kept} == {TODAY}
    assert not any("203.0.113.9" in str(row.get_decoded()) for row in kept)
    assert not any(row.session_key in page for row in kept), "no page carries a key"


def test_one_other_device_is_signed_out_and_the_rest_stay(district: District) -> None:
    here, other = enter(district, "member"), enter(district, "member")
    lost = Client(HTTP_USER_AGENT=WECHAT)
    type_name(lost, "member")
    marked = {row.handle for row in Session.objects.filter(device="安卓手机，微信")}
    page = here.get(DEVICES)
    handle = next(one for one in handles(page) if one in marked)
    sent = {"form_key": key_in(page), "handle": handle}
    assert here.post(END, sent)["Location"] == DEVICES
    assert [signed_in(one) for one in (here, other, lost)] == [True, True, False]
    assert Leaf.objects.filter(verb="end_session").count() == 1
    again = here.post(END, {"form_key": form_key(here, DEVICES), "handle": handle})
    assert again.status_code == 409


def test_nobody_ends_the_session_of_another(district: District) -> None:
    theirs, mine = enter(district, "clerk"), enter(district, "member")
    enter(district, "member")
    whose = Session.objects.get(account=district.accounts["clerk"])
    sent = {"form_key": form_key(mine, DEVICES), "handle": whose.handle}
    assert mine.post(END, sent).status_code == 409
    assert signed_in(theirs)


def test_a_session_that_lets_nobody_in_any_more_is_not_listed(district: District) -> None:
    """Ended by a new password, or idle too long: the list shows what really opens."""
    here, before = enter(district, "clerk"), enter(district, "clerk")
    assert len(handles(here.get(DEVICES))) == 1
    session = before.session
    session["seen_at"] = int(time.time()) - OFFICER_IDLE - 5
    session.save()
    assert handles(here.get(DEVICES)) == []
    enter(district, "clerk")
    assert len(handles(here.get(DEVICES))) == 1
    new = "fourteen chars or more"
    here.post("/me/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert handles(here.get(DEVICES)) == []


def test_three_devices_cost_the_same_queries_as_many(district: District) -> None:
    here = enter(district, "member")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert here.get(DEVICES).status_code == 200
        return len(queries)

    for _ in range(2):
        type_name(Client(), "member")
    few = asked()
    for row in list(Session.objects.filter(account=district.accounts["member"])) * 20:
        row.session_key = f"{Session.objects.count():032d}"
        row.save(force_insert=True)
    assert asked() == few
    assert len(handles(here.get(DEVICES))) > 60


def test_a_session_planted_before_signing_in_is_not_the_one_after(district: District) -> None:
    """T12: whoever made somebody use his session key holds nothing once that one signs in."""
    client = Client()
    client.get("/sign-in/passkey/", headers={"accept": "application/json"})
    planted = client.cookies["session"].value
    type_name(client, "clerk")
    half = client.cookies["session"].value
    type_code(client, totp())
    assert len({planted, half, client.cookies["session"].value}) >= 2
    assert signed_in(client)
    for key in (planted, half):
        if key != client.cookies["session"].value:
            thief = Client()
            thief.cookies["session"] = key
            assert not signed_in(thief)
    assert client.cookies["session"].value != half


# --- a new device is told -------------------------------------------------------------------------


def told(district: District) -> list[str]:
    mine = Message.objects.filter(person=district.people["member"], matter="account")
    return list(mine.order_by("pk").values_list("sentence", flat=True))


def test_signing_in_on_a_device_the_account_does_not_know_is_told_to_its_owner(
    district: District,
) -> None:
    known = enter(district, "member")
    assert told(district) == [], "the first time ever tells nobody anything new"
    known.post("/sign-out/")
    type_name(known, "member")
    assert told(district) == [], "this browser was known"
    type_name(Client(HTTP_USER_AGENT=WECHAT), "member")
    assert len(told(district)) == 1
    assert "安卓手机，微信" in told(district)[0]
    assert "马上修改密码" in told(district)[0]


def test_a_browser_that_knows_one_account_is_new_to_another_and_a_forged_cookie_is_nothing(
    district: District,
) -> None:
    enter(district, "member")
    clerks = enter(district, "clerk")
    clerks.post("/sign-out/")
    type_name(clerks, "member")
    assert len(told(district)) == 1
    assert str(district.accounts["member"].pk) not in clerks.cookies["known"].value.split(":")
    forged = Client()
    forged.cookies["known"] = clerks.cookies["known"].value[:-3] + "abc"
    type_name(forged, "member")
    assert len(told(district)) == 2


# --- what was typed stays -------------------------------------------------------------------------


def test_a_form_sent_after_half_an_hour_is_kept_and_goes_through_after_signing_in_again(
    district: District,
) -> None:
    """An idle session ends, and nothing that was typed is lost by it: with the form's own security
    mark, as a browser has it, and without any script."""
    client = Client(enforce_csrf_checks=True)
    _sign_in_as_browsers_do(client)
    path = f"/members/{district.people['member'].pk}/account/close/"
    page = client.get(path)
    typed = _hidden(page) | {"form_key": key_in(page), "reason": "本人书面申请不再使用"}
    session = client.session
    session["seen_at"] = int(time.time()) - OFFICER_IDLE - 5
    session.save()
    kept = client.post(path, typed)
    assert kept.status_code == 401
    assert "本人书面申请不再使用" in kept.content.decode()
    assert "您已退出登录" in kept.content.decode()
    _sign_in_as_browsers_do(client)
    again = client.post(path, _hidden(kept))
    # The security mark of before is void with the new session: shown once more, nothing lost.
    assert again.status_code == 403
    assert "本人书面申请不再使用" in again.content.decode()
    assert client.post(path, _hidden(again)).status_code == 302
    closed = Account.objects.get(login_name="member")
    assert closed.closing_reason == "本人书面申请不再使用"


def _hidden(answer: HttpResponse) -> dict[str, str]:
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', answer.content.decode())
    return dict(found)


def _sign_in_as_browsers_do(client: Client) -> None:
    forget_last_step()
    for path, typed in (
        ("/sign-in/", {"login": "clerk", "password": PASSWORD}),
        ("/sign-in/code/", {"code": totp()}),
    ):
        mark = re.search(
            r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(path).content.decode()
        )
        assert mark is not None
        answer = client.post(path, typed | {"csrfmiddlewaretoken": mark.group(1)})
        assert answer.status_code == 302


# --- all ways in at once --------------------------------------------------------------------------


def close(district: District, role: str, reason: str = "手机丢了") -> WaysClosed:
    return accounts.close_all_ways_in(
        district.people[role], reason=reason, now=clock.now(), by=SYSTEM
    )


def test_all_ways_in_are_closed_in_one_act_counted_and_told_to_their_owner(
    district: District,
) -> None:
    """L6: sessions, passkeys, telephone, recovery codes and printed codes go together."""
    clerk, account = district.people["clerk"], district.accounts["clerk"]
    one, two = enter(district, "clerk"), enter(district, "clerk")
    code = accounts.issue_code(clerk, now=clock.now(), by=SYSTEM, issuer=None)
    Authenticator(user=account, type="webauthn", data={"name": "手机"}).save()
    with CaptureQueriesContext(connection) as queries:
        assert close(district, "clerk") == WaysClosed(2, 1, 1, 1, 1)
    assert len(queries) <= 20
    assert [signed_in(one), signed_in(two)] == [False, False]
    assert not Authenticator.objects.filter(user=account).exists()
    assert not Session.objects.filter(account=account).exists()
    typed = {"name": clerk.name, "code": code, "password1": "rice 88 and tea!"}
    answer = Client().post("/activate/", typed | {"password2": "rice 88 and tea!"})
    assert answer.status_code == 422
    assert ActivationCode.objects.get(person=clerk).cancelled_at is not None
    acts = [act.act for act in acts_on(clerk).rows]
    assert acts[0].startswith("作废了您的全部登录")
    assert close(district, "clerk") == WaysClosed()


def test_a_request_under_way_does_not_bring_its_session_back(district: District) -> None:
    client = enter(district, "member")
    under_way = client.session
    under_way["noted"] = 1
    close(district, "member")
    with pytest.raises(UpdateError):
        under_way.save()
    assert not signed_in(client)


def test_closing_needs_a_reason_and_works_without_an_account(district: District) -> None:
    with pytest.raises(Refused, match="请写明原因"):
        close(district, "member", " ")
    foreigner = district.people["foreigner"]
    accounts.issue_code(foreigner, now=clock.now(), by=SYSTEM, issuer=None)
    assert close(district, "foreigner") == WaysClosed(codes=1)


def test_a_secretary_closes_the_ways_of_a_member_whose_telephone_is_lost(
    district: District,
) -> None:
    member = enter(district, "member")
    client = enter(district, "secretary")
    path = f"/members/{district.people['member'].pk}/account/ways/"
    assert "认不出的设备" in client.get(path).content.decode()
    answer = send(client, path, reason="手机丢了，本人打电话来")
    assert answer["Location"] == f"/members/{district.people['member'].pk}/"
    assert "1 处登录已作废" in client.get(answer["Location"]).content.decode()
    assert not signed_in(member)
    assert type_name(Client(), "member")["Location"] == "/start/", "the password is as it was"
    office = enter(district, "office")
    of_clerk = f"/members/{district.people['clerk'].pk}/account/ways/"
    assert office.get(of_clerk).status_code == 403


def test_closing_an_account_ends_its_sessions_for_good(district: District) -> None:
    enter(district, "member")
    accounts.close_account(district.accounts["member"], reason="本人申请", by=SYSTEM)
    assert not Session.objects.filter(account=district.accounts["member"]).exists()
    assert Account.objects.get(login_name="member").is_active is False
