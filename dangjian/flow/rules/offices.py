"""Whose a to-do is: a person's own, or that of everybody who holds the office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, Q, QuerySet

from dangjian.flow.models import Absence, Bar, ToDo
from dangjian.registry.authority import PURPOSES, Purpose, Viewer
from dangjian.registry.models import Organization, Person, Role


@dataclass(frozen=True)
class Office:
    """Whoever holds this right over the organization at the time."""

    organization: Organization
    purpose: Purpose


Addressee = Person | Office


def holder_of(todo: ToDo) -> Addressee:
    """Whom a to-do is for."""
    if todo.for_organization is not None:
        return Office(todo.for_organization, Purpose[todo.right])
    if todo.for_person is None:
        raise RuntimeError(f"to-do {todo.pk} is nobody's")
    return todo.for_person


def addressed_to(viewer: Viewer, on: dt.date) -> Q:
    """The to-dos of the viewer: for himself, for an office he holds at that very organization, and
    for whoever made him his substitute on that day.

    The right to act reaches further down than the inbox: a district office that sees every branch
    does not find the to-dos of every branch among its own (`may_do`). What he is barred from is
    not his, whatever he holds.
    """
    return addressed(viewer.person_id, seats(viewer), on)


class Seat(NamedTuple):
    """One office somebody holds: its organization, and the paths of that and of all above it."""

    role: Role
    organization: int
    up: tuple[str, ...]


def seats(viewer: Viewer) -> tuple[Seat, ...]:
    """The offices of a viewer, in his order."""
    return tuple(Seat(one.role, one.organization_id, _up(one.path)) for one in viewer.held)


def addressed(person: int, held: Sequence[Seat], on: dt.date) -> Q:
    """`addressed_to` for a person's id with these offices."""
    mine = Q(for_person=person) | _for_those(_away(person, on))
    for seat in held:
        rights = [purpose.name for purpose in PURPOSES[seat.role]]
        mine |= Q(for_organization=seat.organization, right__in=rights)
    return mine & ~Q(case__in=_barred(person, held))


def for_those_away(viewer: Viewer, on: dt.date) -> Q:
    """The to-dos of whoever made the viewer his substitute on that day."""
    return _for_those(_away(viewer.person_id, on))


def _for_those(people: QuerySet[Absence, int]) -> Q:
    # As an array: an index finds them, which it does not where a subquery stands among other ways.
    theirs = _IsOneOf(F("for_person"), ArraySubquery(people))
    return Q(for_person__isnull=False) & Q(theirs)


def not_barred(viewer: Viewer) -> Q:
    """To-dos of cases the viewer may have, and of no case."""
    return ~Q(case__in=barred_cases(viewer))


class _IsOneOf(Func):
    """column = ANY(array)."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def may_do(viewer: Viewer, todo: ToDo, on: dt.date) -> bool:
    """Whether the viewer may act on a to-do: it is his or that of somebody he stands in for, or its
    office lies within his right; and he is not barred from its case. At most two queries."""
    if todo.purpose is None or todo.for_organization is None:
        his = todo.for_person_id == viewer.person_id or (
            away(viewer, on).filter(person=todo.for_person_id).exists()
        )
    else:
        his = viewer.may(todo.purpose, todo.for_organization.path)
    return his and not (todo.case_id and barred_cases(viewer).filter(case=todo.case_id).exists())


def away(viewer: Viewer, on: dt.date) -> QuerySet[Absence, int]:
    """Persons the viewer stands in for on a day, as ids."""
    return _away(viewer.person_id, on)


def _away(person: int, on: dt.date) -> QuerySet[Absence, int]:
    running = Absence.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=on),
        substitute=person,
        from_on__lte=on,
        until_on__gte=on,
    )
    return running.values_list("person", flat=True)


def barred_cases(viewer: Viewer) -> QuerySet[Bar, int]:
    """Cases the viewer must not have: he himself is barred, or an organization he works at or above
    whose path his own office lies under. As ids."""
    return _barred(viewer.person_id, seats(viewer))


def _barred(person: int, held: Sequence[Seat]) -> QuerySet[Bar, int]:
    mine = Q(person=person)
    for seat in held:
        mine |= Q(organization__path__in=seat.up)
    return Bar.objects.filter(mine, lifted_at__isnull=True).values_list("case", flat=True)


def _up(path: str) -> tuple[str, ...]:
    """The paths of an organization and of all above it."""
    parts = path.rstrip("/").split("/")
    return tuple("/".join(parts[: i + 1]) + "/" for i in range(len(parts)))
