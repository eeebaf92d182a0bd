"""The whole life of a petition in a real browser: writer, office, street and leader."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from dangjian.voices.actions.receiving import NewWriter
from dangjian.voices.models import Letter, Rating
from tests.journeys.conftest import Site
from tests.journeys.test_letters import faults
from tests.voices.received import brought

PageFor = Callable[..., Any]


class Desk:
    """Somebody of an office before the page of the letter."""

    def __init__(self, page: Any, letter: Letter) -> None:
        self.page, self.letter = page, letter

    @property
    def text(self) -> str:
        return str(self.page.locator("main").inner_text())

    def open(self) -> None:
        self.page.goto(f"/letters/{self.letter.pk}/")

    def step(self, title: str, *, ticks: tuple[str, ...] = (), **fields: str) -> None:
        """Go to a step by its button, fill in what it asks and take it."""
        self.open()
        self.page.get_by_role("link", name=title, exact=True).click()
        self.send(title, ticks=ticks, **fields)

    def next(self, title: str, *, ticks: tuple[str, ...] = (), **fields: str) -> None:
        """Take the step that stands open on the page of the letter."""
        self.open()
        assert f"下一步：{title}" in self.text, self.text
        self.send(title, ticks=ticks, **fields)

    def send(self, title: str, *, ticks: tuple[str, ...], **fields: str) -> None:
        for tick in ticks:
            self.page.get_by_label(tick).first.check()
        for name, value in fields.items():
            field = self.page.locator(f"[name={name}]")
            if field.first.evaluate("one => one.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)
        self.page.get_by_role("button", name=title, exact=True).click()
        self.page.wait_for_load_state()
        assert "请" not in self.page.locator("[role=alert], .error-summary").all_inner_texts()

    def opinion(self, title: str, text: str) -> None:
        self.next(title, request="修好楼道照明", facts="现场查明14处损坏", text=text,
                  basis="《物业管理条例》第三十五条")  # fmt: skip


def test_a_petition_from_its_first_day_to_its_review(site: Site, page_for: PageFor) -> None:
    """J3, G3: passed on, objected to, passed on again, more days granted, written, sent back,
    signed; its writer asks for a review by his code, reads the opinion and rates it."""
    street = site.district.street.short_name
    got = brought(
        site.district, at=site.district.root, writers=[NewWriter(name="方禾", phone="15400001183")]
    )
    letter, code = got.letter, got.codes[0]
    office = Desk(page_for("office"), letter)
    clerk = Desk(page_for("clerk", width=390), letter)
    leader = Desk(page_for("leader"), letter)

    office.page.goto("/inbox/")
    assert "登记一封来信" in office.text
    office.next("登记", ticks=("申诉求决",), matter="楼道照明长期损坏")
    assert faults(office.page, "the letter at the office") == []
    office.step("转交", to=street)
    clerk.step("提出异议，退回", words="属于区城管局职责，请改交。")
    office.step("转交", to=street)
    clerk.next("受理，由我们办")
    clerk.step("申请延期", days="30", reason="线路改造要等资金")
    leader.next("审批延期", ticks=("同意延期",))
    clerk.opinion("起草答复，送审签", "9处线路春节前换完。")
    leader.step("退回修改", words="写清几月几日完成。")
    clerk.opinion("起草答复，送审签", "9处线路12月5日前换完。")
    assert faults(clerk.page, "the letter at the street, on a phone") == []
    leader.next("签发")
    assert "已出具处理意见" in leader.text

    writer = page_for(None, width=390)
    writer.goto("/follow/")
    writer.get_by_label("受理码").fill(code)
    writer.get_by_role("button", name="查", exact=True).click()
    told = writer.locator("main").inner_text()
    assert "12月5日前换完" in told
    assert not [one.name for one in site.district.people.values() if one.name in told]
    writer.goto("/follow/letter/ask/")
    writer.locator("textarea").fill("只换了一半，请复查。")
    writer.locator("main form button.btn-primary").click()

    office.opinion("起草意见，送审签", "经复查，责成街道12月20日前全部换完。")
    leader.next("签发意见")
    writer.goto("/follow/letter/")
    assert "12月20日前全部换完" in writer.locator("main").inner_text()
    writer.goto("/follow/letter/rate/")
    writer.get_by_label("基本满意").check()
    writer.locator("main form button.btn-primary").click()
    assert Rating.objects.filter(writer__letter=letter).count() == 1

    office.open()
    history = ("提出异议，退回", "同意延期", "退回修改", "签发处理意见", "请求复查")
    assert [said for said in (*history, "签发复查意见") if said not in office.text] == []
    kinds = office.page.locator("a[href*='/notice/']").all_inner_texts()
    assert [re.sub(r"\s", "", kind) for kind in kinds] == [
        "转送告知书",
        "转送告知书",
        "受理告知书",
        "延期告知书",
        "信访处理意见书",
        "信访复查意见书",
    ]
    office.page.locator("a[href*='/notice/']").last.click()
    assert "方禾：" in office.text and "复核" in office.text
