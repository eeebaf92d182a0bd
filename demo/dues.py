"""The dues of the first branch: who pays by what, two months booked, one relief, one half-year."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from dangjian.dues.actions import booking, declaring, publishing, relieving
from dangjian.dues.actions.booking import Receipt
from dangjian.dues.models import EntryKind, Payer, ReliefKind, Way
from dangjian.dues.queries.sheet import sheet
from dangjian.dues.rules import months
from dangjian.dues.rules.ledger import half_of
from dangjian.kernel.evidence import Actor
from dangjian.registry.authority import Purpose, viewer_of
from dangjian.registry.models import Organization, Person
from demo import cast
from demo.ground import BY, Ground

_RETIRED, _WAITS = 60, "沈立秋"
_PAPER = "支部核对的工资条和退休证"


def booked(ground: Ground, now: dt.datetime) -> None:
    """The secretary keeps the dues of her branch here since the last half-year."""
    known = {member.profile.name: member.person for member in ground.members if member.known}
    secretary = known[cast.SECRETARY]
    branch = secretary.organization
    if branch is None:
        raise RuntimeError("the secretary of the demo leads no branch")
    by = viewer_of(secretary.account, ground.today).actor(Purpose.DUES, branch.path)
    this = months.first_of(ground.today)
    last, begins = months.before(this), _last_half(ground.today)
    people = list(Person.objects.filter(organization=branch).order_by("name_key", "pk"))
    for n, person in enumerate(people):
        _declare(person, n, months.first_of(begins), now, by)
    _receive(branch, months.first_of(begins), begins, now, by)
    _hand_up(branch, begins, now, by)
    _receive(branch, last, min(ground.today, months.after(last)), now, by)
    _receive(branch, this, ground.today, now, by, most=len(people) // 2)
    relieving.propose(
        known[_WAITS],
        kind=ReliefKind.LESS,
        amount=Decimal("5"),
        first=months.after(this),
        last=months.after(months.after(this)),
        reason="今年做了两次手术，自己花的多。",
        now=now,
        by=by,
    )
    year, half = half_of(begins)
    publishing.prepare(branch, year=year, half=half, now=now, by=by)


def _last_half(today: dt.date) -> dt.date:
    """A day in the middle of the half-year that is over."""
    return dt.date(today.year, 3, 10) if today.month > 6 else dt.date(today.year - 1, 9, 10)


def _declare(person: Person, n: int, month: dt.date, now: dt.datetime, by: Actor) -> None:
    """By age and turn: pensions from 3,200 yuan, wages from 4,100; invented."""
    retired = (month.year - person.born_on.year) >= _RETIRED
    base = Decimal(3200 if retired else 4100) + 265 * (n % 9)
    begins = max(month, months.first_of(person.joined_on)) if person.joined_on else month
    declaring.declare(
        person,
        payer=Payer.RETIRED if retired else Payer.EMPLOYED,
        base=base,
        month=begins,
        document=_PAPER,
        now=now,
        by=by,
    )


def _receive(
    branch: Organization,
    month: dt.date,
    on: dt.date,
    now: dt.datetime,
    by: Actor,
    most: int | None = None,
) -> None:
    rows = [row for row in sheet(branch, month, now.date()).rows if row.left][:most]
    receipts = [Receipt(row.person, month, month, row.left) for row in rows]
    booking.receive(branch, receipts, on=on, way=Way.CASH, now=now, by=by)


def _hand_up(branch: Organization, on: dt.date, now: dt.datetime, by: Actor) -> None:
    given = {"on": on, "way": Way.TRANSFER, "now": now}
    booking.book(branch, EntryKind.HANDED_UP, amount=Decimal("300"), by=by, **given)
    booking.book(branch, EntryKind.RETURNED, amount=Decimal("120"), by=by, **given)
    note = "“七一”慰问老党员"
    booking.book(branch, EntryKind.SPENT, amount=Decimal("96.50"), note=note, by=by, **given)
    if branch.parent is not None:
        booking.book(
            branch.parent, EntryKind.FROM_BELOW, amount=Decimal("300"), other=branch, by=BY, **given
        )
