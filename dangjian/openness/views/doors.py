"""What the pages of this room share."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from dangjian.kernel.buckets import Buckets, Full, Limit
from dangjian.kernel.refusal import Missing, Refused
from dangjian.openness.forms.fields import Placing
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Organization
from dangjian.registry.signin import address_of

PER_PAGE = 20
NOTHING = "没有这一页，或者不在您的权限范围内。"
_OBJECTIONS = Limit(at_once=5, every=300.0)
_CODES = Limit(at_once=20, every=10.0)
_buckets = Buckets()
M = TypeVar("M", bound=Model)
R = TypeVar("R")

form_page = require_http_methods(["GET", "HEAD", "POST"])


def paged(request: HttpRequest, rows: QuerySet[M, Any]) -> Page[M]:
    """The page of a list that was asked for, the nearest one there is. Two queries."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def paced(request: HttpRequest, act: Callable[[], R], what: str = "objection") -> R:
    """Take one objection in, or one application; only what was kept counts.

    Full (429) where too many came at once.
    """
    place = address_of(request)
    seconds = _buckets.pour(what, place, _OBJECTIONS, time.monotonic())
    if seconds:
        raise Full("刚才从您这里来的有点多，请过几分钟再提交，填的内容还在。", seconds)
    try:
        return act()
    except Refused:
        _buckets.give_back(what, place, _OBJECTIONS, time.monotonic())
        raise


def check_codes(request: HttpRequest) -> None:
    """Full (429) where codes are tried too often from one place."""
    seconds = _buckets.pour("code", address_of(request), _CODES, time.monotonic())
    if seconds:
        raise Full(f"输得太快了，请等{seconds}秒再试。", seconds)


def within(who: Viewer, purpose: Purpose, path: str) -> Viewer:
    """The viewer, if he holds this right there. Missing otherwise."""
    if not who.may(purpose, path):
        raise Missing(NOTHING)
    return who


def places_of(who: Viewer) -> list[Organization]:
    """The organizations the viewer writes notices for: those he works at. Missing for nobody's."""
    held = [one.organization_id for one in who.held if who.may(Purpose.WRITE, one.path)]
    found = list(Organization.objects.open().filter(pk__in=held).order_by("path"))
    if not found:
        raise Missing(NOTHING)
    return found


def desk_ways(who: Viewer) -> list[tuple[str, str]]:
    """(address name, words) of the desks of this room that the viewer may open."""
    ways: list[tuple[str, str]] = []
    if who.may_anywhere(Purpose.WRITE) or who.may_anywhere(Purpose.FINAL):
        ways += [("notices_desk", "公示"), ("catalogue_desk", "公开目录")]
        ways += [("personnel_desk", "干部任免")]
    if who.may_anywhere(Purpose.LETTERS):
        ways += [("applications", "依申请公开")]
    return ways


def chosen_place(
    request: HttpRequest, who: Viewer, heading: str, back: str
) -> tuple[Organization | None, HttpResponse]:
    """For which of his organizations the viewer acts: the only one, or the one in the address.

    None with the page to choose on where he has not chosen. Missing for nobody's.
    """
    places = places_of(who)
    asked = request.GET if "organization" in request.GET else None
    form = Placing(asked, places=places)
    if asked is None and len(places) == 1:
        return places[0], HttpResponse()
    if asked is not None and form.is_valid():
        wanted = form.cleaned_data["organization"]
        return next(one for one in places if one.pk == wanted), HttpResponse()
    context = {"form": form, "heading": heading, "back": back}
    status = 422 if asked is not None or request.method == "POST" else 200
    return None, render(request, "openness/place.html", context, status=status)
