"""What the pages of this room share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from dangjian.dues.forms.booking import month_asked
from dangjian.dues.rules import months
from dangjian.dues.rules.ledger import check_keeps_account
from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing, Refused
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Organization, Person
from dangjian.registry.queries.people import organization_for, person_for
from dangjian.registry.views.doors import perform, viewer

NOTHING = "没有这一页，或者不在您的权限范围内。"
PER_PAGE = 50

form_page = require_http_methods(["GET", "HEAD", "POST"])


def account_at(request: HttpRequest, pk: int) -> tuple[Viewer, Organization]:
    """An organization whose ledger the viewer keeps. Missing; Refused where it keeps none."""
    who = viewer(request)
    place = organization_for(who, Purpose.DUES, pk)
    check_keeps_account(place)
    return who, place


def member_at(request: HttpRequest, pk: int) -> tuple[Viewer, Person, Organization]:
    """A member whose dues the viewer keeps, with his branch. Missing."""
    who = viewer(request)
    person = person_for(who, Purpose.DUES, pk)
    if person.organization is None:
        raise Missing(NOTHING)
    return who, person, person.organization


def month_of(request: HttpRequest) -> dt.date:
    return month_asked(request.GET.get("month", ""), clock.today())


def around(month: dt.date) -> dict[str, str]:
    """The months beside one, for the links of a page, and itself, for an address."""
    return {
        "month_said": months.said(month),
        "month_key": f"{month:%Y-%m}",
        "month_before": f"{months.before(month):%Y-%m}",
        "month_after": f"{months.after(month):%Y-%m}",
    }


def asked(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    heading: str,
    lead: str,
    button: str,
    back: str,
    done: Callable[[Any], tuple[str, str]],
    **context: Any,
) -> HttpResponse:
    """A form on the plain page of this room, shown or performed once."""
    told = {"heading": heading, "lead": lead, "button": button, "back": back}
    return perform(request, form, act, template="dues/form.html", context=told | context, done=done)


def check_turn(hinders: str) -> None:
    """Refused (403) for whoever may know of a step and must not make it."""
    if hinders:
        raise Refused(hinders, status=403)
