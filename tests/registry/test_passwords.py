"""Passwords and sessions as OWASP ASVS 5.0 asks for them (docs/controls)."""

from __future__ import annotations

import datetime as dt
import re
import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from dangjian.config.secrets import django_key
from dangjian.kernel.keyring import ensure_keyring
from dangjian.registry.models import Account
from tests.district import PASSWORD, District
from tests.registry.browser import enter, signed_in, type_name

pytestmark = pytest.mark.django_db


def test_a_password_is_taken_exactly_as_it_was_typed(district: District) -> None:
    """No blank, no capital and no end of it is dropped, and it never has to be changed."""
    new = "  Terraces AND rice 88 " + "é梯" * 25 + " the end"
    assert 64 < len(new) <= 128
    client = enter(district, "member")
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/me/password/", typed)["Location"] == "/me/"
    Account.objects.filter(login_name="member").update(
        activated_at=dt.datetime(2016, 1, 1, tzinfo=dt.UTC)
    )
    for wrong in (new.strip(), new.lower(), new[:-1], new[:64]):
        assert type_name(Client(), "member", wrong).status_code == 422
    assert type_name(Client(), "member", new)["Location"] == "/start/"
    kept = Account.objects.get(login_name="member").password
    assert kept.startswith("argon2$argon2id$")
    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


@pytest.mark.parametrize("path", ["/sign-in/", "/activate/", "/me/password/", "/me/confirm/"])
def test_password_fields_are_masked_and_leave_password_keepers_alone(
    path: str, district: District
) -> None:
    client = Client() if path in ("/sign-in/", "/activate/") else enter(district, "member")
    page = client.get(path).content.decode()
    fields = re.findall(r'<input[^>]*name="[^"]*password[^"]*"[^>]*>', page)
    assert fields
    for field in fields:
        assert 'type="password"' in field
        assert re.search(r'autocomplete="(current|new)-password"', field)
        assert not re.search(r"onpaste|readonly", field)


def test_a_session_that_was_left_is_dead_on_the_server_too(district: District) -> None:
    """And its key is no one anybody guesses: 32 signs of 36."""
    client = enter(district, "member")
    key = client.cookies["session"].value
    assert re.fullmatch("[a-z0-9]{32}", key)
    client.post("/sign-out/")
    thief = Client()
    thief.cookies["session"] = key
    assert not signed_in(thief)


@pytest.mark.parametrize("path", ["/inbox/", "/members/", "/overview/", "/messages/"])
def test_the_way_out_is_on_every_page_or_one_step_from_it(path: str, district: District) -> None:
    client = enter(district, "clerk")
    assert 'href="/me/"' in client.get(path).content.decode()
    assert 'href="/sign-out/"' in client.get("/me/").content.decode()


def test_a_new_installation_has_no_account_and_no_code() -> None:
    """Nobody signs in with what the makers chose: the first officers are named by the operator."""
    assert Account.objects.count() == 0


def test_keys_of_an_installation_are_its_own_and_for_its_account_only(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    assert django_key(one) != django_key(other)
    rings = [ensure_keyring(home) for home in (one, other)]
    assert rings[0].read_text() != rings[1].read_text()
    for ring in rings:
        assert stat.S_IMODE(ring.stat().st_mode) == 0o600
        assert stat.S_IMODE(ring.parent.stat().st_mode) == 0o700
        assert {stat.S_IMODE(file.stat().st_mode) for file in ring.parent.iterdir()} == {0o600}
