"""Letters whose writers may not ask for more: the day of the other side has passed."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet

from dangjian.flow.models import CaseTerm
from dangjian.voices.models import Letter

WAITING = ("answered", "reviewed")


def lapsed(today: dt.date) -> QuerySet[Letter]:
    """Answered letters with a term of the writer's that ended before today, and none that runs."""
    theirs = CaseTerm.objects.filter(case=OuterRef("case"), ended_on__isnull=True, theirs=True)
    return (
        Letter.objects.filter(state__in=WAITING)
        .filter(Exists(theirs.filter(due_on__lt=today)))
        .exclude(Exists(theirs.filter(due_on__gte=today)))
        .select_related("case__edition__procedure", "organization")
        .order_by("pk")
    )
