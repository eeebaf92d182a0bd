"""The tree navigator, on any day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dangjian.kernel import clock
from dangjian.registry.authority import Purpose
from dangjian.registry.forms.organizations import TreeDay
from dangjian.registry.queries import tree as trees
from dangjian.registry.queries.tree import Node, Tree
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
    scope = viewer(request).scope(Purpose.ROSTER)
    shown = trees.tree(scope, addresses.on, addresses.today)
    at = number_in(request.GET.get("at", ""))
    chain = shown.chain(at)
    text = request.GET.get("q", "").strip()[:60]
    hits = shown.find(text) if text else []
    return render(
        request,
        "registry/tree.html",
        {
            "on": addresses.on,
            "past": addresses.past,
            "form": TreeDay(on=addresses.on, today=addresses.today, text=text),
            "text": text,
            "at": chain[-1] if chain else None,
            "not_there": at and not chain,
            "now_url": Addresses(addresses.today, addresses.today).tree(at),
            "clear_url": addresses.tree(at),
            "rows": _rows(shown, [node.id for node in chain], addresses),
            "hits": [_hit(shown, node, addresses) for node in hits[:FOUND_AT_MOST]],
            "found": len(hits),
            "organizations": len(shown.nodes),
            "members": sum(root.members for root in shown.roots),
        },
    )


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
