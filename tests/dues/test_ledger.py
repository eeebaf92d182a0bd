"""A11: what is booked stays; a mistake is reversed; sums and balances follow from the entries."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian.config.grants import APPLICATION
from dangjian.dues.actions import booking
from dangjian.dues.actions.carrying import carry_balance
from dangjian.dues.models import INCOMING, Entry, EntryKind, Payer, Share, Way
from dangjian.dues.queries import ledger, payers
from dangjian.dues.queries.sheet import sheet
from dangjian.dues.rules import months
from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.authority import Scope
from dangjian.registry.models import OrganizationForm
from tests.district import TODAY, District, open_below, register
from tests.dues.booked import NOVEMBER, OCTOBER, declared, moved, received, reversed_

pytestmark = pytest.mark.django_db


def test_a_receipt_of_several_months_pays_each_and_leaves_a_leaf_without_name_or_sum(
    district: District,
) -> None:
    """A11: October paid in part; the rest and November in one receipt."""
    member = district.people["member"]
    declared(member)
    received(district.east, member, "20", OCTOBER)
    entry = received(district.east, member, "85", OCTOBER, NOVEMBER)
    shares = dict(entry.shares.values_list("month", "amount"))
    assert shares == {OCTOBER: Decimal("30.00"), NOVEMBER: Decimal("55.00")}
    assert entry.number == "2026-0002"
    assert ledger.balance(district.east) == Decimal("105.00")
    leaf = Leaf.objects.filter(verb="book").latest("pk")
    assert leaf.subject_uid == entry.uid and leaf.path == district.east.path
    assert "85" not in leaf.body.replace(str(entry.uid), "") and str(member.uid) not in leaf.body
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the months sum up to the receipt


def test_the_months_of_a_receipt_sum_up_to_it_or_it_is_not_stored(district: District) -> None:
    """A11: held by the database."""
    member = district.people["member"]
    with pytest.raises(DatabaseError, match="months of a receipt sum up"), transaction.atomic():
        entry = Entry.objects.create(
            organization=district.east, kind=EntryKind.RECEIPT, amount=Decimal("10"), on=TODAY,
            way=Way.CASH, payer=member, from_month=NOVEMBER, to_month=NOVEMBER, year=2026,
            serial=1, booked_at=clock.now(),
        )  # fmt: skip
        Share.objects.create(entry=entry, month=NOVEMBER, amount=Decimal("9"))
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_what_an_account_holds_is_carried_in_both_books_or_in_none(district: District) -> None:
    """A4, A11: one overdrawn is made even by its heir; the half-year's sums tell it, and the
    database takes no half of it."""
    moved(district.west, EntryKind.SPENT, "30")
    heir = carry_balance(district.west, district.group, words="撤销", now=clock.now(), by=SYSTEM)
    assert heir == district.east
    found = ledger.sums(district.west, dt.date(2026, 7, 1), TODAY)
    assert (found.taken_over, found.given_over, found.closing) == (30, 0, 0)
    found = ledger.sums(district.east, dt.date(2026, 7, 1), TODAY)
    assert (found.taken_over, found.given_over, found.closing) == (0, 30, -30)
    before = Entry.objects.count()
    again = carry_balance(district.west, district.east, words="撤销", now=clock.now(), by=SYSTEM)
    assert again is None and Entry.objects.count() == before
    with pytest.raises(DatabaseError, match="stands in both accounts"), transaction.atomic():
        Entry.objects.create(
            organization=district.west, kind=EntryKind.TAKEN_OVER, amount=Decimal("9"), on=TODAY,
            way=Way.BOOKS, other=district.east, year=2026, serial=9, booked_at=clock.now(),
        )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_what_was_booked_is_neither_changed_nor_removed_not_even_by_the_owner(
    district: District,
) -> None:
    """A11, T1: by privilege for the application, by trigger for everybody."""
    entry = received(district.east, district.people["member"], "50")
    for act in (
        lambda: Entry.objects.filter(pk=entry.pk).update(amount=Decimal("1")),
        lambda: Entry.objects.filter(pk=entry.pk)._raw_delete("default"),
        lambda: Share.objects.filter(entry=entry).update(amount=Decimal("1")),
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            act()
    assert APPLICATION["dues_entry"] == ("SELECT", "INSERT") == APPLICATION["dues_share"]


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize("statement", ["TRUNCATE dues_share", "TRUNCATE dues_entry CASCADE"])
def test_not_even_the_owner_empties_the_ledger(statement: str) -> None:
    """A11, T1: by trigger; for each row as well, which the triggers' names say."""
    with connections["owner"].cursor() as cursor:
        refused = pytest.raises(DatabaseError, match="neither changed nor removed")
        with refused, transaction.atomic(using="owner"):
            cursor.execute(statement)
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgenabled = 'O'"
            " AND tgrelid IN ('dues_entry'::regclass, 'dues_share'::regclass)"
        )
        found = {name for (name,) in cursor.fetchall()}
    wanted = {"dues_entry_stays", "dues_share_stays", "dues_entry_opposes", "dues_entry_spreads"}
    assert wanted <= found


