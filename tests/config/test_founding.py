"""The first people of a new installation, and the site behind the operator's proxy."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from dataclasses import astuple

import pytest

from dangjian.config import founding
from dangjian.config.cluster import addresses
from dangjian.kernel.refusal import Refused
from dangjian.registry.models import Organization, Person, RoleGrant
from tests.district import invented_number
from tests.environment import HOME

pytestmark = pytest.mark.django_db


def founder(name: str, serial: int, office: str) -> founding.Founder:
    born_on = dt.date(1975, 4, 5)
    number = invented_number(born_on, "1", serial)
    return founding.Founder(name, number, dt.date(1999, 7, 1), dt.date(2000, 7, 1), office)


def found(who: founding.Founder) -> str:
    return founding.appoint(who, "中共禾丰区委员会", "禾丰区委", dt.date(1950, 1, 1))


def test_an_empty_system_gets_its_first_officers_from_the_command_line() -> None:
    """L1: nobody could ever get in otherwise."""
    code = found(founder("沈立秋", 8001, "security_officer"))
    found(founder("方晴川", 8002, "office"))
    assert len(code) == 12
    assert Organization.objects.filter(parent__isnull=True).count() == 1
    held = RoleGrant.objects.values_list("holder__name", "role", "granted_by")
    assert sorted(held) == [("方晴川", "office", None), ("沈立秋", "security_officer", None)]


def test_who_lost_the_telephone_gets_a_new_code_and_nothing_twice() -> None:
    who = founder("沈立秋", 8003, "security_officer")
    assert found(who) != found(who)
    assert (Person.objects.count(), RoleGrant.objects.count()) == (1, 1)


def test_another_name_under_the_same_number_is_refused() -> None:
    who = founder("沈立秋", 8004, "security_officer")
    found(who)
    with pytest.raises(Refused, match="另一个姓名"):
        found(founding.Founder("沈立冬", who.id_number, who.joined_on, who.full_on, who.office))


def test_the_three_officers_stay_three_people() -> None:
    who = founder("沈立秋", 8005, "security_officer")
    found(who)
    with pytest.raises(Refused, match="不同的人"):
        found(founding.Founder(who.name, who.id_number, who.joined_on, who.full_on, "auditor"))


def test_behind_an_https_proxy_forms_are_accepted_and_cookies_are_bound_to_this_host(
    committed_db: str,
) -> None:
    """The documented installation: https outside, plain http between the proxy and us.

    The other process counts what it turned away, in a database of its own.
    """
    program = """
import django; django.setup()
from django.test import Client
browser = Client(enforce_csrf_checks=True)
behind = {"HTTP_HOST": "dj.example", "HTTP_X_FORWARDED_PROTO": "https"}
page = browser.get("/sign-in/", **behind)
token = page.content.decode().split('csrfmiddlewaretoken" value="')[1].split('"')[0]
form = {"csrfmiddlewaretoken": token, "login": "nobody", "password": "x"}
for origin in ("https://dj.example", "https://elsewhere.example"):
    print(browser.post("/sign-in/", form, HTTP_ORIGIN=origin, **behind).status_code)
style = page.content.decode().split('rel="stylesheet" href="')[1].split('"')[0]
for answer in (page, browser.get(style, **behind), browser.get("/no-such-page/", **behind)):
    print(answer.headers["Strict-Transport-Security"])
choice = {"view": "elder", "next": "/"}
browser.post("/kit/preferences", choice, HTTP_SEC_FETCH_SITE="same-origin", **behind)
print("elder" in browser.get("/sign-in/", **behind).content.decode().split(">")[1])
from django.conf import settings as ours
print(ours.SESSION_COOKIE_NAME, ours.LETTER_COOKIE_NAME)
print(ours.SESSION_COOKIE_SECURE, ours.SESSION_COOKIE_HTTPONLY, ours.SESSION_COOKIE_SAMESITE)
for cookie in browser.cookies.values():
    print(cookie.OutputString())
"""
    here = [
        address.replace("/dangjian?", f"/{committed_db}?") for address in astuple(addresses(HOME))
    ]
    databases = zip(("DATABASE_URL", "DATABASE_APP_URL", "DATABASE_AUDIT_URL"), here, strict=True)
    environment = os.environ | {"DANGJIAN_HTTPS": "1", "DANGJIAN_HOSTS": "dj.example"}
    environment |= dict(databases)
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    told = ran.stdout.splitlines()
    assert told[:2] == ["422", "403"]
    assert set(told[2:5]) == {"max-age=31536000; includeSubDomains"}
    assert told[5] == "True"
    assert told[6] == "__Host-session __Host-letter"
    assert told[7] == "True True Lax"
    assert {cookie.split("=")[0] for cookie in told[8:]} == {"__Host-csrf", "__Host-view"}
    for cookie in told[8:]:
        flags = set(cookie.split("; "))
        assert {"Path=/", "Secure", "HttpOnly", "SameSite=Lax"} <= flags, cookie
        assert not [flag for flag in flags if flag.startswith("Domain")], cookie
