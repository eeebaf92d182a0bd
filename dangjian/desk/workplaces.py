"""The pages people begin with after signing in: the workbench, one's own page, the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.desk import consents_due, dues_reminder, forms, inbox, own
from dangjian.desk.reminders import BY_KEY, KINDS
from dangjian.desk.reminding import Eyes, Item, Kind
from dangjian.dues.rules.ledger import KEEPS_ACCOUNT
from dangjian.flow import queries as flow
from dangjian.kernel import clock, rules
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Held, Purpose, Scope
from dangjian.registry.models import Organization, Person, Role
from dangjian.registry.queries import branches, records, trails
from dangjian.registry.queries.imports import PURPOSE as IMPORTS
from dangjian.registry.queries.organizations import posts_on
from dangjian.registry.queries.people import around, organization_for, person_for
from dangjian.registry.queries.tree import head_count
from dangjian.registry.rules import HAS_MEMBERS
from dangjian.registry.views.addresses import number_in
from dangjian.registry.views.doors import viewer

PER_PAGE = 50


@require_safe
def workbench(request: HttpRequest) -> HttpResponse:
    """A secretary's day: what is to be done, what others do, and the organization at a glance."""
    eyes, person = _eyes(request)
    led = [held for held in eyes.viewer.held if held.role is Role.SECRETARY]
    here = organization_for(eyes.viewer, Purpose.READ, _led(led, request.GET.get("at", "")))
    return render(
        request,
        "desk/workbench.html",
        {
            "inbox": inbox.gather(
                eyes,
                *own.items(person, request.user, eyes),
                *consents_due.items(eyes),
                *dues_reminder.items(eyes),
            ),
            "glance": branches.glance(here, eyes.today),
            "seats": posts_on(here, eyes.today),
            "ahead": branches.probations_ahead(here, eyes.today, eyes.book),
            "with_members": here.form in HAS_MEMBERS,
            "dues": here.form in KEEPS_ACCOUNT,
            "led": led if len(led) > 1 else [],
            "helper": branches.helper_for(here.path, eyes.today, but=person.pk),
        },
    )


def _led(led: Sequence[Held], at: str) -> int:
    """The id of the organization asked for among those the viewer leads; without one the first."""
    asked = number_in(at)
    found = [held for held in led if held.organization_id == asked] if at else led
    if not found:
        raise Missing("没有这一页，或者不在您的管理范围内。")
    return found[0].organization_id


@require_safe
def member_home(request: HttpRequest) -> HttpResponse:
    """A member's own page: what is next, who looked, whether the register has it right."""
    eyes, person = _eyes(request)
    branch = person.organization
    return render(
        request,
        "desk/member_home.html",
        {
            "inbox": inbox.gather(
                eyes, *own.items(person, request.user, eyes), *consents_due.items(eyes)
            ),
            "person": person,
            "branch": branch,
            "members": head_count(Scope.of([branch.path])) if branch else None,
            "secretary": branches.secretary_of(branch, eyes.today) if branch else None,
            "office": branches.office_of(person.path),
            "helper": branches.helper_for(person.path, eyes.today, but=person.pk),
            "openings": trails.looks_at(person, 3),
            "gaps": records.gaps_of(person),
            "party_age": records.party_age_of(person, eyes.today),
            "steps": own.conversion_steps(person, eyes.today, eyes.book),
        },
    )


@require_safe
def inbox_view(request: HttpRequest) -> HttpResponse:
    """What is to be done wherever the viewer works; ?kind= opens the whole list of one kind."""
    eyes, person = _eyes(request)
    asked = request.GET.get("kind", "")
    if asked:
        return _listed(request, eyes, _wanted(request, eyes, asked))
    context = {
        "inbox": inbox.gather(
                eyes, *own.items(person, request.user, eyes), *consents_due.items(eyes)
            ),
        "helper": branches.helper_for(person.path, eyes.today, but=person.pk),
        "keeps": eyes.viewer.may_anywhere(Purpose.ROSTER),
        "letters": eyes.viewer.may_anywhere(Purpose.LETTERS),
        "imports": any(map(eyes.viewer.may_anywhere, IMPORTS.values())),
        "sets_procedures": eyes.viewer.may_anywhere(Purpose.PROCEDURE),
        "writes": eyes.viewer.may_anywhere(Purpose.WRITE),
        "dues": eyes.viewer.may_anywhere(Purpose.DUES),
        "appraises": eyes.viewer.may_anywhere(Purpose.APPRAISAL),
        "cares": eyes.viewer.may_anywhere(Purpose.MAINTAIN),
    }
    return render(request, "desk/inbox.html", context)


