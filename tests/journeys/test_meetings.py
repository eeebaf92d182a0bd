"""A3, X12 in a real browser: one election on paper, entered, compared, in the record and the
register; on a phone, without script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dangjian.meetings.models import Meeting
from dangjian.registry.models import CommitteeTerm
from tests.journeys.conftest import Site

PageFor = Callable[..., Any]
CANDIDATES = {"宋怀石": (8, 1), "林禾青": (9, 0), "何秋实": (7, 2), "方晴川": (3, 6)}


def test_an_election_is_held_on_paper_and_entered_on_a_phone(site: Site, page_for: PageFor) -> None:
    """A3, X12: the branch votes on paper; the secretary enters it, the street compares it, prints
    the record and enters the reply; the committee stands on the page of the branch."""
    phone = page_for("secretary", width=390, script=False)
    phone.goto("/workbench/")
    phone.get_by_role("link", name="会议表决").first.click()
    phone.get_by_role("link", name="通知开会").click()
    phone.get_by_label("换届选举").check()
    phone.get_by_label("哪天开").fill("2026-11-20")
    phone.get_by_role("button", name="登记，接着写表决事项").click()
    _put_candidates(phone)
    _enter_roll_and_count(phone)
    meeting = Meeting.objects.get()
    assert meeting.due == 9

    desk = page_for("clerk")
    desk.goto("/inbox/")
    desk.get_by_role("link", name="对着计票单核对一次会议的票数").first.click()
    desk.get_by_role("link", name="对着计票单核对").click()
    assert "发出 9 张，收回 9 张，有效 9 张" in desk.locator("main").inner_text()
    desk.get_by_role("button", name="和计票单一致，确认").click()
    desk.get_by_role("link", name="会议记录").click()
    told = desk.locator("article").inner_text()
    assert "宋怀石：赞成8票，不赞成1票，弃权0票，当选。" in told
    assert "应到会9人，实到会9人，不少于应到会人数的五分之四，会议有效。" in told

    phone.reload()
    phone.get_by_role("link", name="报上级").click()
    phone.get_by_label("宋怀石").select_option(label="书记")
    phone.get_by_role("button", name="报上级").click()
    desk.goto(f"/meetings/{meeting.pk}/answer/approve/")
    desk.get_by_label("批复文件").fill("街组〔2026〕12号")
    desk.get_by_role("button", name="登记批复，入册").click()
    term = CommitteeTerm.objects.get(document="街组〔2026〕12号")
    assert sorted(one.person.name for one in term.posts.all()) == ["何秋实", "宋怀石", "林禾青"]
    phone.goto(f"/organizations/{site.district.east.pk}/")
    assert "书记 宋怀石" in phone.locator("main").inner_text().replace("\n", " ")


def _put_candidates(phone: Any) -> None:
    phone.get_by_role("link", name="增加表决事项").click()
    phone.get_by_label("支部委员会委员").check()
    phone.get_by_label("应选名额").fill("3")
    for name in CANDIDATES:
        phone.get_by_label(name).check()
    phone.get_by_role("button", name="增加").click()


def _enter_roll_and_count(phone: Any) -> None:
    phone.get_by_role("link", name="签到", exact=True).click()
    phone.get_by_role("button", name="签到登记好了").click()
    phone.get_by_role("link", name="登记计票").click()
    for label in ("发出票数", "收回票数", "有效票数"):
        phone.get_by_label(label).fill("9")
    for name, (in_favour, against) in CANDIDATES.items():
        for mark, many in (("赞成", in_favour), ("不赞成", against), ("弃权", 0)):
            phone.get_by_label(f"{name}：{mark}", exact=True).fill(str(many))
    phone.get_by_label("监票人").select_option(label="叶知渔")
    phone.get_by_label("计票人").select_option(label="沈立秋")
    phone.get_by_role("button", name="登记").click()
    assert phone.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    phone.get_by_role("link", name="交另一位同志核对").click()
    phone.get_by_role("button", name="交去核对").click()
