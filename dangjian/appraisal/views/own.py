"""What a member reads of himself: results, visits, taking part, and decisions about him."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangjian.appraisal.queries import appraisals, participation, visits
from dangjian.kernel import clock, rules
from dangjian.registry.models import Person
from dangjian.registry.queries import sanctions
from dangjian.registry.views.doors import viewer


@never_cache
@require_safe
def my_appraisals(request: HttpRequest) -> HttpResponse:
    """One's own, and nobody else's."""
    who, today = viewer(request), clock.today()
    person = Person.objects.get(pk=who.person_id)
    context = {
        "results": appraisals.own_results(person.pk),
        "visits": visits.own_visits(person.pk),
        "excuses": participation.excuses_of(person),
        "noted": participation.inactivities_of(person),
        "told": sanctions.told_of(person, rules.book(on=today)),
        "left": list(sanctions.ended_membership(person)),
        "today": today,
    }
    return render(request, "appraisal/mine.html", context)
