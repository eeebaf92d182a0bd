"""Entries before those who choose, and what everybody sees of them."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from dangjian.feeds.models import Entry, State
from dangjian.feeds.queries.sources import CHOOSES
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Viewer


def entries_of(viewer: Viewer, state: State, source: int | None = None) -> QuerySet[Entry]:
    """The entries of a state that the viewer may decide of, the newest first; of one source or all.

    What nobody chose of a source that was stopped is left out. seen_in: in how many sources.
    """
    found = Entry.objects.filter(viewer.scope(CHOOSES).q("source__organization__path"), state=state)
    if source is not None:
        found = found.filter(source=source)
    if state == State.NEW:
        found = found.filter(source__stopped_at__isnull=True)
    order = "-seen_at" if state == State.NEW else "-decided_at"
    return (
        found.select_related("source__organization")
        .annotate(seen_in=Count("sightings__source", distinct=True))
        .order_by(order, "-dated_at", "-pk")
    )


def entry_for(viewer: Viewer, pk: int) -> Entry:
    """An entry the viewer may decide of. Missing otherwise."""
    found = Entry.objects.select_related("source__organization").filter(pk=pk).first()
    if found is None or not viewer.may(CHOOSES, found.source.organization.path):
        raise Missing("没有这一条，或者不在您的权限范围内。")
    return found


def chosen() -> QuerySet[Entry]:
    """What everybody sees, what was chosen last first."""
    found = Entry.objects.filter(state=State.CHOSEN).select_related("source")
    return found.order_by("-decided_at", "-pk")


def newest(count: int) -> list[Entry]:
    """The newest of what everybody sees. One query."""
    return list(chosen()[:count])
