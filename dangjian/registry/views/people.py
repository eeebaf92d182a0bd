"""The list of members, the record of one, and what is entered into it (A5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dangjian.kernel import clock, identity
from dangjian.kernel.refusal import Missing, Refused
from dangjian.kit.forms import DateField
from dangjian.registry import rules
from dangjian.registry.actions import people as actions
from dangjian.registry.authority import Purpose, Scope, Viewer
from dangjian.registry.forms.facts import FACTS, FactKind
from dangjian.registry.forms.people import (
    Correction,
    Filter,
    NewMemberForm,
    Reassignment,
    Reveal,
)
from dangjian.registry.models import Account, Arrival, Organization, OrganizationForm, Person
from dangjian.registry.models.extended import OfPerson
from dangjian.registry.queries import people as queries
from dangjian.registry.queries import records
from dangjian.registry.queries.people import Row, Wanted, organization_for, person_for
from dangjian.registry.rules.people import OUT
from dangjian.registry.views.doors import perform, viewer

PER_PAGE = 50

_form_page = require_http_methods(["GET", "HEAD", "POST"])


# --- the list -------------------------------------------------------------------------------------


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


@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """The members the viewer may see, as of any day, fifty on a page."""
    who = viewer(request)
    if not who.may_anywhere(Purpose.ROSTER):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    asked = _asked(request, who)
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
            "reader": who.may_anywhere(Purpose.READ),
            "may_register": _may_register(who, asked),
        },
        status=400 if asked.form.errors else 200,
    )


def _asked(request: HttpRequest, who: Viewer) -> Asked:
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


def _page_url(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"{request.path}?{query.urlencode()}"


def _slice(who: Viewer, asked: Asked, number: int) -> queries.Slice:
    values = asked.form.cleaned_data
    wanted = Wanted(
        text=values["q"],
        within=asked.place,
        standing=values["standing"],
        sex=values["sex"],
        education=values.get("education", ""),
        mark=values.get("mark", ""),
        exact=who.may_anywhere(Purpose.READ),
    )
    scope = who.scope(Purpose.READ if wanted.sensitive else Purpose.ROSTER)
    cut = {"limit": PER_PAGE, "offset": (number - 1) * PER_PAGE}
    if asked.past:
        return queries.page_on(scope, wanted, asked.on, **cut)
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
    for name, field in asked.form.fields.items():
        value = request.GET.get(name, "").strip()
        if not value or name in ("at", "page") or name in asked.form.errors:
            continue
        rest = request.GET.copy()
        del rest[name]
        rest.pop("page", None)
        label = dict(getattr(field, "choices", ())).get(value, value)
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


# --- one record -----------------------------------------------------------------------------------


@require_safe
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """The record of one member; one's own may be read by everybody, with who looked into it."""
    who = viewer(request)
    person = person_for(who, Purpose.READ, pk)
    own = person.pk == who.person_id
    today = clock.today()
    return render(
        request,
        "registry/member_record.html",
        _rights(who, person)
        | {
            "person": person,
            "own": own,
            "record": records.record_of(person, today),
            "sets": _sets(person),
            "sealed": _sealed(person, own),
            "openings": records.openings_of(person) if own else [],
            "account": Account.objects.filter(person=person).first(),
        },
    )


def _rights(who: Viewer, person: Person) -> dict[str, bool]:
    """The rules that guard the doors of this record draw its buttons too."""
    own = person.pk == who.person_id
    maintain = who.may(Purpose.MAINTAIN, person.path)
    return {
        "may_read": who.may(Purpose.READ, person.path),
        "may_maintain": maintain,
        "may_report": maintain and person.standing not in ("", *OUT),
        "may_reveal": own or who.may(Purpose.REVEAL, person.path),
        "may_change_standing": who.may(Purpose.STANDING, person.path) and not own,
        "may_keep_account": who.may(Purpose.ACCOUNTS, person.path),
        "may_list": who.may(Purpose.ROSTER, person.path),
    }


def _sets(person: Person) -> list[tuple[FactKind, list[OfPerson]]]:
    facts = records.facts_of(person, [kind.model for kind in FACTS.values()])
    return [
        (kind, [(fact, kind.fields(fact)) for fact in facts[kind.model]])  # type: ignore[misc]
        for kind in FACTS.values()
    ]


def _sealed(person: Person, own: bool) -> dict[str, str]:
    """What stands on the page for the sealed items: masked for oneself, "已登记" for others.

    A masked number beside the birthday is the number: the district is known, so the three hidden
    digits of the region are too. Nobody is told it without a trace; `member_reveal` leaves one.
    """
    if not own:
        return {name: "已登记" if getattr(person, name) else "" for name in actions.SEALED}
    address = person.unseal("address")
    return {
        "id_number": identity.mask_id(person.unseal("id_number")),
        "mobile": identity.mask_phone(person.unseal("mobile")),
        "address": address[:6] + "……" if len(address) > 6 else address,
    }


