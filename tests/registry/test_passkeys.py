"""Passkeys (TRUST 2.6): they are a second factor, they sign in alone, they are braked like any
other proof, and nothing a browser may send is more than a refusal.

The key in the owner's hand is real: an EC key that signs as a telephone does, for `localhost`.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import pytest
from allauth.core import context
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.registry import brake, passkeys, signin
from dangjian.registry.actions import accounts
from dangjian.registry.models import SignInBrake
from tests.district import PASSWORD, District, give
from tests.registry.browser import (
    forget_last_step,
    key_in,
    send,
    signed_in,
    totp,
    type_code,
    type_name,
    wrong_totp,
)

pytestmark = pytest.mark.django_db
HOST = "localhost"
Flag = AuthenticatorData.FLAG
SEEN = Flag.UP | Flag.UV
ADD, REMOVE, ALONE, CONFIRM = (
    "/me/passkeys/add/",
    "/me/passkeys/{}/remove/",
    "/sign-in/passkey/",
    "/me/confirm/",
)


def browser() -> Client:
    return Client(SERVER_NAME=HOST)


@dataclass
class Telephone:
    """What holds a passkey: makes one, and signs with it. counted: how often it signed."""

    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    counted: int = 0
    owner: str = ""
    origin: str = f"http://{HOST}"
    seen: int = SEEN

    @property
    def id(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        return hashlib.sha256(str(numbers.x).encode()).digest()[:16]

    def make(self, asked: dict[str, Any]) -> dict[str, Any]:
        self.owner = asked["publicKey"]["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())
        kept = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        data = AuthenticatorData.create(self._site(), self.seen | Flag.AT, 0, kept)
        made = AttestationObject.create("none", data, {})
        return self._told({"attestationObject": bytes(made)}, "webauthn.create", asked)

    def sign(self, asked: dict[str, Any]) -> dict[str, Any]:
        self.counted += 1
        data = AuthenticatorData.create(self._site(), self.seen, self.counted)
        client = self._client("webauthn.get", asked)
        signed = self.key.sign(
            bytes(data) + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256())
        )
        told = {"authenticatorData": bytes(data), "signature": signed}
        answer = self._told(told, "webauthn.get", asked)
        answer["response"]["userHandle"] = self.owner
        return answer

    def _site(self) -> bytes:
        return hashlib.sha256(HOST.encode()).digest()

    def _client(self, kind: str, asked: dict[str, Any]) -> bytes:
        told = {"type": kind, "challenge": asked["publicKey"]["challenge"], "origin": self.origin}
        return json.dumps(told).encode()

    def _told(self, parts: dict[str, bytes], kind: str, asked: dict[str, Any]) -> dict[str, Any]:
        parts = parts | {"clientDataJSON": self._client(kind, asked)}
        return {
            "id": websafe_encode(self.id),
            "rawId": websafe_encode(self.id),
            "type": "public-key",
            "response": {name: websafe_encode(part) for name, part in parts.items()},
            "clientExtensionResults": {},
        }


def asked_on(answer: HttpResponse) -> dict[str, Any]:
    """What a page asks the browser to sign or to make."""
    found = re.search(r'data-ask="([^"]+)"', answer.content.decode())
    assert found is not None, answer.content.decode()
    asked: dict[str, Any] = json.loads(unescape(found.group(1)))
    return asked


def enter(role: str) -> Client:
    """As `tests.registry.browser.enter`, at the host where passkeys are allowed."""
    client = browser()
    if type_name(client, role)["Location"] == "/sign-in/code/":
        type_code(client, totp())
        forget_last_step()
    assert signed_in(client) or client.get("/me/")["Location"] == "/me/second-factor/set-up/"
    return client


def fill_in(client: Client, phone: Telephone, name: str) -> HttpResponse:
    """Open the page that adds a passkey, and add one."""
    page = client.get(ADD)
    made = json.dumps(phone.make(asked_on(page)))
    return client.post(ADD, {"form_key": key_in(page), "name": name, "credential": made})


def tie(client: Client, phone: Telephone | None = None, name: str = "我的手机") -> Telephone:
    """Add a passkey to the account that is signed in."""
    phone = phone or Telephone()
    answer = fill_in(client, phone, name)
    assert answer.status_code == 302, answer.content.decode()
    return phone


def alone(client: Client, phone: Telephone, **more: str) -> HttpResponse:
    """Sign in with a passkey and nothing else."""
    asked = client.get(ALONE, headers={"accept": "application/json"}).json()
    return client.post(ALONE, {"credential": json.dumps(phone.sign(asked)), **more})


def test_a_member_adds_a_passkey_gets_recovery_codes_and_signs_in_with_it_alone(
    district: District,
) -> None:
    """L1: the finger on the telephone instead of password and code."""
    client, thief = enter("member"), enter("member")
    phone = tie(client)
    assert signed_in(client)
    assert not signed_in(thief), "sessions from before the second factor end"
    assert (
        len(re.findall(r"\b\d{4} \d{4}\b", client.get("/me/recovery-codes/").content.decode()))
        == 10
    )
    assert "我的手机" in client.get("/me/second-factor/").content.decode()
    other = browser()
    assert alone(other, phone, next="/me/devices/")["Location"] == "/me/devices/"
    assert signed_in(other)
    verbs = list(Leaf.objects.filter(verb__contains="passkey").values_list("verb", flat=True))
    assert verbs == ["add_passkey"]


def test_after_the_password_a_passkey_or_a_recovery_code_is_asked_for(district: District) -> None:
    phone = tie(enter("member"))
    client = browser()
    assert type_name(client, "member")["Location"] == "/sign-in/code/"
    assert not signed_in(client)
    page = client.get("/sign-in/code/")
    signed = json.dumps(phone.sign(asked_on(page)))
    assert client.post("/sign-in/code/", {"credential": signed})["Location"] == "/start/"
    assert signed_in(client)
    kept = Authenticator.objects.get(user=district.accounts["member"], type="recovery_codes")
    other = browser()
    type_name(other, "member")
    assert type_code(other, kept.wrap().get_unused_codes()[0]).status_code == 302


def test_a_new_officer_may_use_a_passkey_in_place_of_a_telephone(district: District) -> None:
    give(district.people["member"], "leader", district.street)
    client = enter("member")
    assert client.get("/me/")["Location"] == "/me/second-factor/set-up/"
    tie(client)
    assert client.get("/me/").status_code == 200
    device = passkeys.of(district.accounts["member"])[0]
    answer = send(client, REMOVE.format(device.pk))
    assert answer.status_code == 422
    assert "必须用两步验证" in answer.content.decode()
    assert signin.has_second_factor(district.accounts["member"])


def test_a_passkey_opens_what_asks_for_a_fresh_proof_with_the_password(
    district: District,
) -> None:
    """A passkey alone is not enough where password and second factor are asked for again."""
    phone = tie(enter("clerk"))
    client = browser()
    assert alone(client, phone)["Location"] == "/start/"
    codes = "/me/recovery-codes/"
    assert client.get(codes)["Location"].startswith(CONFIRM)
    before = client.cookies["session"].value
    page = client.get(CONFIRM)
    typed = {"credential": json.dumps(phone.sign(asked_on(page))), "next": codes}
    wrong = client.post(CONFIRM, typed | {"password": "wrong"})
    assert (wrong.status_code, client.get(codes).status_code) == (422, 302)
    typed["credential"] = json.dumps(phone.sign(asked_on(wrong)))
    assert client.post(CONFIRM, typed | {"password": PASSWORD})["Location"] == codes
    assert client.get(codes).status_code == 200
    assert client.cookies["session"].value != before, "the session gets a new key"


def test_a_removed_passkey_and_one_of_a_closed_account_open_nothing(district: District) -> None:
    client = enter("clerk")
    phone = tie(client)
    spare = tie(client, name="办公室电脑")
    device = passkeys.of(district.accounts["clerk"])[0]
    assert send(client, REMOVE.format(device.pk))["Location"] == "/me/second-factor/"
    assert alone(browser(), phone).status_code == 422
    assert alone(browser(), spare).status_code == 302
    accounts.close_account(district.accounts["clerk"], reason="调离", by=SYSTEM)
    assert alone(browser(), spare).status_code == 422


def test_nobody_removes_the_passkey_of_another(district: District) -> None:
    tie(enter("clerk"))
    device = passkeys.of(district.accounts["clerk"])[0]
    assert enter("office").get(REMOVE.format(device.pk)).status_code == 404
    assert passkeys.of(district.accounts["clerk"]) == [device]


def test_names_are_kept_apart_and_a_key_is_kept_once(district: District) -> None:
    client = enter("member")
    phone = tie(client)
    for key, name, told in (
        (Telephone(), "我的手机", "换一个名称"),
        (phone, "另一个", "已经登记过"),
    ):
        answer = fill_in(client, key, name)
        assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert len(passkeys.of(district.accounts["member"])) == 1


# --- what is no proof -----------------------------------------------------------------------------


def test_a_signature_for_another_question_another_site_or_without_a_finger_is_none(
    district: District,
) -> None:
    phone = tie(enter("member"))
    client = browser()
    asked = client.get(ALONE, headers={"accept": "application/json"}).json()
    assert alone(client, phone).status_code == 302
    replayed = browser().post(ALONE, {"credential": json.dumps(phone.sign(asked))})
    assert replayed.status_code == 422, "a question nobody asked this browser"
    phone.origin = "http://localhost.evil.example"
    assert alone(browser(), phone).status_code == 422
    phone.origin, phone.seen = f"http://{HOST}", Flag.UP
    assert alone(browser(), phone).status_code == 422, "touched, but nobody was recognised"
    phone.seen = SEEN
    assert alone(browser(), phone).status_code == 302


def test_the_same_answer_sent_twice_opens_once(district: District) -> None:
    phone = tie(enter("member"))
    client = browser()
    asked = client.get(ALONE, headers={"accept": "application/json"}).json()
    signed = json.dumps(phone.sign(asked))
    assert client.post(ALONE, {"credential": signed}).status_code == 302
    client.post("/sign-out/")
    assert client.post(ALONE, {"credential": signed}).status_code == 422


def test_a_copy_of_a_key_that_counts_is_noticed(district: District) -> None:
    """A key that counts how often it signed must have counted on: else somebody has a copy."""
    phone = tie(enter("member"))
    copy = Telephone(key=phone.key, owner=phone.owner)
    for _ in range(2):
        assert alone(browser(), phone).status_code == 302
    assert alone(browser(), copy).status_code == 422
    assert alone(browser(), phone).status_code == 302


def test_another_key_in_the_name_of_the_account_opens_nothing(district: District) -> None:
    phone = tie(enter("member"))
    assert alone(browser(), Telephone(owner=phone.owner)).status_code == 422


def test_wrong_passkeys_are_braked_with_the_other_proofs_of_the_account(
    district: District,
) -> None:
    """Keycloak once forgot the brake where a second factor was on: here all share one count."""
    phone = tie(enter("clerk"))
    client = browser()
    type_name(client, "clerk")
    for _ in range(2):
        assert type_code(client, wrong_totp()).status_code == 422
    stranger = Telephone(owner=phone.owner)
    for _ in range(brake.ACCOUNT_AT_ADDRESS.free - 2):
        assert alone(browser(), stranger).status_code == 422
    SignInBrake.objects.update(failures=F("failures") + 4)
    answer = alone(browser(), phone)
    assert answer.status_code == 429
    assert "请等" in answer.content.decode()
    signed = json.dumps(phone.sign(asked_on(client.get("/sign-in/code/"))))
    assert client.post("/sign-in/code/", {"credential": signed}).status_code == 429
    assert type_name(browser(), "clerk").status_code == 429
    assert not signed_in(client)


def test_where_browsers_allow_no_passkeys_none_are_offered(district: District) -> None:
    page = Client().get("/sign-in/").content.decode()
    assert "data-passkey" not in page
    assert "data-passkey" in browser().get("/sign-in/").content.decode()
    assert "data-passkey" in Client().get("/sign-in/", secure=True).content.decode()


def _broken(signed: dict[str, Any], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(json.dumps(signed))
    place = whole
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return whole


PLACES = [
    ("id",),
    ("rawId",),
    ("response",),
    ("response", "clientDataJSON"),
    ("response", "authenticatorData"),
    ("response", "attestationObject"),
    ("response", "signature"),
    ("response", "userHandle"),
]
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=40)
    | st.binary(max_size=60).map(websafe_encode),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=5,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.sampled_from(PLACES), value=ANYTHING, new=st.booleans())
@example(place=("response", "userHandle"), value=websafe_encode(b"zzzzzzzzzzzzz"), new=False)
@example(place=("response", "signature"), value="", new=False)
def test_whatever_a_browser_sends_is_right_or_a_refusal(
    district: District, place: tuple[str, ...], value: Any, new: bool, rf: Any
) -> None:
    """Never a failure of the program, and never a proof."""
    account = district.accounts["member"]
    request = rf.get("/", SERVER_NAME=HOST)
    request.session = {}
    with context.request_context(request):
        phone = Telephone()
        if new:
            made = phone.make(json.loads(passkeys.offer_new(account)))
            read = passkeys.read_new(_broken(made, place, value))
            assert read is None or place in (("response", "authenticatorData"), *PLACES[-2:])
        else:
            asked = json.loads(passkeys.ask(None))
            sent = _broken(phone.sign(asked), place, value)
            assert passkeys.owner(sent) is None or passkeys.use(account, sent) is None


@pytest.mark.parametrize(
    "sent", ["", "null", "[]", "7", "{", "[" * 5000, "x" * 70_000, '"a"', "{}"]
)
def test_what_is_no_answer_at_all_is_refused(district: District, sent: str) -> None:
    assert browser().post(ALONE, {"credential": sent}).status_code == 422
