"""Whose a to-do is: a person's own, or that of everybody who holds the office."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from dangjian.flow.models import ToDo
from dangjian.registry.authority import PURPOSES, Purpose, Viewer
from dangjian.registry.models import Organization, Person


@dataclass(frozen=True)
class Office:
    """Whoever holds this right over the organization at the time."""

    organization: Organization
    purpose: Purpose


Addressee = Person | Office


def addressed_to(viewer: Viewer) -> Q:
    """The to-dos of the viewer: for himself, or for an office he holds at that very organization.

    The right to act reaches further down than the inbox: a district office that sees every branch
    does not find the to-dos of every branch among its own (`may_do`).
    """
    mine = Q(for_person=viewer.person_id)
    for held in viewer.held:
        rights = [purpose.name for purpose in PURPOSES[held.role]]
        mine |= Q(for_organization=held.organization_id, right__in=rights)
    return mine


def may_do(viewer: Viewer, todo: ToDo) -> bool:
    """Whether the viewer may act on a to-do: it is his, or its office lies within his right."""
    if todo.purpose is None or todo.for_organization is None:
        return todo.for_person_id == viewer.person_id
    return viewer.may(todo.purpose, todo.for_organization.path)
