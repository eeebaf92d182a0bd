"""Imports and what waits in them for a person; always within somebody's scope (K2)."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Scope
from dangjian.registry.models import Import, ImportRow, ImportState, RowState

_OPEN = (ImportState.READ, ImportState.ENTERED)


def runs(scope: Scope) -> QuerySet[Import]:
    """The imports of places within the scope, newest first, with `waiting` rows counted."""
    waiting = Count("rows", filter=Q(rows__state=RowState.WAITING))
    within = Import.objects.filter(scope.q("organization__path"))
    return (
        within.select_related("organization", "started_by")
        .annotate(waiting=waiting)
        .order_by("-pk")
    )


def run(scope: Scope, pk: int) -> Import:
    """One import of the scope. Missing where there is none."""
    found = (
        Import.objects.filter(scope.q("organization__path"), pk=pk)
        .select_related("organization", "started_by")
        .first()
    )
    if found is None:
        raise Missing("没有这次导入的记录。")
    return found


def rows_waiting(run: Import) -> QuerySet[ImportRow]:
    """The rows of an import somebody has to look at, in the order of the file."""
    waiting = ImportRow.objects.filter(run=run, state=RowState.WAITING)
    doubtful = waiting.filter(verdict__in=("human", "reject"))
    return doubtful.select_related("run", "run__organization", "organization").order_by("position")


def row(run: Import, pk: int) -> ImportRow:
    """One row of an import. Missing where there is none."""
    found = ImportRow.objects.filter(run=run, pk=pk).select_related("run", "organization").first()
    if found is None:
        raise Missing("没有这一行。")
    found.run = run
    return found


def waiting_count(scope: Scope) -> int:
    """How many rows of imports in the scope wait for a person."""
    return ImportRow.objects.filter(
        scope.q("run__organization__path"),
        run__state__in=_OPEN,
        state=RowState.WAITING,
        verdict__in=("human", "reject"),
    ).count()
