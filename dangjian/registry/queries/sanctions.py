"""Who is under which sanction on a day, always asked for a reason or by a rule (A12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from dangjian.kernel.refusal import Missing
from dangjian.kernel.rules import Book
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Person, Sanction, SanctionKind, Standing, StandingKind
from dangjian.registry.rules.sanctions import ENDS_MEMBERSHIP, Effect, effect


@dataclass(frozen=True)
class Told:
    """One sanction with what it entails."""

    sanction: Sanction
    effect: Effect
    reason: str

    @property
    def running(self) -> bool:
        return self.sanction.ended_on is None and not self.sanction.withdrawn


def watched_on(people: Collection[int], on: dt.date) -> set[int]:
    """Who of these people was under 留党察看 on that day, and so without vote. One query."""
    rows = Sanction.objects.on(on).filter(kind=SanctionKind.WATCHED, person__in=list(people))
    return set(rows.values_list("person", flat=True))


def told_of(person: Person, book: Book) -> list[Told]:
    """Every sanction of a member, the latest first, those withdrawn included. One query."""
    rows = Sanction.objects.filter(person=person).order_by("-decided_on", "-pk")
    return [_told(one, book) for one in rows]


def _told(one: Sanction, book: Book) -> Told:
    on = one.began_on or one.decided_on
    return Told(one, effect(one.kind, on, one.months, one.ended_on, book), one.unseal("reason"))


def ended_membership(person: Person) -> QuerySet[Standing]:
    """Expulsion, 劝退 and 除名 as the history of the standing has them, the latest first."""
    return Standing.objects.filter(
        person=person,
        kind=StandingKind.LEFT,
        reason__in=ENDS_MEMBERSHIP,
        valid__isempty=False,
    ).order_by("-valid")


def sanction_for(viewer: Viewer, pk: int) -> Sanction:
    """One sanction, for whoever keeps discipline there and is not meant himself. Missing."""
    rows = Sanction.objects.select_related("person").filter(pk=pk)
    found = rows.filter(viewer.scope(Purpose.DISCIPLINE).q("person__path")).first()
    if found is None or found.person_id == viewer.person_id:
        raise Missing("没有这条记录，或者不在您的管理范围内。")
    return found