def test_a_mistake_is_reversed_once_and_both_entries_stay(district: District) -> None:
    """A11."""
    member = district.people["member"]
    declared(member)
    wrong = received(district.east, member, "50")
    made = reversed_(wrong)
    assert (made.amount, made.reverses) == (Decimal("-50.00"), wrong)
    assert ledger.balance(district.east) == Decimal("0.00")
    assert payers.paid_in([member.pk], NOVEMBER) == {member.pk: Decimal("0.00")}
    assert Entry.objects.count() == 2
    with pytest.raises(Stale, match="只能冲正一次"):
        reversed_(wrong)
    with pytest.raises(Refused, match="本身就是冲正"):
        reversed_(made)
    with pytest.raises(Refused, match="写明为什么"):
        booking.reverse(
            received(district.east, member, "50"), reason=" ", now=clock.now(), by=SYSTEM
        )


def test_the_database_refuses_a_reversal_that_is_not_the_opposite(district: District) -> None:
    """A11."""
    entry = received(district.east, district.people["member"], "50")
    for change in ({"amount": Decimal("-49")}, {"payer": district.people["organizer"]}):
        given: dict[str, Any] = {
            "organization": district.east, "kind": EntryKind.RECEIPT, "amount": Decimal("-50"),
            "on": TODAY, "way": Way.CASH, "payer": entry.payer, "from_month": NOVEMBER,
            "to_month": NOVEMBER, "year": 2026, "serial": 99, "reverses": entry, "reason": "错",
            "booked_at": clock.now(),
        }  # fmt: skip
        with pytest.raises(DatabaseError, match="opposite"), transaction.atomic():
            Entry.objects.create(**given | change)


def test_a_large_gift_goes_wholly_to_the_centre_and_a_small_one_stays(district: District) -> None:
    """A11: from 1,000 yuan on, at once."""
    member = district.people["member"]

    def given_(amount: str) -> Entry:
        return booking.give_more(
            district.east, member, amount=Decimal(amount), on=TODAY, way=Way.CASH,
            now=clock.now(), by=SYSTEM,
        )  # fmt: skip

    assert [given_("999.99").to_centre, given_("1000").to_centre] == [False, True]
    found = ledger.sums(district.east, dt.date(2026, 7, 1), TODAY)
    assert (found.voluntary, found.to_centre) == (Decimal("1999.99"), Decimal("1000.00"))
    assert payers.paid_in([member.pk], NOVEMBER) == {}


