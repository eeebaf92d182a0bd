"""I7, X3, X21 in a real browser: from a draft to a public, verified, then redacted notice."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any

from dangjian.kernel.proofs.sequencing import Sequencer
from dangjian.openness import jobs
from tests.district import TODAY
from tests.journeys.conftest import Site

PageFor = Callable[..., Any]


def test_a_notice_from_its_draft_to_its_result(site: Site, page_for: PageFor) -> None:
    """Without script on a telephone; the clock is moved to the day after the last."""
    writer = page_for("organizer", width=390, view="elder", script=False)
    writer.goto("/publicity/")
    writer.get_by_role("link", name="写一份公示").click()
    writer.get_by_label("由哪里发布").select_option(label="东篱街道党工委")
    writer.get_by_label("干部任前公示").check()
    writer.get_by_role("button", name="接着写").click()
    writer.get_by_label("标题").fill("拟任职干部任前公示")
    writer.get_by_label("正文").fill("现将拟任职干部有关情况公示如下。\n欢迎监督。")
    writer.get_by_label("受理反映的部门").fill("东篱街道党建办")
    writer.get_by_label("受理电话").fill("13800138000")
    writer.get_by_label("受理地址").fill("示例路1号305室")
    first = writer.locator("section.card").filter(has_text="公示对象 1")
    first.get_by_label("姓名").fill("沈知渔")
    first.get_by_label("性别").select_option("女")
    first.get_by_label("出生年月").fill("1984-06")
    first.get_by_label("现任职务").fill("区财政局副局长")
    first.get_by_label("拟任、拟表彰或拟发展").fill("拟任区直单位正职")
    writer.get_by_role("button", name="存好").click()
    assert "受理电话里好像有手机号" in writer.locator("main").inner_text()
    writer.get_by_label("受理电话").fill("0000-00000000")
    writer.get_by_role("button", name="存好").click()
    writer.get_by_role("link", name="送审", exact=True).click()
    writer.get_by_role("button", name="送审", exact=True).click()
    writer.get_by_text("已经送审").wait_for()

    visitor = page_for(None, width=390, script=False)
    for role, button in (("clerk", "审核通过"), ("security_officer", "审核通过")):
        signs(page_for, role, button, "通过")
    visitor.goto("/notices/")
    assert visitor.get_by_role("link", name="拟任职干部任前公示").count() == 0
    signs(page_for, "leader", "同意发布", "同意发布")
    Sequencer().step()

    visitor.goto("/")
    visitor.get_by_role("link", name="拟任职干部任前公示").first.click()
    address = visitor.url
    told = visitor.locator("main").inner_text()
    assert "沈知渔" in told and "还剩 5 个工作日" in told and "11月30日" in told
    assert visitor.locator("svg.segno").count() == 1
    assert visitor.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    shown = visitor.locator("table").evaluate("one => getComputedStyle(one).display")
    visitor.emulate_media(media="print")
    paper = visitor.locator("table").evaluate("one => getComputedStyle(one).display")
    visitor.emulate_media(media="screen")
    assert (shown, paper) == ("block", "table"), "cards on a telephone, a table on paper"
    visitor.get_by_role("link", name="现在核验").click()
    assert "核验通过" in visitor.locator("main").inner_text()
    assert "现在还登着" in visitor.locator("main").inner_text()

    visitor.goto(address)
    visitor.get_by_role("link", name="我要反映情况").click()
    visitor.get_by_label("什么情况").fill("工作经历写得不对。")
    visitor.get_by_role("button", name="提交").click()
    code = visitor.locator(".code").inner_text()
    department = page_for("office", width=1440)
    department.goto("/inbox/?kind=todo")
    department.get_by_role("link", name=re.compile("核查一件公示期间的反映")).first.click()
    department.get_by_role("link", name="写核查结果").click()
    department.get_by_label("不影响公示的事").check()
    department.get_by_label("给反映人的答复").fill("查了档案，写得对。")
    department.get_by_role("button", name="写好").click()
    visitor.get_by_role("link", name="查结果").click()
    visitor.get_by_label("受理码").fill(code)
    visitor.get_by_role("button", name="查", exact=True).click()
    assert "查了档案，写得对。" in visitor.locator("main").inner_text()

    os.environ["DANGJIAN_CLOCK"] = "2026-12-01"
    try:
        visitor.goto(address)
        assert "沈知渔" not in visitor.content(), "the day decides, also before the job came round"
        assert jobs.keep_days(0) == 1
        Sequencer().step()
        visitor.goto(address)
        told = visitor.locator("main").inner_text()
        assert "沈知渔" not in visitor.content()
        assert "结果：公示期间收到反映，经核查不影响公示事项。" in told
        visitor.get_by_role("link", name="现在核验").click()
        told = visitor.locator("main").inner_text()
        assert "核验通过" in told and "隐去姓名，继续登载" in told
        with visitor.expect_download() as taken:
            visitor.get_by_role("link", name="下载证明").click()
        assert taken.value.suggested_filename.startswith("proof-")
        visitor.goto("/")
        assert visitor.get_by_text("现在没有正在公示的事项").count() == 1
    finally:
        os.environ["DANGJIAN_CLOCK"] = TODAY.isoformat()


def signs(page_for: PageFor, role: str, link: str, button: str) -> None:
    """From the inbox to the signature."""
    page = page_for(role, width=390, script=False)
    page.goto("/inbox/?kind=todo")
    page.get_by_role("link", name=re.compile("(审核|保密审查|审批)一份公示")).first.click()
    page.get_by_role("link", name=link).click()
    page.get_by_label("我从头到尾看过这份公示").check()
    page.get_by_role("button", name=button, exact=True).click()
    page.get_by_text(re.compile("已经(签了|发布)")).wait_for()
