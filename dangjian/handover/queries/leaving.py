"""Cooling-off periods for whoever may grant roles, and one's own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, CharField, F, Min, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat

from dangjian.handover.models import OPEN, Review
from dangjian.kernel import evidence
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import (
    Act,
    Consent,
    ConsentState,
    CoolingOff,
    Person,
    Role,
    RoleGrant,
)
from dangjian.registry.queries.reminders import Asked, Matter, Question, Row

AHEAD = dt.timedelta(days=14)
LAST = "last "
_NOTHING = "没有这个脱密期，或者不在您的权限范围内。"


@dataclass(frozen=True)
class Sight:
    """A period before somebody: its reviews by day, and what was asked about it."""

    begun: CoolingOff
    reviews: list[Review]
    reopenings: list[Consent]
    now: dt.datetime

    @property
    def roles(self) -> str:
        return roles_said(self.begun)

    @property
    def asked(self) -> Consent | None:
        """What waits for a second person."""
        waits = (one for one in self.reopenings if one.state == ConsentState.ASKED)
        return next((one for one in waits if not one.ran_out(self.now)), None)

    @property
    def told_reopenings(self) -> list[tuple[Consent, str]]:
        """What was asked for so far, each with how it stands."""
        return [(one, one.told_state(self.now)) for one in self.reopenings]

    @property
    def may_ask(self) -> bool:
        over = self.begun.handover.state not in OPEN and self.begun.acknowledged_at is not None
        return over and self.asked is None and self.begun.reopened_at is None

    @property
    def may_void(self) -> bool:
        return self.asked is None and self.begun.over_at is None


def reopening_of(begun: CoolingOff) -> dict[str, int]:
    """What a request to make him a plain member again says."""
    return {"cooling_off": begun.pk}


def roles_said(begun: CoolingOff) -> str:
    return "、".join(str(Role(code).label) for code in begun.roles.split())


def periods(viewer: Viewer, *, over: bool) -> QuerySet[CoolingOff]:
    """Periods of people the viewer may grant roles to, those that end first on top. One query."""
    rows = CoolingOff.objects.filter(
        viewer.scope(Purpose.GRANT).q("person__path"), over_at__isnull=not over
    ).exclude(person=viewer.person_id)
    waiting = Min("reviews__due_on", filter=Q(reviews__done_at__isnull=True))
    return (
        rows.annotate(next_review=waiting)
        .select_related("person__organization", "handover")
        .order_by("ends_on", "pk")
    )


def period_for(viewer: Viewer, pk: int, now: dt.datetime) -> Sight:
    """One period, for whoever may grant roles there; never one's own. Missing otherwise."""
    begun = (
        CoolingOff.objects.filter(viewer.scope(Purpose.GRANT).q("person__path"), pk=pk)
        .exclude(person=viewer.person_id)
        .select_related("person__organization", "noticed_by", "handover__successor")
        .first()
    )
    if begun is None:
        raise Missing(_NOTHING)
    return _sight(begun, now)


def own_period(viewer: Viewer, now: dt.datetime) -> Sight:
    """The viewer's own running period, or his last one. Missing where he never had one."""
    begun = (
        CoolingOff.objects.filter(person=viewer.person_id)
        .select_related("person__organization", "noticed_by", "handover__successor")
        .order_by("-noticed_at")
        .first()
    )
    if begun is None:
        raise Missing(_NOTHING)
    return _sight(begun, now)


def review_for(sight: Sight, pk: int) -> Review:
    found = next((one for one in sight.reviews if one.pk == pk), None)
    if found is None:
        raise Missing("没有这一次复核。")
    return found


def _sight(begun: CoolingOff, now: dt.datetime) -> Sight:
    asked = Consent.objects.filter(
        act__in=(Act.REOPEN, Act.VOID_NOTICE), payload=evidence.canonical(reopening_of(begun))
    ).select_related("maker", "checker")
    return Sight(
        begun,
        list(begun.reviews.select_related("done_by").order_by("due_on")),
        list(asked.order_by("-pk")),
        now,
    )


def voidable_for(viewer: Viewer, pk: int, now: dt.datetime) -> Sight:
    """A running period, for the officers who agree to roles there; never one's own.

    Not only for whoever grants: a mistake of the one is put right by the others too.
    """
    mine = viewer.scope(Purpose.AGREE_GRANT).q("person__path")
    rows = CoolingOff.objects.filter(mine, pk=pk).exclude(person=viewer.person_id)
    begun = rows.select_related("person__organization", "noticed_by").first()
    if begun is None:
        raise Missing(_NOTHING)
    return _sight(begun, now)


def reviews_due(asked: Asked) -> Question:
    """Reviews due within a fortnight, the longest overdue first; the last one is the end of the
    period."""
    last = Q(due_on=F("cooling_off__ends_on"))
    rows = Review.objects.filter(
        asked.scope.q("cooling_off__person__path"),
        cooling_off__over_at__isnull=True,
        done_at__isnull=True,
        due_on__lte=asked.today + AHEAD,
        cooling_off__person__organization__isnull=False,
    ).annotate(
        page=Concat(
            Case(When(last, then=Value(LAST)), default=Value("")),
            Cast("cooling_off", CharField()),
            output_field=CharField(),
        )
    )
    return Question(
        asked,
        rows,
        ("due_on", "pk"),
        "cooling_off__person__organization",
        "due_on",
        _called,
        person="cooling_off__person",
        words=("page", "cooling_off__citation"),
        past=Q(due_on__lt=asked.today),
    )


@dataclass(frozen=True)
class Called(Matter):
    """A review that is called for. last: with it the period ends."""

    cooling_off: int = 0
    last: bool = False
    citation: str = ""


def _called(row: Row) -> Called:
    page, citation = row.words
    number = int(page.removeprefix(LAST))
    last = page.startswith(LAST)
    return Called(row.organization, row.day, row.person, number, last, citation)


def may_give_notice(viewer: Viewer, person: Person, today: dt.date) -> bool:
    """Whether the viewer may take all the roles of somebody else."""
    paths = (
        RoleGrant.objects.on(today)
        .filter(holder=person)
        .values_list("organization__path", flat=True)
    )
    return viewer.person_id != person.pk and all(
        viewer.may(Purpose.GRANT, path) for path in [person.path, *paths]
    )
