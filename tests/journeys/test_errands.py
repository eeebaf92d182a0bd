"""M5 in a real browser: a member who does not fill in forms has it done, and confirms himself."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from dangjian.kernel.models import Leaf
from dangjian.registry.models import Person
from tests.journeys.conftest import Site

PageFor = Callable[..., Any]


def test_a_member_asks_on_a_phone_the_organizer_fills_in_and_the_member_confirms(
    site: Site, page_for: PageFor
) -> None:
    """M5, and UX: 不会用的出路是人. Nothing changes before he says yes; both are on record."""
    member, organizer = site.district.people["member"], site.district.people["organizer"]
    old = Person.objects.get(pk=member.pk).mobile
    phone = page_for("member", width=390, view="elder")
    phone.goto(f"/members/{member.pk}/")
    phone.get_by_role("link", name="请人代办").click()
    phone.get_by_label("想办什么").fill("我换手机号了，新号是 154 0000 8888")
    phone.get_by_label(re.compile("何秋实")).check()
    phone.get_by_role("button", name="请他代办").click()
    assert "等代办人填" in phone.locator("main").inner_text()
    errand = phone.url

    desk = page_for("organizer")
    desk.goto("/errands/")
    desk.get_by_role("link", name="替宋怀石代办").click()
    desk.get_by_role("link", name="去填").click()
    assert "154 0000 8888" in desk.locator("main").inner_text()
    desk.get_by_label(re.compile("^手机号")).fill("154 0000 8888")
    desk.get_by_role("button", name="填好了").click()
    assert "等委托人确认" in desk.locator("main").inner_text()
    assert Person.objects.get(pk=member.pk).mobile == old

    phone.goto(errand)
    phone.get_by_role("link", name="去看一看").click()
    assert "154 0000 8888" in phone.locator("main").inner_text()
    phone.get_by_role("button", name="对，就这样改").click()
    assert "办好了" in phone.locator("main").inner_text()
    assert phone.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert Person.objects.get(pk=member.pk).unseal("mobile") == "15400008888"
    leaf = Leaf.objects.filter(verb="correct_items", subject_uid=member.uid).latest("pk")
    assert (leaf.actor_person, leaf.behalf_person) == (organizer.uid, member.uid)


def test_a_member_who_telephoned_sends_it_back_with_a_word(site: Site, page_for: PageFor) -> None:
    """By telephone: the organizer writes it down and fills in, the member looks at it himself."""
    member = site.district.people["secretary"]
    desk = page_for("clerk")
    desk.goto(f"/members/{member.pk}/")
    desk.get_by_role("link", name=re.compile("本人打来电话")).click()
    desk.get_by_label("打电话来的").check()
    desk.get_by_label("要办什么").fill("他说学历登错了，是大专")
    desk.get_by_role("button", name="记下，接着填").click()
    desk.locator("#id_education").select_option(label="大学专科")
    desk.get_by_role("button", name="填好了").click()
    phone = page_for("secretary", width=390)
    phone.goto("/errands/?list=asked")
    phone.get_by_role("link", name="请周望禾代办").click()
    phone.get_by_role("link", name="去看一看").click()
    phone.get_by_role("link", name="不对，退回重填").click()
    phone.get_by_label("哪里不对").fill("是大专没错，毕业学校也要改")
    phone.get_by_role("button", name="退回重填").click()
    said = phone.locator("main").inner_text()
    assert "等代办人填" in said and "毕业学校也要改" in said
