"""Rows of a list of organizations as the act of founding takes them, superiors first."""

from __future__ import annotations

from collections.abc import Sequence

from dangjian.registry.importing import rows
from dangjian.registry.importing.register import term_of
from dangjian.registry.models import ImportRow, Sector, UnitRelation
from dangjian.registry.rules.imports import OrganizationEntry
from dangjian.registry.rules.tree import NewOrganization, UnitEntry

Founding = tuple[ImportRow, NewOrganization]


def founding_of(row: ImportRow) -> NewOrganization:
    entry = rows.organization_entry(row.opened["entry"])
    return NewOrganization(
        name=entry.name,
        short_name=entry.short_name,
        form=entry.form,
        superior=entry.superior,
        on=entry.opened_on,
        code=entry.code,
        may_approve=entry.may_approve,
        relation=entry.relation,
        units=_units(entry),
        term_from=entry.term_from,
        term_to=entry.term_to,
        years=term_of(entry),
        contact=entry.contact,
        phone=entry.phone,
    )


def _units(entry: OrganizationEntry) -> tuple[UnitEntry, ...]:
    """Its own units; where they are the superior's, tables name them again, the register not."""
    if entry.relation == UnitRelation.SAME_AS_SUPERIOR:
        return ()
    return tuple(
        UnitEntry(unit.name, unit.sector or Sector.OTHER, unit.credit_code) for unit in entry.units
    )


def in_order(foundings: Sequence[Founding]) -> list[Founding]:
    """Superiors before subordinates; otherwise as in the file. Circles were rejected before."""
    waiting = {new.name: (row, new) for row, new in foundings}
    ordered: list[Founding] = []

    def place(founding: Founding) -> None:
        new = founding[1]
        if waiting.pop(new.name, None) is None:
            return
        if new.superior in waiting:
            place(waiting[new.superior])
        ordered.append(founding)

    for founding in foundings:
        place(founding)
    return ordered
