"""What an import leaves to people: its doubtful rows, by reason, and each as people read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet

from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.importing import alike
from dangjian.registry.models import (
    BROKEN_OFF,
    Import,
    ImportKind,
    ImportRow,
    ImportState,
    Organization,
    RowState,
)
from dangjian.registry.queries.imports import rows_waiting, runs
from dangjian.registry.queries.organizations import named_like
from dangjian.registry.rules import HAS_MEMBERS
from dangjian.registry.rules.imports import CONFIRMABLE, DOUBTLESS, SENTENCES
from dangjian.registry.rules.imports.columns import BRANCH
from dangjian.registry.rules.imports.organizations import SUPERIOR
from dangjian.registry.rules.imports.verdicts import WHOLE_ROW


@dataclass(frozen=True)
class Waiting:
    """An import that waits for somebody: rows to be looked at, and rows without a doubt that may
    go in; or a step that broke off."""

    run: Import
    doubtful: int
    ready: int


def waiting(viewer: Viewer, limit: int) -> list[Waiting]:
    """The viewer's imports that are read and have rows left, or broke off, the latest first.

    One query.
    """
    left = Q(rows__state=RowState.WAITING)
    sure = Q(rows__verdict__in=DOUBTLESS)
    found = (
        runs(viewer)
        .filter(Q(state__in=(ImportState.READ, ImportState.ENTERED)) | _BROKE_OFF)
        .annotate(doubtful=Count("rows", left & ~sure), ready=Count("rows", left & sure))
        .filter(Q(doubtful__gt=0) | Q(ready__gt=0) | _BROKE_OFF)
    )
    return [Waiting(run, run.doubtful, run.ready) for run in found[:limit]]


_BROKE_OFF = Q(state=ImportState.READING, error_code__startswith=BROKEN_OFF)


def may_name_secretaries(viewer: Viewer) -> bool:
    """Whether a list of organizations went in whose secretaries the viewer may record."""
    lists = runs(viewer).filter(kind=ImportKind.ORGANIZATIONS, state=ImportState.ENTERED)
    return viewer.may_anywhere(Purpose.STRUCTURE) and lists.exists()


@dataclass(frozen=True)
class Standing:
    """How many rows of an import wait without a doubt, wait for a person, or are done with."""

    ready: int
    doubtful: int
    entered: int
    skipped: int
    set_aside: int


def standing_of(run: Import) -> Standing:
    """One query, by the state and verdict of every row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state, verdict = ANY(%s), count(*) FROM registry_importrow"
            " WHERE run_id = %s GROUP BY 1, 2",
            [sorted(DOUBTLESS), run.pk],
        )
        counted = {(state, sure): number for state, sure, number in cursor.fetchall()}

    def of(state: str) -> int:
        return counted.get((state, True), 0) + counted.get((state, False), 0)

    return Standing(
        ready=counted.get((RowState.WAITING, True), 0),
        doubtful=counted.get((RowState.WAITING, False), 0),
        entered=of(RowState.ENTERED),
        skipped=of(RowState.SKIPPED),
        set_aside=of(RowState.SET_ASIDE),
    )


def doubtful(run: Import, code: str = "") -> QuerySet[ImportRow]:
    """The rows that wait for a person, in the order of the file; of one reason only, if given."""
    waiting = rows_waiting(run)
    return waiting.filter(issues__contains=[{"code": code}]) if code else waiting


def reasons(run: Import) -> Sequence[tuple[str, int]]:
    """(code, rows) of what is doubtful in the waiting rows, the commonest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT issue->>'code', count(DISTINCT r.id)"
            " FROM registry_importrow r, jsonb_array_elements(r.issues) issue"
            " WHERE r.run_id = %s AND r.state = 'waiting' AND NOT issue ? 'confirmed'"
            " AND left(issue->>'code', 1) IN ('H', 'R')"
            " GROUP BY 1 ORDER BY 2 DESC, 1",
            [run.pk],
        )
        return [(code, number) for code, number in cursor.fetchall()]


# --- the same unknown word in many rows -----------------------------------------------------------


def how_many_alike(row: ImportRow, column: str) -> int:
    """In how many waiting rows the same unknown word stands in that cell; 0 where one answer would
    not do for all."""
    return alike.count(row, column)


def how_many_changed_alike(row: ImportRow, column: str) -> int:
    """How many waiting rows had that cell changed just as this one."""
    return sum(1 for _ in alike.changed_alike(row, column))


def names_organizations(column: str) -> bool:
    """Whether a cell of that column names an organization of the register."""
    return column in (BRANCH, SUPERIOR)


def organizations_called(run: Import, column: str, text: str, limit: int) -> list[Organization]:
    """Open organizations called so which that cell may name, where the importer keeps people."""
    found = Organization.objects.open().filter(named_like(text))
    if column == BRANCH:
        found = found.filter(form__in=HAS_MEMBERS)
    if run.organization is not None:
        found = found.below(run.organization.path)
    return list(found.order_by("path")[:limit])


# --- a row as people read it ----------------------------------------------------------------------


@dataclass(frozen=True)
class Doubt:
    """One cell somebody must look at. column: "" for the whole row. text: as it stands in the file.

    choices: what it may be instead, the suggestion among them. confirmable: whether it may stay as
    it is, with a reason.
    """

    column: str
    code: str
    text: str
    sentence: str
    choices: tuple[str, ...]
    suggestion: str
    confirmable: bool

    @property
    def key(self) -> str:
        """The column, as choices name it."""
        return self.column or WHOLE_ROW


@dataclass(frozen=True)
class DoubtfulRow:
    """A row that waits for a person, its doubts in the order of the table."""

    row: ImportRow
    title: str
    place: str
    doubts: tuple[Doubt, ...]


def as_doubtful(run: Import, row: ImportRow) -> DoubtfulRow:
    """What is to be said of a row. Opens its content: only after the act that tells of it."""
    values = row.values
    name, place = _HEADINGS[run.kind]
    told = [issue for issue in row.told if issue["code"][0] in "HR" and not issue.get("confirmed")]
    doubts = tuple(_doubt(values, issue) for issue in told)
    return DoubtfulRow(row, values.get(name) or "（没有名称）", values.get(place, ""), doubts)


_HEADINGS: Mapping[str, tuple[str, str]] = {
    ImportKind.ROSTER: ("姓名", "所在党支部"),
    ImportKind.ORGANIZATIONS: ("组织名称", "上级党组织"),
}


def _doubt(values: Mapping[str, str], issue: Mapping[str, Any]) -> Doubt:
    column, code = issue["column"], issue["code"]
    suggestion = str(issue.get("suggestion", ""))
    choices = [*issue.get("candidates", ()), *([suggestion] if suggestion else [])]
    sentence = issue.get("sentence") or SENTENCES[code]
    if (months := issue.get("months")) is not None:
        sentence += f"现在相隔 {months} 个月。"
    if columns := issue.get("columns"):
        sentence += f"不同的是{'、'.join(columns)}。"
    if (registered := issue.get("registered")) is not None:
        sentence += f"登记的是“{registered}”。" if registered else "名册里没有登记这一项。"
    if same := issue.get("same_as"):
        sentence += f"另一处在“{same['sheet']}”第 {same['row']} 行。"
    return Doubt(
        "" if column == WHOLE_ROW else column,
        code,
        values.get(column, ""),
        sentence,
        tuple(choices),
        suggestion,
        code in CONFIRMABLE,
    )
