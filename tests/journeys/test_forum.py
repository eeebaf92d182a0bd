"""J6, J9 in a real browser: said on a phone without account, hidden, appealed by code, restored."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.forum.forum import topic
from tests.journeys.conftest import Site

PageFor = Callable[..., Any]


def test_somebody_without_account_speaks_is_hidden_appeals_and_is_heard_by_another(
    site: Site, page_for: PageFor
) -> None:
    """No account, no script, elder view: the code alone carries it to the end."""
    found = topic(site.district)
    phone = page_for(None, width=390, view="elder", script=False)
    phone.goto("/interaction/")
    phone.get_by_role("link", name=found.thread.title).click()
    phone.get_by_role("link", name="我来说两句").click()
    phone.get_by_label("您想说什么").fill("装在南门，北门那块地要留给消防车。")
    phone.get_by_role("button", name="发言").click()
    phone.get_by_role("heading", name="已经收到").wait_for()
    code = re.search(r"(\d{4}\s+){5}\d{4}", phone.locator("main").inner_text())[0]

    desk = page_for("office")
    desk.goto(f"/threads/{found.thread.pk}/?state=shown")
    desk.get_by_role("link", name=re.compile("^隐藏")).click()
    desk.get_by_label(re.compile("^与话题无关")).check()
    desk.get_by_role("button", name="隐藏").click()
    desk.get_by_text("已经隐藏，作者看得到原因").wait_for()

    phone.goto(f"/topics/{found.pk}/")
    assert "这条发言已隐藏，原因：与话题无关" in phone.locator("main").inner_text()
    phone.goto("/contributions/find/")
    phone.get_by_label("受理码").fill(code)
    phone.get_by_role("button", name="查找").click()
    assert "北门那块地要留给消防车" in phone.locator("main").inner_text()
    phone.get_by_label("为什么应当恢复").fill("说的就是装在哪里。")
    phone.get_by_role("button", name="交申诉").click()
    phone.get_by_text("申诉已经交给另一位同志复核").wait_for()

    leader = page_for("leader", width=390)
    leader.goto("/inbox/")
    leader.get_by_role("link", name=re.compile("去办.*复核")).click()
    leader.get_by_role("link", name="复核申诉").click()
    assert "说的就是装在哪里。" in leader.locator("main").inner_text()
    leader.get_by_label("应当恢复").check()
    leader.get_by_label("理由").fill("说的是这件事。")
    leader.get_by_role("button", name="复核申诉").click()
    leader.get_by_text("复核完了").wait_for()

    phone.goto(f"/topics/{found.pk}/")
    assert "北门那块地要留给消防车" in phone.locator("main").inner_text()
    assert phone.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
