"""I3, H6 in a real browser: uploaded, proof-read, signed, found by search, withdrawn."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from tests.jobs import run_waiting_jobs
from tests.journeys.conftest import Site
from tests.library.keeping import mixed_pdf

PageFor = Callable[..., Any]


def test_a_street_puts_a_scan_into_the_library_corrects_it_and_withdraws_it(
    site: Site, page_for: PageFor
) -> None:
    """Without script on a telephone, in large letters: how far the reading is, the words beside
    their picture, three signatures, a visitor who finds it, a reason where it was."""
    keeper = page_for("organizer", width=390, view="elder", script=False)
    keeper.goto("/shelving/")
    keeper.get_by_role("link", name="放进一篇").click()
    keeper.get_by_role("textbox", name="标题").fill("渡口防汛旧档")
    keeper.locator("input[type=file]").set_input_files(
        {
            "name": "旧档.pdf",
            "mimeType": "application/pdf",
            "buffer": mixed_pdf("Luhua ferry plan", "Bamboo pole watch", ""),
        }
    )
    keeper.get_by_role("button", name="存好").click()
    keeper.get_by_text("存好了，还没有上架").wait_for()
    assert "0 / 3 页" in keeper.locator("main").inner_text()
    run_waiting_jobs()
    keeper.reload()
    keeper.get_by_role("link", name="对着图校对").click()
    picture = keeper.locator("figure img")
    picture.scroll_into_view_if_needed()
    keeper.get_by_label("这一页的文字").fill("芦花渡口防汛预案")
    keeper.get_by_role("button", name=re.compile("校对好了")).click()
    keeper.get_by_text("第 1 页校对好了").wait_for()
    keeper.get_by_role("link", name="返回文章").click()
    keeper.get_by_role("link", name="看一遍，送审").click()
    assert "芦花渡口防汛预案" in keeper.locator("main").inner_text()
    keeper.get_by_role("button", name="送审", exact=True).last.click()
    keeper.get_by_text("已经送审").wait_for()

    visitor = page_for(None, width=390)
    visitor.goto("/search/?q=芦花渡口")
    assert visitor.get_by_role("link", name="渡口防汛旧档").count() == 0
    for role in ("clerk", "security_officer", "leader"):
        signs(page_for, role)
    visitor.goto("/search/?q=芦花渡口")
    visitor.get_by_role("link", name="渡口防汛旧档").click()
    assert "芦花渡口防汛预案" in visitor.locator("main").inner_text()
    address = urlsplit(visitor.url).path  # without the passage it was opened at

    clerk = page_for("clerk", width=390, script=False)
    clerk.goto(f"/shelving{address.removeprefix('/library')}withdraw/")
    clerk.get_by_label("为什么撤下").fill("许可到期")
    clerk.get_by_role("button", name="撤下").click()
    clerk.get_by_text("搜索里也没有了").wait_for()
    answer = visitor.goto(address)
    assert (answer.status, "原因：许可到期" in visitor.locator("main").inner_text()) == (410, True)
    visitor.goto("/search/?q=芦花渡口")
    assert visitor.get_by_role("link", name="渡口防汛旧档").count() == 0
    assert visitor.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def signs(page_for: PageFor, role: str) -> None:
    """From the inbox to the signature."""
    page = page_for(role, width=390, script=False)
    page.goto("/inbox/?kind=todo")
    page.get_by_role("link", name=re.compile("一篇图书馆文章")).first.click()
    page.get_by_role("link", name="签字通过").click()
    page.get_by_label(re.compile("我从头到尾看过这一稿")).check()
    page.get_by_role("button", name="签字").click()
    page.get_by_text("已经签了").wait_for()
