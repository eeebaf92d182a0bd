"""The tree on any day: who stood under whom, and how each was called then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, F, QuerySet

from dangjian.registry.authority import Scope
from dangjian.registry.models import (
    IN_THE_PARTY,
    Membership,
    Naming,
    Organization,
    OrganizationForm,
    Parentage,
    Person,
    Standing,
)


@dataclass
class Node:
    """An organization in the tree of a day. members counts the whole subtree on that day."""

    id: int
    name: str
    short_name: str
    form: str
    position: int
    parent_id: int | None
    members: int = 0
    children: list[Node] = field(default_factory=list)

    @property
    def form_label(self) -> str:
        return OrganizationForm(self.form).label


def tree(scope: Scope, on: dt.date) -> list[Node]:
    """The roots of what the scope may see of the tree of that day, with everything below them.

    Rights follow today's tree: an organization shows if it stands in the scope today (or did when it
    was closed), hung under its superior of that day if that one shows too. Three queries, whatever
    the size.
    """
    visible = Organization.objects.open_on(on).filter(scope.q())
    facts = _facts(visible, on)
    nodes = {node.id: node for node in facts}
    roots = []
    for node in facts:
        above = nodes.get(node.parent_id) if node.parent_id else None
        (above.children if above else roots).append(node)
    counts = members_on(scope, on)
    for root in roots:
        _sum_up(root, counts)
    return roots


def _facts(visible: QuerySet[Organization], on: dt.date) -> list[Node]:
    parents = dict(
        Parentage.objects.on(on)
        .filter(organization__in=visible)
        .values_list("organization", "parent")
    )
    namings = (
        Naming.objects.on(on)
        .filter(organization__in=visible)
        .order_by("organization__position", "organization_id")
        .values_list(
            "organization_id", "name", "short_name", "form", position=F("organization__position")
        )
    )
    return [Node(*row, parent_id=parents.get(row[0])) for row in namings]


def members_on(scope: Scope, on: dt.date) -> dict[int, int]:
    """How many members each branch of the scope had on that day (branch id -> number)."""
    rows = (
        Membership.objects.on(on)
        .filter(scope.q("organization__path"))
        .filter(person__in=Standing.objects.on(on).filter(kind__in=IN_THE_PARTY).values("person"))
        .values_list("organization")
        .annotate(n=Count("pk"))
    )
    return dict(rows)


def _sum_up(node: Node, counts: dict[int, int]) -> int:
    node.members = counts.get(node.id, 0) + sum(_sum_up(child, counts) for child in node.children)
    return node.members


def ancestors(organization: Organization) -> list[Organization]:
    """The organizations above, from the root down, as of today."""
    ids = [int(part) for part in organization.path.strip("/").split("/")[:-1]]
    found = Organization.objects.in_bulk(ids)
    return [found[pk] for pk in ids]


def name_on(organization: Organization, on: dt.date) -> Naming | None:
    """How an organization was called on a day; None before it was opened or after it closed."""
    return Naming.objects.on(on).filter(organization=organization).first()


def possible_superiors(scope: Scope, forms: Iterable[str]) -> QuerySet[Organization]:
    """Open organizations of these forms in the scope, in tree order."""
    return Organization.objects.open().filter(scope.q(), form__in=list(forms)).order_by("path")


def branches(scope: Scope) -> QuerySet[Organization]:
    """Open branches of the scope that may have members, by name."""
    forms: Sequence[str] = (
        OrganizationForm.BRANCH,
        OrganizationForm.JOINT_BRANCH,
        OrganizationForm.TEMPORARY_BRANCH,
    )
    return Organization.objects.open().filter(scope.q(), form__in=forms).order_by("name_key", "pk")


def head_count(scope: Scope) -> int:
    """How many members the scope has today."""
    return Person.objects.filter(scope.q(), standing__in=IN_THE_PARTY).count()
