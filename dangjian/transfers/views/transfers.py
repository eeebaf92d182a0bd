"""Transfers: the list, one of them, and how one begins (A9)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dangjian.flow import actions as flow
from dangjian.kernel import clock
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.registry.authority import Purpose, Scope, Viewer
from dangjian.registry.models import Organization, Person
from dangjian.registry.queries.people import person_for, places
from dangjian.registry.queries.tree import root_path
from dangjian.registry.views.addresses import number_in
from dangjian.registry.views.doors import perform, viewer
from dangjian.transfers.actions import starting
from dangjian.transfers.forms.transfers import Places, Presenting, Starting
from dangjian.transfers.models import OPEN, Transfer
from dangjian.transfers.queries import transfers as queries
from dangjian.transfers.queries.offices import committee_of
from dangjian.transfers.queries.transfers import PER_PAGE, transfer_for
from dangjian.transfers.rules import FLOWS, Part

form_page = require_http_methods(["GET", "HEAD", "POST"])
LISTS = {"open": "正在办", "ended": "办完的"}


@require_safe
def transfers(request: HttpRequest) -> HttpResponse:
    """The transfers the viewer may see, twenty on a page."""
    who = viewer(request)
    which = request.GET.get("list", "open")
    if which not in LISTS:
        raise Missing("没有这一页。")
    number = max(number_in(request.GET.get("page", "1")), 1)
    offset = min(number - 1, 10**6) * PER_PAGE
    found = queries.transfers(who, ended=which == "ended", offset=offset)
    pages = Paginator(range(found.total), PER_PAGE)
    if number > pages.num_pages:
        return redirect(f"{request.path}?list={which}&page={pages.num_pages}")
    return render(
        request,
        "transfers/transfers.html",
        {
            "rows": found.rows,
            "page": Page(found.rows, number, pages),
            "which": which,
            "chips": [
                {"label": label, "url": f"?list={name}", "current": name == which}
                for name, label in LISTS.items()
            ],
            "keeps": who.may_anywhere(Purpose.MAINTAIN),
        },
    )


@require_safe
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """One transfer: where it stands, whom it waits for, its letter, and what can be done now."""
    who = viewer(request)
    sight = transfer_for(who, pk)
    found = sight.transfer
    papers = list(found.introductions.select_related("issuer").order_by("-pk"))
    prints = bool(
        sight.parts & {Part.SENDER, Part.RECEIVER, Part.NEW_BRANCH}
    ) and who.person_id != found.person_id
    return render(
        request,
        "transfers/transfer.html",
        {
            "sight": sight,
            "transfer": found,
            "moves": sorted(sight.moves, key=lambda move: move.words),
            "state": sight.flow.state(found.state).says,
            "is_open": found.state in OPEN,
            "own": found.person_id == who.person_id,
            "papers": papers,
            "prints": prints,
            "steps": queries.steps_of(found),
            "reads_person": found.person is not None
            and who.may(Purpose.READ, found.person.path),
            "has_receipt": found.way == "in" and found.state == "placed" and prints,
        },
    )


@require_http_methods(["POST"])
def transfer_urge(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind whoever has it."""
    who = viewer(request)
    sight = transfer_for(who, pk)
    if sight.turn is None:
        raise Stale("这件转接现在不用等谁办。")
    if not sight.may_urge:
        raise Refused("现在轮到您这边办，不用催。")
    flow.urge(sight.turn, now=clock.now(), by=_actor(who, sight.transfer))
    messages.success(request, "已经催办。")
    return redirect("transfer", pk)


def _actor(who: Viewer, found: Transfer) -> Actor:
    if found.person_id == who.person_id:
        return who.myself()
    place = found.from_branch or found.receiver
    return who.actor(Purpose.READ, place.path if place else "")


# --- how one begins -------------------------------------------------------------------------------


@form_page
def transfer_ask(request: HttpRequest) -> HttpResponse:
    """A member asks to be moved; his branch looks at it first."""
    who = viewer(request)
    person = Person.objects.select_related("organization").get(pk=who.person_id)
    return _start(request, person, Part.MEMBER, who.myself(), "transfers/transfer_ask.html")


@form_page
def transfer_start(request: HttpRequest, pk: int) -> HttpResponse:
    """A secretary asks for one of his members; his own he asks for as a member."""
    who = viewer(request)
    person = person_for(who, Purpose.MAINTAIN, pk)
    if person.pk == who.person_id:
        return redirect("transfer_ask")
    by = who.actor(Purpose.MAINTAIN, person.path)
    return _start(request, person, Part.OLD_BRANCH, by, "transfers/transfer_start.html")


def _start(
    request: HttpRequest, person: Person, part: Part, by: Actor, template: str
) -> HttpResponse:
    beyond = request.GET.get("to") == "beyond"
    offered = [] if beyond else every_branch(but=person.organization_id)

    def act(values: dict[str, Any]) -> Transfer:
        to = values.get("to_words") or Organization.objects.get(pk=values["place"])
        return starting.start(
            person, to=to, reason=values["reason"], part=part, now=clock.now(), by=by
        )

    running = queries.open_transfer_of(person)
    return perform(
        request,
        Starting(request.POST or None, places=offered, beyond=beyond),
        act,
        template=template,
        context={
            "person": person,
            "running": running,
            "chips": [
                {"label": "转到本区的支部", "url": "?to=here", "current": not beyond},
                {"label": "转到区外", "url": "?to=beyond", "current": beyond},
            ],
        },
        done=lambda made: (
            f"已经提出，现在{FLOWS[made.way].state(made.state).says}。",
            reverse("transfer", args=[made.pk]),
        ),
    )


def every_branch(but: int | None = None) -> Places:
    """All open branches of the district, by superior: a member may go to any of them."""
    root = root_path()
    everything = Scope.of([root] if root else [])
    return [
        (heading, [(one.pk, one.short_name) for one in found if one.pk != but])
        for heading, found in places(everything, groups=False)
    ]


@form_page
def transfer_present(request: HttpRequest) -> HttpResponse:
    """Somebody brought a letter from elsewhere: the branch or its committee writes it down."""
    who = viewer(request)
    if not who.may_anywhere(Purpose.MAINTAIN):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    scope = who.scope(Purpose.MAINTAIN)
    offered = [
        (heading, [(one.pk, one.short_name) for one in found])
        for heading, found in places(scope, groups=False)
    ]

    def act(values: dict[str, Any]) -> Transfer:
        branch = Organization.objects.get(pk=values.pop("place"))
        committee = committee_of(branch)
        receives = who.may(Purpose.STANDING, committee.path)
        return starting.present(
            branch,
            **values,
            part=Part.RECEIVER if receives else Part.NEW_BRANCH,
            now=clock.now(),
            by=who.actor(Purpose.MAINTAIN, branch.path),
        )

    return perform(
        request,
        Presenting(request.POST or None, places=offered),
        act,
        template="transfers/transfer_present.html",
        context={},
        done=lambda made: ("已经记下，等党委核对。", reverse("transfer", args=[made.pk])),
    )
