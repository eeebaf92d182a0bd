"""Developments with something due within a month: a question for the inbox, never a row."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, Window

from dangjian.development.models import Development
from dangjian.development.rules.tables import BY_NAME
from dangjian.registry.queries.reminders import Asked, Matter, Matters

AHEAD = dt.timedelta(days=30)


@dataclass(frozen=True)
class Called(Matter):
    """A case that calls for a step by a day."""

    case: Development | None = None

    @property
    def name(self) -> str:
        """Whom it is about."""
        return self.case.applicant.name if self.case else str(self.organization)

    @property
    def step(self) -> str:
        """What is to be done."""
        found = BY_NAME.get(self.case.next_step) if self.case else None
        return found.says if found else ""


def due_soon(asked: Asked) -> Matters:
    """What is due by a month from today, the longest overdue first. One query."""
    over = Q(due_on__lt=asked.today)
    rows = (
        Development.objects.filter(
            asked.scope.q("organization__path"),
            ended_on__isnull=True,
            due_on__lte=asked.today + AHEAD,
        )
        .select_related("applicant", "organization__parent")
        .order_by("due_on", "pk")
    )
    if asked.over is not None:
        rows = rows.filter(over if asked.over else ~over)
    counted = rows.annotate(
        total=Window(Count("pk")), past=Window(Count("pk", filter=over))
    )
    found = list(counted[asked.offset : asked.offset + asked.limit])
    if not found:
        return Matters([], 0, 0)
    called = [Called(row.organization, row.due_on, case=row) for row in found]
    return Matters(called, found[0].total, found[0].past)
