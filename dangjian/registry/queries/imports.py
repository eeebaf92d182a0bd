"""Imports, who may see them and open their rows, and what waits in them for a person (K2)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection
from django.db.models import Q, QuerySet

from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Scope, Viewer
from dangjian.registry.models import (
    Import,
    ImportKind,
    ImportRow,
    Organization,
    RowState,
)

PURPOSE: Mapping[str, Purpose] = {
    ImportKind.ROSTER: Purpose.MAINTAIN,
    ImportKind.ORGANIZATIONS: Purpose.STRUCTURE,
}
"""What somebody must hold over the organization an import is for."""


def runs(viewer: Viewer) -> QuerySet[Import]:
    """The imports the viewer may see, the latest first."""
    seen = Q(pk__in=())
    for kind, purpose in PURPOSE.items():
        seen |= Q(kind=kind) & _for(viewer.scope(purpose))
    found = Import.objects.filter(seen).select_related("organization", "started_by")
    return found.order_by("-pk")


def _for(scope: Scope) -> Q:
    """Imports for organizations of the scope; one for everywhere belongs to the whole district."""
    tops = Organization.objects.filter(parent=None, path__in=scope.paths)
    whole = Q(organization=None) if tops.exists() else Q(pk__in=())
    return scope.q("organization__path") | whole


def run_for(viewer: Viewer, pk: int) -> Import:
    """One import. Missing where the viewer may not see it."""
    found = runs(viewer).filter(pk=pk).first()
    if found is None:
        raise Missing("没有这次导入，或者不在您的管理范围内。")
    return found


def actor_for(viewer: Viewer, run: Import) -> Actor:
    """The viewer as he acts on the import."""
    return viewer.actor(PURPOSE[run.kind], run.organization.path if run.organization else "")


def may_open(viewer: Viewer, run: Import) -> bool:
    """Whether the viewer may see what stands in the rows (numbers, telephones, addresses).

    Whoever brought the table in has it; anybody else must hold the right to open such items there.
    """
    if run.started_by_id == viewer.person_id:
        return True
    scope = viewer.scope(Purpose.REVEAL)
    top = run.organization or Organization.objects.filter(parent=None).first()
    return top is not None and scope.covers(top.path)


def rows_waiting(run: Import) -> QuerySet[ImportRow]:
    """The rows of an import somebody has to look at, in the order of the file."""
    waiting = ImportRow.objects.filter(run=run, state=RowState.WAITING)
    doubtful = waiting.filter(verdict__in=("human", "reject"))
    return doubtful.select_related("run", "run__organization", "organization").order_by("position")


def waiting_row(run: Import, position: int) -> ImportRow | None:
    """A row that has not gone in, whether it is still doubtful or not."""
    waiting = ImportRow.objects.filter(run=run, state=RowState.WAITING, position=position)
    return waiting.select_related("run", "run__organization").first()


def is_under_way(run: Import) -> bool:
    """Whether another process acts on the import this moment (it holds the lock `turns.alone`)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND pid <> pg_backend_pid()"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            " AND classid::bigint = hashtext('registry.import')::bigint & 4294967295"
            " AND objid::bigint = %s AND objsubid = 2)",
            [run.pk],
        )
        return bool(cursor.fetchone()[0])
