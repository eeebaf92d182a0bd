"""Asking that the words of evidence about a person are erased; the auditor has to agree."""

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
from dangjian.registry.actions.consents.erasing import wanted_of
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.forms.accounts import SearchForm
from dangjian.registry.forms.consents import ErasingForm
from dangjian.registry.models import Act, Consent, Person
from dangjian.registry.queries import erasing as queries
from dangjian.registry.queries.consents import called
from dangjian.registry.views.doors import perform, text_of, viewer


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_erase(request: HttpRequest) -> HttpResponse:
    """Look for the person by his whole name (GET), then ask (POST)."""
    who = viewer(request)
    if not queries.may_ask(who):
        raise Missing("没有这个页面。")
    return _ask(request, who)


@never_cache
@signin.both_proofs_needed
def _ask(request: HttpRequest, who: Viewer) -> HttpResponse:
    name = text_of(request, "who")
    people = {one.pk: one for one in queries.people_called(who, name)}

    def act(typed: dict[str, Any]) -> Consent:
        return actions.ask(
            actions.DEEDS[Act.ERASE],
            wanted_of(people[typed["person"]], typed["until"], typed["document"]),
            maker=Person.objects.get(pk=who.person_id),
            reason=typed["document"],
            proof=signin.age_of_proof(request),
            now=clock.now(),
            by=who.actor(Purpose.GRANT, who.scope(Purpose.GRANT).paths[0]),
        )

    search = SearchForm(initial={"who": name})
    search.fields["who"].help_text = "写完整的姓名。已经离开的同志也找得到。"
    return perform(
        request,
        ErasingForm(request.POST or None, people=[(pk, called(one)) for pk, one in people.items()]),
        act,
        template="registry/evidence_erase.html",
        context={"search": search, "who": name, "people": people},
        done=lambda asked: (
            "申请已经提出，等审计员同意。",
            reverse("consent", args=[asked.pk]),
        ),
    )
