"""The emergency path: asked for by one officer, agreed to by another, reviewed by the auditor."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing, Refused
from dangjian.registry import signin
from dangjian.registry.actions import consents as actions
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.forms.consents import EmergencyForm, FindingForm
from dangjian.registry.models import Act, Consent, Organization, Person
from dangjian.registry.queries import consents as queries
from dangjian.registry.queries.consents import Reviewed
from dangjian.registry.views.doors import perform, viewer

_form_page = require_http_methods(["GET", "HEAD", "POST"])


@_form_page
def emergency_ask(request: HttpRequest) -> HttpResponse:
    """Ask another officer to open an emergency together."""
    who = viewer(request)
    if not who.may_anywhere(Purpose.EMERGENCY):
        raise Missing("没有这个页面。")
    return _ask(request, who)


@never_cache
@signin.both_proofs_needed
def _ask(request: HttpRequest, who: Viewer) -> HttpResponse:
    scope = who.scope(Purpose.EMERGENCY)
    tops = Organization.objects.filter(path__in=scope.paths).order_by("path")
    form = EmergencyForm(request.POST or None, places=[(one.pk, one.short_name) for one in tops])

    def act(typed: dict[str, Any]) -> Consent:
        return actions.ask(
            actions.DEEDS[Act.EMERGENCY],
            {"organization": typed["place"], "hours": typed["hours"]},
            maker=Person.objects.get(pk=who.person_id),
            reason=typed["reason"],
            proof=signin.age_of_proof(request),
            now=clock.now(),
            by=who.actor(Purpose.EMERGENCY, scope.paths[0]),
        )

    return perform(
        request,
        form,
        act,
        template="registry/emergency_ask.html",
        context={},
        done=lambda asked: (
            "申请已经提出，等另一种管理员同意。",
            reverse("consent", args=[asked.pk]),
        ),
    )


@require_safe
def emergency(request: HttpRequest, pk: int) -> HttpResponse:
    """An emergency with everything done in it, and what the auditor found."""
    who = viewer(request)
    found = queries.emergency_seen_by(who, pk)
    over = found.emergency.until <= clock.now()
    context = _shown(found) | {
        "over": over,
        "reviews": over and _audits(who, found) and found.emergency.reviewed_by is None,
    }
    return render(request, "registry/emergency.html", context)


@_form_page
def emergency_review(request: HttpRequest, pk: int) -> HttpResponse:
    """The auditor says what he found."""
    who = viewer(request)
    found = queries.emergency_seen_by(who, pk)
    if not _audits(who, found):
        raise Refused("复查由审计员办。", status=403)
    return perform(
        request,
        FindingForm(request.POST or None),
        lambda typed: actions.review(
            found.emergency,
            auditor=Person.objects.get(pk=who.person_id),
            finding=typed["finding"],
            now=clock.now(),
            by=who.actor(Purpose.AUDIT, found.emergency.organization.path),
        ),
        template="registry/emergency_review.html",
        context=_shown(found),
        done=lambda one: ("复查结果已经记下。", reverse("emergency", args=[one.pk])),
    )


def _audits(who: Viewer, found: Reviewed) -> bool:
    return who.may(Purpose.AUDIT, found.emergency.organization.path)


def _shown(found: Reviewed) -> dict[str, Any]:
    now = clock.now()
    return {
        "emergency": found.emergency,
        "rows": [(one, one.told_state(now)) for one in found.consents],
    }
