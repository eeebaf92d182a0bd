"""Two treasurers of one branch at the same moment: threads and connections of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connections
from django.db.models import Sum

from dangjian.dues import recording
from dangjian.dues.actions import booking
from dangjian.dues.models import BranchAccount, Entry, Share
from dangjian.dues.queries import payers
from dangjian.kernel.evidence import Actor
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused
from tests.district import TODAY, District, build
from tests.dues.booked import (
    NOVEMBER,
    OCTOBER,
    declared,
    prepared,
    received,
    reversed_,
    treasurer,
    yuan,
)

JUNE = NOVEMBER.replace(month=6)


@pytest.fixture
def live(committed_db: str) -> District:
    """The tiny district, committed; its member owes 50 yuan a month."""
    district = build()
    declared(district.people["member"])
    return district


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act returned or was refused with; all begin together, each on its connection."""
    ready = threading.Barrier(len(acts))
    answers: list[Any] = [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            ready.wait()
            answers[number] = act()
        except (Refused, IntegrityError) as refusal:
            answers[number] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return answers


def hands(district: District) -> list[Actor]:
    return [treasurer(district, role) for role in ("secretary", "clerk")]


def test_two_treasurers_book_at_once_and_every_fen_stands_once(live: District) -> None:
    """A11: each books two receipts of the same member for the same months, in the same moment.
    Every receipt has its own number without a gap, each month is paid first and what is over lies
    on the last, and the sum is that of the paper."""
    member, one_by_one = live.people["member"], []
    for _ in range(2):
        one_by_one += at_once(
            *(
                lambda by=by: received(live.east, member, "70.01", OCTOBER, NOVEMBER, by=by)
                for by in hands(live)
            )
        )
    assert all(isinstance(one, Entry) for one in one_by_one), one_by_one
    entries = Entry.objects.filter(organization=live.east).order_by("serial")
    assert [one.serial for one in entries] == [1, 2, 3, 4]
    assert {one.booked_by_id for one in entries} == {
        live.people[role].pk for role in ("secretary", "clerk")
    }
    assert entries.aggregate(sum=Sum("amount"))["sum"] == Decimal("280.04")
    for entry in entries:
        assert sum(one.amount for one in Share.objects.filter(entry=entry)) == entry.amount
    paid = {month: payers.paid_in([member.pk], month)[member.pk] for month in (OCTOBER, NOVEMBER)}
    assert paid == {OCTOBER: Decimal("50.00"), NOVEMBER: Decimal("230.04")}
    assert Leaf.objects.filter(verb="book").count() == 4


def test_of_two_reversals_of_one_receipt_one_stands(live: District) -> None:
    """A11: the other one reads that it was done already; the account is even."""
    entry = received(live.east, live.people["member"], "50")
    answers = at_once(*(lambda by=by: reversed_(entry, by) for by in hands(live)))
    assert sorted(type(one).__name__ for one in answers) == ["Entry", "Stale"]
    assert Entry.objects.aggregate(sum=Sum("amount"))["sum"] == Decimal("0.00")


def test_a_receipt_booked_while_the_half_year_is_drawn_up_is_in_it_or_refused(
    live: District,
) -> None:
    """A11: the account says what the ledger says, whichever came first."""
    member, june = live.people["member"], TODAY.replace(month=6)
    secretary, clerk = hands(live)
    received(live.east, member, "50", JUNE, on=june)
    account, entry = at_once(
        lambda: prepared(live.east, clerk),
        lambda: received(live.east, member, "20", JUNE, on=june, by=secretary),
    )
    assert isinstance(account, BranchAccount)
    booked = Entry.objects.filter(organization=live.east, on__lte=account.ends_on)
    assert account.receipts == booked.aggregate(sum=Sum("amount"))["sum"]
    assert isinstance(entry, Refused) == (account.receipts == yuan("50.00"))


def test_without_the_lock_of_an_account_two_receipts_would_have_one_number(
    live: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The broken twin: both count before either writes, and the database refuses the second."""
    both, count = threading.Barrier(2), recording.next_serial
    monkeypatch.setattr(booking, "lock_account", lambda organization: None)

    def counted(*args: Any) -> int:
        serial = count(*args)
        both.wait(timeout=20)
        return serial

    monkeypatch.setattr(recording, "next_serial", counted)
    member = live.people["member"]
    answers = at_once(
        *(lambda by=by: received(live.east, member, "50", by=by) for by in hands(live))
    )
    assert sorted(type(one).__name__ for one in answers) == ["Entry", "IntegrityError"]
    assert Entry.objects.aggregate(sum=Sum("amount"))["sum"] == yuan("50")
