"""Who takes no part, who need not, and which dues are not booked: asked anew every time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Q, Window

from dangjian.appraisal.models import Excuse, Inactivity
from dangjian.appraisal.queries.offices import KEEPS, NOTHING
from dangjian.appraisal.rules import participation as rules
from dangjian.dues.queries.payers import months_of
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Viewer
from dangjian.registry.models import IN_THE_PARTY, Person
from dangjian.registry.queries.reminders import Asked, Matter, Matters

LOOKED_BACK = 12
"""Months of dues that are looked at."""


def excused_on(people: Collection[int], on: dt.date) -> dict[int, str]:
    """Person id -> the proper reason he had on that day. One query."""
    rows = Excuse.objects.on(on).filter(person__in=list(people))
    return dict(rows.values_list("person", "ground"))


def excuses_of(person: Person) -> list[tuple[Excuse, str]]:
    """Every proper reason of a member with its words, the latest first. One query."""
    rows = Excuse.objects.filter(person=person, valid__isempty=False).order_by("-valid")
    return [(one, one.unseal("words")) for one in rows]


def inactivities_of(person: Person) -> list[tuple[Inactivity, str]]:
    """Everything noted of his not taking part, with who talked to him; the latest first."""
    rows = Inactivity.objects.filter(person=person, valid__isempty=False).order_by("-valid")
    return [(one, one.unseal("efforts")) for one in rows]


def excuse_for(viewer: Viewer, pk: int) -> Excuse:
    """One proper reason, for whoever keeps the branch. Missing."""
    rows = Excuse.objects.select_related("person").filter(pk=pk)
    found = rows.filter(viewer.scope(KEEPS).q("person__path")).first()
    if found is None:
        raise Missing(NOTHING)
    return found


def inactivity_for(viewer: Viewer, pk: int) -> Inactivity:
    """One of those notes, for whoever keeps the branch. Missing."""
    rows = Inactivity.objects.select_related("person").filter(pk=pk)
    found = rows.filter(viewer.scope(KEEPS).q("person__path")).first()
    if found is None:
        raise Missing(NOTHING)
    return found


def unpaid_months(person: Person, today: dt.date) -> list[str]:
    """The months of the last year, this one left out, that he owes and nobody booked: a question
    to the ledger, never a judgement. As many queries for one month as for twelve."""
    this = today.replace(day=1)
    wanted = [this - relativedelta(months=back) for back in range(LOOKED_BACK, 0, -1)]
    rows = months_of(person, wanted, today)
    return [one.label for one in rows if one.owes and one.left and not one.paid]


def long_inactive(asked: Asked) -> Matters:
    """Who has taken no part for as long as the rules name and nothing was decided yet, the longest
    first. From the months of the reminder the branch itself is told; from those of the statute
    everybody above it whose business it is. One query."""
    early = rules.reminded_from(asked.today, asked.book)
    late = rules.alerted_from(asked.today, asked.book)
    mine = Q(person__organization__path__in=asked.scope.paths)
    rows = (
        Inactivity.objects.current()
        .filter(
            asked.scope.q("person__path"),
            Q(valid__startswith__lte=late) | mine & Q(valid__startswith__lte=early),
            person__standing__in=IN_THE_PARTY,
        )
        .select_related("person__organization__parent")
        .annotate(total=Window(Count("pk")))
        .order_by("valid", "person__name_key", "pk")
    )
    found = list(rows[asked.offset : asked.offset + asked.limit])
    return Matters([_matter(one) for one in found], found[0].total if found else 0, 0)


@dataclass(frozen=True)
class Absent(Matter):
    """A matter that knows which of the three it is about."""

    inactivity: Inactivity | None = None


def _matter(one: Inactivity) -> Absent:
    place = one.person.organization
    if place is None:
        raise LookupError("a member belongs to a branch")
    return Absent(place, one.began_on, one.person, one)
