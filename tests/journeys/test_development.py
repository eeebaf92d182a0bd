"""A7 in a real browser: one person from the application to full membership, the clock moved."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from dangjian.development.models import Development
from dangjian.openness.actions import running
from dangjian.openness.models import Notice
from tests.development.cases import BORN, DAYS, GOOD, SYSTEM, count, empowered, moment, schedule
from tests.district import TODAY, invented_number
from tests.journeys.conftest import Site
from tests.openness.notices import SIGNERS, sent, step

PageFor = Callable[..., Any]
COMMITTEE = {"file_activist", "superior_consent", "training", "prereview", "superior_talk"}
COMMITTEE |= {"approve", "file_department", "approve_conversion"}


@pytest.fixture
def clock_moves() -> Iterator[Callable[[dt.date], None]]:
    def move(day: dt.date) -> None:
        os.environ["DANGJIAN_CLOCK"] = day.isoformat()

    yield move
    move(TODAY)


def test_one_person_from_application_to_full_membership(
    site: Site, page_for: PageFor, clock_moves: Callable[[dt.date], None]
) -> None:
    """Every step on its own day, by whoever has to enter it, without script; what is too early is
    refused with the clause."""
    district = site.district
    empowered(district)
    branch = page_for("secretary", width=390, script=False)
    committee = page_for("clerk", script=False)
    begun, voted_on = later(DAYS["apply"][0]), later(DAYS["meeting"][0])
    clock_moves(begun)
    branch.goto("/workbench/")
    branch.get_by_role("link", name="发展党员").click()
    branch.get_by_role("link", name="登记入党申请").click()
    branch.get_by_label("姓名").fill("江亦舟")
    branch.get_by_label("公民身份号码").fill(invented_number(BORN, "1", 7))
    branch.get_by_label("工作、学习单位和岗位").fill("禾丰区图书馆馆员")
    branch.get_by_label("申请日期").fill(begun.isoformat())
    branch.get_by_role("button", name="登记").click()
    assert "下一步：派人谈话" in branch.locator("main").inner_text()
    case = Development.objects.get()
    for name, usual in schedule("archive")[1:]:
        day = later(usual)
        clock_moves(day)
        page = committee if name in COMMITTEE else branch
        if name == "notice":
            publicized(site, page, case, day)
            continue
        if name in ("meeting", "convert_meeting"):
            page.goto(f"/developments/{case.pk}/do/{name}/")
            page.get_by_role("link", name="开支部大会").click()
            page.get_by_label("哪天开支部大会").fill(day.isoformat())
            page.get_by_role("button", name="开这次会").click()
            count(district, case.votes.order_by("-pk")[0].item, now=moment(day))
        if name == "approve":
            enter(page, case, name, voted_on)
            assert "不能早于“上级派人谈话”" in page.locator("main").inner_text()
        enter(page, case, name, day)
        assert "登记好了" in page.content(), (name, page.locator("main").inner_text()[:400])
    case.refresh_from_db()
    assert case.person is not None
    assert (case.state, case.person.standing) == ("filed", "full")
    assert (case.person.joined_on, case.person.full_on) == (voted_on, dt.date(2029, 8, 8))
    branch.goto(f"/developments/{case.pk}/file/")
    assert "到现在这一步不缺" in branch.locator("main").inner_text()


def later(day: dt.date) -> dt.date:
    """The same day a year on: by then everybody of the district holds his office."""
    return day.replace(year=day.year + 1)


def enter(page: Any, case: Development, name: str, day: dt.date) -> None:
    """Fill in the form of a step as its page asks, and send it."""
    page.goto(f"/developments/{case.pk}/do/{name}/")
    form = page.locator("form[method=post]").last
    if form.locator("#id_on").count():
        form.locator("#id_on").fill(day.isoformat())
    if name in GOOD and form.locator("[name=outcome]").count():
        form.locator(f"[name=outcome][value={GOOD[name].value}]").check()
    people = {"assign_contacts": ("林禾青",), "name_sponsors": ("林禾青", "何秋实")}
    for person in people.get(name, ()):
        form.get_by_label(person, exact=True).check()
    if name == "training":
        form.locator("#id_hours").fill("24")
    for signer in form.locator("[name^=signer_]").all():
        signer.fill("林禾青")
    for number in form.locator("[name^=number_]").all():
        number.fill(f"〔{day.year}〕1号")
    form.get_by_role("button", name="登记").click()


def publicized(site: Site, page: Any, case: Development, day: dt.date) -> None:
    """Drafted here; its signers and its days are the journey of notices."""
    page.goto(f"/developments/{case.pk}/do/notice/")
    page.get_by_label("受理电话").fill("0000-00000000")
    page.get_by_label("受理地址").fill("示例路1号305室")
    page.get_by_role("button", name="起草").click()
    notice = Notice.objects.get()
    notice = sent(site.district, notice, now=moment(day))
    for _ in SIGNERS:
        role = SIGNERS[Notice.objects.get(pk=notice.pk).state]
        notice = step(site.district, notice, role, now=moment(day))
    assert notice.until_on is not None
    after = moment(notice.until_on + dt.timedelta(days=1), 0)
    running.expire(notice, now=after, by=SYSTEM)
