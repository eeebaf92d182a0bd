"""Secretaries that lists of organizations name, and who of the members each of them may be (A3).

A list names a secretary in words. Who is meant, a person says: here stands only who could be.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from dangjian.kernel import row_scope
from dangjian.registry.authority import Scope
from dangjian.registry.models import (
    CommitteeTerm,
    ImportKind,
    ImportRow,
    ImportState,
    Organization,
    OrganizationForm,
    Person,
    Post,
    PostTitle,
    RowState,
    StandingKind,
)
from dangjian.registry.rules.imports.organizations import SECRETARY


class Match(Enum):
    """What became of a named secretary, in the order in which people should look."""

    ONE = "对得上一个人"
    SEVERAL = "有几个人同名"
    NOBODY = "没有找到这个人"
    OTHER = "现任是另一个人"
    RECORDED = "已经登记"


@dataclass(frozen=True)
class Candidate:
    """A full member of the organization (or below it) of that name; on: since when he would hold
    the post: since the present committee's election, if he was a full member then, else since the
    day of the list."""

    person: Person
    on: dt.date


@dataclass(frozen=True)
class Named:
    """An organization whose secretary a list names. holder: the secretary on record, "" if none."""

    organization: Organization
    name: str
    as_of: dt.date
    holder: str
    candidates: tuple[Candidate, ...]

    @property
    def match(self) -> Match:
        if self.holder:
            return Match.RECORDED if plain(self.holder) == plain(self.name) else Match.OTHER
        found = len(self.candidates)
        return Match.SEVERAL if found > 1 else Match.ONE if found else Match.NOBODY


def plain(name: str) -> str:
    """A name for comparing: without blanks, with one kind of dot."""
    return re.sub(r"[•‧・．.]", "·", re.sub(r"\s", "", name))


def named(scope: Scope, only: int = 0) -> list[Named]:
    """The open organizations of the scope whose secretary the latest list of them names; of one
    organization alone, if given. Those to be looked at come first.

    Of the rows of a list, which are sealed, nothing but this name is opened to anybody.
    """
    found = _latest(scope, only)
    if not found:
        return []
    people = _people([name for _, name in found])
    ids = [row.organization_id for row, _ in found]
    holders, terms = _holders(ids), _terms(ids)
    told = []
    for row, name in found:
        here: Organization = row.organization  # type: ignore[assignment]
        began_on = terms.get(here.pk)
        candidates = tuple(
            Candidate(one, _since(one, began_on, max(row.run.as_of, here.opened_on)))
            for one in people.get(plain(name), ())
            if one.path.startswith(here.path)
        )
        told.append(Named(here, name, row.run.as_of, holders.get(here.pk, ""), candidates))
    order = list(Match)
    return sorted(told, key=lambda one: (order.index(one.match), one.organization.path))


def name_for(organization: Organization) -> str:
    """The secretary the latest list names for one organization; "" where none does. One query."""
    return next((name for _, name in _latest(Scope.of([organization.path]), organization.pk)), "")


def _latest(scope: Scope, only: int) -> list[tuple[ImportRow, str]]:
    rows = (
        ImportRow.objects.filter(
            scope.q("organization__path"),
            run__kind=ImportKind.ORGANIZATIONS,
            state__in=(RowState.ENTERED, RowState.SKIPPED),
            organization__closed_on=None,
        )
        .exclude(organization__form=OrganizationForm.GROUP)
        .exclude(run__state=ImportState.UNDONE)
        .select_related("run", "organization")
        .order_by("-run", "position")
    )
    if only:
        rows = rows.filter(organization=only)
    latest: dict[int | None, tuple[ImportRow, str]] = {}
    # The list is often one of the whole district; of it no more is told than this name.
    with row_scope.widened("the secretary a list of organizations names"):
        for row in rows:
            if row.organization_id not in latest and (name := _name(row)):
                latest[row.organization_id] = (row, name)
    return list(latest.values())


def _name(row: ImportRow) -> str:
    return re.sub(r"\s", "", row.values.get(SECRETARY, ""))


def _people(names: Iterable[str]) -> dict[str, list[Person]]:
    """Full members by their plain names. One query."""
    wanted = {plain(name) for name in names} | set(names)
    found: dict[str, list[Person]] = {}
    full = Person.objects.filter(name__in=wanted, standing=StandingKind.FULL)
    for person in full.select_related("organization").order_by("path", "born_on", "pk"):
        found.setdefault(plain(person.name), []).append(person)
    return found


def _holders(ids: Sequence[int | None]) -> dict[int, str]:
    held = Post.objects.current().filter(organization__in=ids, title=PostTitle.SECRETARY)
    return dict(held.values_list("organization", "person__name"))


def _terms(ids: Sequence[int | None]) -> dict[int, dt.date]:
    """Organization: since when its present committee is in office."""
    terms = CommitteeTerm.objects.current().filter(organization__in=ids)
    return {term.organization_id: term.valid.lower for term in terms}


def _since(person: Person, began_on: dt.date | None, as_of: dt.date) -> dt.date:
    full_on = person.full_on or person.joined_on
    if began_on is not None and full_on is not None and full_on <= began_on <= as_of:
        return began_on
    return as_of
