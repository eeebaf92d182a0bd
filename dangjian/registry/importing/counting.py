"""How many rows of an import came to which verdict, and how many went in."""

from __future__ import annotations

from collections import Counter

from django.db.models import Count

from dangjian.registry.models import Import, ImportRow, RowState


def settle(run: Import, *also: str) -> None:
    """Store the state of an import with its counts as they are now."""
    rows = ImportRow.objects.filter(run=run).order_by()
    counts: Counter[str] = Counter()
    run.entered = 0
    for verdict, state, many in rows.values_list("verdict", "state").annotate(n=Count("*")):
        counts[verdict] += many
        run.entered += many if state == RowState.ENTERED else 0
    run.counts = {**counts, "rows": counts.total()}
    run.save(update_fields=["state", "done", "total", "counts", "entered", *also])
