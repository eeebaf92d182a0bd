"""The forms that change an organization: open, rename, move, close, units, particulars (A1, A2)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from dangjian.kernel import clock
from dangjian.kernel import rules as party_rules
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry import rules
from dangjian.registry.actions import organizations as actions
from dangjian.registry.actions.units import record_units
from dangjian.registry.authority import Purpose
from dangjian.registry.forms import organizations as forms
from dangjian.registry.models import Organization, OrganizationForm
from dangjian.registry.queries import organizations as queries
from dangjian.registry.queries.people import organization_for
from dangjian.registry.rules import advice
from dangjian.registry.views.addresses import Addresses, number_in
from dangjian.registry.views.doors import perform, viewer

SUPERIORS_AT_MOST = 40
"""So many superiors are offered at once; of more the clerk writes a few letters further."""


def for_change(request: HttpRequest, pk: int) -> Organization:
    """The organization of a form that changes it. Missing outside the scope, Refused if closed."""
    found = organization_for(viewer(request), Purpose.STRUCTURE, pk)
    if found.closed_on is not None:
        raise Refused(f"{found.short_name}已经撤销，不能再改。")
    return found


def from_above(request: HttpRequest, pk: int) -> Organization:
    """The organization of a form that its superior decides about. Refused (403) for whoever is set
    over the organization itself, but not over its superior."""
    found = for_change(request, pk)
    if not viewer(request).may_above(Purpose.STRUCTURE, found.path):
        raise Refused(
            f"{found.short_name}的名称、类别、上级和撤销，由它的上级党组织定，请联系上级党组织办理。",
            status=403,
        )
    return found


def acting(request: HttpRequest, organization: Organization) -> Actor:
    """The viewer as the actor of a change of the structure."""
    return viewer(request).actor(Purpose.STRUCTURE, organization.path)


def about(organization: Organization) -> dict[str, Any]:
    """What every form page about an organization shows."""
    return {"organization": organization, "back": reverse("organization", args=[organization.pk])}


def organization_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Set up an organization below this one."""
    parent, today = for_change(request, pk), clock.today()
    if not rules.forms_below(parent.form):
        raise Refused(f"{parent.get_form_display()}下面不能再设组织。")
    return perform(
        request,
        forms.Opening(request.POST or None, parent=parent, today=today),
        lambda values: actions.open_organization(
            **values, parent=parent, today=today, by=acting(request, parent)
        ),
        template="registry/organization_open.html",
        context=about(parent) | {"guide": advice.guide(party_rules.book(on=today))},
        done=_opened,
    )


def _opened(opened: Organization) -> tuple[str, str]:
    sentence = format_html(
        '{}已经设立。填错了可以<a href="{}">改名或改类别</a>、<a href="{}">换上级</a>。',
        opened.short_name,
        reverse("organization_rename", args=[opened.pk]),
        reverse("organization_move", args=[opened.pk]),
    )
    return sentence, reverse("organization", args=[opened.pk])