def test_what_is_handed_up_and_given_back_is_booked_on_both_sides(district: District) -> None:
    """A11: the branch and the street each keep their own account."""
    received(district.east, district.people["member"], "50")
    up = moved(district.east, EntryKind.HANDED_UP, "40")
    assert (up.other, up.amount) == (district.street, Decimal("-40.00"))
    moved(district.east, EntryKind.RETURNED, "12.50")
    moved(district.east, EntryKind.SPENT, "2.50")
    moved(district.street, EntryKind.FROM_BELOW, "40", other=district.east)
    moved(district.street, EntryKind.TO_BELOW, "12.50", other=district.east)
    assert ledger.balance(district.east) == Decimal("20.00")
    assert ledger.balance(district.street) == Decimal("27.50")
    with pytest.raises(Refused, match="哪个下级"):
        moved(district.street, EntryKind.FROM_BELOW, "1", other=district.foreign)
    with pytest.raises(Refused, match="不记这一种"):
        moved(district.east, EntryKind.TO_BELOW, "1", other=district.group)
    with pytest.raises(Refused, match="没有上级"):
        moved(district.root, EntryKind.HANDED_UP, "1")


def test_what_cannot_be_booked_is_refused_and_nothing_of_it_is_kept(district: District) -> None:
    """A11: all of a form or none of it."""
    member, stranger = district.people["member"], district.people["foreigner"]
    with pytest.raises(Refused, match="没有在东篱社区第一党支部"):
        booking.receive(
            district.east,
            [
                booking.Receipt(member, NOVEMBER, NOVEMBER, Decimal("5")),
                booking.Receipt(stranger, NOVEMBER, NOVEMBER, Decimal("5")),
            ],
            on=TODAY, way=Way.CASH, now=clock.now(), by=SYSTEM,
        )  # fmt: skip
    for amount, on, said in (
        ("0", TODAY, "大于零"),
        ("-5", TODAY, "大于零"),
        ("5", TODAY + dt.timedelta(days=1), "还没到"),
    ):
        with pytest.raises(Refused, match=said):
            received(district.east, member, amount, on=on)
    with pytest.raises(Refused, match="起止"):
        received(district.east, member, "5", NOVEMBER, OCTOBER)
    with pytest.raises(Refused, match="不是党员"):
        received(district.east, member, "5", dt.date(2012, 5, 1))
    with pytest.raises(Refused, match="不直接收"):
        received(district.street, member, "5")
    with pytest.raises(Refused, match="党小组不收缴党费"):
        moved(district.group, EntryKind.SPENT, "5")
    temporary = open_below(district.street, "防汛临时党支部", OrganizationForm.TEMPORARY_BRANCH)
    with pytest.raises(Refused, match="在组织关系所在的支部交"):
        received(temporary, member, "5")
    assert not Entry.objects.exists()


def test_a_sheet_tells_who_owes_what_and_costs_the_same_for_three_as_for_three_hundred(
    district: District,
) -> None:
    """A11: whoever is there on the last day of the month; who left and paid here stands below."""
    member = district.people["member"]
    declared(member)
    declared(district.people["organizer"], Payer.STUDENT)
    received(district.east, member, "20")
    found = sheet(district.east, NOVEMBER, TODAY)
    by_name = {row.person.name: row for row in found.rows}
    mine = by_name[member.name]
    assert (mine.standard.amount, mine.paid, mine.left) == (
        Decimal("50.00"), Decimal("20.00"), Decimal("30.00"),
    )  # fmt: skip
    assert by_name["林禾青"].state == ("算不出", "soon")
    assert (found.owed, found.paid, found.gaps) == (Decimal("50.20"), Decimal("20.00"), 7)
    with CaptureQueriesContext(connection) as few:
        sheet(district.east, NOVEMBER, TODAY)
    for n in range(40):
        declared(register(district.east, f"成员{n}"))
    with CaptureQueriesContext(connection) as many:
        assert len(sheet(district.east, NOVEMBER, TODAY).rows) == 49
    assert len(few) == len(many) == 8


