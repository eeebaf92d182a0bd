"""Asking for help, and writing down what somebody asked by telephone or at the desk (M5)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from dangjian.kernel import clock
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.membership import actions, queries
from dangjian.membership.forms import Asking, Taking
from dangjian.membership.models import Way
from dangjian.membership.queries import Helper
from dangjian.membership.views.doors import OFFERED, due, form_page, page_of, signs_in
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Person
from dangjian.registry.queries.people import person_for
from dangjian.registry.views.doors import perform, viewer


@form_page
def errand_ask(request: HttpRequest) -> HttpResponse:
    """A member says in his own words what he wants, and whom he asks."""
    who = viewer(request)
    return _ask(request, who, Person.objects.get(pk=who.person_id), who.myself())


@form_page
def errand_ask_for(request: HttpRequest, pk: int) -> HttpResponse:
    """A secretary asks somebody else to do it for one of his members."""
    who = viewer(request)
    person = person_for(who, Purpose.MAINTAIN, pk)
    if person.pk == who.person_id:
        return redirect("errand_ask")
    return _ask(request, who, person, who.actor(Purpose.MAINTAIN, person.path))


def _ask(request: HttpRequest, who: Viewer, person: Person, by: Actor) -> HttpResponse:
    helpers = queries.helpers_of(person, clock.today(), but=(who.person_id,))[:OFFERED]
    form = Asking(request.POST or None, helpers=helpers)
    return perform(
        request,
        form,
        lambda values: actions.ask(
            person,
            asker=Person.objects.get(pk=who.person_id),
            helper=form.chosen(),
            wish=values["wish"],
            way=Way.ONLINE,
            due_on=due(),
            now=clock.now(),
            by=by,
        ),
        template="membership/errand_ask.html",
        context={"person": person, "own": person.pk == who.person_id, "helpers": helpers},
        done=lambda errand: (
            f"已经请{errand.helper.name}代办。他填好以后，您看一看再确认。",
            page_of(errand),
        ),
    )


@form_page
def errand_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody telephoned or came in: whoever keeps his items writes it down and fills in."""
    who = viewer(request)
    person = person_for(who, Purpose.MAINTAIN, pk)
    if person.pk == who.person_id:
        return redirect("errand_ask")
    return perform(
        request,
        Taking(request.POST or None),
        lambda values: actions.ask(
            person,
            asker=person,
            helper=_as_helper(who, person),
            wish=values["wish"],
            way=Way(values["way"]),
            due_on=due(),
            now=clock.now(),
            by=who.actor(Purpose.MAINTAIN, person.path, person.uid),
        ),
        template="membership/errand_take.html",
        context={"person": person, "signs_in": signs_in(person)},
        done=lambda errand: (
            f"已经记下。请接着填，填好后由{person.name}确认。",
            reverse("errand_fill_in", args=[errand.pk]),
        ),
    )


def _as_helper(who: Viewer, person: Person) -> Helper:
    for helper in queries.helpers_of(person, clock.today()):
        if helper.person.pk == who.person_id:
            return helper
    raise Refused(f"您现在不经办{person.name}的信息，请他另找一位。", status=403)
