"""Before a session ends for want of anything done: asked in time, lengthened, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.journeys.conftest import Site
from tests.journeys.test_every_page import AXE, RUN

PageFor = Callable[..., Any]


def asked(page: Any) -> Any:
    return page.get_by_role("dialog", name="还在用吗？")


def test_who_does_nothing_is_asked_in_time_and_goes_on_where_he_was(
    site: Site, page_for: PageFor
) -> None:
    """WCAG 2.2.1, ASVS V14.3.1: two minutes ahead; one press lengthens it; covered when over."""
    page = page_for("clerk", width=390)
    page.clock.install()
    page.goto(f"/members/{site.district.people['member'].pk}/correct/")
    field = page.get_by_label("工作岗位")
    field.fill("社区网格员，管三个小区")
    page.clock.fast_forward("26:50")
    assert asked(page).count() == 0
    page.clock.fast_forward("00:20")
    asked(page).wait_for()
    assert "还剩 2 分钟" in asked(page).inner_text()
    page.evaluate(AXE)
    assert page.evaluate(RUN)["violations"] == []
    with page.expect_response("**/me/here/") as answer:
        page.get_by_role("button", name="接着用").click()
    assert answer.value.status == 204
    asked(page).wait_for(state="hidden")
    page.clock.fast_forward("26:50")
    assert asked(page).count() == 0, "it was lengthened"
    page.clock.fast_forward("03:00")
    asked(page).wait_for()
    assert "已经自动退出" in asked(page).inner_text()
    page.get_by_role("button", name="回到这一页").click()
    assert field.input_value() == "社区网格员，管三个小区"


def test_without_script_it_is_said(site: Site, page_for: PageFor) -> None:
    page = page_for("clerk", width=390, script=False)
    page.goto("/inbox/")
    assert "30 分钟没有操作会自动退出" in page.locator("body").inner_text()
    member = page_for("member", script=False)
    member.goto("/me/")
    assert "8 小时没有操作会自动退出" in member.locator("body").inner_text()


def test_when_it_is_over_for_good_the_press_says_so(site: Site, page_for: PageFor) -> None:
    """The twin: a session that ended elsewhere is not taken for one that goes on."""
    page = page_for("clerk")
    page.clock.install()
    page.goto("/inbox/")
    page.clock.fast_forward("27:30")
    asked(page).wait_for()
    page.context.clear_cookies()
    page.get_by_role("button", name="接着用").click()
    page.get_by_text("已经自动退出").wait_for()
