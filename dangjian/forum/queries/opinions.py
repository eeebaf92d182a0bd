"""Opinions about the system: the answered ones for everybody, the open ones for who answers."""

from __future__ import annotations

from django.db.models import QuerySet

from dangjian.forum.models import Opinion
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Organization


def answerer() -> Organization | None:
    """The organization whose office answers: the district itself; None while there is none."""
    return Organization.objects.filter(parent__isnull=True).order_by("pk").first()


def answered() -> QuerySet[Opinion]:
    """What everybody may read, the latest answer first."""
    return Opinion.objects.exclude(answer="").order_by("-answered_at", "-pk")


def open_count() -> int:
    return Opinion.objects.filter(answer="").count()


def may_answer(viewer: Viewer | None) -> bool:
    place = answerer()
    return viewer is not None and place is not None and viewer.may(Purpose.MODERATE, place.path)


def waiting(viewer: Viewer) -> QuerySet[Opinion]:
    """Opinions without an answer, the oldest first, for who answers; nothing for others."""
    found = Opinion.objects.filter(answer="").order_by("pk")
    return found if may_answer(viewer) else found.none()


def opinion_for(viewer: Viewer, pk: int) -> Opinion:
    """An opinion, for who answers. Missing otherwise."""
    found = Opinion.objects.filter(pk=pk).first() if may_answer(viewer) else None
    if found is None:
        raise Missing("没有这条意见，或者不由您答复。")
    return found
