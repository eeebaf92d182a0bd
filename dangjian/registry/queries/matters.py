"""What somebody above should look into: organizations and members of a scope for whom it is time.

Facts only, each by a rule with its clause (kernel.rules); nothing is decided and nobody is ranked:
findings come in the order of the tree. The tree (queries.tree) is read once and passed in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.db.models import Count, QuerySet

from dangjian.kernel.rules import Book
from dangjian.kit.words import cn_date
from dangjian.registry import rules
from dangjian.registry.authority import Scope
from dangjian.registry.models import (
    IN_THE_PARTY,
    CommitteeTerm,
    OrganizationForm,
    Person,
    Post,
    PostTitle,
    StandingKind,
    UnitLink,
)
from dangjian.registry.queries.organizations import terms_ending
from dangjian.registry.queries.tree import Node, Tree
from dangjian.registry.rules import advice

TERM_OVER = "term-over"
TERM_ENDING = "term-ending"
NO_ELECTION = "no-election"
NO_SECRETARY = "no-secretary"
TOO_FEW = "too-few"
TOO_MANY = "too-many"
SET_UP = "set-up"
PROBATION_OVER = "probation-over"
LOST = "lost"

OF_ORGANIZATIONS = (
    TERM_OVER,
    TERM_ENDING,
    NO_SECRETARY,
    NO_ELECTION,
    TOO_FEW,
    TOO_MANY,
    SET_UP,
)
OF_MEMBERS = (PROBATION_OVER, LOST)

_BY_RULE = {
    "branch.min_full_members": TOO_FEW,
    "branch.max_members": TOO_MANY,
    "general_branch.min_members": SET_UP,
    "general_branch.max_members": SET_UP,
    "grassroots_committee.min_members": SET_UP,
    "village.general_branch.min_members": SET_UP,
    "village.grassroots_committee.min_members": SET_UP,
}
_LED = frozenset(OrganizationForm) - {OrganizationForm.GROUP, OrganizationForm.LEADING_GROUP}
"""Forms that should have a secretary."""


@dataclass(frozen=True)
class Finding:
    """An organization with one matter; said: what is so, with the day or the number."""

    matter: str
    node: Node
    said: str


def of_organizations(tree: Tree, scope: Scope, today: dt.date, book: Book) -> list[Finding]:
    """What organizations of the tree should be looked into for, in its order. Four queries."""
    ending = {
        organization.pk: last_day
        for organization, last_day in terms_ending(
            scope, today, advice.reminded_until(today, book)
        )
    }
    within = scope.q("organization__path")
    elected = set(
        CommitteeTerm.objects.on(today).filter(within).values_list("organization", flat=True)
    )
    led = set(
        Post.objects.on(today)
        .filter(within, title=PostTitle.SECRETARY)
        .values_list("organization", flat=True)
    )
    sectors = _sectors(scope, today)
    found: list[Finding] = []
    for node, behind in _walk(tree.roots, sectors, frozenset()):
        found += _term(node, ending.get(node.id), today)
        if node.form in _LED and node.id not in led:
            found.append(Finding(NO_SECRETARY, node, "没有登记书记"))
        if rules.has_elected_committee(node.form) and node.id not in elected:
            found.append(Finding(NO_ELECTION, node, "没有登记过换届选举"))
        found += _size(node, behind, book)
    return found


def _walk(
    nodes: list[Node], sectors: Mapping[int, frozenset[str]], above: frozenset[str]
) -> Iterator[tuple[Node, frozenset[str]]]:
    """Every node with the sectors of its units; without units of its own those of its superior."""
    for node in nodes:
        behind = sectors.get(node.id, above)
        yield node, behind
        yield from _walk(node.children, sectors, behind)


def _sectors(scope: Scope, today: dt.date) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    links = UnitLink.objects.on(today).filter(scope.q("organization__path"))
    for organization, sector in links.values_list("organization", "unit__sector"):
        found.setdefault(organization, set()).add(sector)
    return {pk: frozenset(kinds) for pk, kinds in found.items()}


def _term(node: Node, last_day: dt.date | None, today: dt.date) -> Iterator[Finding]:
    if last_day is None:
        return
    end = f"任期到 {cn_date(last_day)}"
    if last_day < today:
        yield Finding(TERM_OVER, node, f"{end}，届满 {advice.spell(last_day, today)}")
    elif last_day == today:
        yield Finding(TERM_ENDING, node, f"{end}，就是今天")
    else:
        yield Finding(TERM_ENDING, node, f"{end}，还有 {advice.spell(today, last_day)}")


def _size(node: Node, behind: frozenset[str], book: Book) -> Iterator[Finding]:
    numbers = advice.Numbers(node.form, node.full, node.probationary, (), behind)
    for key, measured, said in advice.sizes(numbers):
        rule, matter = book.rules.get(key), _BY_RULE.get(key)
        if rule is not None and matter is not None and not rule.holds(measured):
            yield Finding(matter, node, said.removesuffix("。"))


# --- members --------------------------------------------------------------------------------------


def members_with(scope: Scope, matter: str, today: dt.date, book: Book) -> QuerySet[Person]:
    """The members of the scope with that matter, by pinyin; `organization` is loaded."""
    people = Person.objects.filter(scope.q(), standing__in=IN_THE_PARTY)
    people = people.select_related("organization").order_by("name_key", "pk")
    if matter == LOST:
        return people.filter(lost=True)
    months = book.value("development.probation.months").number
    return people.filter(
        standing=StandingKind.PROBATIONARY, joined_on__lt=today - relativedelta(months=months)
    )


def members_by_branch(scope: Scope, matter: str, today: dt.date, book: Book) -> dict[int, int]:
    """How many members with that matter each branch has. One query."""
    rows = members_with(scope, matter, today, book).order_by().values_list("organization")
    return dict(rows.annotate(n=Count("pk")).values_list("organization", "n"))


def probation_ends(person: Person, book: Book) -> dt.date | None:
    """The day a year after the branch meeting that admitted him."""
    months = book.value("development.probation.months").number
    return person.joined_on + relativedelta(months=months) if person.joined_on else None
