"""A11: the pages of the dues, without script."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from dangjian.dues.models import Declaration, Entry, Relief
from dangjian.dues.queries.payers import opened
from dangjian.kernel import idempotency
from dangjian.kernel.models import Leaf
from tests.district import District
from tests.dues.booked import OCTOBER, declared, received, relief, treasurer

pytestmark = pytest.mark.django_db


def post(client: Client, address: str, values: dict[str, object], **more: Any) -> Any:
    account = int(client.session["_auth_user_id"])
    return client.post(address, values | {"form_key": idempotency.issue(account)}, **more)


def sent(client: Client, address: str, **values: object) -> str:
    """The page a form leads to."""
    answer = post(client, address, values, follow=True)
    assert answer.status_code == 200, answer.context["form"].errors
    return answer.content.decode()


def test_a_treasurer_books_a_branch_in_one_form_without_script(district: District) -> None:
    """A11: a tick for what is left, another amount for who gave something else; all or nothing."""
    member, other = district.people["member"], district.people["organizer"]
    declared(member)
    declared(other, base="3000")
    client = district.sign_in(Client(), "secretary")
    address = reverse("dues_sheet", args=[district.east.pk])
    page = client.get(address).content.decode()
    assert "2026年11月应交 65.00 元，已登记 0.00 元" in page and "收 50.00" in page
    values = {"on": "2026-11-20", "way": "cash", f"full_{member.pk}": "on"}
    wrong = post(client, address, values | {f"other_{other.pk}": "十五"})
    assert (wrong.status_code, Entry.objects.count()) == (422, 0)
    both = post(client, address, values | {f"other_{member.pk}": "10"})
    assert both.status_code == 422 and "只留一个" in both.content.decode()
    page = sent(client, address, **values, **{f"other_{other.pk}": "10"})
    assert "记了 2 笔，共 60.00 元" in page and "还差一部分" in page
    assert sorted(Entry.objects.values_list("amount", flat=True)) == [10, 50]
    nothing = post(client, address, {"on": "2026-11-20", "way": "cash"})
    assert nothing.status_code == 422 and "还没有填一笔金额" in nothing.content.decode()
    for strange in ("2026-13", "abc", "2031-01", "9999999999-01"):
        assert client.get(address, {"month": strange}).status_code == 400, strange


def test_a_member_sees_what_he_owes_why_and_until_when_he_paid(district: District) -> None:
    """A11: his own receipt, and nobody else's."""
    member = district.people["member"]
    declared(member, month=dt.date(2025, 12, 1))
    first = received(district.east, member, "600", dt.date(2025, 12, 1), dt.date(2026, 11, 1))
    of_other = received(district.east, district.people["organizer"], "5")
    client = district.sign_in(Client(), "member")
    page = client.get(reverse("dues_mine")).content.decode()
    assert "基数是每月税后相对固定的收入5,000.00元，全部基数按1%交纳，每月50.00元。" in page
    assert "交到了 <b>2026年11月</b>" in page
    slip = client.get(reverse("dues_entry", args=[first.pk])).content.decode()
    assert "2025年12月至2026年11月" in slip and "600.00 元" in slip and "冲正</a>" not in slip
    assert client.get(reverse("dues_entry", args=[of_other.pk])).status_code == 404
    assert client.get(reverse("dues_reverse", args=[first.pk])).status_code == 404


def test_class_base_receipt_and_relief_are_entered_on_plain_pages(district: District) -> None:
    """A11: from the member's page; the base is nowhere on it and opened only for a reason."""
    member = district.people["member"]
    client = district.sign_in(Client(), "secretary")
    home = reverse("dues_member", args=[member.pk])
    values = {"payer": "employed", "base": "5,123.45", "month": "2026-10"}
    page = sent(client, reverse("dues_declare", args=[member.pk]), **values)
    assert "2026年10月起按这个算" in page and "5,123" not in page and "76.85" in page
    assert opened(Declaration.objects.get()).base == Decimal("5123.45")
    assert "5,123.45" not in client.get(home).content.decode()
    address = reverse("dues_open", args=[member.pk])
    assert post(client, address, {"reason": "看"}).status_code == 422
    assert "5,123.45元" in post(client, address, {"reason": "核对工资条"}).content.decode()
    receipt = {"what": "receipt", "from_month": "2026-10", "to_month": "2026-11", "way": "cash"}
    page = sent(
        client,
        reverse("dues_receive", args=[member.pk]),
        **receipt,
        amount="153.70",
        on="2026-11-20",
    )
    assert "党费收据" in page and "2026年10月至2026年11月" in page
    page = sent(
        client,
        reverse("dues_receive", args=[member.pk]),
        what="voluntary",
        way="transfer",
        amount="1000",
        on="2026-11-20",
    )
    assert "全部上缴中央" in page
    wanted = {"kind": "less", "amount": "5", "first": "2026-12", "last": "2026-12"}
    page = sent(
        client, reverse("dues_relieve", args=[member.pk]), **wanted, reason="住院三个月，工资停发"
    )
    assert "等上级党委审批" in page and "住院三个月" in page
    assert (
        client.get(
            reverse("dues_relief_step", args=[Relief.objects.get().pk, "approve"])
        ).status_code
        == 404
    )


def test_the_committee_approves_on_the_page_its_todo_leads_to(district: District) -> None:
    """A11."""
    found = relief(district, district.people["member"])
    client = district.sign_in(Client(), "clerk")
    page = client.get(reverse("dues_relief", args=[found.pk])).content.decode()
    assert "长期住院" in page and "报上一级党委批准" in page
    address = reverse("dues_relief_step", args=[found.pk, "approve"])
    values = {"seen": found.case.round}
    assert post(client, address, values | {"document": ""}).status_code == 422
    assert "批准了" in sent(client, address, **values, document="会议记录")
    assert client.get(address).status_code == 404, "the turn is over"
    assert Relief.objects.get().state == "approved"


def test_a_sheet_is_printed_and_taken_away_for_a_reason_on_record(district: District) -> None:
    """A11, L9: marked with who and why; numbers as text, nothing that runs."""
    member = district.people["member"]
    declared(member)
    received(district.east, member, "50")
    client = district.sign_in(Client(), "secretary")
    printed = client.get(reverse("dues_sheet_print", args=[district.east.pk])).content.decode()
    assert "2026年11月党费收缴表" in printed and "本人签字" in printed
    address = reverse("dues_export", args=[district.east.pk])
    assert post(client, address, {"reason": "看"}).status_code == 422
    answer = post(client, address, {"reason": "送街道核对"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = {row[0]: row[1:6] for row in sheet.iter_rows(min_row=4, values_only=True)}
    assert rows[member.name] == ("按月领取工资", "50.00", "50.00", "0.00", "交了")
    assert "林禾青（东篱社区第一党支部支部书记）" in sheet["A2"].value
    assert Leaf.objects.get(verb="export_dues").path == district.east.path


def test_last_months_dues_are_a_reminder_to_the_treasurer_and_to_nobody_else(
    district: District,
) -> None:
    """A11: no name in it, no superior is told; nothing where the branch keeps no dues here."""
    bench = reverse("workbench")
    client = district.sign_in(Client(), "secretary")
    said = "2026年10月的党费还没有登记完"
    assert said not in client.get(bench).content.decode()
    received(district.east, district.people["member"], "5", OCTOBER, by=treasurer(district))
    page = client.get(bench).content.decode()
    assert said in page and "8<small>人</small>" in page
    for role in ("clerk", "office", "organizer", "member"):
        page = district.sign_in(Client(), role).get(reverse("inbox")).content.decode()
        assert said not in page, role
