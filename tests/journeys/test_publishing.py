"""I1, I2 in a real browser: written with a picture, signed, public, corrected, withdrawn."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.journeys.conftest import Site
from tests.portal.objects import jpeg

PageFor = Callable[..., Any]


def test_a_street_publishes_corrects_and_withdraws_an_article(
    site: Site, page_for: PageFor
) -> None:
    """Without script on a telephone; what is signed is public, a correction is signed anew, and
    what was withdrawn says why."""
    clerk = page_for("clerk", width=390, script=False)
    clerk.goto("/publishing/columns/open/")
    clerk.get_by_label("栏目名称").fill("东篱要闻")
    clerk.get_by_label("要闻", exact=True).check()
    clerk.get_by_label(re.compile("^两审")).check()
    clerk.get_by_role("button", name="存好").click()
    clerk.get_by_text("栏目开好了").wait_for()

    editor = page_for("organizer", width=390, view="elder", script=False)
    editor.goto("/publishing/")
    editor.get_by_role("link", name="东篱要闻").click()
    editor.get_by_role("link", name="写一篇").click()
    editor.get_by_label("标题").fill("把办事清单亮在楼道口")
    editor.get_by_label("正文").fill(
        "清单贴到楼道口，谁来办一看就明白。\n一、谁来办\n楼栋党小组领办。"
    )
    editor.get_by_role("button", name="存好，接着写").click()
    editor.get_by_role("link", name=re.compile("传图片")).click()
    editor.get_by_label("图片", exact=True).set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
    )
    editor.get_by_label("图片上是什么").fill("社区工作人员张贴清单")
    editor.get_by_role("button", name="传上去").click()
    editor.get_by_text("图片收好了").wait_for()
    last = editor.locator("form section.card").nth(3)
    last.get_by_label("这一段是").select_option("picture")
    last.locator("summary").click()
    last.get_by_label(re.compile("^图片")).select_option(label="社区工作人员张贴清单")
    editor.get_by_role("button", name="存好，去送审").click()
    assert editor.locator("article img").get_attribute("alt") == "社区工作人员张贴清单"
    editor.get_by_role("button", name="送审", exact=True).click()
    editor.get_by_text("已经送审").wait_for()
    assert "现在等东篱街道党工委一审一校" in editor.locator("main").inner_text()

    visitor = page_for(None, width=390)
    visitor.goto("/")
    assert visitor.get_by_role("link", name="把办事清单亮在楼道口").count() == 0
    for role in ("clerk", "security_officer", "leader"):
        signs(page_for, role)
    visitor.goto("/")
    visitor.get_by_role("link", name="把办事清单亮在楼道口").first.click()
    address = visitor.url
    # It is fetched when it comes near (loading="lazy"), which may be after the page stands.
    picture = visitor.locator("article img")
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("async one => (await one.decode(), one.naturalWidth)") == 320
    assert "三审三校 · 禾丰区委领导" in visitor.locator("main").inner_text()

    editor.goto(f"/publishing{address.removeprefix(site.address)}")
    editor.get_by_label("标题").fill("更正：清单贴在单元门口")
    editor.get_by_role("button", name="存好，去送审").click()
    editor.get_by_role("button", name="送审", exact=True).click()
    visitor.goto(address)
    assert visitor.locator("h1").inner_text() == "把办事清单亮在楼道口"
    for role in ("clerk", "security_officer", "leader"):
        signs(page_for, role)
    visitor.goto(address)
    assert visitor.locator("h1").inner_text() == "更正：清单贴在单元门口"
    assert "更正过 1 次" in visitor.locator("main").inner_text()

    clerk.goto(f"/publishing{address.removeprefix(site.address)}withdraw/")
    clerk.get_by_label("为什么撤下").fill("内容过时")
    clerk.get_by_role("button", name="撤下").click()
    answer = visitor.goto(address)
    assert (answer.status, "原因：内容过时" in visitor.locator("main").inner_text()) == (410, True)
    visitor.goto("/site/news/")
    assert visitor.get_by_role("link", name="更正：清单贴在单元门口").count() == 0
    assert visitor.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def signs(page_for: PageFor, role: str) -> None:
    """From the inbox to the signature."""
    page = page_for(role, width=390, script=False)
    page.goto("/inbox/?kind=todo")
    page.get_by_role("link", name=re.compile("(一审一校|保密审查|签发)一篇稿件")).first.click()
    page.get_by_role("link", name="签字通过").click()
    page.get_by_label("我从头到尾看过这一稿").check()
    page.get_by_role("button", name="签字").click()
    page.get_by_text("已经签了").wait_for()
