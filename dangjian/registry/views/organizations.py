"""One organization on any day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.kernel import clock
from dangjian.kernel import rules as party_rules
from dangjian.registry import rules
from dangjian.registry.authority import Purpose, Scope, Viewer
from dangjian.registry.forms.organizations import Day
from dangjian.registry.models import (
    CommitteeTerm,
    Organization,
    OrganizationForm,
    Post,
    PostTitle,
    sectors_behind,
)
from dangjian.registry.queries import organizations as queries
from dangjian.registry.queries import secretaries
from dangjian.registry.queries import tree as trees
from dangjian.registry.queries.people import organization_for
from dangjian.registry.queries.tree import BRANCHES, Node
from dangjian.registry.rules import advice
from dangjian.registry.views.addresses import Addresses
from dangjian.registry.views.doors import day_of, viewer


@dataclass(frozen=True)
class Seat:
    """A post as the page shows it; the addresses are empty where the viewer may not go."""

    post: Post
    url: str
    relieve_url: str


@dataclass(frozen=True)
class Below:
    """An organization directly below, with its secretary of the day."""

    node: Node
    url: str
    secretary: str


@dataclass(frozen=True)
class Figure:
    label: str
    value: str
    unit: str
    url: str = ""


@dataclass(frozen=True)
class Way:
    """Something the viewer may do here."""

    label: str
    url: str
    icon: str


@require_safe
def organization(request: HttpRequest, pk: int) -> HttpResponse:
    """An organization as it was on a day: who leads it, what belongs to it, what became of it."""
    who, today = viewer(request), clock.today()
    found = organization_for(who, Purpose.ROSTER, pk)
    asked = day_of(request)
    addresses = Addresses(_within_life(found, asked), today)
    on, scope = addresses.on, who.scope(Purpose.ROSTER)
    node = trees.subtree(scope, found, on, today)
    posts, term = queries.posts_on(found, on), queries.term_on(found, on)
    units = queries.units_on(found, on)
    superiors = queries.superiors_on(found, on)
    may_change = who.may(Purpose.STRUCTURE, found.path) and not addresses.past
    context = {
        "organization": found,
        "node": node,
        "on": on,
        "past": addresses.past,
        "before_its_time": asked < found.opened_on,
        "crumbs": _crumbs(superiors, node, scope, addresses),
        "superiors": superiors,
        "tree_url": addresses.tree(pk),
        "members_url": addresses.members(pk),
        "day_form": Day(on=on, today=today),
        "figures": _figures(node, addresses),
        "below": _below(node, addresses),
        "seats": [_seat(post, who, may_change) for post in posts],
        "term": term,
        "elected": rules.has_elected_committee(node.form),
        "units": units,
        "history": queries.history(found),
        "ways": _ways(found, who) if may_change else [],
        "may_live": may_change and _moves(found, who),
        "named_secretary": _named_secretary(found, posts) if may_change else "",
        "keeps_meetings": not addresses.past and who.may(Purpose.MEETINGS, found.path),
        "may_register": not addresses.past and _may_register(found, who),
    }
    if not addresses.past and who.may(Purpose.READ, found.path):
        sectors = sectors_behind(found, today)
        context |= _advised(found, node, posts, term, sectors, today)
    return render(request, "registry/organization_page.html", context)


def _within_life(organization: Organization, asked: dt.date) -> dt.date:
    """The day asked for, or the nearest one on which the organization existed."""
    if organization.closed_on is not None:
        asked = min(asked, organization.closed_on - dt.timedelta(days=1))
    return max(asked, organization.opened_on)


def _crumbs(
    superiors: Sequence[queries.Superior], node: Node, scope: Scope, addresses: Addresses
) -> list[tuple[str, str]]:
    seen = [one for one in superiors if scope.covers(one.path)]
    return [
        ("组织树", addresses.tree(node.id)),
        *((one.short_name, addresses.organization(one.id)) for one in seen),
        (node.short_name, ""),
    ]


def _figures(node: Node, addresses: Addresses) -> list[Figure]:
    below = list(node.below())
    branches = sum(one.form in BRANCHES for one in below)
    groups = sum(one.form == OrganizationForm.GROUP for one in below)
    figures = [
        Figure("党员", f"{node.members:,}", "名", addresses.members(node.id)),
        Figure("正式党员", f"{node.full:,}", "名"),
        Figure("预备党员", f"{node.probationary:,}", "名"),
    ]
    if node.form in BRANCHES:
        figures.append(Figure("党小组", f"{groups:,}", "个"))
    elif node.form != OrganizationForm.GROUP:
        figures.append(Figure("下属党支部", f"{branches:,}", "个"))
    return figures


def _below(node: Node, addresses: Addresses) -> list[Below]:
    secretaries = queries.secretaries_on([child.id for child in node.children], addresses.on)
    return [
        Below(child, addresses.organization(child.id), secretaries.get(child.id, ""))
        for child in node.children
    ]


def _seat(post: Post, who: Viewer, may_change: bool) -> Seat:
    readable = who.may(Purpose.READ, post.person.path) or post.person_id == who.person_id
    return Seat(
        post,
        reverse("member", args=[post.person_id]) if readable else "",
        reverse("post_relieve", args=[post.pk]) if may_change else "",
    )


def _named_secretary(organization: Organization, posts: Sequence[Post]) -> str:
    """Whom a list names as secretary, where none is on record."""
    if any(post.title == PostTitle.SECRETARY for post in posts):
        return ""
    return secretaries.name_for(organization)


def _may_register(organization: Organization, who: Viewer) -> bool:
    with_members = OrganizationForm(organization.form) in rules.HAS_MEMBERS
    return with_members and who.may(Purpose.MAINTAIN, organization.path)


def _moves(organization: Organization, who: Viewer) -> bool:
    """Whether its superior, who decides about it, is the viewer's to act for."""
    above = who.may_above(Purpose.STRUCTURE, organization.path)
    return above and organization.parent_id is not None


def _ways(organization: Organization, who: Viewer) -> list[Way]:
    """What may be changed here: the same rules guard the doors (`for_change`, `from_above`)."""
    above = who.may_above(Purpose.STRUCTURE, organization.path)
    moves = above and organization.parent_id is not None
    wanted = [
        ("设立下级组织", "organization_open", "plus", bool(rules.forms_below(organization.form))),
        (
            "登记换届选举",
            "election_record",
            "check",
            rules.has_elected_committee(organization.form),
        ),
        ("登记任职", "post_appoint", "user", True),
        ("改名或改类别", "organization_rename", "pen", above),
        ("移到别的上级", "organization_move", "move", moves),
        ("登记所在单位", "organization_units", "doc", True),
        ("改联系方式和权限", "organization_particulars", "phone", True),
        ("撤销", "organization_close", "cross", moves),
    ]
    return [
        Way(label, reverse(name, args=[organization.pk]), icon)
        for label, name, icon, fits in wanted
        if fits
    ]


def _advised(
    organization: Organization,
    node: Node,
    posts: Sequence[Post],
    term: CommitteeTerm | None,
    sectors: Collection[str],
    today: dt.date,
) -> dict[str, Any]:
    """When to elect again, and what the statutes say about the numbers."""
    book = party_rules.book(on=today, path=organization.path)
    numbers = advice.Numbers(
        node.form, node.full, node.probationary, [post.title for post in posts], sectors
    )
    last_day = (term.extended_to or term.due_on) if term else None
    return {
        "reelection": advice.reelection(last_day, today, book) if last_day else None,
        "advice": advice.about(numbers, book),
    }
