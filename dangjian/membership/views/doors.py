"""What the pages of an errand share: whose it is, what stands on it, who acts, until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dangjian.kernel import calendar, clock, terms
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Missing, Stale
from dangjian.membership import queries, rules
from dangjian.membership.models import Errand, Move
from dangjian.membership.queries import Sight
from dangjian.membership.rules import Part
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Account, Person
from dangjian.registry.views.doors import perform, viewer

OFFERED = 8
"""So many helpers are offered, the nearest: a list to read, not to search."""

form_page = require_http_methods(["GET", "HEAD", "POST"])


def door(request: HttpRequest, pk: int, move: Move) -> tuple[Viewer, Sight]:
    """The errand, if the move is the viewer's to make.

    Missing where it never is; Stale where the errand stands elsewhere by now.
    """
    who = viewer(request)
    sight = queries.errand_for(who, pk, clock.today())
    if not rules.concerns(move, sight.parts):
        raise Missing("没有这件代办，或者不是您的。")
    if move not in sight.moves:
        raise Stale(f"这件代办现在是“{sight.errand.get_state_display()}”，这一步已经不用办了。")
    return who, sight


def told(sight: Sight) -> dict[str, Any]:
    """What every page about an errand shows of it."""
    errand = sight.errand
    return {
        "errand": errand,
        "person": errand.person,
        "own": errand.asker_id == errand.person_id,
        "is_asker": sight.is_asker,
        "is_helper": Part.HELPER in sight.parts,
        "state": sight.state,
        "wish": errand.unseal("wish"),
        "changes": queries.changes_of(
            errand,
            in_full=sight.is_asker,
            own=sight.is_asker and errand.asker_id == errand.person_id,
        ),
        "by_paper": errand.asker_id == errand.person_id and not signs_in(errand.asker),
    }


def signs_in(person: Person) -> bool:
    return Account.objects.filter(person=person, is_active=True).exists()


def by_asker(who: Viewer, errand: Errand) -> Actor:
    if errand.person_id == who.person_id:
        return who.myself()
    return who.actor(Purpose.MAINTAIN, errand.person.path)


def by_helper(who: Viewer, errand: Errand) -> Actor:
    return who.actor(Purpose.MAINTAIN, errand.person.path, errand.asker.uid)


def due() -> dt.date:
    return terms.last_day(clock.today(), rules.HELP_WITHIN, "working", calendar.load()).day


def page_of(errand: Errand) -> str:
    return reverse("errand", args=[errand.pk])


def word(
    request: HttpRequest,
    sight: Sight,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Errand],
    *,
    title: str,
    said: str,
    leaves: bool = False,
) -> HttpResponse:
    """A short form beside what it is about. leaves: the errand is no longer his afterwards."""
    return perform(
        request,
        form,
        act,
        template="membership/errand_word.html",
        context=told(sight) | {"title": title},
        done=lambda errand: (said, reverse("errands") if leaves else page_of(errand)),
    )