def _eyes(request: HttpRequest) -> tuple[Eyes, Person]:
    who, today = viewer(request), clock.today()
    person = person_for(who, Purpose.READ, who.person_id)
    return Eyes(who, today, rules.book(on=today)), person


# --- the whole list of a kind ---------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """What a list was asked for. kind: None for to-dos; place, over: what it is narrowed to."""

    key: str
    kind: Kind | None
    place: Organization | None
    over: bool | None
    page: int

    def address(self) -> str:
        """The first page of the same list."""
        asked = {"kind": self.key, "at": self.place.pk if self.place else "", "due": self.due}
        return f"{reverse('inbox')}?{urlencode({k: v for k, v in asked.items() if v})}"

    @property
    def title(self) -> str:
        return self.kind.title if self.kind else str(flow.Show(self.key).label)

    @property
    def due(self) -> str:
        return {True: "over", False: "ahead", None: ""}[self.over]


def _wanted(request: HttpRequest, eyes: Eyes, key: str) -> Wanted:
    """Missing for a kind or an organization the viewer may not read."""
    kind = BY_KEY.get(key)
    if key not in flow.Show and (kind is None or not eyes.viewer.may_anywhere(kind.purpose)):
        raise Missing("没有这一类提醒，或者不在您的权限范围内。")
    at = request.GET.get("at", "") if kind else ""
    over = {"over": True, "ahead": False}.get(request.GET.get("due", ""))
    return Wanted(
        key,
        kind,
        organization_for(eyes.viewer, kind.purpose, number_in(at)) if kind and at else None,
        over if kind and kind.ends else None,
        max(number_in(request.GET.get("page", "1")), 1),
    )


def _listed(request: HttpRequest, eyes: Eyes, wanted: Wanted) -> HttpResponse:
    items, total, past = _page_of(eyes, wanted)
    if wanted.page > 1 and not items:
        return redirect(wanted.address())
    pages = Paginator(range(total), PER_PAGE)
    return render(
        request,
        "desk/reminders.html",
        {
            "kind": wanted.kind,
            "title": wanted.title,
            "place": wanted.place,
            "chips": _chips(eyes, wanted.key),
            "form": _narrowing(eyes, wanted),
            "items": items,
            "total": total,
            "past": past,
            "page": Page(items, wanted.page, pages),
        },
    )


def _page_of(eyes: Eyes, wanted: Wanted) -> tuple[list[Item], int, int]:
    """The lines of one page, how many there are in all, how many of them overdue."""
    offset = (wanted.page - 1) * PER_PAGE
    if wanted.kind is None:
        show = flow.Show(wanted.key)
        found = flow.listed(eyes.viewer, eyes.today, show, limit=PER_PAGE, offset=offset)
        return inbox.as_items(found.rows, eyes.today, show), found.total, 0
    within = Scope.of([wanted.place.path]) if wanted.place else None
    matters = eyes.ask(wanted.kind, PER_PAGE, offset, within, wanted.over)
    told = [wanted.kind.tell(matter, eyes) for matter in matters.rows]
    return told, matters.total, matters.past


def _narrowing(eyes: Eyes, wanted: Wanted) -> forms.Within | None:
    """The filter of a list; None where there is nothing to choose."""
    if wanted.kind is None:
        return None
    offered = around(eyes.viewer.scope(wanted.kind.purpose), wanted.place)
    asked = {
        "kind": wanted.key,
        "at": str(wanted.place.pk) if wanted.place else "",
        "due": wanted.due,
    }
    form = forms.Within(
        asked,
        places=[(str(one.pk), "　" * level + one.short_name) for level, one in offered],
        ends=wanted.kind.ends,
    )
    return form if len(form.fields) > 1 else None


def _chips(eyes: Eyes, asked: str) -> list[dict[str, Any]]:
    """One chip for every kind that has something to tell, with its number."""
    kinds = [kind for kind in KINDS if eyes.viewer.may_anywhere(kind.purpose)]
    counted = [(kind, eyes.ask(kind, 1).total) for kind in kinds]
    todos = flow.counts(eyes.viewer, eyes.today)
    return [
        {"label": label, "url": f"?kind={key}", "count": number, "current": key == asked}
        for key, label, number in (
            *((show.value, show.label, number) for show, number in todos.items()),
            *((kind.key, kind.label, number) for kind, number in counted),
        )
        if number or key == asked
    ]
