"""Whose number is this: asked by POST, so that no number stands in an address or a log."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dangjian.kernel.refusal import Missing, Refused
from dangjian.registry.actions import look_ups as actions
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.forms.rosters import LookUp
from dangjian.registry.models import Person
from dangjian.registry.views.doors import viewer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member_look_up(request: HttpRequest) -> HttpResponse:
    """Find the bearer of a whole number within the scope, for a reason; to the record if found."""
    who = viewer(request)
    if not who.may_anywhere(Purpose.REVEAL):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    form = LookUp(request.POST if request.method == "POST" else None)
    found: list[Person] | None = None
    if form.is_bound and form.is_valid():
        found = _found(form, who)
    if found is not None and len(found) == 1:
        return redirect("member", found[0].pk)
    if found is not None:
        form = LookUp(initial={"reason": form.cleaned_data["reason"]})
    return render(
        request,
        "registry/member_look_up.html",
        {"form": form, "found": found},
        status=422 if form.is_bound else 200,
    )


def _found(form: LookUp, who: Viewer) -> list[Person] | None:
    scope = who.scope(Purpose.REVEAL)
    values = form.cleaned_data
    try:
        by = who.actor(Purpose.REVEAL, scope.paths[0])
        return actions.look_up(values["number"], scope=scope, reason=values["reason"], by=by)
    except Refused as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return None
