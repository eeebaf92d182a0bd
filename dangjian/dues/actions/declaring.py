"""A member's class and base, what the locality set for farmers, and opening a base."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange

from dangjian.dues.models import Declaration, FarmerAmount, Payer
from dangjian.dues.queries.payers import declarations_of
from dangjian.dues.recording import leaf, person_of
from dangjian.dues.rules import months
from dangjian.dues.rules.standards import (
    check_base,
    check_farmer_amount,
    check_since,
    yuan,
)
from dangjian.kernel import evidence, rules
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.models import Organization, Person
from dangjian.registry.models.validity import since
from dangjian.registry.rules.people import stated


@evidence.action
def declare(
    person: Person,
    *,
    payer: Payer,
    base: Decimal | None,
    month: dt.date,
    document: str = "",
    now: dt.datetime,
    by: Actor,
) -> Declaration:
    """Enter class and base of a member from a month on; what was declared for later months stays.

    month: the first day of the month of change. base: yuan a month.
    Refused: no base where one counts; a month too far off; nobody in the Party.
    """
    today = now.date()
    check_since(month, today)
    if person.organization is None or person.joined_on is None:
        raise Refused(f"{person.name}不是党员，没有党费。")
    if months.last_of(month) < person.joined_on:
        raise Refused(
            f"{person.name}{months.said(months.first_of(person.joined_on))}才入党，从那时起交纳。",
            field="month",
        )
    base = check_base(payer, base)
    # Locked, so that two people who enter it at once do so one after the other.
    Person.objects.select_for_update().get(pk=person.pk)
    declaration = Declaration(
        person=person,
        payer=payer,
        valid=_make_room(person, month),
        document=document.strip(),
        declared_at=now,
        declared_by=person_of(by),
    )
    if base is not None:
        declaration.seal("base", str(base))
    declaration.save()
    leaf(by, "declare", declaration, person.organization, month=month.isoformat())
    return declaration


def _make_room(person: Person, month: dt.date) -> DateRange:
    """End what held before, from the month on; the range up to what was declared for later."""
    later = None
    for row in Declaration.objects.filter(person=person, valid__isempty=False):
        if row.valid.lower > month:
            later = min(later or row.valid.lower, row.valid.lower)
        elif month in row.valid:
            row.end(month)
    return DateRange(month, later, "[)") if later else since(month)


@evidence.action
def open_base(person: Person, *, reason: str, by: Actor) -> list[tuple[str, str, str]]:
    """Open what a member's dues are computed from: (since when, class, base), the latest first.

    On record in the same transaction, where the member reads it. Refused without a reason.
    """
    reason = stated(reason)
    opened = []
    for one in declarations_of(person):
        base = one.unseal("base")
        told = f"{yuan(Decimal(base))}元" if base else "不按基数"
        opened.append((months.said(one.valid.lower), one.get_payer_display(), told))
    evidence.record(
        by, "reveal", "person", person.uid, person.path, items=["党费计算基数"], reason=reason
    )
    return opened


@evidence.action
def set_farmer_amount(
    place: Organization,
    *,
    amount: Decimal,
    month: dt.date,
    document: str,
    now: dt.datetime,
    by: Actor,
) -> FarmerAmount:
    """Set what farmers pay a month in an organization and below it, from a month on.

    Refused: outside what the rule allows (with the clause); no paper; a month too far off.
    """
    check_since(month, now.date())
    check_farmer_amount(amount, rules.book(on=month, path=place.path))
    if not document.strip():
        raise Refused("请写依据的文件，例如省委组织部的规定。", field="document")
    Organization.objects.select_for_update().get(pk=place.pk)
    later = None
    for row in FarmerAmount.objects.filter(organization=place, valid__isempty=False):
        if row.valid.lower > month:
            later = min(later or row.valid.lower, row.valid.lower)
        elif month in row.valid:
            row.end(month)
    stored = FarmerAmount.objects.create(
        organization=place,
        amount=amount,
        valid=DateRange(month, later, "[)") if later else since(month),
        document=document.strip(),
    )
    leaf(by, "set_farmer_amount", stored, place, amount=str(amount), month=month.isoformat())
    return stored
