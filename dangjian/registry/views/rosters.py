"""The list of members, as of any day, and what it was narrowed by (A5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.kernel import clock, identity
from dangjian.kernel.refusal import Missing
from dangjian.kit.forms import DateField
from dangjian.registry import rules
from dangjian.registry.authority import Purpose, Scope, Viewer
from dangjian.registry.forms.rosters import Filter, LookUp
from dangjian.registry.models import Organization, OrganizationForm
from dangjian.registry.queries import people as queries
from dangjian.registry.queries.people import Row, Wanted, organization_for
from dangjian.registry.queries.people_past import page_on
from dangjian.registry.views.doors import viewer

PER_PAGE = 50


@dataclass(frozen=True)
class Asked:
    """What a list was asked for, and where the viewer may see it."""

    form: Filter
    place: Organization | None
    on: dt.date
    today: dt.date

    @property
    def past(self) -> bool:
        return self.on < self.today

    @property
    def wanted(self) -> Wanted:
        """What the form asks for; only where it is valid."""
        values = self.form.cleaned_data
        return Wanted(
            text=values["q"],
            within=self.place,
            standing=values["standing"],
            sex=values["sex"],
            education=values.get("education", ""),
            mark=values.get("mark", ""),
        )

    def narrowed(self) -> Iterator[tuple[str, str]]:
        """(field, what it was narrowed to as people read it) of the filter's own fields."""
        for name, field in self.form.fields.items():
            value = self.form.data.get(name, "").strip()
            if value and name != "at" and name not in self.form.errors:
                yield name, dict(getattr(field, "choices", ())).get(value, value)


@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """The members the viewer may see, as of any day, fifty on a page."""
    who = viewer(request)
    if not who.may_anywhere(Purpose.ROSTER):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    if identity.holds_number(request.GET.get("q", "")):
        return without_number(request, who)
    asked = asked_of(request, who)
    number = _page_number(request)
    found = _slice(who, asked, number) if asked.form.is_valid() else queries.Slice([], 0)
    listed = queries.COUNTED_UP_TO if found.total is None else found.total
    pages = Paginator(range(listed), PER_PAGE)
    if number > pages.num_pages:
        return redirect(_page_url(request, pages.num_pages))
    return render(
        request,
        "registry/members.html",
        {
            "form": asked.form,
            "place": asked.place,
            "on": asked.on,
            "past": asked.past,
            "total": found.total,
            "counted": queries.COUNTED_UP_TO,
            "rows": _shown(who, found.rows),
            "page": Page(found.rows, number, pages),
            "chips": _chips(request, asked),
            "narrowed": any(map(request.GET.get, ("standing", "sex", "education", "mark", "on"))),
            "branches": _several_branches(asked),
            "query": _query(request),
            "keeper": who.may_anywhere(Purpose.MAINTAIN),
            "finds_doubles": who.may_anywhere(Purpose.STANDING),
            "reader": who.may_anywhere(Purpose.READ),
            "may_register": _may_register(who, asked),
            "look_up": LookUp() if who.may_anywhere(Purpose.REVEAL) else None,
        },
        status=400 if asked.form.errors else 200,
    )


def without_number(request: HttpRequest, who: Viewer) -> HttpResponse:
    """The page again, with the number taken out of the address before the page is shown."""
    elsewhere = "请用下面的“按号码查一个人”。" if who.may_anywhere(Purpose.REVEAL) else ""
    messages.warning(request, f"这里按姓名和拼音找人，完整的号码不要写在这里。{elsewhere}")
    query = request.GET.copy()
    del query["q"]
    return redirect(f"{request.path}?{query.urlencode()}")


def asked_of(request: HttpRequest, who: Viewer) -> Asked:
    """What the address asks of the list: the same for the page and for its export."""
    today = clock.today()
    data = request.GET.copy()
    tops = who.scope(Purpose.ROSTER).paths
    place = _place(who, data.get("at", ""), tops)
    if place is not None:
        data["at"] = str(place.pk)
    form = Filter(
        data,
        places=_place_choices(who, place, tops),
        reader=who.may_anywhere(Purpose.READ),
        past=_past(data, today),
        today=today,
    )
    on = form.cleaned_data.get("on") if form.is_valid() else None
    return Asked(form, place, on or today, today)


