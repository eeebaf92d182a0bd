"""流动党员 on both sides: who is away, who lives here, and what both know of each other (A10)."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangjian.kernel import clock, rules
from dangjian.kernel.refusal import Missing, Stale
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.queries.people import organization_for
from dangjian.registry.views.addresses import number_in
from dangjian.registry.views.doors import perform, viewer
from dangjian.transfers.actions import guests as actions
from dangjian.transfers.forms.transfers import Contact, Ending, TakingIn
from dangjian.transfers.models import Ending as Endings
from dangjian.transfers.queries import guests as queries
from dangjian.transfers.queries.guests import PER_PAGE, Sight
from dangjian.transfers.rules.guests import CONTACT
from dangjian.transfers.views.transfers import form_page

LISTS = {"away": "我们的人在外地", "here": "外来的在我们这里"}


@require_safe
def guests(request: HttpRequest) -> HttpResponse:
    """Floating members of both sides, twenty on a page, longest without contact first."""
    who, today = viewer(request), clock.today()
    which = request.GET.get("list", "away")
    if which not in LISTS or not who.may_anywhere(Purpose.READ):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    number = max(number_in(request.GET.get("page", "1")), 1)
    book = rules.book(on=today)
    find = {"away": queries.away, "here": queries.living_here}[which]
    found = find(who, book, offset=min(number - 1, 10**6) * PER_PAGE)
    pages = Paginator(range(found.total), PER_PAGE)
    if number > pages.num_pages:
        return redirect(f"{request.path}?list={which}&page={pages.num_pages}")
    return render(
        request,
        "transfers/guests.html",
        {
            "rows": found.rows,
            "page": Page(found.rows, number, pages),
            "which": which,
            "rule": book.value(CONTACT),
            "chips": [
                {"label": label, "url": f"?list={name}", "current": name == which}
                for name, label in LISTS.items()
            ],
        },
    )


@never_cache
@form_page
def guest_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Register a floating member who lives here now."""
    who = viewer(request)
    place = organization_for(who, Purpose.MAINTAIN, pk)
    return perform(
        request,
        TakingIn(request.POST or None, today=clock.today()),
        lambda values: actions.take_in(
            place, **values, now=clock.now(), by=who.actor(Purpose.MAINTAIN, place.path)
        ),
        template="transfers/guest_take.html",
        context={"organization": place},
        done=lambda guest: (
            f"{guest.name}已经登记为流入党员。",
            reverse("guest", args=[guest.pk]),
        ),
    )


@never_cache
@form_page
def guest(request: HttpRequest, pk: int) -> HttpResponse:
    """A floating member where he lives: what both sides wrote, and a line to add."""
    who = viewer(request)
    return _page(request, who, queries.guest_for(who, pk), reverse("guest", args=[pk]))


@never_cache
@form_page
def absence(request: HttpRequest, pk: int) -> HttpResponse:
    """A floating member as his own branch sees him."""
    who = viewer(request)
    return _page(request, who, queries.absence_for(who, pk), reverse("floating_away", args=[pk]))


def _page(request: HttpRequest, who: Viewer, sight: Sight, here: str) -> HttpResponse:
    if request.method == "POST" and not sight.keeps:
        raise Missing("没有这条记录，或者不在您的管理范围内。")
    if request.method == "POST" and not sight.is_current:
        raise Stale("流动登记已经结束，不用再记。")
    return perform(
        request,
        Contact(request.POST or None, today=clock.today()),
        lambda values: actions.keep_in_touch(
            floating=sight.floating,
            guest=sight.guest,
            organization=sight.place,
            side=sight.side,
            **values,
            today=clock.today(),
            by=who.actor(Purpose.MAINTAIN, sight.place.path),
        ),
        template="transfers/guest.html",
        context=_told(sight),
        done=lambda _: ("已经记下，两边都看得到。", here),
    )


def _told(sight: Sight) -> dict[str, Any]:
    guest = sight.guest
    return {
        "sight": sight,
        "guest": guest,
        "home": queries.home_of(guest) if guest else sight.place.short_name,
        "contact": guest.unseal("contact") if guest and sight.keeps else "",
        "is_host": sight.side == "host",
        "rule": rules.book(on=clock.today()).value(CONTACT),
    }


@form_page
def guest_end(request: HttpRequest, pk: int) -> HttpResponse:
    """A floating member no longer lives here."""
    who = viewer(request)
    sight = queries.guest_for(who, pk)
    found = sight.guest
    if not sight.keeps or found is None:
        raise Missing("没有这条记录，或者不在您的管理范围内。")
    return perform(
        request,
        Ending(
            request.POST or None,
            today=clock.today(),
            endings=[(e.value, str(e.label)) for e in (Endings.RETURNED, Endings.ELSEWHERE)],
        ),
        lambda values: actions.end_stay(
            found,
            ending=Endings(values["ending"]),
            on=values["on"],
            today=clock.today(),
            by=who.actor(Purpose.MAINTAIN, sight.place.path),
        ),
        template="transfers/guest_end.html",
        context={"guest": found, "organization": sight.place},
        done=lambda _: (f"{found.name}的流入登记已经结束。", f"{reverse('guests')}?list=here"),
    )
