"""Care visits: planned, written down, followed up; who was not visited this year."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangjian.appraisal.actions import visiting as actions
from dangjian.appraisal.forms.caring import Dropping, Having, Visiting
from dangjian.appraisal.models import VisitState
from dangjian.appraisal.queries import visits as queries
from dangjian.appraisal.queries.offices import KEEPS, NOTHING
from dangjian.appraisal.queries.visits import VisitSight
from dangjian.appraisal.views.doors import PER_PAGE, asked, due, form_page
from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Viewer
from dangjian.registry.queries.people import person_for
from dangjian.registry.views.doors import perform, viewer

_LISTS = {
    VisitState.DONE.value: "去过的",
    VisitState.PLANNED.value: "打算去的",
    "hardship": "困难党员里还没走访的",
}


@never_cache
@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    """The visits of the viewer's branches; or who is on the hardship register and was not visited
    this year."""
    who, today = viewer(request), clock.today()
    if not who.may_anywhere(KEEPS):
        raise Missing(NOTHING)
    wanted = request.GET.get("list", "")
    wanted = wanted if wanted in _LISTS else VisitState.DONE.value
    rows: Any = (
        queries.unvisited(who.scope(KEEPS), today.year)
        if wanted == "hardship"
        else queries.visits_for(who, wanted)
    )
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "chips": [(key, said, key == wanted) for key, said in _LISTS.items()],
        "today": today,
    }
    return render(request, "appraisal/visits.html", context)


@form_page
def visit_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan a visit to a member, or write one down."""
    who, today = viewer(request), clock.today()
    person = person_for(who, KEEPS, pk)
    asked_for = request.GET.get("occasion", "")
    initial = {"day": today, "visitors": who.name, "occasion": asked_for or None}
    form = Visiting(request.POST or None, helpers=queries.may_follow(person), initial=initial)
    by, now = who.actor(KEEPS, person.path), clock.now()

    def act(given: dict[str, Any]) -> Any:
        if given["state"] == VisitState.PLANNED:
            return actions.plan(
                person,
                occasion=given["occasion"],
                day=given["day"],
                visitors=given["visitors"],
                today=today,
                now=now,
                by=by,
            )
        return actions.visited(
            person, occasion=given["occasion"], seen=form.seen(), today=today, now=now, by=by
        )

    return asked(
        request,
        form,
        act,
        heading=f"登记走访慰问：{person.name}",
        lead="记下为什么事、谁去的、有什么需要就够了，不用拍照，也不统计谁去了几次。本人看得到。",
        button="登记",
        back=reverse("member", args=[pk]),
        done=lambda made: ("登记好了。", reverse("visit", args=[made.pk])),
    )


@never_cache
@require_safe
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """One visit."""
    who, today = viewer(request), clock.today()
    sight = queries.visit_for(who, pk, today)
    return render(request, "appraisal/visit.html", {"sight": sight, "visit": sight.visit,
                                                    "today": today})  # fmt: skip


@form_page
def visit_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a visit that was planned."""
    who, sight = _planned(request, pk)
    row, today = sight.visit, clock.today()
    initial = {"day": min(row.day, today), "visitors": row.visitors}
    form = Having(request.POST or None, helpers=queries.may_follow(row.person), initial=initial)
    return asked(
        request,
        form,
        lambda _: actions.done(
            row,
            seen=form.seen(),
            today=today,
            now=clock.now(),
            by=who.actor(KEEPS, row.person.path),
        ),
        heading=f"登记走访：{row.person.name}",
        lead="记下谁去的、有什么需要就够了，不用拍照。本人看得到。",
        button="登记",
        back=reverse("visit", args=[pk]),
        done=lambda _: ("登记好了。", reverse("visit", args=[pk])),
    )


@form_page
def visit_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody went after all."""
    who, sight = _planned(request, pk)
    row = sight.visit
    return asked(
        request,
        Dropping(request.POST or None),
        lambda given: actions.drop(row, **given, by=who.actor(KEEPS, row.person.path)),
        heading=f"没有去成：{row.person.name}",
        lead="写明原因，以后可以再打算。",
        button="登记",
        back=reverse("visit", args=[pk]),
        done=lambda _: ("登记了。", reverse("visits") + "?list=planned"),
    )


@form_page
def visit_followed(request: HttpRequest, pk: int) -> HttpResponse:
    """What was to be done about it is done."""
    who, today = viewer(request), clock.today()
    sight = queries.visit_for(who, pk, today)
    if not (sight.keeps or sight.follows):
        raise Missing(NOTHING)
    due(sight.follow_open)
    row = sight.visit
    by = who.actor(KEEPS, row.person.path) if sight.keeps else who.myself()
    return perform(
        request,
        forms.Form(request.POST or None),
        lambda _: actions.followed(row, now=clock.now(), by=by),
        template="appraisal/form.html",
        context={
            "heading": "跟进的事办好了",
            "lead": row.todo.what if row.todo else "",
            "button": "办好了",
            "back": reverse("visit", args=[pk]),
        },
        done=lambda _: ("办好了。", reverse("visit", args=[pk])),
    )


def _planned(request: HttpRequest, pk: int) -> tuple[Viewer, VisitSight]:
    who = viewer(request)
    sight = queries.visit_for(who, pk, clock.today())
    if not sight.keeps:
        raise Missing(NOTHING)
    due(sight.visit.state == VisitState.PLANNED)
    return who, sight
