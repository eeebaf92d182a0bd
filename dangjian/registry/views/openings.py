"""Asking another person to agree that somebody's identity number is looked at (L3)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing
from dangjian.registry import signin
from dangjian.registry.actions import consents as actions
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.forms.consents import OpeningForm
from dangjian.registry.models import Act, Consent, Person
from dangjian.registry.queries.people import person_for
from dangjian.registry.rules.consents import SECOND_PERSON_ITEMS
from dangjian.registry.views.doors import perform, viewer


@require_http_methods(["GET", "HEAD", "POST"])
def member_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask that a person's number may be looked at for a while; another one has to agree."""
    who = viewer(request)
    person = person_for(who, Purpose.REVEAL, pk)
    if person.pk == who.person_id:
        raise Missing("看自己的号码不用申请，请从“我的信息”里看。")
    return _open(request, who, person)


@never_cache
@signin.both_proofs_needed
def _open(request: HttpRequest, who: Viewer, person: Person) -> HttpResponse:
    def act(typed: dict[str, Any]) -> Consent:
        return actions.ask(
            actions.DEEDS[Act.OPEN],
            {
                "person": person.pk,
                "items": sorted(SECOND_PERSON_ITEMS),
                "hours": typed["hours"],
            },
            maker=Person.objects.get(pk=who.person_id),
            reason=typed["reason"],
            proof=signin.age_of_proof(request),
            now=clock.now(),
            by=who.actor(Purpose.REVEAL, person.path),
        )

    return perform(
        request,
        OpeningForm(request.POST or None),
        act,
        template="registry/member_open.html",
        context={"person": person},
        done=lambda asked: (
            "申请已经提出，等另一位同志同意。",
            reverse("consent", args=[asked.pk]),
        ),
    )