def organization_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name or form for this organization."""
    organization, today = from_above(request, pk), clock.today()
    before = {name: getattr(organization, name) for name in ("name", "short_name", "form")}
    proposed = {name: request.GET[name] for name in before if name in request.GET}

    def done(renamed: Organization) -> tuple[str, str]:
        back = f"{reverse('organization_rename', args=[pk])}?{urlencode(before)}"
        return (
            format_html('现在是{}。<a href="{}">改回原来的</a>', renamed.name, back),
            reverse("organization", args=[pk]),
        )

    return perform(
        request,
        forms.Renaming(
            request.POST or None, organization=organization, today=today, proposed=proposed
        ),
        lambda values: actions.rename(
            organization, **values, today=today, by=acting(request, organization)
        ),
        template="registry/organization_rename.html",
        context=about(organization) | {"guide": advice.guide(party_rules.book(on=today))},
        done=done,
    )


def organization_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another superior for this organization: look for it (?q=), choose it, say from when."""
    organization, today = from_above(request, pk), clock.today()
    if organization.parent is None:
        raise Refused("区委是最上级，不能移动。")
    old = organization.parent
    text = request.GET.get("q", "").replace("\x00", "").strip()[:60]
    superiors = rules.MAY_STAND_UNDER[OrganizationForm(organization.form)]
    scope = viewer(request).scope(Purpose.STRUCTURE)
    possible = queries.superiors_to_choose(scope, organization, superiors)
    proposed = number_in(request.POST.get("parent") or request.GET.get("parent", ""))
    shown, more = _offered(possible, queries.likely_superiors(organization, text), proposed)

    def done(moved: Organization) -> tuple[str, str]:
        back = f"{reverse('organization_move', args=[pk])}?{urlencode({'parent': old.pk})}"
        return (
            format_html(
                '{}已经移到{}下面，它下面的组织和党员都跟着过去了。<a href="{}">移回{}</a>',
                moved.short_name,
                moved.parent,
                back,
                old.short_name,
            ),
            reverse("organization", args=[pk]),
        )

    return perform(
        request,
        forms.Move(
            request.POST or None,
            organization=organization,
            today=today,
            possible=possible,
            shown=shown,
            proposed=proposed,
        ),
        lambda values: actions.move(
            organization, **values, today=today, by=acting(request, organization)
        ),
        template="registry/organization_move.html",
        context=about(organization) | {"text": text, "more": more, "shown": shown},
        done=done,
    )


def _offered(
    possible: QuerySet[Organization], likely: Q, proposed: int
) -> tuple[list[Organization], int]:
    """The superiors a page offers, the proposed one among them, and how many more there are."""
    fitting = possible.filter(likely)
    shown = list(fitting[:SUPERIORS_AT_MOST])
    if proposed and proposed not in [one.pk for one in shown]:
        shown = [*possible.filter(pk=proposed), *shown]
    return shown, max(fitting.count() - SUPERIORS_AT_MOST, 0)


def organization_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Dissolve this organization, once nothing and nobody is left in it."""
    organization, today = from_above(request, pk), clock.today()
    if organization.parent_id is None:
        raise Refused("区委是最上级，不能撤销。")
    return perform(
        request,
        forms.Closing(request.POST or None, organization=organization, today=today),
        lambda values: actions.close(
            organization, **values, today=today, by=acting(request, organization)
        ),
        template="registry/organization_close.html",
        context=about(organization)
        | {
            "ending": queries.ending(organization),
            "members_url": Addresses(today, today).members(pk),
        },
        done=lambda closed: (
            f"{closed.short_name}已经撤销。它以前的情况仍然查得到。",
            reverse("organization", args=[pk]),
        ),
    )


def organization_units(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit or units behind this organization (A2)."""
    organization, today = for_change(request, pk), clock.today()

    def act(values: dict[str, Any]) -> Organization:
        wanted = {name: values[name] for name in ("relation", "units", "on", "seen")}
        return record_units(organization, **wanted, today=today, by=acting(request, organization))

    return perform(
        request,
        forms.Units(
            request.POST or None,
            organization=organization,
            units=queries.units_on(organization, today),
            today=today,
        ),
        act,
        template="registry/organization_units.html",
        context=about(organization)
        | {"guide": advice.guide(party_rules.book(on=today), ("joint_branch.max_units",))},
        done=lambda _: ("所在单位已经登记。", reverse("organization", args=[pk])),
    )


def organization_particulars(request: HttpRequest, pk: int) -> HttpResponse:
    """Contact, telephone, founding document, power of approval, order."""
    organization = for_change(request, pk)
    above = viewer(request).may_above(Purpose.STRUCTURE, organization.path)
    stays = {"may_approve": organization.may_approve and not above}
    return perform(
        request,
        forms.Particulars(request.POST or None, organization=organization, above=above),
        lambda values: actions.correct_particulars(
            organization, **stays | values, by=acting(request, organization)
        ),
        template="registry/organization_particulars.html",
        context=about(organization),
        done=lambda _: ("已经改好。", reverse("organization", args=[pk])),
    )
