"""Steps a locality adds, and a rule tried on the cases of the last year (X11)."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.development.actions import localities
from dangjian.development.forms.cases import Adding, Trying
from dangjian.development.models import LocalStep
from dangjian.development.queries.cases import NOTHING
from dangjian.development.queries.trying import try_rule, tryable
from dangjian.development.rules.tables import BY_NAME
from dangjian.development.views.doors import form_page
from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Organization
from dangjian.registry.queries.people import organization_for
from dangjian.registry.views.doors import perform, viewer


@require_safe
def development_try(request: HttpRequest) -> HttpResponse:
    """Change a number, see which cases of the last year it would have refused; nothing is saved."""
    who, today = viewer(request), clock.today()
    if not who.may_anywhere(Purpose.PROCEDURE):
        raise Missing(NOTHING)
    rules = tryable(today)
    asked = request.GET if "rule" in request.GET else None
    form = Trying(asked, rules=[(one.key, one.sentence) for one in rules])
    trial = None
    if asked is not None and form.is_valid():
        values = form.cleaned_data
        trial = try_rule(who.scope(Purpose.PROCEDURE), values["rule"], values["number"], today)
    context = {"form": form, "trial": trial, "rules": rules, "today": today}
    return render(request, "development/try.html", context, status=422 if form.errors else 200)


@require_safe
def development_local(request: HttpRequest) -> HttpResponse:
    """The steps localities added, as far as the viewer keeps decisions there or reads them."""
    who = viewer(request)
    if not who.may_anywhere(Purpose.STANDING):
        raise Missing(NOTHING)
    mine = who.scope(Purpose.STANDING)
    rows = LocalStep.objects.filter(mine.q("organization__path")).select_related("organization")
    places = [held.organization_id for held in who.held if who.may(Purpose.STANDING, held.path)]
    context = {
        "rows": [(one, BY_NAME[one.before].says) for one in rows.order_by("until_on", "-pk")],
        "places": Organization.objects.open().filter(pk__in=places).order_by("path"),
    }
    return render(request, "development/local.html", context)


@form_page
def development_local_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a step for an organization and everything below it."""
    who = viewer(request)
    place = organization_for(who, Purpose.STANDING, pk)
    return perform(
        request,
        Adding(request.POST or None, initial={"from_on": clock.today()}),
        lambda values: localities.add_step(
            place, **values, today=clock.today(), by=who.actor(Purpose.STANDING, place.path)
        ),
        template="development/local_add.html",
        context={"place": place},
        done=lambda row: (f"以后要多办“{row.says}”。", reverse("development_local")),
    )


@form_page
def development_local_end(request: HttpRequest, pk: int) -> HttpResponse:
    """No longer ask for a step the locality added."""
    who = viewer(request)
    mine = LocalStep.objects.filter(who.scope(Purpose.STANDING).q("organization__path"))
    row = get_object_or_404(mine.select_related("organization"), pk=pk)
    return perform(
        request,
        forms.Form(request.POST or None),
        lambda _: localities.end_step(
            row, today=clock.today(), by=who.actor(Purpose.STANDING, row.organization.path)
        ),
        template="development/local_end.html",
        context={"row": row, "before": BY_NAME[row.before].says},
        done=lambda ended: (f"“{ended.says}”停用了。", reverse("development_local")),
    )
