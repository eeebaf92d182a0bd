"""Which terms have to be warned of, which are overdue, and which of the other side have passed."""

from __future__ import annotations

import datetime as dt

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from dangjian.flow.models import Case, CaseTerm, EditionTerm
from dangjian.flow.rules.editions import WARN_AT_MOST, WARN_BEFORE

NEXT_LEVEL = dt.timedelta(days=7)
"""After so many days more the next superior is told."""


def to_warn(today: dt.date) -> list[int]:
    """Running terms of ours that end soon and were not warned of, or end today and were not told
    of today; as ids. One query."""
    days = EditionTerm.objects.filter(
        edition=OuterRef("case__edition"), clock=OuterRef("clock")
    ).values("warn_days")
    running = _running(theirs=False).filter(
        due_on__gte=today, due_on__lte=today + dt.timedelta(days=WARN_AT_MOST)
    )
    found = running.annotate(warn=Coalesce(Subquery(days[:1]), Value(WARN_BEFORE)))
    rows = found.order_by("due_on", "pk").values_list("pk", "due_on", "warned_on", "warn")
    return [pk for pk, due_on, told_on, warn in rows if is_to_warn(due_on, told_on, warn, today)]


def is_to_warn(
    due_on: dt.date | None, told_on: dt.date | None, warn_days: int, today: dt.date
) -> bool:
    """Whether a term is told of on a day: once within the days before, and on its last day."""
    if due_on is None or due_on < today:
        return False
    if due_on == today:
        return told_on != today
    return told_on is None and due_on - dt.timedelta(days=warn_days) <= today


def to_escalate(today: dt.date) -> list[int]:
    """Running terms of ours that are overdue and whose next superior is to be told; as ids."""
    again = Q(escalated_on__isnull=True) | Q(escalated_on__lte=today - NEXT_LEVEL)
    late = _running(theirs=False).filter(again, due_on__lt=today)
    return list(late.order_by("due_on", "pk").values_list("pk", flat=True))


def lapsed(flow_key: str, clock: str, today: dt.date) -> QuerySet[Case]:
    """Running cases of a kind in which a term of the other side has passed, the longest ago first.

    What follows is the room's own business: its job makes the move.
    """
    late = _running(theirs=True).filter(
        clock=clock, due_on__lt=today, case__edition__procedure__key=flow_key
    )
    return Case.objects.filter(terms__in=late).order_by("opened_at", "pk")


def warn_days(term: CaseTerm) -> int:
    """How many days before its end a term is warned of, by its case's edition. One query."""
    found = EditionTerm.objects.filter(edition=term.case.edition_id, clock=term.clock).first()
    return found.warn_days if found else WARN_BEFORE


def _running(*, theirs: bool) -> QuerySet[CaseTerm]:
    running = CaseTerm.objects.filter(ended_on__isnull=True, case__closed_at__isnull=True)
    return running.filter(theirs=theirs)
