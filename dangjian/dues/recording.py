"""What several actions of this room write: who acts, the lock of an account, the leaf."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Max

from dangjian.dues.models import BranchAccount, Declaration, Entry, FarmerAmount, Relief
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
