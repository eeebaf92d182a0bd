"""Changes of members' standing: a list over a range of days, and all that befell one (A6)."""

from __future__ import annotations

from urllib.parse import urlencode

from dateutil.relativedelta import relativedelta
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose
from dangjian.registry.forms.standing import Changes
from dangjian.registry.queries import records, standings
from dangjian.registry.queries.people import person_for
from dangjian.registry.queries.standings import PER_PAGE
from dangjian.registry.views.addresses import number_in
from dangjian.registry.views.doors import viewer


@never_cache
@require_safe
def standing_history(request: HttpRequest, pk: int) -> HttpResponse:
    """All that happened to one member's standing, with reason and paper; one's own as well."""
    who = viewer(request)
    person = person_for(who, Purpose.READ, pk)
    record = records.record_of(person, clock.today())
    return render(
        request,
        "registry/standing_history.html",
        {
            "person": person,
            "record": record,
            "own": person.pk == who.person_id,
            "events": standings.history_of(record),
            "may_change": who.may(Purpose.STANDING, person.path) and person.pk != who.person_id,
        },
    )


@never_cache
@require_safe
def standing_changes(request: HttpRequest) -> HttpResponse:
    """The changes of a range of days (the last year without one), fifty on a page."""
    who, today = viewer(request), clock.today()
    if not who.may_anywhere(Purpose.READ):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    year_ago = today - relativedelta(years=1)
    given = {"from_on": year_ago.isoformat(), "until_on": today.isoformat(), "kind": ""}
    form = Changes(given | {key: request.GET[key] for key in given if request.GET.get(key)})
    number = max(number_in(request.GET.get("page", "1")), 1)
    found = standings.Slice([], 0)
    if form.is_valid():
        found = standings.changes(
            who.scope(Purpose.READ),
            **form.cleaned_data,
            offset=min(number - 1, 10**6) * PER_PAGE,
        )
    pages = Paginator(range(found.total), PER_PAGE)
    if number > pages.num_pages:
        return redirect(f"{request.path}?{urlencode({**form.data, 'page': pages.num_pages})}")
    return render(
        request,
        "registry/standing_changes.html",
        {
            "form": form,
            "rows": found.rows,
            "total": found.total,
            "page": Page(found.rows, number, pages),
        },
        status=400 if form.errors else 200,
    )
