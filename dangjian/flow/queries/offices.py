"""Who holds an office on a day, and which offices stand above a place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Q, QuerySet

from dangjian.flow.models import Bar
from dangjian.flow.queries.bars import keeps_away
from dangjian.flow.rules import Office
from dangjian.registry.authority import POSTS_THAT_LEAD, PURPOSES, Purpose
from dangjian.registry.models import (
    Organization,
    Person,
    Post,
    Role,
    RoleGrant,
    cooling_off,
)


def holders(office: Office, on: dt.date) -> QuerySet[Person]:
    """Who finds the to-dos of an office in his inbox on a day: its right at that very organization.

    Only people who can sign in; plain members, who may all see the roster, hold no office.
    """
    roles = [role for role in Role if office.purpose in PURPOSES[role]]
    place = office.organization
    granted = RoleGrant.objects.on(on).filter(organization=place, role__in=roles)
    found = Q(pk__in=granted.values("holder"))
    if Role.SECRETARY in roles:
        posts = Post.objects.on(on).filter(organization=place, title__in=POSTS_THAT_LEAD)
        found |= Q(pk__in=posts.values("person"))
    free = Person.objects.filter(found, ~cooling_off("pk"), account__is_active=True)
    return free.order_by("pk")


def nearest_with(
    place: Organization, purpose: Purpose, but: Collection[int], on: dt.date
) -> Office | None:
    """The nearest office from a place upwards that somebody holds who is none of these persons.

    None where there is nobody up to the root. A query or two for each level.
    """
    parts = place.path.strip("/").split("/")
    line = ["/" + "/".join(parts[:depth]) + "/" for depth in range(1, len(parts) + 1)]
    for one in Organization.objects.open().filter(path__in=line).order_by("-path"):
        office = Office(one, purpose)
        if holders(office, on).exclude(pk__in=but).exists():
            return office
    return None


def nearest_above(path: str, purpose: Purpose, on: dt.date, bars: Collection[Bar]) -> Office | None:
    """The nearest superior of a path where somebody holds the right who is not barred; None where
    there is nobody up to the root. A few queries for each level."""
    parts = path.strip("/").split("/")
    line = ["/" + "/".join(parts[:depth]) + "/" for depth in range(1, len(parts))]
    for place in Organization.objects.open().filter(path__in=line).order_by("-path"):
        office = Office(place, purpose)
        if any(keeps_away(bar, office, on) for bar in bars):
            continue
        for person in holders(office, on):
            if not any(keeps_away(bar, person, on) for bar in bars):
                return office
    return None
