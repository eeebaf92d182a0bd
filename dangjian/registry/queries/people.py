"""Lists of members, today's and any day's, and the record of one person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import RawSQL

from dangjian.kernel import identity, pinyin
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Scope, Viewer
from dangjian.registry.models import (
    IN_THE_PARTY,
    Membership,
    Organization,
    Person,
    Standing,
    StandingKind,
    after_subtree,
)

M = TypeVar("M", bound=Model)

SORT_FIRST_UP_TO = 20_000
"""Up to this many people a scope is gathered first and sorted; above it the index of names is walked.

Neither plan is good for every size (PERFORMANCE.md §5): the list says which one it wants.
"""


@dataclass(frozen=True)
class Wanted:
    """What a list of members was asked for; every field is optional.

    text: a name or its beginning, pinyin or initials, or a whole mobile or identity number.
    standing: a StandingKind, "" for everybody who counts as a member, "all" for everybody.
    """

    text: str = ""
    branch: Organization | None = None
    standing: str = ""
    sex: str = ""
    education: str = ""
    mark: str = ""
    exact: bool = False


MARKS = {"lost": "失联", "floating": "流动"}


def members(scope: Scope, wanted: Wanted) -> QuerySet[Person]:
    """The people of the scope that fit, as today, by pinyin of their names.

    Rows are Person with `organization` loaded. exact number look-up happens only where the viewer
    may read records (wanted.exact).
    """
    people = Person.objects.filter(scope.q(), _fits(wanted))
    return people.select_related("organization").order_by("name_key", "pk")


def first_rows(people: QuerySet[Person], limit: int, offset: int = 0) -> list[Person]:
    """One page of a list of members, by the plan that suits its size."""
    if _size_up_to(people, SORT_FIRST_UP_TO) is None:
        return list(people[offset : offset + limit])
    ids = people.order_by().values("pk")
    sql, params = ids.query.sql_with_params()
    gathered = RawSQL(  # noqa: S611 - the SQL is the query set's own, with its parameters
        f"WITH gathered AS MATERIALIZED ({sql}) SELECT id FROM gathered", params
    )
    fitting = Person.objects.filter(pk__in=gathered).select_related("organization")
    return list(fitting.order_by("name_key", "pk")[offset : offset + limit])


def _size_up_to(people: QuerySet[Person], limit: int) -> int | None:
    """How many rows there are, or None if more than the limit; counts no further than that."""
    counted = people.order_by().values("pk")[: limit + 1].count()
    return counted if counted <= limit else None


def _fits(wanted: Wanted) -> Q:
    fits = Q()
    if wanted.standing == "":
        fits &= Q(standing__in=IN_THE_PARTY)
    elif wanted.standing in StandingKind.values:
        fits &= Q(standing=wanted.standing)
    if wanted.branch is not None:
        path = wanted.branch.path
        fits &= Q(path__gte=path, path__lt=after_subtree(path))
    if wanted.sex:
        fits &= Q(sex=wanted.sex)
    if wanted.education:
        fits &= Q(education=wanted.education)
    if wanted.mark in MARKS:
        fits &= Q(**{wanted.mark: True})
    if wanted.text.strip():
        fits &= _text(wanted.text.strip(), wanted.exact)
    return fits


def _text(text: str, exact: bool) -> Q:
    """A name, its beginning or part, its pinyin; or a whole number, found by its blind index."""
    if exact and identity.is_mobile(text):
        return Q(mobile_index=Person.index_of("mobile", text))
    if exact and len(text) == 18 and text[:17].isdigit():
        return Q(id_number_index=Person.index_of("id_number", text.upper()))
    if text.isascii():
        key = pinyin.query_key(text)
        return Q(name_key__gte=key, name_key__lt=key + "~")
    return Q(name__contains=text)


@dataclass(frozen=True)
class Row:
    """A member on a past day: who, where, what he was then. person_id leads to the record."""

    person_id: int
    name: str
    sex: str
    branch: str
    standing: str
    joined_on: dt.date | None
    path_now: str

    @property
    def standing_label(self) -> str:
        return str(StandingKind(self.standing).label)


def members_on(scope: Scope, on: dt.date, wanted: Wanted) -> QuerySet[Membership]:
    """The memberships of that day in the organizations of the scope, by pinyin.

    The person's own row may have moved on since; standing and branch are those of the day.
    """
    fits = Q(person__in=Standing.objects.on(on).filter(kind__in=_kinds(wanted)).values("person"))
    if wanted.branch is not None:
        path = wanted.branch.path
        fits &= Q(organization__path__gte=path, organization__path__lt=after_subtree(path))
    if wanted.sex:
        fits &= Q(person__sex=wanted.sex)
    if wanted.text.strip():
        fits &= Q(person__in=Person.objects.filter(_text(wanted.text.strip(), wanted.exact)))
    return (
        Membership.objects.on(on)
        .filter(scope.q("organization__path"), fits)
        .select_related("person", "organization")
        .order_by("person__name_key", "person_id")
    )


def _kinds(wanted: Wanted) -> Sequence[str]:
    if wanted.standing in StandingKind.values:
        return (wanted.standing,)
    return StandingKind.values if wanted.standing == "all" else IN_THE_PARTY


def rows_on(memberships: Sequence[Membership], on: dt.date) -> list[Row]:
    """Rows of a page of `members_on`, with standing and branch name of that day. Two queries."""
    people = [m.person_id for m in memberships]
    kinds = dict(
        Standing.objects.on(on).filter(person__in=people).values_list("person", "kind")
    )
    names = dict(
        Organization.objects.filter(
            pk__in={m.organization_id for m in memberships}, namings__valid__contains=on
        ).values_list("pk", "namings__short_name")
    )
    return [
        Row(
            m.person_id,
            m.person.name,
            m.person.sex,
            names.get(m.organization_id, m.organization.short_name),
            kinds[m.person_id],
            m.person.joined_on,
            m.person.path,
        )
        for m in memberships
    ]


def person_for(viewer: Viewer, purpose: Purpose, pk: int) -> Person:
    """One person, if the viewer may see him for this purpose; one's own record may be read.

    Missing otherwise: nobody learns whether a foreign number exists.
    """
    mine = Q(pk=viewer.person_id) if purpose is Purpose.READ else Q(pk__in=())
    found = (
        Person.objects.select_related("organization")
        .filter(viewer.scope(purpose).q() | mine)
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Missing("没有这条记录，或者不在您的管理范围内。")
    return found


def organization_for(viewer: Viewer, purpose: Purpose, pk: int) -> Organization:
    """One organization, if the viewer may see it for this purpose. Missing otherwise."""
    found = Organization.objects.filter(viewer.scope(purpose).q(), pk=pk).first()
    if found is None:
        raise Missing("没有这个组织，或者不在您的管理范围内。")
    return found
