"""A passkey in a real browser, with a virtual device that holds it: added, and signed in with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.district import PASSWORD
from tests.journeys.conftest import Site

PageFor = Callable[..., Any]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_member_adds_a_passkey_and_signs_in_with_it_alone_and_after_the_password(
    site: Site, page_for: PageFor
) -> None:
    """L1: no script of ours is inline, and the strict policy lets the ceremony through."""
    page = page_for(width=390)
    site_here = site.address.replace("127.0.0.1", "localhost")
    failures: list[str] = []
    page.on("pageerror", lambda failure: failures.append(str(failure)))
    page.on("console", lambda told: told.type == "error" and failures.append(told.text))
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable", {"enableUI": False})
    device = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    _password(page, site_here)
    page.goto(f"{site_here}/me/passkeys/add/")
    page.get_by_label("给它起个名称").fill("我的手机")
    page.get_by_role("button", name="登记").click()
    page.wait_for_url(f"{site_here}/me/recovery-codes/")
    kept = devtools.send("WebAuthn.getCredentials", {"authenticatorId": device["authenticatorId"]})
    assert [one["rpId"] for one in kept["credentials"]] == ["localhost"]

    page.context.clear_cookies()
    page.goto(f"{site_here}/sign-in/?next=/me/devices/")
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_url(f"{site_here}/me/devices/")
    assert "就是这一台" in page.content()

    page.context.clear_cookies()
    _password(page, site_here)
    assert page.url.endswith("/sign-in/code/")
    page.get_by_role("button", name="用通行密钥").click()
    page.wait_for_url(f"{site_here}/home/")

    # The same finger where a fresh proof is asked for, with the password.
    page.context.clear_cookies()
    page.goto(f"{site_here}/sign-in/")
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_url(f"{site_here}/home/")
    page.goto(f"{site_here}/me/recovery-codes/")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="用通行密钥").click()
    page.wait_for_url(f"{site_here}/me/recovery-codes/")
    assert failures == []


def test_where_there_is_no_finger_the_page_says_so_and_the_password_remains(
    site: Site, page_for: PageFor
) -> None:
    page = page_for(width=390)
    site_here = site.address.replace("127.0.0.1", "localhost")
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable", {"enableUI": False})
    refusing = DEVICE | {"isUserVerified": False}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": refusing})
    page.goto(f"{site_here}/sign-in/")
    page.get_by_role("button", name="用通行密钥登录").click()
    page.get_by_text("没有完成。可以再点一次").wait_for()
    assert page.get_by_label("密码").is_visible()
    without = page_for(width=390, script=False)
    without.goto(f"{site_here}/sign-in/")
    assert without.get_by_role("button", name="用通行密钥登录").count() == 0


def _password(page: Any, where: str) -> None:
    page.goto(f"{where}/sign-in/")
    page.get_by_label("登录名或手机号").fill("member")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
