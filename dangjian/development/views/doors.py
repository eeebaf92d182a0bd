"""What the pages of this room share: the case before the viewer, and a short form about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dangjian.development.models import Development
from dangjian.development.queries.cases import NOTHING, Sight, development_for
from dangjian.kernel import clock
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.views.doors import perform, viewer

form_page = require_http_methods(["GET", "HEAD", "POST"])


def door(request: HttpRequest, pk: int, *, committee: bool = False) -> tuple[Viewer, Sight]:
    """The case, for whoever enters the steps of its branch (or of its committee). Missing else."""
    who = viewer(request)
    sight = development_for(who, pk, clock.today())
    if not (sight.committee if committee else sight.branch):
        raise Missing(NOTHING)
    return who, sight


def by_branch(who: Viewer, sight: Sight) -> Actor:
    return who.actor(Purpose.MAINTAIN, sight.case.organization.path)


def by_committee(who: Viewer, sight: Sight) -> Actor:
    place = sight.approver or sight.case.organization
    return who.actor(Purpose.STANDING, place.path)


def page_of(case: Development) -> str:
    return reverse("development", args=[case.pk])


def short_form(
    request: HttpRequest,
    sight: Sight,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    *,
    heading: str,
    told: str,
    button: str,
    said: str,
    to: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """One short form about a case."""
    return perform(
        request,
        form,
        act,
        template="development/word.html",
        context={"sight": sight, "heading": heading, "told": told, "button": button},
        done=lambda result: (said, to(result) if to else page_of(sight.case)),
    )
