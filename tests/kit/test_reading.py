"""Reading aloud (M2): what is read, in which order, how it is marked, paused and stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.kit.conftest import ORIGIN
from tests.kit.pages import STATES, gallery_page

pytestmark = pytest.mark.browser

# This machine's browser has no voice: one that says nothing and tells what it was given.
VOICE = """
window.said = []; window.cancelled = 0;
const voices = [{lang: "en-US", localService: true}, {lang: "zh-CN", localService: true}];
let current = null;
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => voices,
  addEventListener: () => {},
  speak: one => { window.said.push(one.text); window.lang = one.voice.lang; current = one; },
  cancel: () => { window.cancelled += 1; const one = current; current = null;
                  if (one && one.onend) one.onend(); },
}});
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
window.finish = () => { const one = current; current = null; one.onend(); };
"""

PAGE = """<!doctype html><html lang="zh-CN" data-view="std" data-theme="light"><title>x</title>
<link rel="stylesheet" href="/static/kit/app.css"><script src="/static/kit/read.js" defer></script>
<button class="pref" type="button" data-read hidden><span>朗读</span></button>
<button class="pref" type="button" data-read-stop hidden><span>停</span></button>
<main><nav><p>不念导航</p></nav>
<h1>全区总览</h1>
<p>共 12 人。下级不用<a href="/x">另报</a>。</p>
<table><caption class="sr">名单</caption>
<thead><tr><th>姓名</th><th>支部</th><th>操作</th></tr></thead>
<tbody><tr><th scope="row">陆时雨<small>书记</small></th><td>东篱一支部</td>
<td><a class="btn" href="/y">看档案</a></td></tr></tbody></table>
<dl><div><dt>人员类别</dt><dd>正式党员</dd></div></dl>
<ul><li>一项</li><li><p>两项</p></li></ul>
<details><summary>折起来的</summary><p>收着，不念</p></details>
<form><p>表单不念</p></form><p hidden>看不见，不念</p></main>"""

READ = [
    "全区总览",
    "共 12 人。",
    "下级不用另报。",
    "名单",
    "陆时雨，书记，支部：东篱一支部",
    "人员类别：正式党员",
    "一项",
    "两项",
    "折起来的",
]


@pytest.fixture
def speaking(show: Callable[..., Any]) -> Callable[..., Any]:
    """speaking(html, width): a page in a browser that has a Chinese voice."""

    def open_page(html: str, width: int = 390) -> Any:
        page = show(html, width)
        page.context.add_init_script(VOICE)
        page.goto(f"{ORIGIN}/again")
        return page

    return open_page


def read_on(page: Any) -> None:
    page.evaluate("finish()")


def test_a_page_is_read_piece_by_piece_and_each_piece_is_marked(
    speaking: Callable[..., Any],
) -> None:
    page = speaking(PAGE)
    page.get_by_role("button", name="朗读").click()
    marked = []
    for _ in READ:
        marked.append(page.locator(".reading").first.evaluate("one => one.tagName"))
        read_on(page)
    assert page.evaluate("said") == READ
    assert page.evaluate("lang") == "zh-CN"
    assert marked == ["H1", "P", "P", "CAPTION", "TR", "DIV", "LI", "P", "SUMMARY"]
    assert page.locator(".reading").count() == 0
    assert page.get_by_role("button", name="朗读").is_visible()
    assert page.problems == []


def test_a_pause_remembers_the_sentence_and_stopping_begins_anew(
    speaking: Callable[..., Any],
) -> None:
    page = speaking(PAGE)
    page.get_by_role("button", name="朗读").click()
    read_on(page)
    page.get_by_role("button", name="暂停").click()
    assert page.evaluate("said") == READ[:2]
    page.get_by_role("button", name="接着读").click()
    assert page.evaluate("said") == [*READ[:2], READ[1]]
    page.get_by_role("button", name="停", exact=True).click()
    assert page.locator(".reading").count() == 0
    page.get_by_role("button", name="朗读").click()
    assert page.evaluate("said.at(-1)") == READ[0]


def test_the_keyboard_is_enough(speaking: Callable[..., Any]) -> None:
    page = speaking(PAGE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("said") == READ[:1]
    page.keyboard.press("Escape")
    assert page.locator(".reading").count() == 0
    assert page.evaluate("document.activeElement.innerText") == "朗读"


def test_leaving_the_page_stops_the_voice(speaking: Callable[..., Any]) -> None:
    page = speaking(PAGE)
    page.get_by_role("button", name="朗读").click()
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    assert page.evaluate("cancelled") == 1
    assert page.locator(".reading").count() == 0


def test_a_browser_without_a_chinese_voice_offers_nothing(show: Callable[..., Any]) -> None:
    page = show(PAGE, 390)
    assert not page.locator("[data-read]").is_visible()
    assert not page.locator("[data-read-stop]").is_visible()


@pytest.mark.parametrize("state", STATES)
def test_the_buttons_fit_into_the_bar(show: Callable[..., Any], state: str) -> None:
    html = gallery_page(STATES[state]).replace("<main", BAR + "<main", 1)
    for width in (320, 390):
        page = show(html, width)
        page.evaluate("document.querySelectorAll('[hidden]').forEach(one => one.hidden = false)")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width


BAR = """<header class="bar"><div class="wrap bar-row"><a class="brand" href="/"><span>
<span class="brand-name">禾丰党建网</span>
<span class="brand-sub">东篱社区第一党支部</span></span></a>
<form class="prefs"><button class="pref"><span>标准版</span></button>
<button class="pref elder-only"><span>再大些</span></button>
<button class="pref" type="button" data-read hidden><span>接着读</span></button>
<button class="pref" type="button" data-read-stop hidden><span>停</span></button></form>
<a class="pref" href="/"><span>我的</span></a></div></header>"""
