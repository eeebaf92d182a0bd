"""Organizations of a list against those of the register that are called the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dangjian.registry.importing import rows
from dangjian.registry.importing.register import Compared, may_enter, skip, term_of
from dangjian.registry.models import (
    CommitteeTerm,
    Import,
    ImportRow,
    Organization,
    OrganizationForm,
    Unit,
    UnitLink,
    UnitRelation,
)
from dangjian.registry.rules.imports import DOUBTLESS, Issue, Judged
from dangjian.registry.rules.imports import organizations as o


@dataclass(frozen=True)
class Kept:
    """An organization as the register keeps it: the row, its units, and its term on the day the
    list is of."""

    organization: Organization
    units: Sequence[Unit]
    term: CommitteeTerm | None


def _yes(value: bool) -> str:
    return "是" if value else "否"


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _own_units(kept: Kept) -> str:
    return "、".join(unit.name for unit in kept.units)


_COMPARED: Mapping[str, Callable[[Kept], str]] = {
    o.CODE: lambda kept: kept.organization.code or "",
    o.SHORT: lambda kept: kept.organization.short_name,
    o.SUPERIOR: lambda kept: kept.organization.parent.name if kept.organization.parent else "",
    o.FORM: lambda kept: str(OrganizationForm(kept.organization.form).label),
    o.OPENED: lambda kept: _iso(kept.organization.opened_on),
    o.TERM_FROM: lambda kept: _iso(kept.term.valid.lower if kept.term else None),
    o.TERM_TO: lambda kept: _iso(kept.term.due_on if kept.term else None),
    o.CONTACT: lambda kept: kept.organization.contact,
    o.PHONE: lambda kept: kept.organization.phone,
    o.RELATION: lambda kept: str(UnitRelation(kept.organization.unit_relation).label),
    o.UNITS: _own_units,
    o.CREDIT: lambda kept: kept.units[0].credit_code or "" if len(kept.units) == 1 else "",
    o.APPROVES: lambda kept: _yes(kept.organization.may_approve),
}
"""Column: what the register says there, as a table would write it. An empty cell says nothing."""


def compare(run: Import, judged: Sequence[Judged[Any]]) -> Compared:
    """Amend organizations' rows by what the register says; each with the organization it is there.

    One that is there just so is skipped. One that is there otherwise is for a person to look at,
    cell by cell, as is a term that does not end when its years do.
    """
    known = _known(run, judged)
    found: Compared = []
    for one in judged:
        kept = _fitting(known.get(one.text(o.NAME), ()), one) if one.has("H-ORG-KNOWN") else None
        if kept is not None:
            _against(one, kept)
        elif one.entry is not None and one.entry.term_from and not term_of(one.entry):
            one.amend(Issue(o.TERM_TO, "H-REGISTER-TERM"))
        found.append((one, kept.organization.pk if kept else None))
    return found


def refresh(run: Import, waiting: Sequence[ImportRow]) -> list[ImportRow]:
    """Compare doubtless rows with the register as it is now; those that may still go in.

    The others are told what is the matter: somebody set their organizations up meanwhile.
    """
    judged = {row.pk: rows.judged_of(row) for row in waiting}
    names = {one.text(o.NAME) for one in judged.values()}
    there = set(Organization.objects.open().filter(name__in=names).values_list("name", flat=True))
    late = [row for row in waiting if judged[row.pk].text(o.NAME) in there]
    for row in late:
        judged[row.pk].amend(Issue(o.NAME, "H-ORG-KNOWN"))
    for row, (one, pk) in zip(late, compare(run, [judged[row.pk] for row in late]), strict=True):
        one.entry = None
        rows.put_back(row, one, pk)
    out = {row.pk for row in late if row.verdict not in DOUBTLESS}
    return [row for row in waiting if row.pk not in out]


def _against(one: Judged[Any], kept: Kept) -> None:
    """Say of each cell that contradicts the register what stands there instead."""
    differing = dict(_differing(one, kept))
    others = [i for i in one.issues if i.code[0] in "HR" and i.code != "H-ORG-KNOWN"]
    if not differing and not others:
        skip(one)
        return
    if differing:
        one.issues = [i for i in one.issues if i.code != "H-ORG-KNOWN"]
    for column, text in differing.items():
        suggested = {"suggestion": text} if text else {}
        one.amend(Issue(column, "H-ORG-DIFFERS", {"registered": text, **suggested}))


def _differing(one: Judged[Any], kept: Kept) -> list[tuple[str, str]]:
    found = []
    for column, registered in _COMPARED.items():
        said = one.text(column)
        if not said or one.is_wrong(column) or not _is_told(column, one):
            continue
        text = registered(kept)
        if _plain(column, said) != _plain(column, text):
            found.append((column, text))
    return found


def _is_told(column: str, one: Judged[Any]) -> bool:
    """Whether a cell says something of the organization itself: of one that shares the unit of its
    superior, tables name that unit again, and the register does not."""
    if column not in (o.UNITS, o.CREDIT):
        return True
    relation = o.relation_of(one.text(o.RELATION), one.text(o.UNITS))
    return relation != UnitRelation.SAME_AS_SUPERIOR


def _plain(column: str, text: str) -> object:
    if column == o.RELATION:
        return o.relation_of(text, "")
    return sorted(o.units_of(text)) if column == o.UNITS else text


def _fitting(called_so: Sequence[Kept], one: Judged[Any]) -> Kept | None:
    """Of several of that name the one under the superior the row names."""
    for kept in called_so:
        if _COMPARED[o.SUPERIOR](kept) == one.text(o.SUPERIOR):
            return kept
    return called_so[0] if called_so else None


def _known(run: Import, judged: Sequence[Judged[Any]]) -> dict[str, list[Kept]]:
    """By name, those the rows may mean, where the importer keeps the tree."""
    names = {one.text(o.NAME) for one in judged if one.has("H-ORG-KNOWN")}
    there = Organization.objects.open().filter(name__in=names).select_related("parent")
    organizations = [one for one in there.order_by("pk") if may_enter(run, one.path)]
    ids = [one.pk for one in organizations]
    units: dict[int, list[Unit]] = {}
    for link in UnitLink.objects.current().filter(organization__in=ids).select_related("unit"):
        units.setdefault(link.organization_id, []).append(link.unit)
    terms = {
        term.organization_id: term
        for term in CommitteeTerm.objects.on(run.as_of).filter(organization__in=ids)
    }
    found: dict[str, list[Kept]] = {}
    for one in organizations:
        found.setdefault(one.name, []).append(Kept(one, units.get(one.pk, ()), terms.get(one.pk)))
    return found
