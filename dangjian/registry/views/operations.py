"""The operator's acts: an officer asks, one of another office agrees, the command line does it."""

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
from dangjian.registry.forms.consents import OperationForm
from dangjian.registry.models import Act, Consent, Person
from dangjian.registry.rules.operations import detail_of
from dangjian.registry.views.doors import perform, viewer


@require_http_methods(["GET", "HEAD", "POST"])
def operation_ask(request: HttpRequest) -> HttpResponse:
    """Ask that something may be done at the server, once."""
    who = viewer(request)
    if not who.may_anywhere(Purpose.EMERGENCY):
        raise Missing("没有这个页面。")
    return _ask(request, who)


@never_cache
@signin.both_proofs_needed
def _ask(request: HttpRequest, who: Viewer) -> HttpResponse:
    def act(typed: dict[str, Any]) -> Consent:
        detail = detail_of(typed["operation"], typed["detail"])
        return actions.ask(
            actions.DEEDS[Act.OPERATE],
            {"operation": typed["operation"], "detail": detail},
            maker=Person.objects.get(pk=who.person_id),
            reason=typed["reason"],
            proof=signin.age_of_proof(request),
            now=clock.now(),
            by=who.actor(Purpose.EMERGENCY, who.scope(Purpose.EMERGENCY).paths[0]),
        )

    return perform(
        request,
        OperationForm(request.POST or None),
        act,
        template="registry/operation_ask.html",
        context={},
        done=lambda asked: (
            "申请已经提出，等另一种管理员同意。",
            reverse("consent", args=[asked.pk]),
        ),
    )
