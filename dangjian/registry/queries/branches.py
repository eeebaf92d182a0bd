"""An organization at a glance, and whom to call about it: for the people who work there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Length

from dangjian.kernel.rules import Book
from dangjian.registry.models import (
    IN_THE_PARTY,
    CommitteeTerm,
    Organization,
    Person,
    Post,
    PostTitle,
    Role,
    RoleGrant,
    StandingKind,
    after_subtree,
)
from dangjian.registry.rules import reminders as rules

ELDERLY = relativedelta(years=60)


@dataclass(frozen=True)
class Glance:
    """How many there are of an organization and everything below it, and its committee in office.

    elderly: 60 or older. lost, floating: members only. term_ends_on: the last day, of an approved
    extension where there is one; None where no election is recorded.
    """

    organization: Organization
    full: int
    probationary: int
    elderly: int
    lost: int
    floating: int
    term_ends_on: dt.date | None

    @property
    def members(self) -> int:
        return self.full + self.probationary


def glance(organization: Organization, today: dt.date) -> Glance:
    """Two queries, whatever the size."""
    path = organization.path
    people = Person.objects.filter(
        path__gte=path, path__lt=after_subtree(path), standing__in=IN_THE_PARTY
    )
    counted = people.aggregate(
        full=Count("pk", filter=Q(standing=StandingKind.FULL)),
        probationary=Count("pk", filter=Q(standing=StandingKind.PROBATIONARY)),
        elderly=Count("pk", filter=Q(born_on__lte=today - ELDERLY)),
        lost=Count("pk", filter=Q(lost=True)),
        floating=Count("pk", filter=Q(floating=True)),
    )
    term = CommitteeTerm.objects.on(today).filter(organization=organization).first()
    return Glance(
        organization,
        **counted,
        term_ends_on=(term.extended_to or term.due_on) if term else None,
    )


def probations_ahead(
    organization: Organization, today: dt.date, book: Book, limit: int = 5
) -> list[tuple[Person, dt.date]]:
    """Probationary members whose reminder is still to come, with the day the probation is over."""
    path = organization.path
    people = Person.objects.filter(
        path__gte=path,
        path__lt=after_subtree(path),
        standing=StandingKind.PROBATIONARY,
        joined_on__gt=rules.joined_by(today + rules.CONVERSION_AHEAD, book),
    )
    nearest = people.order_by("joined_on", "name_key", "pk")[:limit]
    return [(p, rules.probation_over_on(p.joined_on, book)) for p in nearest if p.joined_on]


def secretary_of(organization: Organization, today: dt.date) -> Person | None:
    """Whoever leads it on that day."""
    held = Post.objects.on(today).filter(organization=organization, title=PostTitle.SECRETARY)
    post = held.select_related("person").first()
    return post.person if post else None


# --- whom to call ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Office:
    """An office telephone, and whose it is."""

    place: str
    phone: str


@dataclass(frozen=True)
class Helper:
    """The organizer who is there for a place: his name, what he is, and the office telephone."""

    person: Person
    place: str
    phone: str

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def role(self) -> str:
        return f"{self.place}组织员"


def office_of(path: str) -> Office | None:
    """The nearest office with a telephone: the organization's own, else that of a superior."""
    found = _lowest(Organization.objects.filter(pk__in=_line(path)).exclude(phone=""), "path")
    return Office(found.short_name, found.phone) if found else None


def helper_for(path: str, today: dt.date, *, but: int = 0) -> Helper | None:
    """The organizer nearest above a place, other than the person `but`.

    One query, and one more where his office has no telephone of its own.
    """
    grants = RoleGrant.objects.on(today).filter(role=Role.ORGANIZER, organization__in=_line(path))
    granted = _lowest(
        grants.exclude(holder=but).select_related("holder", "organization"), "organization__path"
    )
    if granted is None:
        return None
    here = granted.organization
    office = None if here.phone else office_of(here.path)
    return Helper(granted.holder, here.short_name, office.phone if office else here.phone)


def _line(path: str) -> list[int]:
    """The ids of an organization and of all above it."""
    return [int(part) for part in path.strip("/").split("/") if part]


def _lowest(rows: QuerySet, path: str) -> Any:
    """The row whose organization stands lowest in the tree."""
    return rows.order_by(Length(path).desc(), "pk").first()
