"""The page on which an officer prints his restore code."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing
from dangjian.registry import signin
from dangjian.registry.actions.restoring import make_code
from dangjian.registry.authority import Viewer
from dangjian.registry.models import OFFICERS, Person, RestoreCode
from dangjian.registry.views.doors import viewer


@require_http_methods(["GET", "HEAD", "POST"])
def restore_code(request: HttpRequest) -> HttpResponse:
    """What the code is for; by POST a new one, shown this once."""
    who = viewer(request)
    if not any(held.role in OFFICERS for held in who.held):
        raise Missing("没有这个页面。")
    return _code(request, who)


@never_cache
@signin.both_proofs_needed
def _code(request: HttpRequest, who: Viewer) -> HttpResponse:
    person = Person.objects.select_related("organization").get(pk=who.person_id)
    code = ""
    if request.method == "POST":
        proof = signin.age_of_proof(request)
        code = make_code(person, proof=proof, now=clock.now(), by=who.myself())
    made = RestoreCode.objects.filter(person=person, ended_at__isnull=True).first()
    context = {"person": person, "code": code, "made": made}
    return render(request, "registry/restore_code.html", context)
