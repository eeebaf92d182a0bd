"""The month sheet of a branch: who owes what, who paid, what is missing on record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dangjian.dues.models import Share
from dangjian.dues.queries import payers
from dangjian.dues.queries.scales import scale_at
from dangjian.dues.rules import months
from dangjian.dues.rules.standards import ZERO, Standard, standard
from dangjian.registry.models import Organization, Person


@dataclass(frozen=True)
class Row:
    """One member of a month sheet. there: whether he belongs to the branch in that month; others
    stand below because they paid here."""

    person: Person
    payer: str
    standard: Standard
    paid: Decimal
    there: bool = True

    @property
    def left(self) -> Decimal:
        return max((self.standard.amount or ZERO) - self.paid, ZERO) if self.there else ZERO

    @property
    def state(self) -> tuple[str, str]:
        if not self.there:
            return "不在本支部", ""
        if self.standard.amount is None:
            return "算不出", "soon"
        if self.left:
            return ("还差一部分", "soon") if self.paid else ("没有登记", "wait")
        return ("交了", "done") if self.paid else ("免交", "done")


@dataclass(frozen=True)
class Sheet:
    """A branch and a month. owed, paid: the sums of its rows."""

    branch: Organization
    month: dt.date
    rows: Sequence[Row]

    @property
    def label(self) -> str:
        return months.said(self.month)

    @property
    def owed(self) -> Decimal:
        return sum((row.standard.amount or ZERO for row in self.rows if row.there), ZERO)

    @property
    def paid(self) -> Decimal:
        return sum((row.paid for row in self.rows), ZERO)

    @property
    def open(self) -> int:
        """How many still have something to pay."""
        return sum(1 for row in self.rows if row.left)

    @property
    def gaps(self) -> int:
        """Of how many the standard cannot be computed."""
        return sum(1 for row in self.rows if row.there and row.standard.amount is None)


def sheet(branch: Organization, month: dt.date, today: dt.date) -> Sheet:
    """The sheet of a month, by pinyin. As many queries for three members as for three hundred."""
    there = payers.members_on(branch, months.judged_on(month, today))
    here = {person.pk for person in there}
    elsewhere = _paid_here(branch, month, here)
    people = [*there, *elsewhere]
    ids = [person.pk for person in people]
    declared, granted = payers.declared_in(ids, month), payers.granted_in(ids, month)
    paid, scale = payers.paid_in(ids, month), scale_at(branch.path, month)
    rows = [
        Row(
            person,
            declared[person.pk].payer.label if person.pk in declared else "",
            standard(declared.get(person.pk), scale, granted.get(person.pk)),
            paid.get(person.pk, ZERO),
            person.pk in here,
        )
        for person in people
    ]
    return Sheet(branch, month, rows)


def _paid_here(branch: Organization, month: dt.date, but: set[int]) -> list[Person]:
    """Who paid in this branch for the month and is not among its members then."""
    shares = Share.objects.filter(month=month, entry__organization=branch)
    found = Person.objects.filter(pk__in=shares.values("entry__payer")).exclude(pk__in=but)
    return list(found.order_by("name_key", "pk"))
