"""J1, J3, X30 in a real browser: on a phone, by somebody who has no account."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from dangjian.voices.models import Draft, Letter
from tests.journeys.conftest import Site
from tests.journeys.test_every_page import AXE, MODES, RULES
from tests.voices.received import answered, published

PageFor = Callable[..., Any]
TEXT = "东篱社区三期楼道的灯坏了快半年，老人晚上下楼很危险，请帮忙催一下。"


def code_on(page: Any) -> str:
    return "".join(re.findall(r"\d{4}", page.locator(".code").first.inner_text()))


def faults(page: Any, where: str) -> list[str]:
    """What axe finds on the page as it stands, and by how much it is too wide."""
    page.evaluate(AXE)
    found = page.evaluate(f"axe.run(document, {{runOnly: {RULES}}})")["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    told = [f"{where}: {one['id']} {[n['target'] for n in one['nodes']][:2]}" for one in found]
    return told + ([f"{where}: {wide} px too wide"] if wide > 0 else [])


def fill(page: Any, text: str = TEXT, look: Callable[[str], None] = lambda _: None) -> None:
    """From the home page to the last look, one thing a page."""
    page.goto("/")
    page.get_by_role("link", name="写信").first.click()
    look("kind")
    page.get_by_label("信访").check()
    page.get_by_role("button", name="下一步").click()
    look("to")
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("写下您要说的事").fill(text)
    look("text")
    page.get_by_role("button", name="下一步").click()
    if "similar" in page.url:
        look("similar")
        page.get_by_role("link", name="都不是，接着写").click()
    page.get_by_label("写名称查找单位").fill("柳岸")
    page.get_by_role("button", name="查找").click()
    page.get_by_label("柳岸街道党工委").check()
    look("about")
    page.get_by_role("button", name="下一步").click()
    look("contact")
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("可以公开").check()
    look("publish")
    page.get_by_role("button", name="下一步").click()
    look("check")


def test_a_letter_from_the_home_page_to_its_rating_on_a_phone(
    site: Site, page_for: PageFor
) -> None:
    """Written, gone back, sent with the browser's work, followed by the code, rated, closed."""
    phone = page_for(None, width=390)
    fill(phone)
    phone.go_back()
    phone.get_by_label("不公开").check()
    phone.get_by_role("button", name="下一步").click()
    assert "不公开" in phone.locator("main").inner_text()
    phone.get_by_role("button", name="寄出").click()
    phone.wait_for_url("**/write/sent/")
    code = code_on(phone)
    letter = Letter.objects.latest("pk")
    assert len(code) == 24 and letter.may_publish is False
    phone.get_by_role("button", name="记好了").click()
    assert not Draft.objects.exists()

    answered(site.district, letter)
    phone.get_by_role("link", name="查办理进度").first.click()
    phone.get_by_label("受理码").fill(" ".join(re.findall("....", code)))
    phone.get_by_role("button", name="查", exact=True).click()
    assert "已经答复您" in phone.locator("h1").inner_text()
    phone.get_by_role("link", name="评价答复").click()
    phone.get_by_label("满意", exact=True).check()
    phone.get_by_role("button", name="评价").click()
    assert "谢谢您的评价" in phone.locator("body").inner_text()
    phone.get_by_role("button", name="看完了，关上").click()
    phone.goto("/follow/letter/")
    assert phone.url.endswith("/follow/")


@pytest.mark.full
def test_no_page_of_a_letter_has_an_accessibility_fault_or_overflows(
    site: Site, page_for: PageFor
) -> None:
    """The whole way on the narrowest phone in the largest letters."""
    assert faults_on_the_way(site, page_for, ("elder, larger",)) == []


@pytest.mark.full
def test_no_page_of_a_letter_has_a_fault_in_any_mode(site: Site, page_for: PageFor) -> None:
    assert faults_on_the_way(site, page_for, tuple(MODES)) == []


def faults_on_the_way(site: Site, page_for: PageFor, modes: tuple[str, ...]) -> list[str]:
    """What axe finds on each page from the first to the last look at the answer."""
    published(site.district, "楼道的灯坏了快半年，请催一下。", "已经修好，谢谢您。")
    found: list[str] = []
    for mode in modes:
        shown = dict(MODES[mode])
        media = shown.pop("media", "screen")
        page = page_for(None, **shown)

        def look(where: str, page: Any = page, mode: str = mode, media: str = media) -> None:
            page.emulate_media(media=media)
            found.extend(faults(page, f"{where}, {mode}"))
            page.emulate_media(media="screen")  # paper has no buttons to go on with

        fill(page, look=look)
        page.get_by_role("button", name="寄出").click()
        page.wait_for_url("**/write/sent/")
        look("sent")
        code = code_on(page)
        answered(site.district, Letter.objects.latest("pk"))
        page.goto("/follow/")
        page.get_by_label("受理码").fill(code)
        page.get_by_role("button", name="查", exact=True).click()
        look("letter")
        for path in ("sheet/", "rate/", "ask/"):
            page.goto(f"/follow/letter/{path}")
            look(path)
    return found


def test_without_script_the_letter_is_written_and_the_writer_is_asked_to_wait(
    site: Site, page_for: PageFor
) -> None:
    page = page_for(None, width=390, script=False)
    fill(page)
    page.get_by_role("button", name="寄出").click()
    assert "请再等" in page.locator("main").inner_text()
    assert TEXT in page.locator("main").inner_text()


def test_an_accusation_is_led_elsewhere(site: Site, page_for: PageFor) -> None:
    page = page_for(None, width=320, view="elder")
    page.goto("/write/")
    page.get_by_label("信访").check()
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="下一步").click()
    accuses = "我要举报社区党支部书记收受包工头两万元现金，把低保名额给了亲戚。"
    page.get_by_label("写下您要说的事").fill(accuses)
    page.get_by_role("button", name="下一步").click()
    assert "12388" in page.locator("main").inner_text()
    assert faults(page, "discipline") == []
    page.get_by_role("button", name="这是另外的事，继续").click()
    assert page.url.endswith("/write/about/")
