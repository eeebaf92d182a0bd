"""The site's health: the veto indicators of the inspection on one page, and as reminders."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dangjian.kernel import clock, rules
from dangjian.kernel.refusal import Missing
from dangjian.kernel.rules import Book
from dangjian.openness.queries import public as openness
from dangjian.portal.queries import health as figures
from dangjian.portal.rules import health
from dangjian.portal.rules.health import Indicator
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Organization
from dangjian.registry.queries.reminders import Asked, Matter, Matters
from dangjian.registry.views.doors import viewer
from dangjian.voices.queries import offices, waiting

ROOT_PARTS = 2
"""How many strokes stand in the path of a topmost organization."""

SHOWN = 50
"""So many columns stand on the page; the others are found in the inbox."""


@require_safe
def site_health(request: HttpRequest) -> HttpResponse:
    """Each veto with its figure, its limit, the day it would fall and what to do (I11)."""
    who = viewer(request)
    if not who.may_anywhere(Purpose.WRITE):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    today = clock.today()
    book = rules.book(on=today)
    asked = Asked(who.scope(Purpose.WRITE), today, book, limit=SHOWN)
    found = indicators(today, book)
    return render(
        request,
        "desk/site_health.html",
        {
            "indicators": found,
            "fallen": sum(one.state == health.LATE for one in found),
            "soon": sum(one.state == health.SOON for one in found),
            "columns": figures.needing(asked),
            "human": health.HUMAN,
            "instrument": found[0].rule.instrument,
            "confirmation": found[0].rule.confirmation.label,
        },
    )


def indicators(today: dt.date, book: Book) -> list[Indicator]:
    """Every veto that can be counted, in the order of the inspection. The same number of queries
    whatever stands on the site."""
    columns = [one.standing for one in figures.columns(book)]
    letters = waiting.unanswered(today, health.letters_before(today, book))
    receives = bool(offices.holding(None, today, Purpose.LETTERS))
    return [
        health.unreachable(*figures.probes(today), book),
        health.home(home_updated_on(), today, book),
        health.stale(columns, today, book),
        health.overdue(columns, today, book),
        health.empty(columns, book),
        health.channel(receives, book),
        health.letters(letters.late, letters.oldest_on, today, book),
    ]


def home_updated_on() -> dt.date | None:
    """The last day something new stood on the home page: an article, or a notice. Two queries."""
    notice = openness.listed().first()
    days = [figures.home_updated_on()]
    if notice is not None and notice.posted_at is not None:
        days.append(timezone.localdate(notice.posted_at))
    return max((day for day in days if day is not None), default=None)


def home_matters(asked: Asked) -> Matters:
    """The home page as a matter of the district's own office, when it is nearly two weeks old."""
    if not any(path.count("/") == ROOT_PARTS for path in asked.scope.paths):
        return Matters([], 0, 0)  # nothing to ask for whoever works below the district
    root = Organization.objects.open().filter(parent=None).order_by("path").first()
    if root is None or not asked.scope.covers(root.path):
        return Matters([], 0, 0)
    updated_on = home_updated_on()
    state = health.home(updated_on, asked.today, asked.book)
    due = state.falls_on - dt.timedelta(days=1) if state.falls_on else None
    past = due is not None and due < asked.today
    wanted = state.state != health.OK and asked.over in (None, past)
    shown: list[Matter] = [Matter(root, due)] if wanted and not asked.offset else []
    return Matters(shown, int(wanted), int(wanted and past))
