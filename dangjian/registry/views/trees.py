"""The tree navigator, on any day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.kernel import clock
from dangjian.kernel import rules as party_rules
from dangjian.registry.authority import Purpose, Scope
from dangjian.registry.forms.organizations import TreeDay
from dangjian.registry.queries import organizations as queries
from dangjian.registry.queries import tree as trees
from dangjian.registry.queries.tree import Node, Tree
from dangjian.registry.rules import advice
from dangjian.registry.views.addresses import Addresses, number_in
from dangjian.registry.views.doors import day_of, viewer

WHOLE_UP_TO = 120
"""A tree of up to so many organizations is in the page as a whole; of a larger one only the opened
levels are, and each further level is a link away."""

FOUND_AT_MOST = 50


@dataclass(frozen=True)
class Row:
    """One organization as the navigator draws it.

    rows: what is shown below it. opens: the address that shows what is below it, "" if nothing is
    or it is in the page.
    """

    node: Node
    url: str
    opens: str
    open: bool
    current: bool
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Hit:
    """An organization that was looked for, with what stands above it."""

    node: Node
    url: str
    above: str


@require_safe
def tree(request: HttpRequest) -> HttpResponse:
    """Walk the tree of a day: ?on= the day, ?at= the organization to open it at, ?q= a name."""
    addresses = Addresses(day_of(request), clock.today())
    who = viewer(request)
    shown = trees.tree(who.scope(Purpose.ROSTER), addresses.on, addresses.today)
    at = number_in(request.GET.get("at", ""))
    chain = shown.chain(at)
    text = request.GET.get("q", "").strip()[:60]
    hits = shown.find(text) if text else []
    reads = who.scope(Purpose.READ)
    reminds = reads.paths and not text and not addresses.past
    return render(
        request,
        "registry/tree.html",
        {
            "on": addresses.on,
            "may_import": who.may_anywhere(Purpose.STRUCTURE),
            "past": addresses.past,
            "form": TreeDay(on=addresses.on, today=addresses.today, text=text),
            "text": text,
            "at": chain[-1] if chain else None,
            "not_there": at and not chain,
            "now_url": Addresses(addresses.today, addresses.today).tree(at),
            "clear_url": addresses.tree(at),
            "rows": _rows(shown, [node.id for node in chain], addresses),
            "endings": _endings(reads, addresses.today) if reminds else [],
            "hits": [_hit(shown, node, addresses) for node in hits[:FOUND_AT_MOST]],
            "found": len(hits),
            "organizations": len(shown.nodes),
            "members": sum(root.members for root in shown.roots),
        },
    )


@dataclass(frozen=True)
class Ending:
    """A committee whose term is over or soon will be; state: late | soon."""

    short_name: str
    url: str
    last_day: dt.date
    state: str
    told: str


def _endings(scope: Scope, today: dt.date) -> list[Ending]:
    """Committees of the scope that are to be elected anew: the reminder of A3."""
    book = party_rules.book(on=today)
    found = queries.terms_ending(scope, today, advice.reminded_until(today, book))
    return [
        Ending(
            organization.short_name,
            reverse("organization", args=[organization.pk]),
            last_day,
            *_distance(last_day, today),
        )
        for organization, last_day in found
    ]


def _distance(last_day: dt.date, today: dt.date) -> tuple[str, str]:
    if last_day < today:
        return "late", f"届满 {advice.spell(last_day, today)}"
    return "soon", f"还有 {advice.spell(today, last_day)}" if last_day > today else "今天届满"


def _rows(shown: Tree, path: Sequence[int], addresses: Addresses) -> list[Row]:
    whole = len(shown.nodes) <= WHOLE_UP_TO

    def row(node: Node) -> Row:
        opened = node.id in path or node.id in roots
        rows = [row(child) for child in node.children] if opened or whole else []
        return Row(
            node,
            addresses.organization(node.id),
            addresses.tree(node.id) if node.children and not rows else "",
            opened,
            node.id == path[-1] if path else False,
            rows,
        )

    roots = {root.id for root in shown.roots}
    return [row(root) for root in shown.roots]


def _hit(shown: Tree, node: Node, addresses: Addresses) -> Hit:
    above = " › ".join(one.short_name for one in shown.chain(node.id)[:-1])
    return Hit(node, addresses.organization(node.id), above)
