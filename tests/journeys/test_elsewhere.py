"""I10 in a real browser: a source is approved, looked at, chosen from; a visitor sees it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings

from tests.feeds.servers import body, rss, served
from tests.jobs import run_waiting_jobs
from tests.journeys.conftest import Site

PageFor = Callable[..., Any]


def test_an_editor_gathers_news_of_other_regions_and_a_visitor_reads_it(
    site: Site, page_for: PageFor, monkeypatch: Any
) -> None:
    """On a telephone, without script; set aside, taken back, and gone for the visitor at once."""
    news = ("夜市里建起流动党员服务点", "https://news.example.org/a/1")
    other = ("山里的党课跟着邮路走", "https://news.example.org/a/2")
    with served(feed=body(rss(news, other))) as server:
        monkeypatch.setattr(settings, "FEED_HOSTS", frozenset({server.place}))
        clerk = page_for("clerk", width=390, script=False)
        clerk.goto("/interaction/")
        clerk.get_by_role("link", name="各地的来源").click()
        clerk.get_by_role("link", name="批准一个来源").click()
        clerk.get_by_label("来源名称").fill("石桥先锋")
        clerk.get_by_label("主办单位").fill("中共石桥县委组织部")
        clerk.get_by_label("订阅地址").fill("http://127.0.0.1:22/feed")
        clerk.get_by_role("button", name="批准").click()
        clerk.get_by_text("只取 80 和 443 端口").first.wait_for()
        clerk.get_by_label("订阅地址").fill(f"{server.address}/feed")
        clerk.get_by_role("button", name="批准").click()
        clerk.get_by_text("批准了，马上去看一次").wait_for()
        assert "feeds.fetch" in run_waiting_jobs()

    visitor = page_for(None, width=390)
    visitor.goto("/site/elsewhere/")
    assert visitor.get_by_role("link", name=news[0]).count() == 0
    clerk.get_by_role("link", name="选登它的消息").click()
    clerk.get_by_role("button", name=f"登出来：{news[0]}").click()
    clerk.get_by_text("登出来了，在“各地”里看得到").wait_for()
    clerk.get_by_role("button", name=f"不登：{other[0]}").click()
    clerk.get_by_text("这一条不登").wait_for()
    assert "没有等着看的" in clerk.locator("main").inner_text()

    visitor.goto("/")
    visitor.locator("nav").get_by_role("link", name="各地", exact=True).click()
    link = visitor.get_by_role("link", name=news[0])
    assert link.get_attribute("href") == news[1]
    assert "noopener" in str(link.get_attribute("rel"))
    said = visitor.locator("main").inner_text()
    assert "来源：石桥先锋（中共石桥县委组织部）" in said
    assert other[0] not in said
    assert visitor.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    clerk.get_by_role("link", name="已登出").click()
    clerk.get_by_role("button", name=f"撤回：{news[0]}").click()
    clerk.get_by_text("撤回来了").wait_for()
    visitor.reload()
    assert visitor.get_by_role("link", name=news[0]).count() == 0