@never_cache
@_form_page
def member_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Open sealed items for a reason. They stand in this one answer and nowhere else."""
    who = viewer(request)
    own = pk == who.person_id
    person = person_for(who, Purpose.READ if own else Purpose.REVEAL, pk)
    stored = [(n, label) for n, label in records.ITEMS.items() if getattr(person, n)]
    form = Reveal(request.POST or None, choices=stored, own=own)
    context: dict[str, Any] = {"person": person, "own": own, "form": form, "stored": stored}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                context["opened"] = _opened(who, person, own, form.cleaned_data)
                status = 200
            except Refused as refusal:
                form.add_error(refusal.field or None, str(refusal))
    return render(request, "registry/member_reveal.html", context, status=status)


def _opened(
    who: Viewer, person: Person, own: bool, values: dict[str, Any]
) -> list[tuple[str, str]]:
    by = who.myself() if own else who.actor(Purpose.REVEAL, person.path)
    reason = "本人查看自己的信息" if own else values["reason"]
    opened = actions.reveal(person, items=values["items"], reason=reason, by=by)
    return [(records.ITEMS[name], value) for name, value in opened.items()]


# --- entering -------------------------------------------------------------------------------------


@_form_page
def member_register(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a new member into the register of a branch."""
    who = viewer(request)
    branch = organization_for(who, Purpose.MAINTAIN, pk)
    form = NewMemberForm(request.POST or None)
    today = clock.today()
    context = {"branch": branch, "today": today, "same": None}

    def act(values: dict[str, Any]) -> Person:
        context["same"] = queries.person_with_number(who, values["id_number"])
        return actions.register_member(
            actions.NewMember(
                organization=branch,
                **values | {"arrival": Arrival(values["arrival"])},
            ),
            today=today,
            by=who.actor(Purpose.MAINTAIN, branch.path),
        )

    return perform(
        request,
        form,
        act,
        template="registry/member_register.html",
        context=context,
        done=lambda person: (
            f"{person.name}已经登记到{branch.short_name}。",
            reverse("member", args=[person.pk]),
        ),
    )


@_form_page
def member_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct collected items of a member."""
    who = viewer(request)
    person = person_for(who, Purpose.MAINTAIN, pk)
    form = Correction(request.POST or None, person=person)
    return perform(
        request,
        form,
        lambda values: actions.correct_items(
            person,
            form.items(),
            today=clock.today(),
            by=who.actor(Purpose.MAINTAIN, person.path),
            seen=values["seen"],
            id_doubt_reason=values["id_doubt_reason"],
        ),
        template="registry/member_correct.html",
        context={"person": person},
        done=lambda corrected: (
            f"{corrected.name}的信息已经更正。",
            reverse("member", args=[corrected.pk]),
        ),
    )


@_form_page
def member_reassign(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a member into another branch of the scope, or into another group."""
    who = viewer(request)
    person = person_for(who, Purpose.MAINTAIN, pk)
    today = clock.today()
    offered = place_choices(who, Purpose.MAINTAIN, groups=True)
    form = Reassignment(request.POST or None, person=person, places=offered, today=today)

    def act(values: dict[str, Any]) -> Person:
        place = Organization.objects.select_related("parent").get(pk=values["place"])
        is_group = place.form == OrganizationForm.GROUP and place.parent is not None
        return actions.reassign(
            person,
            organization=place.parent if is_group and place.parent else place,
            group=place if is_group else None,
            on=values["on"],
            today=today,
            by=who.actor(Purpose.MAINTAIN, person.path),
            document=values["document"],
            seen=values["seen"],
        )

    return perform(
        request,
        form,
        act,
        template="registry/member_reassign.html",
        context={
            "person": person,
            "stay": records.record_of(person, today).present_stay,
            "held": records.held_by(person),
        },
        done=lambda moved: (
            f"{moved.name}已经编入{moved.organization.short_name}。",
            reverse("member", args=[moved.pk]),
        ),
    )


def place_choices(
    who: Viewer, purpose: Purpose, *, groups: bool
) -> list[tuple[str, list[tuple[int, str]]]]:
    """The branches (and groups) of a scope, grouped by superior, for a select."""
    return [
        (
            heading,
            [
                (p.pk, ("　" if p.form == OrganizationForm.GROUP else "") + p.short_name)
                for p in offered
            ],
        )
        for heading, offered in queries.places(who.scope(purpose), groups=groups)
    ]
