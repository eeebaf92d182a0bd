"""谁看过我的信息: every person's own page of what others did with his information (T5)."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dangjian.registry.models import Person
from dangjian.registry.queries import trails
from dangjian.registry.queries.trails import PER_PAGE, Act
from dangjian.registry.views.addresses import number_in
from dangjian.registry.views.doors import viewer


@require_safe
def my_trail(request: HttpRequest) -> HttpResponse:
    """Who looked at, corrected or dealt with the viewer's own, twenty on a page."""
    person = Person.objects.get(pk=viewer(request).person_id)
    number = min(max(number_in(request.GET.get("page", "1")), 1), 10**6)
    found = trails.acts_on(person, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    pages: Paginator[Any] = Paginator(range(found.total), PER_PAGE)
    if number > pages.num_pages:
        return redirect(f"{request.path}?page={pages.num_pages}")
    page: Page[Act] = Page(found.rows, number, pages)
    return render(request, "registry/my_trail.html", {"acts": found.rows, "page": page})
