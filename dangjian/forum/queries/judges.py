"""Who hears an appeal: the nearest holder of that right who is somebody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from dangjian.kernel.refusal import Refused
from dangjian.registry.authority import PURPOSES, Purpose
from dangjian.registry.models import IN_THE_PARTY, Organization, Person, Role, RoleGrant

HEARERS = [role for role in Role if Purpose.HEAR in PURPOSES[role]]


@dataclass(frozen=True)
class Judge:
    """Somebody who may hear an appeal: who, at which organization, in which role."""

    person: Person
    office: Organization
    role: str

    @property
    def title(self) -> str:
        return f"{self.office.short_name}{self.role}"


def judges_of(path: str, today: dt.date, *, but: Collection[int | None]) -> list[Judge]:
    """Who may hear appeals of an office, the nearest first, without these persons. One query."""
    grants = (
        RoleGrant.objects.on(today)
        .filter(
            organization__path__in=_line(path),
            organization__closed_on__isnull=True,
            role__in=HEARERS,
            holder__standing__in=IN_THE_PARTY,
            holder__account__is_active=True,
        )
        .select_related("holder", "organization")
    )
    found = [Judge(g.holder, g.organization, str(Role(g.role).label)) for g in grants]
    found.sort(key=lambda one: (-one.office.depth, one.person.name_key, one.person.pk))
    return [one for one in found if one.person.pk not in but]


def judge_for(
    path: str, today: dt.date, *, but: Collection[int | None], first: int | None = None
) -> Judge:
    """The nearest of them, or the one named first, if he may.

    Refused where there is nobody: nothing is hidden beyond appeal.
    """
    found = judges_of(path, today, but=but)
    found.sort(key=lambda one: one.person.pk != first)
    if not found:
        raise Refused("现在没有另一位能受理申诉的同志，没有办成。请保密员先给另一位同志授权。")
    return found[0]


def _line(path: str) -> list[str]:
    """The paths of an organization and of all above it."""
    parts = path.strip("/").split("/") if path else []
    return ["/" + "/".join(parts[: n + 1]) + "/" for n in range(len(parts))]
