"""From signing in to the thing done, on a phone: no more steps than UX.md, 3 allows.

A step is a press on a way or a button that leads to another page; filling in does not count.
Of the twelve commonest jobs those that exist are here: 3, 5, 6 (his own page), 7, 8, 10, 11 and 12.
The records of meetings, tasks, courses and contests (1, 2, 4, 9) come with their rooms.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dangjian.kernel.evidence import SYSTEM
from dangjian.openness.rules.texts import code_of
from dangjian.registry.models import CommitteeTerm
from tests.development.cases import DAYS, applied, empowered
from tests.district import PASSWORD, TODAY, register
from tests.guards.objects import dealt_with
from tests.jobs import run_waiting_jobs
from tests.journeys.conftest import Site
from tests.journeys.test_development import enter
from tests.journeys.test_first_day import totp
from tests.openness.notices import placed, posted, reviewed
from tests.registry.tables import member, roster
from tests.voices.received import brought

PageFor = Callable[..., Any]


class Steps:
    """A phone in somebody's hand, and how many steps he has gone since his first page."""

    def __init__(self, page: Any) -> None:
        self.page, self.taken = page, 0

    def press(self, role: str, name: str | re.Pattern[str]) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=name).first.click()
        self.taken += 1

    def go(self, address: str) -> None:
        """By the first way on the page that leads to an address."""
        with self.page.expect_navigation():
            self.page.locator(f"a[href='{address}']").locator("visible=true").first.click()
        self.taken += 1

    @property
    def text(self) -> str:
        return str(self.page.locator("main").inner_text())


def begun(page: Any, address: str = "/start/") -> Steps:
    """Somebody on his first page."""
    page.goto(address)
    return Steps(page)


def sign_in(page: Any, name: str, *, both: bool) -> Steps:
    page.goto("/sign-in/")
    page.get_by_label("登录名或手机号").fill(name)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    if both:
        page.locator("#id_code").fill(totp())
        page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(re.compile("/(home|workbench|inbox|overview)/"))
    return Steps(page)


def test_a_member_sees_his_own_page_at_once_and_has_somebody_else_correct_it(
    site: Site, page_for: PageFor
) -> None:
    """M1, M5 and UX §3, 6: one's own things in 0 steps; asking somebody takes two, confirming two.

    The secretary finds it among what is to be done and fills it in: two steps.
    """
    member = sign_in(page_for(None, width=390, view="elder"), "member", both=False)
    for seen in ("宋怀石同志", "东篱社区第一党支部", "我的党龄", "谁看过我的信息"):
        assert seen in member.text, seen
    assert member.taken == 0
    member.press("link", "请人代办")
    member.page.locator("textarea").fill("我换手机号了，新号是 154 0000 8888")
    member.page.get_by_label(re.compile("林禾青")).check()
    member.press("button", "请他代办")
    assert member.taken == 2
    member.page.goto("/start/")
    assert "在等别人，您不用管" in member.text and "等林禾青办" in member.text

    secretary = sign_in(page_for(None, width=390), "secretary", both=True)
    assert "替宋怀石更正信息" in secretary.text
    secretary.press("link", re.compile("去办.*替宋怀石更正信息"))
    secretary.page.locator("#id_mobile").fill("15400008888")
    secretary.press("button", re.compile("填好了"))
    assert secretary.taken == 2
    secretary.page.goto("/start/")
    assert "等宋怀石办" in secretary.text

    member.page.goto("/start/")
    assert "有 1 件事等您办" in member.text
    member.taken = 0
    member.press("link", re.compile("去办.*确认林禾青代填的更正"))
    member.press("button", "对，就这样改")
    assert member.taken == 2
    member.page.goto("/start/")
    assert "这半个月办好" in member.text
    person = site.district.people["member"]
    person.refresh_from_db()
    assert person.unseal("mobile") == "15400008888"


def test_a_secretary_reads_on_the_phone_what_is_due_and_what_to_do_about_it(
    site: Site, page_for: PageFor
) -> None:
    """A3: the reminder stands on the first page; the rule and the way are one step off at most."""
    term = CommitteeTerm.objects.get(organization=site.district.east)
    term.due_on = dt.date(2026, 11, 20)
    term.save()
    page = page_for("secretary", width=390, script=False)
    page.goto("/start/")
    steps = Steps(page)
    assert "今天有 1 件事要办" in steps.text and "逾期" in steps.text
    assert "《中国共产党基层组织选举工作条例》第三条" in steps.text
    steps.press("link", re.compile("看怎么办"))
    assert steps.taken == 1 and "请尽快换届" in steps.text


def test_the_office_sees_where_help_is_needed_and_reaches_the_names_in_one_step(
    site: Site, page_for: PageFor
) -> None:
    """UX §3, 8: what to look into on the first page, who it is one step off."""
    register(site.district.east, "秦书岚", joined_on=dt.date(2025, 11, 1), full_on=None)
    steps = sign_in(page_for(None), "office", both=True)
    assert "需要您过问" in steps.text and steps.taken == 0
    steps.press("link", "看是哪些人")
    assert steps.taken == 1 and "秦书岚" in steps.text


