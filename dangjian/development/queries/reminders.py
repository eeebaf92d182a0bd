"""Developments with something due within a month: a question for the inbox, never a row."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from dangjian.development.models import Development
from dangjian.development.rules.tables import BY_NAME
from dangjian.registry.queries.reminders import Asked, Matter, Question, Row

AHEAD = dt.timedelta(days=30)


@dataclass(frozen=True)
class Called(Matter):
    """A case that calls for a step by a day. step: what is to be done."""

    case_id: int = 0
    applicant: str = ""
    step: str = ""

    @property
    def name(self) -> str:
        """Whom it is about."""
        return self.applicant


def due_soon(asked: Asked) -> Question:
    """What is due by a month from today, the longest overdue first."""
    rows = Development.objects.filter(
        asked.scope.q("organization__path"),
        ended_on__isnull=True,
        due_on__lte=asked.today + AHEAD,
    )
    return Question(
        asked,
        rows,
        ("due_on", "pk"),
        "organization",
        "due_on",
        _called,
        words=("applicant__name", "next_step"),
        past=Q(due_on__lt=asked.today),
    )


def _called(row: Row) -> Called:
    applicant, next_step = row.words
    step = BY_NAME.get(next_step)
    return Called(
        row.organization,
        row.day,
        case_id=row.pk,
        applicant=applicant,
        step=step.says if step else "",
    )
