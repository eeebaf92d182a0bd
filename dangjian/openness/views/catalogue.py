"""The catalogue as everybody reads it, each as far as it is open to him."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangjian.kernel import clock
from dangjian.openness.models import Matter
from dangjian.openness.queries import catalogue as queries
from dangjian.openness.rules import disclosure_texts
from dangjian.openness.rules.catalogue import CLAUSE
from dangjian.openness.views.doors import paged
from dangjian.openness.views.verifying import qr_of
from dangjian.registry.models import Organization
from dangjian.registry.views.doors import viewer

OPEN = (("首页", "home", ()), ("党务公开", "way", ("open",)))


@never_cache
@login_not_required
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """What is disclosed: by kind, by organization; the latest change first."""
    who, today = viewer(request) or None, clock.today()
    among = queries.places(who, today)
    place = queries.place_of(request.GET.get("at", ""), among)
    matter = request.GET.get("matter", "")
    matter = matter if matter in Matter.values else ""
    page = paged(request, queries.listed(who, today, matter=matter, place=place))
    return render(
        request,
        "openness/catalogue.html",
        {
            "page": page,
            "chips": _chips(matter, place),
            "places": among,
            "place": place,
            "matter": matter,
            "signed_in": who is not None,
            "clause": CLAUSE,
        },
    )


def _chips(matter: str, place: Organization | None) -> list[dict[str, Any]]:
    """The kinds, each within the organization that was asked for."""
    at = {"at": place.pk} if place else {}
    here = reverse("catalogue")

    def url(**more: Any) -> str:
        asked = urlencode(at | more)
        return f"{here}?{asked}" if asked else here

    chips: list[dict[str, Any]] = [{"label": "全部", "url": url(), "current": not matter}]
    chips += [
        {"label": str(one.label), "url": url(matter=one.value), "current": matter == one.value}
        for one in Matter
    ]
    return chips


@never_cache
@login_not_required
@require_safe
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One item. One that is over says since when and why (410)."""
    found = queries.reading(viewer(request) or None, pk, clock.today())
    matter = Matter(found.current.matter)
    places = [(label, reverse(name, args=args)) for label, name, args in OPEN]
    places += [("公开目录", reverse("catalogue")), (str(matter.label), "")]
    context = {
        "reading": found,
        "item": found.item,
        "current": found.current,
        "matter": matter.label,
        "circle": disclosure_texts.circle(found.current, found.audience),
        "duration": disclosure_texts.duration(found.current),
        "expired": found.current.expires_on is not None
        and found.current.expires_on <= clock.today(),
        "places": places,
        "qr": qr_of(request, found.code) if found.provable else "",
    }
    template = "openness/item_over.html" if found.over else "openness/item.html"
    return render(request, template, context, status=410 if found.over else 200)
