"""Objections before whoever looks into them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.kernel import clock
from dangjian.openness.actions import objecting
from dangjian.openness.forms.notices import Settling
from dangjian.openness.models import Finding
from dangjian.openness.queries import office as queries
from dangjian.openness.rules import OBJECTIONS
from dangjian.openness.views.doors import form_page
from dangjian.registry.authority import Purpose
from dangjian.registry.views.doors import perform, viewer


@require_safe
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody said against a notice, before whoever looks into it."""
    found = queries.objection_for(viewer(request), pk)
    return render(
        request,
        "openness/objection.html",
        {
            "objection": found,
            "notice": found.notice,
            "said": {name: found.unseal(name) for name in ("text", "name", "reach", "answer")},
            "state": OBJECTIONS.state(found.state).says,
            "due": found.case.terms.filter(ended_on__isnull=True)
            .values_list("due_on", flat=True)
            .first(),
        },
    )


@form_page
def objection_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what looking into it showed."""
    who = viewer(request)
    found = queries.objection_for(who, pk)
    place = found.case.organization
    return perform(
        request,
        Settling(request.POST or None, initial={"seen": found.case.round}),
        lambda values: objecting.settle(
            found,
            Finding(values["finding"]),
            answer=values["answer"],
            office=place,
            seen=values["seen"],
            now=clock.now(),
            by=who.actor(Purpose.OBJECTIONS, place.path),
        ),
        template="openness/objection_settle.html",
        context={"objection": found, "notice": found.notice},
        done=lambda _: ("核查结果写好了。", reverse("notice_desk", args=[found.notice_id])),
    )
