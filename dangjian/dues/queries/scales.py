"""The rules of a month at a place, with what the locality set for farmers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from dangjian.dues.models import FarmerAmount
from dangjian.dues.rules.standards import Scale
from dangjian.kernel import rules
from dangjian.kernel.rules import Book
from dangjian.registry.models import Organization


def scale_at(path: str, month: dt.date) -> Scale:
    """The rules for the organization at a path. Three queries."""
    return _scale(rules.book(on=month, path=path), _amounts(path), month)


def scales_at(path: str, months: Sequence[dt.date]) -> dict[dt.date, Scale]:
    """The same for several months. Every rule is read once, whatever the number of months."""
    amounts = _amounts(path)
    keys = ("rate.employed", "rate.retired", "student", "low_income", "min_unit", "rounding")
    found = {}
    with rules.remembered():
        for month in months:
            values = {f"dues.{k}": rules.value(f"dues.{k}", on=month, path=path) for k in keys}
            found[month] = _scale(Book(month, path, values), amounts, month)
    return found


def farmer_amounts(place: Organization) -> list[FarmerAmount]:
    """What was set at this organization itself, the latest first."""
    rows = FarmerAmount.objects.filter(organization=place, valid__isempty=False)
    return list(rows.order_by("-valid"))


def _scale(book: Book, amounts: Sequence[FarmerAmount], month: dt.date) -> Scale:
    """The nearest amount that holds in the month: set lower in the tree, it goes before."""
    holding = [one for one in amounts if month in one.valid]
    nearest = holding[0] if holding else None
    amount: Decimal | None = nearest.amount if nearest else None
    return Scale.of(book, amount, nearest.document if nearest else "")


def _amounts(path: str) -> list[FarmerAmount]:
    line = [int(part) for part in path.strip("/").split("/")]
    rows = FarmerAmount.objects.filter(organization__in=line, valid__isempty=False)
    return sorted(rows, key=lambda one: -line.index(one.organization_id))