def test_balances_of_three_accounts_and_of_thirty_cost_one_query(district: District) -> None:
    """A11: per organization and month, in the order of the tree and no other."""
    received(district.east, district.people["member"], "50", OCTOBER, on=dt.date(2026, 10, 8))
    moved(district.east, EntryKind.HANDED_UP, "30")
    scope = Scope((district.root.path,))

    def lines() -> list[ledger.Line]:
        return ledger.balances(list(ledger.accounts_in(scope)), NOVEMBER)

    found = {one.organization.pk: one for one in lines()}
    mine = found[district.east.pk]
    assert (mine.received, mine.handed_up, mine.closing) == (
        Decimal("0.00"), Decimal("30.00"), Decimal("20.00"),
    )  # fmt: skip
    assert [one.organization.path for one in lines()] == sorted(
        one.organization.path for one in lines()
    )
    assert district.group.pk not in found
    for n in range(30):
        open_below(district.street, f"东篱第{n}党支部", OrganizationForm.BRANCH)
    places = list(ledger.accounts_in(scope))
    with CaptureQueriesContext(connection) as queries:
        ledger.balances(places, NOVEMBER)
    assert (len(places), len(queries)) == (36, 1)


# --- any history ----------------------------------------------------------------------------------

ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("receive"), st.integers(1, 30_000), st.integers(0, 5)),
        st.tuples(st.just("hand_up"), st.integers(1, 30_000), st.just(0)),
        st.tuples(st.just("return"), st.integers(1, 30_000), st.just(0)),
        st.tuples(st.just("spend"), st.integers(1, 30_000), st.just(0)),
        st.tuples(st.just("reverse"), st.integers(0, 40), st.just(0)),
    ),
    max_size=14,
)
_KIND = {
    "hand_up": EntryKind.HANDED_UP,
    "return": EntryKind.RETURNED,
    "spend": EntryKind.SPENT,
}


def replayed(acts: list[tuple[str, int, int]]) -> Decimal:
    """What the account must hold: computed from the acts alone, in whole cents."""
    signed: list[int] = []
    taken_back: set[int] = set()
    for act, number, _ in acts:
        if act == "reverse":
            if number < len(signed):
                taken_back.add(number)
        else:
            signed.append(number if act in ("receive", "return") else -number)
    kept = [cents for at, cents in enumerate(signed) if at not in taken_back]
    return Decimal(sum(kept)) / 100


@given(acts=ACTS)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_booked_and_reversed_the_sums_equal_a_replay(
    acts: list[tuple[str, int, int]], district: District
) -> None:
    """A11: balance, sums by kind and what was paid for each month, over random histories."""
    with transaction.atomic():
        _judge(district, acts)
        transaction.set_rollback(True)


def _judge(district: District, acts: list[tuple[str, int, int]]) -> None:
    member = district.people["member"]
    booked: list[Entry] = []
    for act, number, span in acts:
        amount = str(Decimal(number) / 100)
        if act == "receive":
            last = months.span(dt.date(2026, 5, 1), dt.date(2026, 12, 1))[span]
            booked.append(received(district.east, member, amount, dt.date(2026, 5, 1), last))
        elif act == "reverse":
            if number < len(booked):
                try:
                    reversed_(booked[number])
                except Stale:
                    continue
        else:
            booked.append(moved(district.east, _KIND[act], amount))
    assert ledger.balance(district.east) == replayed(acts)
    found = ledger.sums(district.east, dt.date(2026, 7, 1), TODAY)
    assert (found.opening, found.closing) == (Decimal("0.00"), replayed(acts))
    entries = Entry.objects.filter(organization=district.east)
    receipts = entries.filter(kind=EntryKind.RECEIPT).aggregate(sum=Sum("amount"))["sum"]
    shares = Share.objects.aggregate(sum=Sum("amount"))["sum"]
    assert receipts == shares
    serials = list(entries.order_by("serial").values_list("serial", flat=True))
    assert serials == list(range(1, len(serials) + 1))


def test_the_replay_finds_a_reversal_that_is_left_out() -> None:
    """The broken twin: an account that forgets reversals holds something else."""
    acts = [("receive", 5000, 0), ("hand_up", 1000, 0), ("reverse", 0, 0)]
    assert replayed(acts) == Decimal("-10.00")
    forgetful = [act for act in acts if act[0] != "reverse"]
    assert replayed(forgetful) != replayed(acts)
    assert EntryKind.RECEIPT in INCOMING and EntryKind.HANDED_UP not in INCOMING
