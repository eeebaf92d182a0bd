"""Letters written on the site that nobody has answered yet, as inspections of sites count them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Exists, Min, OuterRef, Q

from dangjian.kernel.row_scope import widening
from dangjian.voices.models import Answer, Category, Letter, Way

_YEAR = relativedelta(years=1)


@dataclass(frozen=True)
class Unanswered:
    """late: received before the day that was asked for; oldest_on: when the oldest was received."""

    late: int
    oldest_on: dt.date | None


@widening("how many letters nobody has answered")
def unanswered(today: dt.date, before: dt.date) -> Unanswered:
    """Of the letters of a year that came over the site, are still open and have no signed answer;
    what is only advertising or abuse does not count. One query; figures only."""
    answered = Answer.objects.filter(letter=OuterRef("pk"), signed_at__isnull=False)
    found = Letter.objects.filter(
        ~Exists(answered),
        way=Way.ONLINE,
        received_on__gt=today - _YEAR,
        case__closed_at__isnull=True,
    ).exclude(category__in=(Category.SPAM, Category.ABUSE))
    sums = found.aggregate(
        late=Count("pk", filter=Q(received_on__lt=before)), oldest_on=Min("received_on")
    )
    return Unanswered(sums["late"], sums["oldest_on"])
