"""Look at the doubtful rows of an import: what stands in them is opened on record (T5)."""

from __future__ import annotations

from collections.abc import Sequence

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.registry.models import Import, ImportRow


@evidence.action
def show_rows(run: Import, rows: Sequence[ImportRow], *, by: Actor) -> Sequence[ImportRow]:
    """The rows with their content opened; one leaf for all that stand on one page."""
    for row in rows:
        row.opened  # noqa: B018 - opens it here, where the leaf is written
    path = run.organization.path if run.organization else ""
    shown = [f"{row.sheet} {row.row}" for row in rows]
    evidence.record(by, "show_import_rows", "import", run.uid, path, rows=shown)
    return rows
