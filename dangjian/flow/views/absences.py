"""While I am away: who does meanwhile what is put to me (G3)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dangjian.flow import actions
from dangjian.flow.forms import AwayForm
from dangjian.flow.models import Absence
from dangjian.flow.queries import absences as queries
from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing
from dangjian.kit.words import cn_date
from dangjian.registry.models import Person
from dangjian.registry.views.doors import perform, viewer

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def absences(request: HttpRequest) -> HttpResponse:
    """The viewer's absences, for whom he stands in, and the form to name somebody."""
    who, today = viewer(request), clock.today()
    peers = queries.peers(who, today)
    if request.method == "POST" and not peers:
        raise Missing("没有可以代办的人。")
    form = AwayForm(request.POST or None, peers=peers)

    def act(values: dict[str, Any]) -> Absence:
        return actions.go_away(
            Person.objects.get(pk=who.person_id),
            substitute=form.peers[values["substitute"]],
            from_on=values["from_on"],
            until_on=values["until_on"],
            today=today,
            by=who.myself(),
        )

    return perform(
        request,
        form,
        act,
        template="flow/absences.html",
        context={
            "mine": queries.absences_of(who, today),
            "others": queries.stands_in_for(who, today),
            "peers": peers,
        },
        done=lambda absence: (
            f"{cn_date(absence.from_on, today)}到{cn_date(absence.until_on, today)}由"
            f"{absence.substitute.name}代办，期间交给您的事他在待办里看得到。",
            reverse("absences"),
        ),
    )


@form_page
def absence_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Back earlier: from now on nobody stands in."""
    who, today = viewer(request), clock.today()
    absence = queries.absence_for(who, pk)
    return perform(
        request,
        forms.Form(request.POST or None),
        lambda _: actions.come_back(absence, today=today, by=who.myself()),
        template="flow/absence_end.html",
        context={"absence": absence},
        done=lambda _: ("代办已经结束，事情都由您自己办。", reverse("absences")),
    )
