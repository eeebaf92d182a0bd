"""What is on record of members: class and base, reliefs, what they paid for which month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from dangjian.dues.models import (
    Declaration,
    Entry,
    EntryKind,
    Payer,
    Relief,
    ReliefKind,
    ReliefState,
    Share,
)
from dangjian.dues.queries.scales import scales_at
from dangjian.dues.rules import months
from dangjian.dues.rules.standards import ZERO, Declared, Granted, Standard, standard
from dangjian.registry.models import (
    IN_THE_PARTY,
    Membership,
    Organization,
    Person,
    Standing,
)


def members_on(branch: Organization, day: dt.date) -> list[Person]:
    """Who belonged to the branch and counted as a member on a day, by pinyin. One query."""
    there = Membership.objects.on(day).filter(organization=branch)
    counted = Standing.objects.on(day).filter(kind__in=IN_THE_PARTY)
    people = Person.objects.filter(pk__in=there.values("person"))
    people = people.filter(pk__in=counted.values("person"))
    return list(people.order_by("name_key", "pk"))


def opened(one: Declaration) -> Declared:
    """A declaration with its base open."""
    base = one.unseal("base")
    return Declared(Payer(one.payer), Decimal(base) if base else None)


def declared_in(people: Collection[int], month: dt.date) -> dict[int, Declared]:
    """By person, what holds in a month. One query."""
    rows = Declaration.objects.filter(person__in=people, valid__contains=month)
    return {one.person_id: opened(one) for one in rows}


def granted_in(people: Collection[int], month: dt.date) -> dict[int, Granted]:
    """By person, the approved relief of a month, the latest where there are two. One query."""
    rows = Relief.objects.filter(
        person__in=people,
        state=ReliefState.APPROVED,
        from_month__lte=month,
        to_month__gte=month,
    ).exclude(ended_from__lte=month)
    return {one.person_id: _granted(one) for one in rows.order_by("pk")}


def _granted(one: Relief) -> Granted:
    return Granted(ReliefKind(one.kind), one.amount, one.document)


def paid_in(people: Collection[int], month: dt.date) -> dict[int, Decimal]:
    """By person, what was received for a month, reversals taken off. One query."""
    rows = Share.objects.filter(month=month, entry__payer__in=people)
    summed = rows.values("entry__payer").annotate(paid=Sum("amount"))
    return {one["entry__payer"]: one["paid"] for one in summed}


def declarations_of(person: Person) -> list[Declaration]:
    """Every declaration that ever held, the latest first. One query."""
    rows = Declaration.objects.filter(person=person, valid__isempty=False)
    return list(rows.select_related("declared_by").order_by("-valid"))


def reliefs_of(person: Person) -> list[Relief]:
    rows = Relief.objects.filter(person=person).select_related("organization", "proposed_by")
    return list(rows.order_by("-pk"))


def receipts_of(person: Person, most: int = 60) -> list[Entry]:
    """What was received of a person, reversals included, the latest first. One query."""
    rows = Entry.objects.filter(payer=person).select_related("organization", "reversal")
    return list(rows.order_by("-on", "-pk")[:most])


# --- one member, month by month -------------------------------------------------------------------


@dataclass(frozen=True)
class MonthOf:
    """One month of a member. owes: whether he was a member to whom it applies at all."""

    month: dt.date
    owes: bool
    standard: Standard
    paid: Decimal

    @property
    def label(self) -> str:
        return months.said(self.month)

    @property
    def left(self) -> Decimal:
        """What is still to be paid, never below zero."""
        return max((self.standard.amount or ZERO) - self.paid, ZERO) if self.owes else ZERO

    @property
    def state(self) -> tuple[str, str]:
        """Words and colour of a tag."""
        if not self.owes:
            return "不用交", ""
        if self.standard.amount is None:
            return "算不出", "soon"
        if self.left:
            return ("还差一部分", "soon") if self.paid else ("没有登记", "wait")
        return ("交了", "done") if self.paid else ("免交", "done")


def months_of(person: Person, wanted: Sequence[dt.date], today: dt.date) -> list[MonthOf]:
    """The months of a member, in the order asked for. As many queries for one month as for many."""
    stays = [row.valid for row in Membership.objects.filter(person=person)]
    counted = Standing.objects.filter(person=person, kind__in=IN_THE_PARTY)
    standings = [row.valid for row in counted]
    declared = [(one.valid, opened(one)) for one in declarations_of(person)]
    reliefs = list(Relief.objects.filter(person=person, state=ReliefState.APPROVED).order_by("pk"))
    paid = _paid_by_month(person)
    scales = scales_at(person.path, wanted) if person.path else {}
    found = []
    for month in wanted:
        day = months.judged_on(month, today)
        owes = any(day in one for one in stays) and any(day in one for one in standings)
        his = next((one for valid, one in declared if month in valid), None)
        relief = next((one for one in reversed(reliefs) if one.holds_in(month)), None)
        told = standard(his, scales[month], _granted(relief) if relief else None)
        found.append(MonthOf(month, owes, told, paid.get(month, ZERO)))
    return found


def _paid_by_month(person: Person) -> dict[dt.date, Decimal]:
    rows = Share.objects.filter(entry__payer=person).values("month").annotate(paid=Sum("amount"))
    return {one["month"]: one["paid"] for one in rows}


def paid_until(rows: Iterable[MonthOf]) -> dt.date | None:
    """The last month up to which everything owed is paid; rows: in the order of time. None where
    the first is not."""
    until = None
    for one in rows:
        if one.owes and (one.standard.amount is None or one.left):
            break
        until = one.month
    return until


# --- who has nothing booked -----------------------------------------------------------------------


def unbooked(branches: Collection[int], month: dt.date, day: dt.date) -> dict[int, int]:
    """By branch, how many members have no receipt for a month and are not exempt. One query.

    Branches that never booked a receipt are left out: they do not keep their dues here.
    """
    there = Membership.objects.on(day).filter(organization__in=branches)
    counted = Standing.objects.on(day).filter(kind__in=IN_THE_PARTY)
    paid = Share.objects.filter(month=month).values("entry__payer")
    exempt = Relief.objects.filter(
        state=ReliefState.APPROVED,
        kind=ReliefKind.EXEMPT,
        from_month__lte=month,
        to_month__gte=month,
    ).exclude(ended_from__lte=month)
    keeps = Entry.objects.filter(kind=EntryKind.RECEIPT, organization__in=branches)
    rows = (
        there.filter(person__in=counted.values("person"))
        .exclude(person__in=paid)
        .exclude(person__in=exempt.values("person"))
        .filter(organization__in=keeps.values("organization"))
    )
    found: dict[int, int] = {}
    for organization in rows.values_list("organization", flat=True):
        found[organization] = found.get(organization, 0) + 1
    return found
