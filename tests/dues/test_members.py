"""A11: class and base, reliefs, accounts of half-years: who enters, who decides, who may see."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dangjian.desk import rooms
from dangjian.dues.actions import declaring, relieving
from dangjian.dues.models import (
    AccountState,
    BranchAccount,
    Declaration,
    EntryKind,
    Payer,
    ReliefKind,
    ReliefState,
)
from dangjian.dues.queries import payers
from dangjian.dues.queries.accounts import due_halves
from dangjian.flow.models import ToDo
from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.authority import Purpose
from dangjian.registry.queries.trails import looks_at
from tests.district import TODAY, District, register
from tests.dues.booked import (
    NOVEMBER,
    OCTOBER,
    approved,
    declared,
    moved,
    prepared,
    published,
    received,
    relief,
    reversed_,
    treasurer,
    viewer,
)

pytestmark = pytest.mark.django_db
JUNE = dt.date(2026, 6, 8)


def of_months(district: District, *wanted: dt.date) -> list[Decimal | None]:
    rows = payers.months_of(district.people["member"], wanted, TODAY)
    return [one.standard.amount for one in rows]


def test_a_change_of_income_counts_from_its_month_and_what_was_before_stays(
    district: District,
) -> None:
    """A11: also one that is entered later for an earlier month."""
    member = district.people["member"]
    declared(member, base="3000")
    declared(member, base="8000", month=NOVEMBER)
    assert of_months(district, OCTOBER, NOVEMBER) == [Decimal("15.00"), Decimal("120.00")]
    declared(member, base="5000", month=OCTOBER)
    september = dt.date(2026, 9, 1)
    assert of_months(district, september, OCTOBER, NOVEMBER) == [
        Decimal("15.00"), Decimal("50.00"), Decimal("120.00"),
    ]  # fmt: skip
    declared(member, Payer.RETIRED, "5000", month=NOVEMBER)
    assert of_months(district, NOVEMBER) == [Decimal("25.00")]
    assert Declaration.objects.filter(person=member).count() == 4


def test_a_base_is_sealed_and_opened_only_for_a_reason_that_the_member_reads(
    district: District,
) -> None:
    """A11, T5."""
    member = district.people["member"]
    stored = declared(member, base="5123.45")
    assert b"5123" not in bytes(stored.base)
    with pytest.raises(Refused, match="为什么要看"):
        declaring.open_base(member, reason="看", by=treasurer(district))
    opened = declaring.open_base(member, reason="核对上月工资条", by=treasurer(district))
    assert opened == [("2026年1月", "按月领取工资", "5,123.45元")]
    [look] = looks_at(member, 3)
    assert (look.act, look.reason) == ("看了党费计算基数", "核对上月工资条")


@pytest.mark.parametrize(
    ("payer", "base", "month", "said"),
    [
        (Payer.EMPLOYED, None, NOVEMBER, "请写每月税后"),
        (Payer.EMPLOYED, Decimal("-1"), NOVEMBER, "基数应当"),
        (Payer.STUDENT, None, dt.date(2027, 2, 1), "下个月"),
        (Payer.STUDENT, None, dt.date(2011, 2, 1), "最近五年"),
    ],
)
def test_what_cannot_be_declared_is_refused(
    payer: Payer, base: Decimal | None, month: dt.date, said: str, district: District
) -> None:
    """A11."""
    with pytest.raises(Refused, match=said):
        declaring.declare(
            district.people["member"], payer=payer, base=base, month=month, now=clock.now(),
            by=SYSTEM,
        )  # fmt: skip


def test_a_probationary_member_pays_from_the_month_of_the_meeting_that_admitted_him(
    district: District,
) -> None:
    """A11."""
    new = register(district.east, "顾小满", joined_on=dt.date(2026, 10, 20), full_on=None)
    with pytest.raises(Refused, match="2026年10月才入党"):
        declared(new, month=dt.date(2026, 9, 1))
    declared(new, month=OCTOBER)
    rows = payers.months_of(new, [dt.date(2026, 9, 1), OCTOBER], TODAY)
    assert [one.owes for one in rows] == [False, True]


def test_farmers_pay_what_the_nearest_locality_set_within_what_the_rule_allows(
    district: District,
) -> None:
    """A11."""
    member = district.people["member"]
    declared(member, Payer.FARMER)
    assert of_months(district, NOVEMBER) == [None]

    def set_at(place: object, amount: str, month: dt.date = OCTOBER) -> None:
        declaring.set_farmer_amount(
            place, amount=Decimal(amount), month=month, document="示例组发〔2026〕1号",
            now=clock.now(), by=SYSTEM,
        )  # type: ignore[arg-type]  # fmt: skip

    for amount, said in (("0.19", "不少于0.2元"), ("1.01", "不超过1元")):
        with pytest.raises(Refused, match=said) as refusal:
            set_at(district.root, amount)
        assert "党费收缴" in refusal.value.clause
    set_at(district.root, "0.20")
    assert of_months(district, NOVEMBER) == [Decimal("0.20")]
    set_at(district.street, "1.00", NOVEMBER)
    assert of_months(district, OCTOBER, NOVEMBER) == [Decimal("0.20"), Decimal("1.00")]


def test_a_relief_is_proposed_by_the_branch_and_approved_by_the_committee_above(
    district: District,
) -> None:
    """A11: it holds from month to month and only once it is approved."""
    member = district.people["member"]
    declared(member)
    found = relief(district, member)
    todo = ToDo.objects.get(case=found.case, closed_at__isnull=True)
    assert (todo.for_organization, todo.right) == (district.street, "DUES_REVIEW")
    assert rooms.pages([todo.pk]) == {todo.pk: reverse("dues_relief", args=[found.pk])}
    assert member.name not in todo.what + todo.note
    assert of_months(district, NOVEMBER) == [Decimal("50.00")]
    found = approved(district, found)
    assert found.state == ReliefState.APPROVED and found.unseal("reason") == "长期住院，没有收入"
    assert of_months(district, dt.date(2026, 9, 1), NOVEMBER) == [
        Decimal("50.00"), Decimal("0.00"),
    ]  # fmt: skip
    with pytest.raises(Stale, match="有了结果"):
        approved(district, found)
    with pytest.raises(Refused, match="已经有一件减免"):
        relief(district, member, ReliefKind.LESS, "5")


def test_whoever_proposed_a_relief_or_asked_for_himself_does_not_approve_it(
    district: District,
) -> None:
    """A11: other eyes; the database holds it as well."""
    member = district.people["member"]
    found = relief(district, member, by=treasurer(district, "clerk"))
    assert ToDo.objects.get(case=found.case).for_organization == district.root, (
        "the clerk, who proposed it, is the only one of the street"
    )
    with pytest.raises(Refused, match="您提出的"):
        approved(district, found)
    with pytest.raises(IntegrityError, match="other_eyes"), transaction.atomic():
        type(found).objects.filter(pk=found.pk).update(decided_by=found.proposed_by)
    own = relief(district, district.people["clerk"])
    with pytest.raises(Refused, match="您本人"):
        approved(district, own)


def test_a_relief_ends_before_its_time_once_the_need_is_over(district: District) -> None:
    """A11: from a month on that has not passed; months before stay relieved, and a new one may be
    proposed for the rest."""
    member = district.people["member"]
    declared(member)
    found = approved(district, relief(district, member))
    december = dt.date(2026, 12, 1)
    given: dict[str, Any] = {"words": "出院了，恢复了收入", "today": TODAY}
    given["by"] = treasurer(district)
    for month, words, said in (
        (OCTOBER, "已经出院了", "已经过去的月份不改"),
        (dt.date(2027, 1, 1), "恢复了收入", "已经过去的月份不改"),
        (december, "好", "请写明为什么"),
    ):
        with pytest.raises(Refused, match=said):
            relieving.end_early(found, from_month=month, **given | {"words": words})
    with pytest.raises(Refused, match="您本人"):
        by = viewer(district, "member").myself()
        relieving.end_early(found, from_month=december, **given | {"by": by})
    relieving.end_early(found, from_month=december, **given)
    assert of_months(district, NOVEMBER, december) == [Decimal("0.00"), Decimal("50.00")]
    found.refresh_from_db()
    assert found.unseal("ended_reason") == "出院了，恢复了收入"
    assert found.state == ReliefState.APPROVED and found.document, "what was approved stays"
    with pytest.raises(Stale):
        relieving.end_early(found, from_month=december, **given)
    with pytest.raises(IntegrityError, match="ended_early"), transaction.atomic():
        type(found).objects.filter(pk=found.pk).update(ended_from=dt.date(2027, 2, 1))
    again = relieving.propose(
        member, kind=ReliefKind.LESS, amount=Decimal("5"), first=december, last=december,
        reason="又住院了，收入减少", now=clock.now(), by=treasurer(district),
    )  # fmt: skip
    assert again.state == ReliefState.PROPOSED


def test_a_relief_may_be_refused_with_a_reason_or_taken_back(district: District) -> None:
    """A11."""
    member = district.people["member"]
    found = relief(district, member)
    given = {"office": district.street, "now": clock.now(), "seen": found.case.round}
    by = viewer(district, "clerk").actor(Purpose.DUES_REVIEW, district.street.path)
    with pytest.raises(Refused, match="写明理由"):
        relieving.refuse(found, words="", by=by, **given)
    relieving.refuse(found, words="材料不全", by=by, **given)
    again = relief(district, member)
    relieving.withdraw(again, seen=again.case.round, now=clock.now(), by=treasurer(district))
    again.refresh_from_db()
    assert again.state == ReliefState.WITHDRAWN
    assert not ToDo.objects.filter(case=again.case, closed_at__isnull=True).exists()


def test_a_half_year_is_drawn_up_signed_by_other_eyes_and_then_closed(district: District) -> None:
    """A11: sums only; the members of the branch read them; nothing is booked into it any more."""
    member, by = district.people["member"], treasurer(district)
    received(district.east, member, "50", dt.date(2026, 5, 1), on=JUNE, by=by)
    moved(district.east, EntryKind.HANDED_UP, "30", on=JUNE, by=by)
    late = received(district.east, member, "50", dt.date(2026, 6, 1), on=dt.date(2026, 7, 2), by=by)
    assert due_halves(district.east, TODAY) == [(2026, 1)]
    account = prepared(district.east, by)
    assert (account.receipts, account.handed_up, account.closing) == (
        Decimal("50.00"), Decimal("30.00"), Decimal("20.00"),
    )  # fmt: skip
    todo = ToDo.objects.get(case=account.case, closed_at__isnull=True)
    assert todo.for_organization == district.street, "the secretary booked in it himself"
    with pytest.raises(Refused, match="您编制的"):
        published(district, account, district.east, "secretary")
    with pytest.raises(Refused, match="不能再记到那以前"):
        received(district.east, member, "5", on=JUNE)
    as_member = district.sign_in(Client(), "member")
    page = reverse("dues_account", args=[account.pk])
    assert as_member.get(page).status_code == 404, "before it is signed it is nobody's to read"
    account = published(district, account, district.street)
    assert account.state == AccountState.PUBLISHED
    shown = as_member.get(page).content.decode()
    assert "20.00" in shown and member.name not in shown.partition("<main")[2]
    assert as_member.get(reverse("dues_ledger", args=[district.east.pk])).status_code == 404
    with pytest.raises(DatabaseError, match="stays as it was"), transaction.atomic():
        BranchAccount.objects.filter(pk=account.pk).update(closing=0, opening=0)
    reversed_(late)
    with pytest.raises(Refused, match="已经编制过"):
        prepared(district.east, by)
    with pytest.raises(Refused, match="还没有过完"):
        prepared(district.east, by, half=2)  # type: ignore[arg-type]


def test_an_account_that_no_longer_agrees_with_the_ledger_is_not_signed(
    district: District,
) -> None:
    """A11: and one that was sent back opens the half-year again."""
    from dangjian.dues.actions import publishing
    from dangjian.dues.rules import Hand

    member, by = district.people["member"], treasurer(district)
    received(district.east, member, "50", dt.date(2026, 5, 1), on=JUNE, by=by)
    account = prepared(district.east, by)
    BranchAccount.objects.filter(pk=account.pk).update(
        receipts=Decimal("40"), closing=Decimal("40")
    )
    with pytest.raises(Refused, match="账有了变化"):
        published(district, account, district.street)
    publishing.return_it(
        account, words="少了一笔", part=Hand.TREASURER, seen=account.case.round,
        now=clock.now(), by=by,
    )  # fmt: skip
    received(district.east, member, "10", dt.date(2026, 5, 1), on=JUNE, by=by)
    assert prepared(district.east, by).receipts == Decimal("60.00")
