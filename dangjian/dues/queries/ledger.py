"""Accounts: entries, balances, sums of a span of days, and until when an account is closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import DecimalField, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from dangjian.dues.models import AccountState, BranchAccount, Entry, EntryKind
from dangjian.dues.rules import months
from dangjian.dues.rules.ledger import KEEPS_ACCOUNT
from dangjian.dues.rules.standards import ZERO
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Scope, Viewer
from dangjian.registry.models import Organization

_NOTHING = "没有这一页，或者不在您的权限范围内。"
_MONEY: DecimalField = DecimalField(max_digits=14, decimal_places=2)


def _sum(only: Q) -> Coalesce:
    return Coalesce(Sum("amount", filter=only), Value(ZERO), output_field=_MONEY)


def entries_of(organization: Organization) -> QuerySet[Entry]:
    """The ledger of an account, the latest entry first."""
    rows = Entry.objects.filter(organization=organization)
    return rows.select_related("payer", "other", "booked_by", "reverses", "reversal").order_by(
        "-pk"
    )


def entry_for(viewer: Viewer, pk: int) -> tuple[Entry, bool]:
    """An entry for whoever keeps the account (True), or for who paid it (False). Missing."""
    rows = Entry.objects.select_related(
        "organization", "payer", "other", "booked_by", "reverses", "reversal"
    )
    found = rows.filter(pk=pk).first()
    if found is not None and viewer.may(Purpose.DUES, found.organization.path):
        return found, True
    if found is None or found.payer_id != viewer.person_id:
        raise Missing(_NOTHING)
    return found, False


def balance(organization: Organization, on: dt.date | None = None) -> Decimal:
    """What the account holds at the end of a day; None: with everything booked. One query."""
    rows = Entry.objects.filter(organization=organization)
    if on is not None:
        rows = rows.filter(on__lte=on)
    total: Decimal | None = rows.aggregate(total=Sum("amount"))["total"]
    return total if total is not None else ZERO


@dataclass(frozen=True)
class Sums:
    """What moved in a span of days, each above zero, with the balances around it."""

    opening: Decimal
    receipts: Decimal
    voluntary: Decimal
    to_centre: Decimal
    from_below: Decimal
    returned: Decimal
    handed_up: Decimal
    to_below: Decimal
    spent: Decimal
    taken_over: Decimal
    given_over: Decimal

    @property
    def closing(self) -> Decimal:
        came = self.opening + self.receipts + self.voluntary + self.from_below + self.returned
        went = self.handed_up + self.to_below + self.spent
        return came - went + self.taken_over - self.given_over


def sums(organization: Organization, first: dt.date, last: dt.date) -> Sums:
    """The sums of the days from first to last. A reversal lessens what it reverses. One query."""
    within = Q(on__gte=first, on__lte=last)
    found = Entry.objects.filter(organization=organization, on__lte=last).aggregate(
        opening=_sum(Q(on__lt=first)),
        to_centre=_sum(within & Q(to_centre=True)),
        **{
            name: _sum(within & Q(kind=kind))
            for name, kind in (
                ("receipts", EntryKind.RECEIPT),
                ("voluntary", EntryKind.VOLUNTARY),
                ("from_below", EntryKind.FROM_BELOW),
                ("returned", EntryKind.RETURNED),
                ("handed_up", EntryKind.HANDED_UP),
                ("to_below", EntryKind.TO_BELOW),
                ("spent", EntryKind.SPENT),
                ("taken_over", EntryKind.TAKEN_OVER),
                ("given_over", EntryKind.GIVEN_OVER),
            )
        },
    )
    for name in ("handed_up", "to_below", "spent", "given_over"):
        found[name] = -found[name]
    return Sums(**found)


@dataclass(frozen=True)
class Line:
    """One account of a list: what came in, what was handed up, what is left."""

    organization: Organization
    received: Decimal
    handed_up: Decimal
    closing: Decimal
    booked: bool


def accounts_in(scope: Scope) -> QuerySet[Organization]:
    """The organizations of a scope that keep an account, in the order of the tree."""
    return Organization.objects.open().filter(scope.q(), form__in=KEEPS_ACCOUNT).order_by("path")


def balances(organizations: Sequence[Organization], month: dt.date) -> list[Line]:
    """The accounts of a month, in the given order. One query for three and for three hundred."""
    last = months.last_of(month)
    within = Q(on__gte=month)
    incoming = Q(kind__in=(EntryKind.RECEIPT, EntryKind.VOLUNTARY, EntryKind.FROM_BELOW))
    rows = (
        Entry.objects.filter(organization__in=[one.pk for one in organizations], on__lte=last)
        .values("organization")
        .annotate(
            received=_sum(within & incoming),
            handed_up=_sum(within & Q(kind=EntryKind.HANDED_UP)),
            closing=_sum(Q()),
        )
    )
    found = {one["organization"]: one for one in rows}
    nothing = {"received": ZERO, "handed_up": ZERO, "closing": ZERO}
    return [
        Line(
            one,
            (row := found.get(one.pk, nothing))["received"],
            -row["handed_up"],
            row["closing"],
            one.pk in found,
        )
        for one in organizations
    ]


def closed_until(organization: Organization) -> dt.date | None:
    """The last day of the latest half-year whose account is drawn up, signed or not yet."""
    rows = BranchAccount.objects.filter(organization=organization)
    latest = rows.exclude(state=AccountState.RETURNED).order_by("-year", "-half").first()
    return latest.ends_on if latest else None
