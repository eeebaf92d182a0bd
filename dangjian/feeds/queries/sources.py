"""Sources before those who keep them, and those that are to be looked at."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from dangjian.feeds.models import Source, State
from dangjian.feeds.rules import addresses, times
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.queries.reminders import Asked, Matter, Question, Row

APPROVES, CHOOSES = Purpose.COLUMNS, Purpose.REVIEW
"""The rights: to approve a source, and to choose of what stands in it."""


def sources_of(viewer: Viewer) -> QuerySet[Source]:
    """The sources the viewer may choose from, running ones first, with how much waits in each."""
    return (
        Source.objects.filter(viewer.scope(CHOOSES).q("organization__path"))
        .select_related("organization")
        .annotate(
            waiting=Count("entries", filter=Q(entries__state=State.NEW)),
            shown=Count("entries", filter=Q(entries__state=State.CHOSEN)),
        )
        .order_by("stopped_at", "organization__path", "title", "pk")
    )


def source_for(viewer: Viewer, pk: int, purpose: Purpose) -> Source:
    """A source where the viewer has the right. Missing otherwise."""
    found = Source.objects.select_related("organization", "approved_by").filter(pk=pk).first()
    if found is None or not viewer.may(purpose, found.organization.path):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    return found


def due(now: dt.datetime) -> list[int]:
    """The running sources that are to be looked at, the longest not seen first. One query."""
    fine = Q(failing_since__isnull=True, tried_at__lte=times.due_before(now, failing=False))
    broken = Q(failing_since__isnull=False, tried_at__lte=times.due_before(now, failing=True))
    found = (
        Source.objects.filter(stopped_at__isnull=True)
        .filter(Q(tried_at__isnull=True) | fine | broken)
        .order_by("tried_at", "pk")
        .values_list("pk", "address")
    )
    return [pk for pk, address in found if not addresses.resolves_nowhere(address)]


@dataclass(frozen=True)
class SourceMatter(Matter):
    """A source that has not answered for days. day: since when; failure: the last thing said."""

    source_id: int = 0
    title: str = ""
    failure: str = ""

    @property
    def name(self) -> str:
        return f"“{self.title}”"


def failing(asked: Asked) -> Question:
    """The running sources that have not answered for days, the longest first."""
    now = dt.datetime.combine(asked.today, dt.time.max, timezone.get_current_timezone())
    rows = Source.objects.filter(
        asked.scope.q("organization__path"),
        stopped_at__isnull=True,
        failing_since__lte=now - times.FAILS_FOR,
    )
    return Question(
        asked,
        rows,
        ("failing_since", "pk"),
        "organization",
        TruncDate("failing_since"),
        _matter,
        words=("title", "failure"),
    )


def _matter(row: Row) -> SourceMatter:
    title, failure = row.words
    return SourceMatter(row.organization, row.day, source_id=row.pk, title=title, failure=failure)