@pytest.mark.parametrize(("role", "serial"), [("clerk", 300), ("office", 310)])
def test_a_table_is_brought_in_in_three_steps(
    role: str, serial: int, site: Site, page_for: PageFor, tmp_path: Path
) -> None:
    """UX §3, 7: the first page, the file, the doubtless rows entered."""
    path = tmp_path / "花名册.csv"
    path.write_bytes(roster([member(site.district.east, "程远山", serial)]))
    page = page_for(role, width=390)
    page.goto("/start/")
    steps = Steps(page)
    steps.press("link", re.compile("导入"))
    page.get_by_label("表格文件").set_input_files(str(path))
    steps.press("button", "读这份表")
    run_waiting_jobs()
    page.get_by_role("button", name=re.compile("登记入册")).wait_for()
    steps.press("button", re.compile("登记入册"))
    assert steps.taken == 3


def test_a_letter_is_answered_and_a_notice_posted_from_what_is_to_be_done(
    site: Site, page_for: PageFor
) -> None:
    """UX §3, 3 and 5: two steps to the draft on its way to be signed, three to the signature."""
    letter = dealt_with(site.district, site.district.street)
    clerk = begun(page_for("clerk", width=390))
    clerk.go(f"/letters/{letter.pk}/")
    assert "下一步：起草答复，送审签" in clerk.text
    for name in ("request", "facts", "text", "basis"):
        clerk.page.locator(f"[name={name}]").fill("楼道照明已经修好，现场看过。")
    clerk.press("button", "起草答复，送审签")
    assert clerk.taken == 2 and "审签" in clerk.text

    notice = reviewed(site.district)
    leader = begun(page_for("leader", width=390))
    leader.go(f"/publicity/{notice.pk}/")
    assert "公示时间" in leader.text
    leader.press("link", "同意发布")
    leader.page.get_by_label("我从头到尾看过这份公示").check()
    leader.press("button", "同意发布")
    assert leader.taken == 3 and "已经发布" in leader.text


def test_the_next_step_of_an_applicant_is_entered_from_what_is_to_be_done(
    site: Site, page_for: PageFor
) -> None:
    """UX §3, 12: what the step needs is one step off, its form two, and done with the third."""
    empowered(site.district)
    case = applied(site.district)
    secretary = begun(page_for("secretary", width=390, script=False))
    secretary.go(f"/developments/{case.pk}/")
    assert "下一步：派人谈话" in secretary.text and "要有的材料：《谈话记录》" in secretary.text
    secretary.press("link", "登记这一步")
    enter(secretary.page, case, "talk", DAYS["apply"][0] + dt.timedelta(days=20))
    secretary.taken += 1
    assert secretary.taken == 3 and "登记好了" in secretary.page.content()


def test_a_visitor_writes_follows_and_checks_from_the_home_page(
    site: Site, page_for: PageFor
) -> None:
    """UX §3, 10 and 11: one step to the first question, which asks one thing; one to the field for
    the code, one to how the letter stands, or to whether a notice is genuine."""
    notice = posted(site.district)
    placed()
    got = brought(site.district)
    writer = begun(page_for(None, width=390, script=False), "/")
    writer.go("/write/")
    assert writer.taken == 1 and writer.page.locator("main fieldset").count() == 1

    follower = begun(page_for(None, width=390, script=False), "/")
    follower.go("/follow/")
    follower.page.get_by_label("受理码").fill(got.codes[0])
    follower.press("button", "查")
    assert follower.taken == 2 and "收到" in follower.text

    reader = begun(page_for(None, width=390, script=False), "/")
    reader.go("/verify/")
    reader.page.locator("main [name=code]").fill(code_of(notice.uid))
    reader.press("button", "核验")
    assert reader.taken == 2 and "核验通过" in reader.text


def test_a_visitor_finds_the_telephone_of_an_organization_in_one_step(
    site: Site, page_for: PageFor
) -> None:
    """UX §3, 11, as far as it exists: from the home page, without signing in."""
    page = page_for(None, width=390, script=False)
    page.goto("/")
    page.get_by_role("search", name="找党组织").get_by_role("searchbox").fill("dongli")
    steps = Steps(page)
    steps.press("button", "查找")
    assert steps.taken == 1 and site.district.street.short_name in steps.text


def test_the_keyboard_reaches_the_first_thing_to_do_right_after_the_greeting(
    site: Site, page_for: PageFor
) -> None:
    """M2: everything works by keyboard."""
    from dangjian.registry.actions import standing

    lost = register(site.district.east, "白仲谦")
    standing.report_lost(lost, on=dt.date(2026, 1, 5), efforts="", today=TODAY, by=SYSTEM)
    page = page_for("secretary", width=390)
    page.goto("/start/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    inside = []
    for _ in range(4):
        page.keyboard.press("Tab")
        inside.append(page.evaluate("document.activeElement.textContent"))
    assert any("：" in text and ("去办" in text or "看" in text) for text in inside), inside