def _place(who: Viewer, at: str, tops: Sequence[str]) -> Organization | None:
    """The organization asked for; without one the whole scope, which may be one organization."""
    if at:
        if not at.isdecimal() or len(at) > 18:
            raise Missing("没有这个组织，或者不在您的管理范围内。")
        return organization_for(who, Purpose.ROSTER, int(at))
    return Organization.objects.filter(path=tops[0]).first() if len(tops) == 1 else None


def _place_choices(
    who: Viewer, place: Organization | None, tops: Sequence[str]
) -> list[tuple[Any, str]]:
    offered: list[tuple[Any, str]] = [
        (one.pk, "　" * level + one.short_name)
        for level, one in queries.around(who.scope(Purpose.ROSTER), place)
    ]
    return [("", "全部"), *offered] if len(tops) > 1 else offered


def _past(data: QueryDict, today: dt.date) -> bool:
    try:
        day = DateField(required=False).clean(data.get("on", ""))
    except ValidationError:
        return False
    return day is not None and day < today


def _page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    most = queries.COUNTED_UP_TO // PER_PAGE
    return min(max(int(asked), 1), most) if asked.isdecimal() and len(asked) < 9 else 1


def _query(request: HttpRequest) -> str:
    """What the list was asked for, without the page."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()


def _page_url(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"{request.path}?{query.urlencode()}"


def _slice(who: Viewer, asked: Asked, number: int) -> queries.Slice:
    wanted = asked.wanted
    scope = who.scope(Purpose.READ if wanted.sensitive else Purpose.ROSTER)
    cut = {"limit": PER_PAGE, "offset": (number - 1) * PER_PAGE}
    if asked.past:
        return page_on(scope, wanted, asked.on, **cut)
    return queries.page_today(scope, wanted, asked.today, **cut)


@dataclass(frozen=True)
class Shown:
    """A row as this viewer sees it: whether its sensitive columns show, and where it leads."""

    row: Row
    readable: bool
    url: str
    way: str


def _shown(who: Viewer, rows: Sequence[Row]) -> list[Shown]:
    reading, accounts = who.scope(Purpose.READ), who.scope(Purpose.ACCOUNTS)
    shown = []
    for row in rows:
        name, way = _way(who, row, reading, accounts)
        url = reverse(name, args=[row.person_id]) if name else ""
        shown.append(Shown(row, reading.covers(row.branch_path), url, way))
    return shown


def _way(who: Viewer, row: Row, reading: Scope, accounts: Scope) -> tuple[str, str]:
    """(address name, words): to the record, or for whoever only keeps accounts to the code."""
    if row.person_id == who.person_id or reading.covers(row.path_now):
        return "member", "看档案"
    return ("code_issue", "发启用码") if accounts.covers(row.path_now) else ("", "")


def _chips(request: HttpRequest, asked: Asked) -> list[dict[str, Any]]:
    """What the list was narrowed by, each with a way to take it off again."""
    chips = []
    for name, label in asked.narrowed():
        rest = request.GET.copy()
        del rest[name]
        rest.pop("page", None)
        chips.append({"label": label, "url": f"?{rest.urlencode()}", "removes": True})
    return chips


def _several_branches(asked: Asked) -> bool:
    """Whether the list may name more than one branch, so that a column must tell which."""
    return asked.place is None or OrganizationForm(asked.place.form) not in rules.HAS_MEMBERS


def _may_register(who: Viewer, asked: Asked) -> bool:
    place = asked.place
    return (
        place is not None
        and place.closed_on is None
        and OrganizationForm(place.form) in rules.HAS_MEMBERS
        and who.may(Purpose.MAINTAIN, place.path)
    )
