"""How the columns stand, and how often the site was found: figures for the veto indicators."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max, Sum
from django.utils import timezone

from dangjian.kernel.rules import Book
from dangjian.portal.models import Column, Probe, Publication, Way
from dangjian.portal.queries import public
from dangjian.portal.rules import health
from dangjian.portal.rules.health import Standing
from dangjian.registry.authority import Scope
from dangjian.registry.queries.reminders import Asked, Matter, Matters

WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Kept:
    """A column and how it stands. due_on: the last day by which something has to appear in it."""

    column: Column
    standing: Standing
    due_on: dt.date | None

    @property
    def empty(self) -> bool:
        return self.standing.latest is None


@dataclass(frozen=True)
class ColumnMatter(Matter):
    """A column that has to be seen to. day: the last day for it; None: it is empty."""

    kept: Kept | None = None

    @property
    def name(self) -> str:
        return f"“{self.kept.column.title}”" if self.kept else str(self.organization)


def columns(book: Book, scope: Scope | None = None) -> list[Kept]:
    """The columns that are not closed, of a scope or all. What appears in a column below another
    is news of the upper one too. One query."""
    found = public.columns().filter(closed_on__isnull=True)
    if scope is not None:
        found = found.filter(scope.q("organization__path"))
    rows = sorted(found, key=lambda one: one.path)
    days = {one.path: timezone.localtime(one.latest).date() if one.latest else None for one in rows}
    for path, day in sorted(days.items(), reverse=True):  # from the lowest up
        above = path[: -Column.steplen]
        if day is not None and above in days:
            days[above] = max(filter(None, (days[above], day)))
    kept = []
    for one in rows:
        standing = Standing(one.title, Way(one.way), days[one.path])
        kept.append(Kept(one, standing, health.due_on(standing, book)))
    return kept


def needing(asked: Asked) -> Matters:
    """The columns that are overdue, nearly so, or empty: those that fall first first. One query,
    whatever their number."""
    found = [one for one in columns(asked.book, asked.scope) if _needs(one, asked.today)]
    if asked.over is not None:
        found = [one for one in found if _past(one, asked.today) == asked.over]
    found.sort(key=lambda one: (one.due_on or dt.date.max, one.column.path))
    page = found[asked.offset : asked.offset + asked.limit]
    return Matters(
        [ColumnMatter(one.column.organization, one.due_on, kept=one) for one in page],
        len(found),
        sum(_past(one, asked.today) for one in found),
    )


def _needs(one: Kept, today: dt.date) -> bool:
    due = one.due_on
    return one.empty or (due is not None and health.warned_from(one.standing, due) <= today)


def _past(one: Kept, today: dt.date) -> bool:
    return one.due_on is not None and one.due_on < today


def home_updated_on() -> dt.date | None:
    """The last day an article appeared that the home page shows. One query."""
    ways = (Way.NEWS, Way.OPEN)
    found = Publication.objects.filter(public.RUNS, column__way__in=ways)
    at = found.aggregate(at=Max("published_at"))["at"]
    return timezone.localtime(at).date() if at else None


def probes(today: dt.date) -> tuple[int, int]:
    """Within a week: how often the site was looked for, how often it was not found. One query."""
    week = Probe.objects.filter(on__gt=today - WEEK, on__lte=today)
    sums = week.aggregate(tried=Sum("tried", default=0), failed=Sum("failed", default=0))
    return sums["tried"], sums["failed"]
