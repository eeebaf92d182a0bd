"""M4 in a real browser: told, read, undone; a mail address proved on a phone, without script."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from dangjian.courier.models import Channel, Urgency
from dangjian.kernel import clock
from tests.courier.told import send, told
from tests.journeys.conftest import Site

PageFor = Callable[..., Any]


def test_a_member_proves_his_mail_on_a_phone_and_is_told_there_what_waits_here(
    site: Site, page_for: PageFor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """M4: as he chose; outside stands no content, in the platform everything."""
    monkeypatch.setitem(settings.COURIER, "mail", f"folder:{tmp_path}")
    member = site.district.people["member"]
    phone = page_for("member", width=390, view="elder", script=False)
    phone.goto("/home/")
    phone.get_by_role("link", name="通知设置").click()
    phone.get_by_role("link", name="开始用电子邮件").click()
    phone.get_by_label("电子邮箱").fill("song@example.org")
    phone.get_by_role("button", name="发验证码").click()
    phone.get_by_label("验证码").fill(Channel.objects.get(person=member).unseal("code"))
    phone.get_by_role("button", name="填好了").click()
    assert "在用" in phone.locator("main").inner_text()

    told(member, "请答复顾南溪的来信", urgency=Urgency.NOW, ends_today=True, now=clock.now())
    assert send(clock.now()) == 1
    (letter,) = [json.loads(file.read_text()) for file in tmp_path.glob("*.json")]
    assert letter["body"] == "您有 1 件待办，不能等，请登录禾丰党建网查看。"
    assert "顾南溪" in _read_here(phone)
    assert phone.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def _read_here(phone: Any) -> str:
    """The messages, marked as read and taken back by keyboard alone."""
    phone.goto("/messages/")
    said = str(phone.locator("main").inner_text())
    phone.get_by_role("button", name="全部看过了").press("Enter")
    assert phone.get_by_role("heading", name="没看过的").count() == 0
    phone.get_by_role("button", name="撤销，改回没看过").press("Enter")
    phone.get_by_role("button", name="知道了：请答复顾南溪的来信").press("Enter")
    assert "请答复顾南溪的来信" in phone.locator("section", has_text="看过的").last.inner_text()
    return said
