"""How many rows of an import came to which verdict, and how many went in."""

from __future__ import annotations

from django.db.models import Count

from dangjian.registry.models import Import, ImportRow, RowState


def settle(run: Import, *also: str) -> None:
    """Store the state of an import with its counts as they are now."""
    rows = ImportRow.objects.filter(run=run).order_by()
    counts = dict(rows.values_list("verdict").annotate(n=Count("*")))
    run.counts = {**counts, "rows": sum(counts.values())}
    run.entered = rows.filter(state=RowState.ENTERED).count()
    run.save(update_fields=["state", "done", "total", "counts", "entered", *also])
