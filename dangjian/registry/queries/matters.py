"""What somebody above should look into: organizations and members of a scope for whom it is time.

Facts only, each by a rule with its clause (kernel.rules); nothing is decided and nobody is ranked:
findings come in the order of the tree. The tree (queries.tree) is read once and passed in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from dangjian.kernel.rules import Book
from dangjian.kit.words import cn_date
from dangjian.registry import rules
from dangjian.registry.authority import Scope
from dangjian.registry.models import (
    IN_THE_PARTY,
    CommitteeTerm,
    Person,
    Post,
    PostTitle,
    StandingKind,
    UnitLink,
)
from dangjian.registry.queries.organizations import terms_ending
from dangjian.registry.queries.tree import Node, Tree
from dangjian.registry.rules import advice, reminders

TERM_OVER = "term-over"
TERM_ENDING = "term-ending"
NO_ELECTION = "no-election"
NO_SECRETARY = "no-secretary"
TOO_FEW = "too-few"
TOO_MANY = "too-many"
SET_UP = "set-up"
PROBATION_OVER = "probation-over"
LOST = "lost"

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
        for organization, last_day in terms_ending(scope, today, advice.reminded_until(today, book))
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
    found: list[Finding] = []
    for node, behind in _behind(tree, scope, today):
        found += _term(node, ending.get(node.id), today)
        if node.form in reminders.HAS_SECRETARY and node.id not in led:
            found.append(Finding(NO_SECRETARY, node, "没有登记书记"))
        if rules.has_elected_committee(node.form) and node.id not in elected:
            found.append(Finding(NO_ELECTION, node, "没有登记过换届选举"))
        found += _size(node, behind, book)
    return found


def _behind(tree: Tree, scope: Scope, today: dt.date) -> Iterator[tuple[Node, frozenset[str]]]:
    """Every node in the tree's order with the sectors of its units; see models.sectors_behind."""
    chains = [[int(part) for part in path.strip("/").split("/")] for path in scope.paths]
    superiors = {pk for chain in chains for pk in chain[:-1]}
    sectors = _sectors(scope.q("organization__path") | Q(organization__in=superiors), today)
    for root in tree.roots:
        chain = next((chain for chain in chains if chain[-1] == root.id), [])
        above = next((sectors[pk] for pk in reversed(chain[:-1]) if pk in sectors), frozenset())
        yield from _walk(root, sectors, above)


def _walk(
    node: Node, sectors: Mapping[int, frozenset[str]], above: frozenset[str]
) -> Iterator[tuple[Node, frozenset[str]]]:
    """The node and all below it; one without units of its own has those of its superior."""
    behind = sectors.get(node.id, above)
    yield node, behind
    for child in node.children:
        yield from _walk(child, sectors, behind)


def _sectors(where: Q, today: dt.date) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    links = UnitLink.objects.on(today).filter(where)
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


def of_members(scope: Scope, today: dt.date, book: Book) -> dict[str, dict[int, int]]:
    """How many members of each branch have which matter of OF_MEMBERS. One query for each."""
    yesterday = today - dt.timedelta(days=1)
    over = Q(
        standing=StandingKind.PROBATIONARY, joined_on__lte=reminders.joined_by(yesterday, book)
    )
    return {PROBATION_OVER: _by_branch(scope, over), LOST: _by_branch(scope, Q(lost=True))}


def _by_branch(scope: Scope, fits: Q) -> dict[int, int]:
    people = Person.objects.filter(scope.q(), fits, standing__in=IN_THE_PARTY)
    rows = people.order_by().values_list("organization").annotate(n=Count("pk"))
    return dict(rows.values_list("organization", "n"))
