"""C3 in a real browser: both sign, a second officer agrees, the list is printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dangjian.registry.models import RoleGrant
from tests.district import TODAY
from tests.handover.handed import checked
from tests.journeys.conftest import Site

PageFor = Callable[..., Any]


def test_both_sign_a_second_officer_agrees_and_the_post_has_changed_hands(
    site: Site, page_for: PageFor
) -> None:
    """C3, X25: on a telephone and at desks; each reads for whom it waits; the paper says all."""
    handover = checked(site.district, "organizer", "secretary")
    page = f"/handovers/{handover.pk}/"
    phone = page_for("organizer", width=390, view="elder")
    _sign(phone, page)
    assert "您签过字了，等对方签" in _read(phone)
    _sign(page_for("secretary"), page)

    officer = page_for("security_officer")
    officer.goto(page)
    officer.get_by_role("link", name="提出移交角色").click()
    officer.get_by_role("button", name="提出，等另一位同意").click()
    assert "可以同意的：陆时雨" in _read(officer)

    second = page_for("system_officer")
    second.goto("/consents/")
    second.get_by_role("link", name="移交角色：林禾青").click()
    second.get_by_role("link", name="看过了，去同意").click()
    second.get_by_role("button", name="同意办理").click()
    assert "办好了" in _read(second)

    held = RoleGrant.objects.on(TODAY).filter(role="organizer", organization=site.district.street)
    assert [grant.holder.name for grant in held] == ["林禾青"]
    phone.goto(f"{page}print/")
    phone.emulate_media(media="print")
    paper = _read(phone)
    assert "沈立秋提出，陆时雨同意" in paper and "接手人签字" in paper
    assert phone.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def _sign(browser: Any, page: str) -> None:
    browser.goto(page)
    browser.get_by_role("link", name="签字").click()
    browser.get_by_role("button", name="签字").click()


def _read(browser: Any) -> str:
    return str(browser.locator("main").inner_text())
