"""The tree on any day: who stood under whom, and how each was called then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import Count, QuerySet

from dangjian.kernel import pinyin
from dangjian.registry.authority import Scope
from dangjian.registry.models import (
    IN_THE_PARTY,
    Membership,
    Naming,
    Organization,
    OrganizationForm,
    Parentage,
    Person,
    StandingKind,
)

BRANCHES = (
    OrganizationForm.BRANCH,
    OrganizationForm.JOINT_BRANCH,
    OrganizationForm.TEMPORARY_BRANCH,
)
"""The forms that have members of their own."""

_FORM_WORDS = {form.label.removesuffix("部"): form for form in OrganizationForm}


def tells_form(short_name: str, form: str) -> bool:
    """Whether the form can be read off the name, as in 东篱街道党工委."""
    said = max((word for word in _FORM_WORDS if word in short_name), key=len, default="")
    return bool(said) and _FORM_WORDS[said] == form


@dataclass
class Node:
    """An organization in the tree of a day. full, probationary: members of the whole subtree then.

    A group counts its own members, who are already counted with its branch.
    """

    id: int
    name: str
    short_name: str
    form: str
    position: int
    parent_id: int | None
    full: int = 0
    probationary: int = 0
    children: list[Node] = field(default_factory=list)

    @property
    def form_label(self) -> str:
        return OrganizationForm(self.form).label

    @property
    def name_tells_form(self) -> bool:
        return tells_form(self.short_name, self.form)

    @property
    def members(self) -> int:
        return self.full + self.probationary

    def below(self) -> Iterator[Node]:
        """Everything under it, in tree order."""
        for child in self.children:
            yield child
            yield from child.below()


@dataclass(frozen=True)
class Tree:
    """The tree of a day as far as a scope shows it: the roots, and every node by its id."""

    roots: list[Node]
    nodes: Mapping[int, Node]

    def chain(self, pk: int) -> list[Node]:
        """From a root down to that organization; empty if it does not show."""
        found: list[Node] = []
        node = self.nodes.get(pk)
        while node is not None:
            found.append(node)
            node = self.nodes.get(node.parent_id) if node.parent_id else None
        return found[::-1]

    def find(self, text: str) -> list[Node]:
        """Organizations with the text in a name of that day, or whose pinyin begins like it."""
        fits = _by_pinyin(text) if text.isascii() else _by_name(text)
        return [node for root in self.roots for node in (root, *root.below()) if fits(node)]


def tree(scope: Scope, on: dt.date, today: dt.date) -> Tree:
    """What the scope may see of the tree of that day.

    Rights follow today's tree: an organization shows if it stands in the scope today (or did when
    it was closed), hung under its superior of that day if that one shows too. Four queries,
    whatever the size.
    """
    roots, nodes = _hung(scope, on)
    _count(nodes, _members_today(scope) if on == today else _members_on(scope, on, nodes))
    _count(nodes, _group_members_on(scope, on, nodes))
    for root in roots:
        _sum_up(root)
    return Tree(roots, nodes)


def subtree(scope: Scope, organization: Organization, on: dt.date, today: dt.date) -> Node:
    """One organization of the scope with what stood below it on a day on which it existed."""
    if on == today:
        # Today everything below it stands under its path.
        return tree(Scope.of([organization.path]), on, today).nodes[organization.pk]
    _, nodes = _hung(scope, on)
    node = nodes[organization.pk]
    here = {one.id: one for one in (node, *node.below())}
    _count(here, _members_on(scope, on, here))
    _count(here, _group_members_on(scope, on, here))
    _sum_up(node)
    return node


def _hung(scope: Scope, on: dt.date) -> tuple[list[Node], dict[int, Node]]:
    """The roots and all nodes of the day, each hung under its superior of the day, not counted."""
    visible = Organization.objects.open_on(on).filter(scope.q())
    nodes = {node.id: node for node in _nodes(visible, on)}
    roots: list[Node] = []
    for node in nodes.values():
        above = nodes.get(node.parent_id) if node.parent_id else None
        (above.children if above else roots).append(node)
    return roots, nodes


def _nodes(visible: QuerySet[Organization], on: dt.date) -> list[Node]:
    parents = dict(
        Parentage.objects.on(on)
        .filter(organization__in=visible)
        .values_list("organization", "parent")
    )
    namings = (
        Naming.objects.on(on)
        .filter(organization__in=visible)
        .order_by("organization__position", "organization_id")
        .values_list("organization_id", "name", "short_name", "form", "organization__position")
    )
    return [
        Node(pk, name, short_name, form, position, parents.get(pk))
        for pk, name, short_name, form, position in namings
    ]


def _members_today(scope: Scope) -> QuerySet:
    """(branch, standing, number) today; the people's own rows say it, which is cheaper."""
    people = Person.objects.filter(scope.q(), standing__in=IN_THE_PARTY)
    return people.values_list("organization", "standing").annotate(n=Count("pk")).order_by()


def _members_on(scope: Scope, on: dt.date, branches: Collection[int]) -> QuerySet:
    """(branch, standing, number) on that day, of these branches."""
    here = _memberships_on(on).filter(scope.q("organization__path"), organization__in=branches)
    return here.values_list("organization", "person__standings__kind").annotate(n=Count("pk"))


def _group_members_on(scope: Scope, on: dt.date, groups: Collection[int]) -> QuerySet:
    """(group, standing, number) on that day, of these groups."""
    here = _memberships_on(on).filter(scope.q("group__path"), group__in=groups)
    return here.values_list("group", "person__standings__kind").annotate(n=Count("pk"))


def _memberships_on(on: dt.date) -> QuerySet[Membership]:
    return Membership.objects.on(on).filter(
        person__standings__valid__contains=on,
        person__standings__kind__in=IN_THE_PARTY,
    )


def _count(nodes: Mapping[int, Node], rows: Iterable[tuple[int, str, int]]) -> None:
    for organization, standing, number in rows:
        node = nodes.get(organization)
        if node is not None and standing == StandingKind.FULL:
            node.full += number
        elif node is not None:
            node.probationary += number


def _sum_up(node: Node) -> None:
    for child in node.children:
        _sum_up(child)
        if child.form != OrganizationForm.GROUP:
            node.full += child.full
            node.probationary += child.probationary


def _by_name(text: str) -> Callable[[Node], bool]:
    return lambda node: text in node.name or text in node.short_name


def _by_pinyin(text: str) -> Callable[[Node], bool]:
    """Fits where the text begins a syllable of the short name, or stands in the name as letters."""
    keys = [f" {key}" for key in pinyin.query_keys(text)]
    plain = text.lower()
    return lambda node: (
        any(key in _read(node.short_name) for key in keys) or plain in node.name.lower()
    )


@lru_cache(maxsize=8192)
def _read(name: str) -> str:
    # Reading two thousand names takes a tenth of a second; a name is always read alike.
    return " " + pinyin.text_key(name).partition("!")[0]


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
    found = Organization.objects.open().filter(scope.q(), form__in=BRANCHES)
    return found.order_by("name_key", "pk")


def root_path() -> str:
    """Where the district itself stands in the tree, "" while there is none."""
    roots = Organization.objects.filter(parent__isnull=True).values_list("path", flat=True)
    return roots.first() or ""


def head_count(scope: Scope) -> int:
    """How many members the scope has today."""
    return Person.objects.filter(scope.q(), standing__in=IN_THE_PARTY).count()
