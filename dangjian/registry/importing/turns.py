"""One act on an import at a time, and the leaf each of them leaves."""

from __future__ import annotations

from django.db import connection

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Missing, Refused
from dangjian.registry.models import Import


def alone(run: Import) -> Import:
    """The import as stored; nobody else reads, enters or undoes it until this act has ended."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtext('registry.import'), %s)", [run.pk]
        )
        if not cursor.fetchone()[0]:
            raise Refused("这份表正在处理，请稍等一会儿再看。")
    stored = Import.objects.select_related("organization").filter(pk=run.pk).first()
    if stored is None:
        raise Missing("没有这次导入的记录。")
    return stored


def one_entering_at_a_time() -> None:
    """Two tables with the same people at once: the second one finds them in the register."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('registry.import.enter'))")


def leaf(by: Actor, verb: str, run: Import, **detail: object) -> None:
    """The evidence of an act on an import as a whole."""
    path = run.organization.path if run.organization else ""
    evidence.record(by, verb, "import", run.uid, path, **detail)
