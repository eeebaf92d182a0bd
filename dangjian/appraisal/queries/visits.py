"""Care visits by who looks, and who is on the hardship register and was not visited this year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from dangjian.appraisal.models import Visit, VisitState
from dangjian.appraisal.queries.offices import KEEPS, NOTHING
from dangjian.flow.rules import may_do
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Scope, Viewer
from dangjian.registry.models import IN_THE_PARTY, Hardship, Person


@dataclass(frozen=True)
class VisitSight:
    """A visit before somebody. keeps: whether he writes it down; own: whether he was visited;
    follows: whether what is to be done about it is his."""

    visit: Visit
    keeps: bool
    own: bool
    follows: bool
    needs: str

    @property
    def follow_open(self) -> bool:
        todo = self.visit.todo
        return todo is not None and todo.closed_at is None


def visits_for(viewer: Viewer, state: str) -> QuerySet[Visit]:
    """The visits of the viewer's scope in one state: those planned by their day, those over the
    latest first."""
    rows = Visit.objects.filter(viewer.scope(KEEPS).q("person__path"), state=state)
    rows = rows.select_related("person__organization", "todo__for_person")
    order = ("day", "pk") if state == VisitState.PLANNED else ("-day", "-pk")
    return rows.order_by(*order)


def visit_for(viewer: Viewer, pk: int, on: dt.date) -> VisitSight:
    """One visit: for whoever keeps the branch, the visited member himself, and whoever was asked to
    do something about it. Missing for everybody else."""
    rows = Visit.objects.select_related(
        "person__organization", "organization", "todo__for_person", "entered_by"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Missing(NOTHING)
    keeps = viewer.may(KEEPS, found.person.path)
    own = found.person_id == viewer.person_id
    follows = found.todo is not None and may_do(viewer, found.todo, on)
    if not (keeps or own or follows):
        raise Missing(NOTHING)
    return VisitSight(found, keeps, own, follows, found.unseal("needs"))


def unvisited(scope: Scope, year: int) -> QuerySet[Person]:
    """Members of a scope on the hardship register today to whom nobody went in a year, in the order
    of the tree and by pinyin: a question, nobody's list of duties."""
    there = Visit.objects.filter(person=OuterRef("pk"), state=VisitState.DONE, day__year=year)
    poor = Hardship.objects.current().filter(person=OuterRef("pk"), withdrawn="")
    return (
        Person.objects.filter(scope.q(), Exists(poor), ~Exists(there), standing__in=IN_THE_PARTY)
        .select_related("organization")
        .order_by("path", "name_key", "pk")
    )


def may_follow(person: Person) -> list[tuple[int, str]]:
    """Who of the member's branch may be asked to do something about it: members who can sign in."""
    rows = Person.objects.filter(
        Q(organization=person.organization_id),
        standing__in=IN_THE_PARTY,
        account__is_active=True,
    ).exclude(pk=person.pk)
    return list(rows.order_by("name_key", "pk").values_list("pk", "name"))


def own_visits(person_id: int) -> list[tuple[Visit, str]]:
    """What a member reads of the visits to himself, the latest first; plans are nobody's promise
    and stay with the branch. One query."""
    rows = Visit.objects.filter(person=person_id, state=VisitState.DONE)
    return [(one, one.unseal("needs")) for one in rows.order_by("-day", "-pk")]
