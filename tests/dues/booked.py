"""Dues of the tiny district: declared, booked, relieved and published through the actions."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from dangjian.dues.actions import booking, declaring, publishing, relieving
from dangjian.dues.actions.booking import Receipt
from dangjian.dues.models import (
    BranchAccount,
    Declaration,
    Entry,
    EntryKind,
    Half,
    Payer,
    Relief,
    ReliefKind,
    Way,
)
from dangjian.dues.rules.standards import BASED
from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM, Actor
from dangjian.registry.authority import Purpose, Viewer, viewer_of
from dangjian.registry.models import Organization, Person
from tests.district import TODAY, District

NOVEMBER = dt.date(2026, 11, 1)
OCTOBER = dt.date(2026, 10, 1)


def yuan(amount: str) -> Decimal:
    return Decimal(amount)


def viewer(district: District, role: str) -> Viewer:
    return viewer_of(district.accounts[role], TODAY)


def treasurer(district: District, role: str = "secretary") -> Actor:
    """Who keeps the branch's dues: its secretary, unless another is named."""
    return viewer(district, role).actor(Purpose.DUES, district.east.path)


def declared(
    person: Person,
    payer: Payer = Payer.EMPLOYED,
    base: str = "5000",
    month: dt.date = dt.date(2026, 1, 1),
    by: Actor = SYSTEM,
) -> Declaration:
    return declaring.declare(
        person,
        payer=payer,
        base=Decimal(base) if payer in BASED else None,
        month=month,
        now=clock.now(),
        by=by,
    )


def received(
    branch: Organization,
    person: Person,
    amount: str,
    first: dt.date = NOVEMBER,
    last: dt.date | None = None,
    *,
    on: dt.date = TODAY,
    by: Actor = SYSTEM,
) -> Entry:
    receipt = Receipt(person, first, last or first, Decimal(amount))
    given: dict[str, Any] = {"on": on, "way": Way.CASH, "now": clock.now(), "by": by}
    return booking.receive(branch, [receipt], **given)[0]


def moved(
    place: Organization,
    kind: EntryKind,
    amount: str,
    *,
    on: dt.date = TODAY,
    other: Organization | None = None,
    by: Actor = SYSTEM,
) -> Entry:
    return booking.book(
        place,
        kind,
        amount=Decimal(amount),
        on=on,
        way=Way.TRANSFER,
        other=other,
        note="主题党日用",
        now=clock.now(),
        by=by,
    )


def reversed_(entry: Entry, by: Actor = SYSTEM) -> Entry:
    return booking.reverse(entry, reason="记错了人", now=clock.now(), by=by)


def relief(
    district: District,
    person: Person,
    kind: ReliefKind = ReliefKind.EXEMPT,
    amount: str = "",
    *,
    by: Actor | None = None,
) -> Relief:
    return relieving.propose(
        person,
        kind=kind,
        amount=Decimal(amount) if amount else None,
        first=OCTOBER,
        last=dt.date(2026, 12, 1),
        reason="长期住院，没有收入",
        now=clock.now(),
        by=by or treasurer(district),
    )


def approved(district: District, found: Relief, role: str = "clerk") -> Relief:
    return relieving.approve(
        found,
        document="11月20日党工委会议记录",
        office=district.street,
        seen=found.case.round,
        now=clock.now(),
        by=viewer(district, role).actor(Purpose.DUES_REVIEW, district.street.path),
    )


def prepared(
    place: Organization, by: Actor, year: int = 2026, half: Half = Half.FIRST
) -> BranchAccount:
    return publishing.prepare(place, year=year, half=half, now=clock.now(), by=by)


def published(
    district: District, account: BranchAccount, office: Organization, role: str = "clerk"
) -> BranchAccount:
    by = viewer(district, role).actor(Purpose.DUES_REVIEW, office.path)
    return publishing.publish(
        account, office=office, seen=account.case.round, now=clock.now(), by=by
    )
