"""Nominations: made by a branch, looked through by the office."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.flow.rules import says_move
from dangjian.honours import actions, queries
from dangjian.honours.forms import Nominating, Saying, SendingAgain
from dangjian.honours.models import Of
from dangjian.honours.queries import Sight
from dangjian.honours.rules import BY_BRANCH, BY_OFFICE, NOMINATIONS, Who
from dangjian.honours.views.awards import form_page
from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.kit.forms import Seen
from dangjian.openness.queries.turns import steps_of, waiting_for
from dangjian.registry.models import Organization, Person
from dangjian.registry.views.doors import perform, viewer

_SAID = {
    "shortlist": ("通过复核", "通过以后等公示。", "通过"),
    "send_back": ("退回补充", "写明要补什么，支部看得到。", "退回"),
    "refuse": ("不通过", "写明原因，支部看得到。", "不通过"),
    "withdraw": ("撤回推荐", "写明为什么撤回。", "撤回"),
    "send_again": ("补充后再报", "改好事迹，再报一次。", "再报"),
}


@form_page
def nominate(request: HttpRequest, pk: int) -> HttpResponse:
    """A branch puts somebody forward."""
    who, today = viewer(request), clock.today()
    drive = queries.drive_for(who, pk)
    places = queries.places_of(who, drive)
    if not places:
        raise Missing(queries.NOTHING)
    asked = request.GET.get("place", "")
    place = next((one for one in places if str(one.pk) == asked), places[0])
    form = Nominating(request.POST or None, subjects=queries.subjects(who, drive, place))
    noun = Person if drive.of == Of.MEMBER else Organization
    return perform(
        request,
        form,
        lambda given: actions.nominate(
            drive,
            place,
            noun.objects.get(pk=given["subject"]),
            given["deeds"],
            today=today,
            now=clock.now(),
            by=who.actor(queries.NOMINATES, place.path),
        ),
        template="honours/form.html",
        context={
            "heading": f"推荐{drive.award}",
            "lead": f"由{place.short_name}推荐，{drive.office.short_name}复核。",
            "button": "推荐",
            "back": reverse("award", args=[pk]),
            "places": places if len(places) > 1 else (),
            "place": place,
        },
        done=lambda made: ("推荐报上去了。", reverse("nomination", args=[made.pk])),
    )


@require_safe
def nomination(request: HttpRequest, pk: int) -> HttpResponse:
    """One nomination: what for, where it stands, what may be done."""
    who, today = viewer(request), clock.today()
    sight = queries.nomination_for(who, pk, today)
    row = sight.nomination
    waiting, due = waiting_for(row)
    context = {
        "sight": sight,
        "nomination": row,
        "drive": row.drive,
        "moves": [(one, _SAID[one][0]) for one in sight.moves],
        "steps": [(step, says_move(NOMINATIONS, step.move), step.words) for step in steps_of(row)],
        "waiting": waiting,
        "due": due,
        "state": row.state_label,
        "today": today,
    }
    return render(request, "honours/nomination.html", context)


@form_page
def nomination_step(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """One step of a nomination."""
    who, now = viewer(request), clock.now()
    sight = queries.nomination_for(who, pk, clock.today())
    if move not in _SAID or not _knows(sight, move):
        raise Missing(queries.NOTHING)
    if sight.hinders:
        raise Refused(sight.hinders, status=403)
    if move not in sight.moves:
        raise Stale("已经到了别的一步，这一步现在不用办了。")
    row, by_branch = sight.nomination, move in BY_BRANCH
    place = row.organization if by_branch else row.drive.office
    purpose = queries.NOMINATES if by_branch else queries.RUNS
    by = who.actor(purpose, place.path)

    def act(given: dict[str, Any]) -> object:
        if move == "send_again":
            return actions.send_again(row, given["deeds"], seen=given["seen"], now=now, by=by)
        return actions.move(
            row,
            move,
            part=Who.BRANCH if by_branch else Who.OFFICE,
            words=given.get("words", ""),
            seen=given["seen"],
            now=now,
            by=by,
        )

    heading, lead, button = _SAID[move]
    return perform(
        request,
        _form(request, sight, move),
        act,
        template="honours/form.html",
        context={
            "heading": f"{heading}：{row.name}",
            "lead": lead,
            "button": button,
            "back": reverse("nomination", args=[pk]),
        },
        done=lambda _: ("办好了。", reverse("nomination", args=[pk])),
    )


def _knows(sight: Sight, move: str) -> bool:
    return (sight.branch and move in BY_BRANCH) or (sight.office and move in BY_OFFICE)


def _form(request: HttpRequest, sight: Sight, move: str) -> Seen:
    initial: dict[str, Any] = {"seen": sight.nomination.case.round}
    if move == "send_again":
        initial["deeds"] = sight.nomination.deeds
        return SendingAgain(request.POST or None, initial=initial)
    kind = Seen if move == "shortlist" else Saying
    return kind(request.POST or None, initial=initial)
