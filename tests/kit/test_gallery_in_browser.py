"""The style guide in a real browser: no barrier, nothing wider than the screen, no red console."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.kit.conftest import ORIGIN
from tests.kit.pages import STATES, gallery_page

axe_module = pytest.importorskip("axe_playwright_python.sync_playwright")

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = pytest.mark.browser


def overflow(page: Any) -> int:
    """How many pixels the page is wider than the screen."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_wider_than_the_screen(show: Callable[..., Any], state: str) -> None:
    page = show(gallery_page(STATES[state]), 1440)
    too_wide = {}
    for width in (320, 360, 390, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        too_wide[width] = overflow(page)
    assert too_wide == {320: 0, 360: 0, 390: 0, 768: 0, 1440: 0}


@pytest.mark.parametrize("width", [390, pytest.param(1440, marks=pytest.mark.full)])
@pytest.mark.parametrize(
    "state",
    [pytest.param(one, marks=[] if one == "standard" else [pytest.mark.full]) for one in STATES],
)
def test_no_barrier_is_found(show: Callable[..., Any], state: str, width: int) -> None:
    page = show(gallery_page(STATES[state]), width)
    found = axe_module.Axe().run(page, options={"runOnly": STANDARDS}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert page.problems == []


@pytest.mark.parametrize(("state", "least"), [("standard", 44), ("elder", 60)])
def test_whatever_is_pressed_is_large_enough(
    show: Callable[..., Any], state: str, least: int
) -> None:
    small = show(gallery_page(STATES[state]), 390).evaluate(
        """least => [...document.querySelectorAll('.btn,.pref,.chip,.in,.choice,.nav-list a,'
             + '.tree summary,.tree .leaf,.tree .go,.fold > summary,.pager .btn,.search-go,.brand')]
             .filter(one => one.offsetParent && one.getBoundingClientRect().height < least - .5)
             .map(one => one.className + ' ' + one.innerText)""",
        least,
    )
    assert small == []


def test_the_page_is_whole_without_a_script(show: Callable[..., Any]) -> None:
    page = show(gallery_page(STATES["standard"]), 390, java_script_enabled=False)
    assert page.locator("h1").first.inner_text() == "构件一览"
    assert page.locator("[data-read]").count() == 0 or not page.locator("[data-read]").is_visible()
    assert not page.locator("[data-print]").is_visible()


FORM = """<!doctype html><html lang="zh-CN" data-view="std" data-theme="light"><title>x</title>
<link rel="stylesheet" href="/static/kit/app.css"><script src="/static/kit/ui.js" defer></script>
<form method="post" action="/prefs" data-prefs><input type="hidden" name="next" value="/">
<button name="view" value="elder" data-swap="std 长辈版 elder 标准版"><span>长辈版</span></button>
</form><form method="post" action="/save"><input type="hidden" name="form_key" value="k">
<textarea name="said"></textarea><button name="act" value="send">送审</button></form>"""


def test_changing_the_view_loses_nothing_that_was_typed(show: Callable[..., Any]) -> None:
    page = show(FORM, 390)
    page.fill("textarea", "议了三件事")
    with page.expect_request("**/prefs") as sent:
        page.get_by_role("button", name="长辈版").click()
    assert 'name="view"\r\n\r\nelder' in sent.value.post_data
    assert page.get_attribute("html", "data-view") == "elder"
    assert page.get_by_role("button", name="标准版").get_attribute("value") == "std"
    assert page.input_value("textarea") == "议了三件事"


def test_a_double_click_sends_once_and_keeps_the_name_of_the_button(
    show: Callable[..., Any],
) -> None:
    page = show(FORM, 390)
    sent = []
    page.on("request", lambda request: sent.append(request.post_data))
    page.fill("textarea", "a")
    page.get_by_role("button", name="送审").dblclick()
    page.wait_for_timeout(200)
    assert sent == ["form_key=k&said=a&act=send"]


def test_leaving_with_unsaved_words_is_asked_about(show: Callable[..., Any]) -> None:
    page = show(FORM, 390)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("textarea").press_sequentially("议了")
    page.goto(f"{ORIGIN}/elsewhere")
    assert asked == ["beforeunload"]
