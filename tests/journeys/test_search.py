"""I5 in a real browser: a typing error on a phone, the passage that answers, open it, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.journeys.conftest import Site
from tests.search.shelves import shelved

PageFor = Callable[..., Any]


def test_a_typing_error_on_a_phone_leads_to_the_passage_and_back(
    site: Site, page_for: PageFor
) -> None:
    """Elder view, no script: from the home page to the text and back to the results."""
    shelved()
    phone = page_for(None, width=390, view="elder", script=False)
    phone.goto("/")
    phone.get_by_role("search", name="搜索").get_by_role("searchbox").fill("组织关系转结要几天")
    phone.get_by_role("search", name="搜索").get_by_role("button", name="搜索").click()
    phone.get_by_text("组织关系转接要几天").wait_for()
    first = phone.locator(".found > li").first
    assert first.locator("mark").count() >= 2
    assert phone.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    first.get_by_role("link").click()
    phone.get_by_role("heading", name="党员组织关系转接五问").wait_for()
    phone.get_by_role("article").get_by_role("link", name="流动党员怎么登记").click()
    phone.get_by_role("heading", name="流动党员怎么登记", level=1).wait_for()
    phone.go_back()
    phone.go_back()
    phone.get_by_text("组织关系转接要几天").wait_for()
    phone.get_by_role("navigation", name="缩小范围").get_by_role("link").first.click()
    assert phone.locator(".found > li").count() >= 1
