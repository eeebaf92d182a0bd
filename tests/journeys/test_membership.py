"""A9, A11, A12 in a real browser on a phone, without script: a transfer, dues, an appraisal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from dangjian.appraisal.models import Taking
from dangjian.appraisal.queries.appraisals import lines_of
from dangjian.dues.models import AccountState, BranchAccount
from dangjian.registry.models import Membership
from dangjian.transfers.models import Transfer
from tests.appraisal import appraised
from tests.district import TODAY
from tests.dues.booked import declared
from tests.journeys.conftest import Site
from tests.transfers.moved import committees

PageFor = Callable[..., Any]


@pytest.fixture
def phone(page_for: PageFor) -> Callable[[str], Any]:
    """A telephone of somebody, without script."""
    return lambda role: page_for(role, width=390, script=False)


def text(page: Any) -> str:
    """The words of the page, which fits the telephone."""
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url
    return str(page.locator("main").inner_text())


def send(page: Any, name: str) -> str:
    page.get_by_role("button", name=name, exact=True).click()
    return text(page)


def test_a_member_moves_from_branch_to_branch(site: Site, phone: Callable[[str], Any]) -> None:
    """A9: he asks, his branch vouches, the street writes the letter, the other street and branch
    take him in; until that day he is counted where he was."""
    district = committees(site.district)
    mine = phone("member")
    mine.goto(reverse("transfer_ask"))
    mine.get_by_label("转到哪个支部").select_option(str(district.foreign.pk))
    mine.get_by_label("为什么转").fill("搬到柳岸居住")
    assert "等原支部核实" in send(mine, "提出转出")
    transfer = Transfer.objects.get()
    secretary, clerk, office = (phone(role) for role in ("secretary", "clerk", "office"))
    secretary.goto(reverse("workbench"))
    secretary.locator(f"a[href='{reverse('transfer', args=[transfer.pk])}']").first.click()
    secretary.get_by_role("link", name="核实无误，报党委").click()
    assert "等原党委审批" in send(secretary, "办理")
    clerk.goto(reverse("transfer_step", args=[transfer.pk, "issue"]))
    assert "看介绍信" in send(clerk, "办理")
    clerk.get_by_role("link", name="看介绍信").click()
    letter = text(clerk)
    assert "存根" in letter and "〔2026〕第001号" in letter and "回　执" in letter
    here = Membership.objects.on(TODAY).get(person=transfer.person)
    assert here.organization == district.east, "on his way he is counted where he was"
    office.goto(reverse("transfer_step", args=[transfer.pk, "receive"]))
    send(office, "办理")
    office.goto(reverse("transfer_step", args=[transfer.pk, "place"]))
    assert "已经接收" in send(office, "办理")
    there = Membership.objects.on(TODAY).get(person=transfer.person)
    assert there.organization == district.foreign
    mine.goto(reverse("transfer", args=[transfer.pk]))
    assert "已经接收" in text(mine) and "看介绍信" not in text(mine)


def test_the_dues_of_a_month_are_booked_and_published(
    site: Site, phone: Callable[[str], Any]
) -> None:
    """A11: one form for the branch, the half-year drawn up, signed by another, read by a member
    who finds sums and nobody's name."""
    branch = site.district.east
    payers = [site.district.people[role] for role in ("organizer", "leader")]
    for person, base in zip(payers, ("5000", "3000"), strict=True):
        declared(person, base=base)
    treasurer = phone("secretary")
    treasurer.goto(f"{reverse('dues_sheet', args=[branch.pk])}?month=2026-06")
    assert "2026年6月应交 65.00 元，已登记 0.00 元" in text(treasurer)
    for person in payers:
        treasurer.locator(f"[name=full_{person.pk}]").check()
    treasurer.get_by_label("哪天收的").fill("2026-06-20")
    assert "已登记 65.00 元" in send(treasurer, "记账")
    treasurer.goto(reverse("dues_account_prepare", args=[branch.pk]))
    treasurer.get_by_label("2026年上半年").check()
    assert "65.00" in send(treasurer, "编制，送审签")
    account = BranchAccount.objects.get(organization=branch)
    assert account.receipts == 65 and account.state == AccountState.PREPARED
    signer = phone("clerk")
    signer.goto(reverse("inbox"))
    signer.locator(f"a[href='{reverse('dues_account', args=[account.pk])}']").first.click()
    signer.get_by_role("link", name="审签，公布").click()
    send(signer, "审签，公布")
    reader = phone("organizer")
    reader.goto(reverse("dues_accounts", args=[branch.pk]))
    reader.get_by_role("link", name="2026年上半年").click()
    told = text(reader)
    assert "收党员党费" in told and "65.00" in told
    assert not any(person.name in told for person in payers)


def test_a_branch_appraises_its_members_once_a_year(
    site: Site, phone: Callable[[str], Any]
) -> None:
    """A12: opened, held, counted, said, confirmed above; a member reads his own and nobody
    else's."""
    district = site.district
    secretary = phone("secretary")
    secretary.goto(reverse("appraisals"))
    secretary.get_by_role("link", name="发起2026年的").click()
    assert "名单和意见" in send(secretary, "发起")
    appraisal = appraised.Appraisal.objects.get()
    secretary.get_by_role("link", name="每一步的日期").click()
    for name, day in appraised.DAYS.items():
        secretary.locator(f"[name={name}]").fill(day.isoformat())
    secretary.get_by_label("发出测评表（张）").fill("9")
    secretary.get_by_label("收回测评表（张）").fill("9")
    secretary.get_by_label("由谁提出意见").select_option("committee")
    send(secretary, "保存")
    appraised.counted(district, appraisal)
    himself = district.people["organizer"]
    lines = {one.person_id: one for one in lines_of(appraisal) if one.taking == Taking.DUE}
    secretary.goto(reverse("appraisal_say", args=[lines[himself.pk].pk]))
    secretary.get_by_label("合格", exact=True).check()
    secretary.get_by_label("意见", exact=True).fill(appraised.OPINION)
    assert appraised.OPINION in send(secretary, "登记")
    for pk, line in lines.items():
        if pk != himself.pk:
            own = pk == district.people["secretary"].pk
            appraised.said(district, line, role="clerk" if own else "secretary")
    secretary.goto(reverse("appraisal_step", args=[appraisal.pk, "report"]))
    assert "等上级党委确认" in send(secretary, "报上去")
    clerk = phone("clerk")
    clerk.goto(reverse("appraisal_step", args=[appraisal.pk, "confirm"]))
    clerk.get_by_label("依据").fill("党工委会议记录2026年第12号")
    assert "上级党委确认了" in send(clerk, "确认")
    reader = phone("organizer")
    reader.goto(reverse("my_appraisals"))
    told = text(reader)
    assert appraised.OPINION in told and "合格" in told
    assert district.people["leader"].name not in told
