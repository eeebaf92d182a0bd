"""What several actions of this room write: who acts, the lock of an account, an entry, the leaf."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Max

from dangjian.dues.models import (
    BranchAccount,
    Declaration,
    Entry,
    EntryKind,
    FarmerAmount,
    Relief,
    Way,
)
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.registry.models import Organization, Person


def person_of(by: Actor) -> Person | None:
    """Who acts; None for the platform itself."""
    return Person.objects.get(uid=by.person_uid) if by.person_uid else None


def somebody(by: Actor) -> Person:
    """Who acts. RuntimeError for the platform itself, which proposes and signs nothing."""
    person = person_of(by)
    if person is None:
        raise RuntimeError("dues are proposed, prepared and signed by a person")
    return person


def lock_account(organization: Organization) -> None:
    """One change of an account at a time: entries are numbered, and a half-year may be closed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('dues.account'), %s)", [organization.pk]
        )


def next_serial(organization: Organization, year: int) -> int:
    """The next number of a year in an account; its lock is held."""
    rows = Entry.objects.filter(organization=organization, year=year)
    return (rows.aggregate(last=Max("serial"))["last"] or 0) + 1


def book_entry(
    place: Organization,
    kind: EntryKind,
    amount: Decimal,
    on: dt.date,
    way: Way,
    now: dt.datetime,
    by: Actor,
    **more: object,
) -> Entry:
    """Write an entry with the next number of the year, and its leaf. The account is locked."""
    year = now.year
    entry = Entry.objects.create(
        organization=place,
        kind=kind,
        amount=amount,
        on=on,
        way=way,
        year=year,
        serial=next_serial(place, year),
        booked_at=now,
        booked_by=person_of(by),
        **more,
    )
    verb = "reverse" if entry.reverses_id else "book"
    leaf(by, verb, entry, place, kind=str(kind), number=entry.number, on=on.isoformat())
    return entry


def leaf(
    by: Actor,
    verb: str,
    noun: Declaration | FarmerAmount | Relief | Entry | BranchAccount,
    place: Organization | None,
    **detail: Any,
) -> None:
    """The log says what was done in which account; it names no payer and no sum of his."""
    kind = f"dues_{noun._meta.model_name}"
    path = place.path if place else ""
    uid = noun.organization.uid if isinstance(noun, FarmerAmount) else noun.uid
    evidence.record(by, verb, kind, uid, path, **detail)
