"""I6, I8 in a real browser: an item by four people until the visitor reads it; an application from
the citizen to the answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from dangjian.kernel.proofs.sequencing import Sequencer

PageFor = Callable[..., Any]


def test_an_item_by_four_people_until_the_visitor_reads_it(page_for: PageFor) -> None:
    """Without script on a telephone; bad input first, then by the inboxes of three others."""
    writer = page_for("organizer", width=390, view="elder", script=False)
    writer.goto("/publicity/")
    writer.get_by_role("link", name="公开目录", exact=True).first.click()
    writer.get_by_role("link", name="提一件公开事项").click()
    writer.get_by_label("由哪里公开").select_option(label="东篱街道党工委")
    writer.get_by_role("button", name="接着写").click()
    writer.get_by_label("哪一类事项").select_option("procedures")
    writer.get_by_label("事项", exact=True).fill("党员组织关系转接办理程序")
    writer.get_by_label("内容").fill("一、本人向支部提出，电话13800138000。\n二、支部核对。")
    writer.get_by_label("责任部门").fill("东篱街道党建办")
    writer.get_by_label("失效日期").fill("2027-12-31")
    writer.get_by_label("全社会").check()
    writer.get_by_label("长期公开").check()
    writer.get_by_role("button", name="存好").click()
    assert "内容里好像有手机号" in writer.locator("main").inner_text()
    writer.get_by_label("内容").fill("一、本人向支部提出。\n二、支部核对。")
    writer.get_by_role("button", name="存好").click()
    writer.get_by_role("link", name="提出", exact=True).click()
    writer.get_by_role("button", name="提出", exact=True).click()
    writer.get_by_text("已经提出，送去审查。").wait_for()

    visitor = page_for(None, width=390, script=False)
    ticks = ["应当公开", "内容准确", "保密审查"]
    takes(page_for, "security_officer", "审查一件公开事项", "审查通过", ticks, "通过")
    takes(page_for, "leader", "审批一件公开事项", "批准", ["从头到尾看过"], "批准")
    visitor.goto("/catalogue/")
    assert visitor.get_by_role("link", name="党员组织关系转接办理程序").count() == 0
    takes(page_for, "clerk", "实施一件批准了的公开事项", "实施", [], "实施")
    Sequencer().step()

    visitor.goto("/site/open/")
    visitor.get_by_role("link", name="公开目录 职能、程序、政策法规").click()
    visitor.get_by_role("link", name="办事程序").click()
    visitor.get_by_role("link", name="党员组织关系转接办理程序").click()
    told = visitor.locator("main").inner_text()
    for words in ("东篱街道党建办", "2027年12月31日", "GK-2026-0001", "2026年11月23日"):
        assert words in told, words
    assert visitor.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    visitor.get_by_role("link", name="现在核验").click()
    assert "核验通过" in visitor.locator("main").inner_text()


def takes(
    page_for: PageFor, role: str, todo: str, link: str, ticks: list[str], button: str
) -> None:
    """From the inbox to the step."""
    page = page_for(role, width=390, script=False)
    page.goto("/inbox/?kind=todo")
    page.get_by_role("link", name=re.compile(todo)).first.click()
    page.get_by_role("link", name=link, exact=True).click()
    for one in ticks:
        page.get_by_label(re.compile(one)).check()
    page.get_by_role("button", name=button, exact=True).click()
    page.locator(".flow").wait_for()


def test_an_application_from_the_citizen_to_the_answer(page_for: PageFor) -> None:
    """The office asks for more first; the answer is read by the code, and published without him."""
    citizen = page_for(None, width=390, script=False)
    citizen.goto("/disclosure/")
    citizen.get_by_role("link", name="申请公开", exact=True).click()
    citizen.get_by_label("向哪里申请").select_option(label="东篱街道党工委")
    citizen.get_by_label("想了解什么").fill("活动经费是怎样用的？")
    citizen.get_by_label("您的姓名").fill("谷雨生")
    citizen.get_by_role("button", name="提交").click()
    code = citizen.locator(".code").inner_text()

    clerk = page_for("clerk", width=1440)
    clerk.goto("/inbox/?kind=todo")
    clerk.get_by_role("link", name=re.compile("答复一件公开申请")).first.click()
    assert "谷雨生" in clerk.locator("main").inner_text()
    clerk.get_by_role("link", name="请申请人补充").click()
    clerk.get_by_label("请申请人补充什么").fill("请写明是哪一年。")
    clerk.get_by_role("button", name="请他补充").click()

    citizen.get_by_role("link", name="查答复").click()
    citizen.get_by_label("受理码").fill(code)
    citizen.get_by_role("button", name="查", exact=True).click()
    assert "请写明是哪一年。" in citizen.locator("main").inner_text()
    citizen.get_by_role("link", name="补充", exact=True).click()
    citizen.get_by_label("补充的内容").fill("去年的。")
    citizen.get_by_role("button", name="补充", exact=True).click()

    clerk.goto("/publicity/applications/")
    clerk.get_by_role("link", name=re.compile("SQ-2026-")).first.click()
    assert "去年的。" in clerk.locator("main").inner_text()
    clerk.get_by_role("link", name="写答复").click()
    clerk.get_by_label("予以公开", exact=True).check()
    clerk.get_by_label("答复的内容").fill("用在主题党日和订学习材料。")
    clerk.get_by_label("登出来的问题").fill("去年的活动经费怎样用的")
    clerk.get_by_label("登出来的答复").fill("用在主题党日和订学习材料。")
    clerk.get_by_role("button", name="送审查").click()
    clerk.get_by_text("送了。").wait_for()
    takes(
        page_for,
        "security_officer",
        "审查一件公开申请的答复",
        "审查通过，答复",
        ["保密审查"],
        "通过",
    )

    citizen.reload()
    told = citizen.locator("main").inner_text()
    assert "答复：予以公开" in told and "用在主题党日和订学习材料。" in told
    citizen.goto("/disclosure/")
    told = citizen.locator("main").inner_text()
    assert "去年的活动经费怎样用的" in told and "谷雨生" not in told
