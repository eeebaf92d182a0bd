"""A first day on the platform, told from the persons' side, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

from tests.district import PASSWORD, TOTP_SECRET, invented_number
from tests.journeys.conftest import Site
from tests.registry.consented import opened

PageFor = Callable[..., Any]


def totp() -> str:
    """What the authenticator shows now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(TOTP_SECRET, counter))


def test_a_secretary_signs_in_with_both_steps_and_sees_only_his_branch(
    site: Site, page_for: PageFor
) -> None:
    """L1: one account tied to the register; X17 in small: nothing of the other street."""
    page = page_for(None, width=390)
    page.goto("/")
    page.get_by_role("link", name=re.compile("^登录")).first.click()
    page.get_by_label("登录名或手机号").fill("secretary")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.locator("#id_code").fill(totp())
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(re.compile("/workbench/"))
    assert page.get_by_text("东篱社区第一党支部").count() >= 1
    assert page.get_by_text("柳岸").count() == 0
    page.goto(f"/organizations/{site.district.foreign.pk}/")
    assert page.get_by_text("不在您的管理范围内").count() == 1


def test_a_clerk_opens_renames_moves_and_closes_a_branch_and_the_past_stays(
    site: Site, page_for: PageFor
) -> None:
    """A1: every list follows at once, and the tree of an earlier day is still there."""
    page = page_for("clerk")
    street = site.district.street
    page.goto(f"/organizations/{street.pk}/open/")
    page.get_by_label("党支部", exact=True).check()
    page.locator("#id_name").fill("中共禾丰区东篱街道夜市支部委员会")
    page.locator("#id_short_name").fill("夜市党支部")
    page.locator("#id_on").fill("2026-03-02")
    page.get_by_role("button", name="设立").click()
    assert page.get_by_role("heading", level=1).inner_text() == "夜市党支部"
    here = page.url.split("?")[0]
    page.goto(f"{here}rename/")
    page.locator("#id_short_name").fill("夜市街党支部")
    page.locator("#id_on").fill("2026-06-01")
    page.get_by_role("button", name="保存").click()
    assert page.get_by_role("heading", level=1).inner_text() == "夜市街党支部"
    assert "夜市党支部" in tree_on(page, "2026-04-01")
    assert "夜市" not in tree_on(page, "2026-02-01")
    page.goto(f"{here}close/")
    page.locator("#id_reason").fill("试点结束")
    page.get_by_role("button", name="撤销这个组织").click()
    assert "夜市" not in tree_on(page, "")
    assert "夜市街党支部" in tree_on(page, "2026-07-01")


def tree_on(page: Any, day: str) -> str:
    page.goto(f"/organizations/?on={day}")
    return str(page.locator("main").inner_text())


def test_a_new_member_is_registered_gets_a_code_and_opens_his_account_on_a_phone(
    site: Site, page_for: PageFor
) -> None:
    """A5 and L1: registered once by the secretary; the member chooses his own password."""
    import datetime as dt

    born_on = dt.date(1958, 3, 9)
    page = page_for("secretary")
    page.goto(f"/organizations/{site.district.east.pk}/register/")
    page.locator("#id_name").fill("白仲谦")
    page.locator("#id_id_number").fill(invented_number(born_on, "1", 4321))
    page.locator("#id_joined_on").fill("1985-07-01")
    page.locator("#id_full_on").fill("1986-07-01")
    page.get_by_role("button", name="登记", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "白仲谦"
    member = page.url.split("?")[0]
    page.goto(f"{member}code/")
    page.get_by_role("button", name="发启用码").click()
    code = re.search(r"(\d{4})\s*(\d{4})\s*(\d{4})", page.locator("main").inner_text())
    assert code is not None
    phone = page_for(None, width=390, view="elder")
    phone.goto("/activate/")
    phone.locator("#id_name").fill("白仲谦")
    phone.locator("#id_code").fill(" ".join(code.groups()))
    phone.locator("#id_login_name").fill("baizhongqian")
    phone.locator("#id_password1").fill("wo-ai-zhong-tian-1958x")
    phone.locator("#id_password2").fill("wo-ai-zhong-tian-1958x")
    phone.get_by_role("button", name="启用并登录").click()
    phone.goto("/start/")
    assert "白仲谦" in phone.locator("main").inner_text()
    assert "正式党员" in phone.locator("main").inner_text()


def test_a_number_is_opened_only_with_a_reason_and_leaves_its_trace(
    site: Site, page_for: PageFor
) -> None:
    """T5, L3: a second person agrees, and whoever opens an identity number is on record."""
    from dangjian.kernel.models import Leaf

    person = site.district.people["member"]
    number = person.unseal("id_number")
    page = page_for("secretary")
    page.goto(f"/members/{person.pk}/")
    assert number not in page.content()
    page.goto(f"/members/{person.pk}/reveal/")
    assert page.get_by_label("公民身份号码").count() == 0, "not by one person alone"
    opened(site.district, person, "secretary", "clerk")
    page.goto(f"/members/{person.pk}/reveal/")
    page.get_by_label("公民身份号码").check()
    page.get_by_role("button", name="看这几项").click()
    assert number not in page.content()
    page.get_by_label("为什么要看").fill("核对党费证上的号码")
    if not page.get_by_label("公民身份号码").is_checked():
        page.get_by_label("公民身份号码").check()
    page.get_by_role("button", name="看这几项").click()
    shown = re.sub(r"\s", "", page.locator("main").inner_text())
    assert number in shown
    leaf = Leaf.objects.filter(verb="reveal", subject_uid=person.uid).latest("id")
    assert leaf.actor_person == site.district.people["secretary"].uid
    assert number not in leaf.body


def test_the_keyboard_alone_reaches_the_content_and_the_switches(
    site: Site, page_for: PageFor
) -> None:
    """M2: everything works by keyboard."""
    page = page_for(None)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main, .hero') !== null")
    page.get_by_role("button", name="长辈版").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.documentElement.dataset.view === 'elder'")
