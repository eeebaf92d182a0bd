"""Decided appointments and removals: the public list, and those who enter and pass its lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing, Stale
from dangjian.openness.actions import listing
from dangjian.openness.forms.personnel import Correcting, Entering, Passing, TurningDown, written
from dangjian.openness.models import Listing
from dangjian.openness.queries import catalogue
from dangjian.openness.queries import personnel as queries
from dangjian.openness.queries.personnel import Sight
from dangjian.openness.rules import PERSONNEL, disclosure_texts
from dangjian.openness.views.catalogue import OPEN
from dangjian.openness.views.doors import NOTHING, chosen_place, desk_ways, form_page, paged
from dangjian.openness.views.steps import Told, office_of, standing, step
from dangjian.openness.views.verifying import qr_of
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.views.doors import perform, viewer


@login_not_required
@require_safe
def personnel(request: HttpRequest) -> HttpResponse:
    """The list, the newest decision first; of one organization where it is asked for."""
    among = queries.places()
    place = catalogue.place_of(request.GET.get("at", ""), among)
    page = paged(request, queries.listed(place))
    return render(
        request,
        "openness/personnel.html",
        {
            "page": page,
            "rows": queries.rows(list(page.object_list)),
            "places": among,
            "place": place,
        },
    )


@login_not_required
@require_safe
def personnel_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One line with its proof."""
    found = queries.reading(pk)
    places = [(label, reverse(name, args=args)) for label, name, args in OPEN]
    places += [("干部任免动态", reverse("personnel")), (found.entry.number, "")]
    return render(
        request,
        "openness/personnel_entry.html",
        {
            "reading": found,
            "entry": found.entry,
            "places": places,
            "qr": qr_of(request, found.code),
        },
    )


# --- those who enter and pass ---------------------------------------------------------------------


@require_safe
def personnel_desk(request: HttpRequest) -> HttpResponse:
    """The lines of the viewer's organizations, and where each stands."""
    who = viewer(request)
    if not (who.may_anywhere(Purpose.WRITE) or who.may_anywhere(Purpose.FINAL)):
        raise Missing(NOTHING)
    return render(
        request,
        "openness/personnel_desk.html",
        {
            "page": paged(request, queries.entries_of(who)),
            "writes": who.may_anywhere(Purpose.WRITE),
            "desk_ways": desk_ways(who),
        },
    )


@form_page
def personnel_enter(request: HttpRequest) -> HttpResponse:
    """Choose for whom, then enter what was decided."""
    who = viewer(request)
    place, answer = chosen_place(request, who, "录入任免", reverse("personnel_desk"))
    if place is None:
        return answer
    form = Entering(request.POST or None, notices=queries.notices_for(place))
    told = Told(
        f"录入{place.short_name}的任免",
        "只录已经决定的。保密员审查以后登出，登出以后不能改，只能公开更正。",
        "录入",
        "录好了，送去审查。",
    )
    return perform(
        request,
        form,
        lambda _: listing.enter(
            place, form.line(), now=clock.now(), by=who.actor(Purpose.WRITE, place.path)
        ),
        template="flow/step.html",
        context={"title": "干部任免动态", "told": told, "back": reverse("personnel_desk")},
        done=lambda made: (told.after, reverse("personnel_case", args=[made.pk])),
    )


@form_page
def personnel_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a line in place of a listed one. Both stay in the list."""
    who = viewer(request)
    sight = queries.entry_for(who, pk, clock.today())
    found = sight.entry
    if not who.may(Purpose.WRITE, found.organization.path):
        raise Missing(NOTHING)
    if not sight.may_correct:
        raise Stale("这一条没有登出，或者已经更正过，不能更正。")
    form = Correcting(
        request.POST or None,
        initial=written(found),
        notices=queries.notices_for(found.organization),
    )
    told = Told(
        f"更正{found.number}",
        "原来的一条留在表里，写明由哪一条更正、为什么。",
        "更正",
        "录好了，送去审查。",
    )
    return perform(
        request,
        form,
        lambda values: listing.correct(
            found,
            form.line_or_void(),
            reason=values["reason"],
            now=clock.now(),
            by=who.actor(Purpose.WRITE, found.organization.path),
        ),
        template="flow/step.html",
        context={
            "title": disclosure_texts.deed(found),
            "told": told,
            "back": reverse("personnel_case", args=[pk]),
        },
        done=lambda made: (told.after, reverse("personnel_case", args=[made.pk])),
    )


@require_safe
def personnel_case(request: HttpRequest, pk: int) -> HttpResponse:
    """One line before those who enter and pass it."""
    who = viewer(request)
    sight = queries.entry_for(who, pk, clock.today())
    found = sight.entry
    keeps = any(who.may(one, found.organization.path) for one in (Purpose.WRITE, Purpose.FINAL))
    return render(
        request,
        "openness/personnel_case.html",
        {
            "sight": sight,
            "entry": found,
            "deed": disclosure_texts.deed(found),
            "listed": found.state == Listing.LISTED,
            "back": reverse("personnel_desk") if keeps else reverse("inbox"),
            **standing(found, PERSONNEL),
        },
    )


_Act = Callable[[Sight, Viewer, dict[str, Any]], Any]


def _reviewing(verb: Callable[..., Any]) -> _Act:
    def act(sight: Sight, who: Viewer, values: dict[str, Any]) -> Any:
        office = office_of(sight)
        kept = {name: values[name] for name in ("seen", "words") if name in values}
        return verb(
            sight.entry,
            office=office,
            now=clock.now(),
            by=who.actor(Purpose.SECRECY, office.path),
            **kept,
        )

    return act


_WAYS: dict[str, tuple[Any, _Act, Told]] = {
    "pass": (
        Passing,
        _reviewing(listing.let_through),
        Told("审查通过，登出", "马上登出来，以后不能改。", "登出", "已经登出。"),
    ),
    "turn-down": (
        TurningDown,
        _reviewing(listing.turn_down),
        Told("不登", "写给录入的同志。", "不登", "已经退给录入的同志。"),
    ),
}


@form_page
def personnel_step(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """Pass a line, or turn it down."""
    who = viewer(request)
    sight = queries.entry_for(who, pk, clock.today())
    found = sight.entry
    if way not in _WAYS or not who.may(Purpose.SECRECY, found.organization.path):
        raise Missing(NOTHING)
    form, act, told = _WAYS[way]
    return step(
        request,
        sight,
        form(request.POST or None, initial={"seen": found.case.round}),
        lambda values: act(sight, who, values),
        allowed=sight.may_review,
        told=told,
        title=disclosure_texts.deed(found),
        back=reverse("personnel_case", args=[pk]),
    )
