"""What tests of accounts share: a browser that signs in as people do, and codes of the moment."""

from __future__ import annotations

import re
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client

from dangjian.kernel import idempotency
from tests.district import PASSWORD, TOTP_SECRET, District

STEP = 30


def totp(ahead: int = 0, secret: str = TOTP_SECRET) -> str:
    """What the telephone shows now, or so many steps later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // STEP + ahead))


def wrong_totp() -> str:
    """Six digits the telephone does not show, nor a minute before or after."""
    right = {totp(ahead) for ahead in range(-3, 4)}
    return next(f"{n:06d}" for n in range(10) if f"{n:06d}" not in right)


def type_name(client: Client, name: str, password: str = PASSWORD, **more: str) -> HttpResponse:
    return client.post("/sign-in/", {"login": name, "password": password, **more})


def type_code(client: Client, code: str) -> HttpResponse:
    return client.post("/sign-in/code/", {"code": code})


def enter(district: District, role: str) -> Client:
    """A browser in which the holder of a role has just signed in, second factor and all."""
    client = Client()
    answer = type_name(client, district.accounts[role].login_name)
    if answer["Location"] == "/sign-in/code/":
        answer = type_code(client, totp())
        forget_last_step()
    assert answer["Location"] == "/start/", answer["Location"]
    return client


def form_key(client: Client, path: str) -> str:
    """The key of the form shown at an address."""
    return key_in(client.get(path))


def any_key(client: Client) -> str:
    """The key of some form or other shown to who is signed in."""
    return idempotency.issue(int(client.session["_auth_user_id"]))


def key_in(answer: HttpResponse) -> str:
    page = answer.content.decode()
    keys = re.findall(r'name="form_key" value="([^"]+)"', page)
    assert len(keys) > 0, page
    return keys[-1]


def send(client: Client, path: str, **typed: object) -> HttpResponse:
    """Fill in the form shown at an address and send it."""
    return client.post(path, {"form_key": form_key(client, path), **typed})


def signed_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def forget_last_step() -> None:
    """As if time had passed: codes of this half minute may be used again."""
    for device in Authenticator.objects.filter(type=Authenticator.Type.TOTP):
        device.data.pop("last_step", None)
        device.save(update_fields=["data"])
