"""Topics, and what was said in a thread as everybody may read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from dangjian.forum.models import Contribution, Hold, Removal, State, Thread, Topic
from dangjian.forum.models.threads import Reason
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Viewer


def _open(today: dt.date) -> Q:
    return Q(thread__closed_at__isnull=True) & (
        Q(thread__until_on__isnull=True) | Q(thread__until_on__gte=today)
    )


def topics(today: dt.date, *, over: bool) -> QuerySet[Topic]:
    """Topics that run, or those that are over; the latest first. thread and office are loaded."""
    found = Topic.objects.filter(thread__from_on__lte=today)
    found = found.exclude(_open(today)) if over else found.filter(_open(today))
    return (
        found.select_related("thread__organization")
        .annotate(answered=Count("answers"))
        .order_by("-thread__from_on", "-pk")
    )


def topic(pk: int, today: dt.date, viewer: Viewer | None) -> Topic:
    """One topic; before it begins only its office finds it. Missing otherwise."""
    found = Topic.objects.select_related("thread__organization").filter(pk=pk).first()
    if found is None or (found.thread.from_on > today and not moderates(viewer, found.thread)):
        raise Missing("没有这个话题。")
    return found


def moderates(viewer: Viewer | None, thread: Thread) -> bool:
    return viewer is not None and viewer.may(Purpose.MODERATE, thread.organization.path)


def page_noun(thread: Thread) -> tuple[str, int]:
    """The address name and number of the page a thread is read on."""
    found = Topic.objects.filter(thread=thread).values_list("pk", flat=True).first()
    if found is not None:
        return "topic", found
    return "paper", thread.paper.pk


# --- what was said --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """A contribution as everybody may read it. gone: why the words are not there, "" if they are.

    appeal: how an appeal against it stands, as far as everybody is told.
    """

    id: int
    at: dt.datetime
    who: str
    text: str
    gone: str = ""
    clause: str = ""
    appeal: str = ""


def said_in(thread: Thread) -> QuerySet[Contribution]:
    """What everybody may read, in the order it was said, with tombstones. removal is loaded."""
    never_shown = Q(state=State.HELD, hold__in=(Hold.FIRST, Hold.DOUBT))
    return (
        Contribution.objects.filter(thread=thread)
        .exclude(never_shown)
        .select_related("removal")
        .order_by("pk")
    )


def waiting_in(thread: Thread) -> int:
    """How many are held before they were ever shown."""
    return Contribution.objects.filter(
        thread=thread, state=State.HELD, hold__in=(Hold.FIRST, Hold.DOUBT)
    ).count()


def as_said(rows: Iterable[Contribution]) -> list[Said]:
    return [_said(row) for row in rows]


def _said(row: Contribution) -> Said:
    who = "党员" if row.author_id else "群众"
    if row.removal is not None:
        return Said(
            row.pk,
            row.at,
            who,
            "",
            gone=f"这条发言已隐藏，原因：{row.removal.get_reason_display()}",
            clause=row.removal.clause,
            appeal=_appeal(row.removal),
        )
    if row.state == State.HELD:
        reason = Reason(row.hold_reason).label
        return Said(row.pk, row.at, who, "", gone=f"这条发言正在复看，原因：{reason}")
    return Said(row.pk, row.at, who, row.text)


def _appeal(removal: Removal) -> str:
    if removal.appealed_at is None:
        return ""
    return "作者申诉，另一位同志复核后维持" if removal.outcome else "作者已申诉，另一位同志正在复核"


# --- for the office -------------------------------------------------------------------------------


def threads_of(viewer: Viewer) -> QuerySet[Thread]:
    """Threads the viewer moderates, those with something held first, then the latest."""
    scope = viewer.scope(Purpose.MODERATE)
    held = Count("contributions", filter=Q(contributions__state=State.HELD))
    return (
        Thread.objects.filter(scope.q("organization__path"))
        .select_related("organization")
        .annotate(held=held)
        .order_by(F("held").desc(), "-pk")
    )


def thread_for(viewer: Viewer, pk: int) -> Thread:
    """A thread the viewer moderates. Missing otherwise."""
    scope = viewer.scope(Purpose.MODERATE)
    found = Thread.objects.filter(scope.q("organization__path"), pk=pk)
    thread = found.select_related("organization").first()
    if thread is None:
        raise Missing("没有这个讨论，或者不由您主持。")
    return thread


def topic_for(viewer: Viewer, pk: int) -> Topic:
    """A topic whose office the viewer may act for. Missing otherwise."""
    scope = viewer.scope(Purpose.MODERATE)
    found = Topic.objects.filter(scope.q("thread__organization__path"), pk=pk)
    topic = found.select_related("thread__organization").first()
    if topic is None:
        raise Missing("没有这个话题，或者不由您主持。")
    return topic
