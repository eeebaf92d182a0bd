"""What the pages of the forum share: who looks, which page of a list, until when."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.views.decorators.http import require_http_methods

from dangjian.kernel import calendar, clock, terms
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Person

PER_PAGE = 20
M = TypeVar("M", bound=Model)

form_page = require_http_methods(["GET", "HEAD", "POST"])


def visitor_or_viewer(request: HttpRequest) -> Viewer | None:
    """Who looks at a page that is open to everybody."""
    return getattr(request, "viewer", None) or None


def within(who: Viewer, purpose: Purpose) -> Viewer:
    """The viewer, if he holds this right anywhere. Missing otherwise."""
    if not who.may_anywhere(purpose):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    return who


def paged(request: HttpRequest, rows: QuerySet[M, Any]) -> Page[M]:
    """The page of a list that was asked for, the nearest one there is. Two queries."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def last_day(working_days: int) -> dt.date:
    return terms.last_day(clock.today(), working_days, "working", calendar.load()).day


def person_of(who: Viewer) -> Person:
    return Person.objects.select_related("organization").get(pk=who.person_id)


def chips(*items: tuple[str, str, bool]) -> list[dict[str, object]]:
    """(label, address, current) for the chips of a list."""
    return [{"label": label, "url": url, "current": now} for label, url, now in items]
