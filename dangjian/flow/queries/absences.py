"""Who is away, who stands in for whom, and whom somebody may name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from dangjian.flow.models import Absence
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import POSTS_THAT_LEAD, PURPOSES, Held, Viewer
from dangjian.registry.models import Person, Post, Role, RoleGrant

APART = (Role.SYSTEM_OFFICER, Role.SECURITY_OFFICER, Role.AUDITOR)
"""The three officers: none stands in for, or is stood in for by, anybody of another role."""


@dataclass(frozen=True)
class Peer:
    """A colleague who may stand in: who, and where."""

    person: Person
    place: str


def peers(viewer: Viewer, on: dt.date) -> list[Peer]:
    """Whoever holds the same right at the same organization and can sign in, by name.

    A plain member has nobody: what is put to him concerns himself. Two queries.
    """
    granted = posted = Q(pk__in=())
    for held in viewer.held:
        if held.role is Role.MEMBER:
            continue
        granted |= Q(organization=held.organization_id, role__in=_as_much(held))
        if Role.SECRETARY in _as_much(held):
            posted |= Q(organization=held.organization_id, title__in=POSTS_THAT_LEAD)
    grants = RoleGrant.objects.on(on).filter(granted, holder__account__is_active=True)
    posts = Post.objects.on(on).filter(posted, person__account__is_active=True)
    found = [
        *((g.holder, g.organization) for g in grants.select_related("holder", "organization")),
        *((p.person, p.organization) for p in posts.select_related("person", "organization")),
    ]
    at = {who.pk: Peer(who, place.short_name) for who, place in found}
    at.pop(viewer.person_id, None)
    return sorted(at.values(), key=lambda peer: (peer.person.name_key, peer.person.pk))


def _as_much(held: Held) -> list[Role]:
    """The roles whose holders may do all that the held one allows."""
    if held.role in APART:
        return [held.role]
    mine = PURPOSES[held.role]
    return [role for role in Role if role not in APART and mine <= PURPOSES[role]]


def absences_of(viewer: Viewer, today: dt.date) -> Sequence[Absence]:
    """The viewer's absences that run or are to come, the next first. One query."""
    return list(_standing(today).filter(person=viewer.person_id).select_related("substitute"))


def stands_in_for(viewer: Viewer, today: dt.date) -> Sequence[Absence]:
    """For whom the viewer stands in now or will. One query."""
    return list(_standing(today).filter(substitute=viewer.person_id).select_related("person"))


def absence_for(viewer: Viewer, pk: int) -> Absence:
    """One of the viewer's own absences. Missing for anybody else's."""
    found = Absence.objects.filter(person=viewer.person_id, pk=pk).first()
    if found is None:
        raise Missing("没有这一次代办，或者不是您的。")
    return found


def _standing(today: dt.date) -> QuerySet[Absence]:
    running = Absence.objects.filter(until_on__gte=today).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=today)
    )
    return running.order_by("from_on", "pk")
