"""Who holds which role where; ask that one is given, take one back (T7, T8).

A role is given, and one of the three officers' taken back, only when a second person agrees.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing
from dangjian.registry import signin
from dangjian.registry.actions import accounts, consents
from dangjian.registry.authority import Purpose, Scope
from dangjian.registry.forms.accounts import GrantForm, HoldersForm, SearchForm
from dangjian.registry.forms.consents import ReasonForm
from dangjian.registry.models import OFFICERS, Act, Consent, Person, Role, RoleGrant
from dangjian.registry.queries import accounts as queries
from dangjian.registry.views.doors import perform, text_of, viewer

PAGE = 50


@require_safe
def grants(request: HttpRequest) -> HttpResponse:
    """The list, from the top of the tree down."""
    scope = _scope(request)
    form = HoldersForm(request.GET)
    wanted = queries.HolderFilter(**form.cleaned_data) if form.is_valid() else None
    keys = queries.holdings(scope, wanted or queries.HolderFilter(), clock.today())
    page = Paginator(keys, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "filtered": any(form.cleaned_data.values()),
        "page": page,
        "rows": queries.holdings_of_page(list(page.object_list)),
        "mine": viewer(request).person_id,
    }
    return render(request, "registry/grants.html", context)


def grant_give(request: HttpRequest) -> HttpResponse:
    """Look for the person and the organization (GET), then ask that the role is given (POST)."""
    return _give(request, _scope(request))


@signin.both_proofs_needed
def _give(request: HttpRequest, scope: Scope) -> HttpResponse:
    looker = viewer(request)
    who, where = text_of(request, "who"), text_of(request, "where")
    people = queries.people_to_offer(scope, who)
    places = queries.places_to_offer(scope, where)
    form = GrantForm(
        request.POST or None,
        people=[(person.pk, _told(person)) for person in people],
        organizations=[(place.pk, place.short_name) for place in places],
    )

    def act(typed: dict[str, Any]) -> Consent:
        wanted = {
            "holder": typed["holder"],
            "role": typed["role"],
            "organization": typed["organization"],
            "document": typed["document"],
        }
        return _ask(request, Act.GRANT, wanted, typed["document"], scope.paths[0])

    context = {
        "search": SearchForm(initial={"who": who, "where": where}),
        "who": who,
        "where": where,
        "people": people,
        "places": places,
        "mine": looker.person_id,
    }
    return perform(
        request, form, act, template="registry/grants_give.html", context=context, done=_asked
    )


def _ask(request: HttpRequest, act: Act, wanted: dict[str, Any], reason: str, path: str) -> Consent:
    looker = viewer(request)
    return consents.ask(
        consents.DEEDS[act],
        wanted,
        maker=Person.objects.get(pk=looker.person_id),
        reason=reason,
        proof=signin.age_of_proof(request),
        now=clock.now(),
        by=looker.actor(Purpose.GRANT, path),
    )


def _asked(consent: Consent) -> tuple[str, str]:
    return "申请已经提出，等另一位管理员同意。", reverse("consent", args=[consent.pk])


def grant_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role back, from today on; one of the three officers' takes two."""
    granted = queries.grant_for(viewer(request), pk)
    end = _end_officer if granted.role in OFFICERS else _end
    return end(request, granted)


@signin.fresh_proof_needed
def _end(request: HttpRequest, granted: RoleGrant) -> HttpResponse:
    looker = viewer(request)
    by = looker.actor(Purpose.GRANT, granted.organization.path)
    return perform(
        request,
        forms.Form(request.POST),
        lambda _: accounts.end_grant(granted, on=clock.today(), by=by),
        template="registry/grants_end.html",
        context={"granted": granted},
        done=lambda _: (
            f"{granted.holder.name}的{Role(granted.role).label}角色已收回，立即生效。",
            reverse("grants"),
        ),
    )


@signin.both_proofs_needed
def _end_officer(request: HttpRequest, granted: RoleGrant) -> HttpResponse:
    return perform(
        request,
        ReasonForm(request.POST or None),
        lambda typed: _ask(
            request,
            Act.END_OFFICER,
            {"grant": granted.pk},
            typed["reason"],
            granted.organization.path,
        ),
        template="registry/grants_end_officer.html",
        context={"granted": granted},
        done=_asked,
    )


def _scope(request: HttpRequest) -> Scope:
    """Where the viewer may grant; for everybody else this page is not there."""
    scope = viewer(request).scope(Purpose.GRANT)
    if not scope.paths:
        raise Missing("没有这个页面。")
    return scope


def _told(person: Person) -> str:
    branch = person.organization.short_name if person.organization else "不在任何支部"
    return f"{person.name}（{branch}）"
