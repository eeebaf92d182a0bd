"""How many rows of an import came to which verdict."""

from __future__ import annotations

from django.db.models import Count

from dangjian.registry.models import Import, ImportRow


def recount(run: Import) -> dict[str, int]:
    """Rows by verdict, and "rows" for all of them."""
    found = ImportRow.objects.filter(run=run).order_by().values_list("verdict")
    counts = dict(found.annotate(n=Count("*")))
    return {**counts, "rows": sum(counts.values())}
