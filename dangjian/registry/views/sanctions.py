"""Discipline and handling of a member: opened for a reason, entered, ended (A12)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing, Refused
from dangjian.registry.actions import sanctions as actions
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.forms.sanctions import Ending, Imposing, Opening, Withdrawing
from dangjian.registry.models import Person
from dangjian.registry.queries import sanctions as queries
from dangjian.registry.queries.people import person_for
from dangjian.registry.views.doors import perform, viewer

_form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@_form_page
def member_sanctions(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the record of a member for a reason. It stands in this one answer and nowhere else."""
    who, person = _kept(request, pk)
    today = clock.today()
    form = Opening(request.POST or None)
    context: dict[str, Any] = {"person": person, "form": form, "today": today}
    status = 200 if request.method != "POST" else 422
    if form.is_bound and form.is_valid():
        try:
            context["told"] = actions.open_record(
                person,
                reason=form.cleaned_data["reason"],
                today=today,
                by=who.actor(Purpose.DISCIPLINE, person.path),
            )
            context["left"] = queries.ended_membership(person)
            status = 200
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
    return render(request, "registry/member_sanctions.html", context, status=status)


@_form_page
def sanction_impose(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a decision with its paper."""
    who, person = _kept(request, pk)
    form = Imposing(request.POST or None)
    return perform(
        request,
        form,
        lambda _: actions.impose(
            person,
            form.said(),
            today=clock.today(),
            now=clock.now(),
            by=who.actor(Purpose.DISCIPLINE, person.path),
        ),
        template="registry/sanction_form.html",
        context=_told(
            person,
            f"登记{person.name}的处分或组织处置",
            "照决定登记。决定由党组织按程序作出，这里只记下来。",
            "登记",
        )
        | {"leaves": True},
        done=lambda _: ("登记好了，本人看得到。", reverse("member", args=[person.pk])),
    )


@_form_page
def sanction_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter that it is over."""
    who = viewer(request)
    row = queries.sanction_for(who, pk)
    return perform(
        request,
        Ending(request.POST or None),
        lambda given: actions.end(
            row, **given, today=clock.today(), by=who.actor(Purpose.DISCIPLINE, row.person.path)
        ),
        template="registry/sanction_form.html",
        context=_told(
            row.person,
            f"登记结束：{row.person.name}",
            "恢复党员权利、改正期满作出结论，或者原决定撤销。不登记就一直有效，到期也不会自动结束。",
            "登记结束",
        ),
        done=lambda _: ("登记了，从那天起不再有效。", reverse("member", args=[row.person_id])),
    )


@_form_page
def sanction_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """It was entered by mistake; the row stays with the reason."""
    who = viewer(request)
    row = queries.sanction_for(who, pk)
    return perform(
        request,
        Withdrawing(request.POST or None),
        lambda given: actions.withdraw(
            row, **given, by=who.actor(Purpose.DISCIPLINE, row.person.path)
        ),
        template="registry/sanction_form.html",
        context=_told(
            row.person,
            f"登记错了，作废：{row.person.name}",
            "作废的一项从来没有生效，记录和原因都留着，本人看得到。",
            "作废",
        ),
        done=lambda _: ("作废了，记录留着。", reverse("member", args=[row.person_id])),
    )


def _kept(request: HttpRequest, pk: int) -> tuple[Viewer, Person]:
    """A member whose discipline the viewer keeps. Missing, also for himself: his own stands on
    his own page."""
    who = viewer(request)
    person = person_for(who, Purpose.DISCIPLINE, pk)
    if person.pk == who.person_id:
        raise Missing("自己的处分和组织处置，在“我的评议和关怀”里看。")
    return who, person


def _told(person: Person, heading: str, lead: str, button: str) -> dict[str, Any]:
    back = reverse("member", args=[person.pk])
    return {"person": person, "heading": heading, "lead": lead, "button": button, "back": back}
