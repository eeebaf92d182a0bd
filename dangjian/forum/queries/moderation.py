"""Contributions as their authors, moderators and judges may see them; what was removed, counted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncQuarter
from django.utils import timezone

from dangjian.forum.models import Contribution, Opinion, Outcome, Reason, Removal, State, Thread
from dangjian.forum.rules import moderation
from dangjian.forum.rules.moderation import Move, Part
from dangjian.kernel import receipts
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Viewer


@dataclass(frozen=True)
class Sight:
    """A contribution as one person may see it: what he is to it, and what he may do now."""

    contribution: Contribution
    parts: frozenset[Part]

    @property
    def moves(self) -> frozenset[Move]:
        return frozenset(m for m in Move if moderation.may(m, self.contribution, self.parts))

    @property
    def words(self) -> str:
        return self.contribution.words()


def _loaded() -> QuerySet[Contribution]:
    return Contribution.objects.select_related(
        "thread__organization", "removal__judge", "removal__hidden_by"
    )


def contribution_for(viewer: Viewer, pk: int) -> Sight:
    """One contribution, for its author, its moderators, and whoever may hear its appeal."""
    hears = viewer.scope(Purpose.HEAR).q("thread__organization__path")
    moderates = viewer.scope(Purpose.MODERATE).q("thread__organization__path")
    mine = Q(author=viewer.person_id)
    appealed = Q(removal__appealed_at__isnull=False)
    found = _loaded().filter(mine | moderates | (hears & appealed), pk=pk).first()
    if found is None:
        raise Missing("没有这条发言，或者不由您办理。")
    return Sight(found, _parts(viewer, found))


def of_receipt(typed: str) -> Sight:
    """The contribution a receipt code belongs to, as its author sees it.

    Missing: no such one. Refused: no code at all.
    """
    code = receipts.read(typed)
    found = _loaded().filter(receipt_index=Contribution.index_of("receipt", code)).first()
    if found is None:
        raise Missing("没有这个受理码，请对着记下的 24 位数字再核对一遍。")
    return Sight(found, frozenset({Part.AUTHOR}))


def of_author(viewer: Viewer) -> QuerySet[Contribution]:
    """What the viewer said, the latest first."""
    return _loaded().filter(author=viewer.person_id).order_by("-pk")


def _parts(viewer: Viewer, contribution: Contribution) -> frozenset[Part]:
    """Nobody moderates or judges what he said himself; nobody judges what he hid himself."""
    if contribution.author_id == viewer.person_id:
        return frozenset({Part.AUTHOR})
    path, removal = contribution.thread.organization.path, contribution.removal
    am = {
        Part.MODERATOR: viewer.may(Purpose.MODERATE, path),
        Part.JUDGE: viewer.may(Purpose.HEAR, path)
        and removal is not None
        and removal.hidden_by_id != viewer.person_id,
    }
    return frozenset(part for part, is_so in am.items() if is_so)


# --- for the office -------------------------------------------------------------------------------


def in_thread(viewer: Viewer, thread: Thread, state: State) -> QuerySet[Contribution]:
    """What was said in a thread and stands so, in the order it was said."""
    return _loaded().filter(thread=thread, state=state).order_by("pk")


def sights(viewer: Viewer, rows: list[Contribution]) -> list[Sight]:
    return [Sight(row, _parts(viewer, row)) for row in rows]


def states_of(thread: Thread) -> dict[str, int]:
    counted = Contribution.objects.filter(thread=thread).values_list("state")
    return dict(counted.annotate(Count("pk")))


def appeals_for(viewer: Viewer) -> QuerySet[Removal]:
    """Appeals the viewer may decide, the oldest first: never against what he hid himself."""
    me = viewer.person_id
    return (
        Removal.objects.filter(
            viewer.scope(Purpose.HEAR).q("contribution__thread__organization__path"),
            appealed_at__isnull=False,
            outcome="",
        )
        .exclude(Q(hidden_by=me) | Q(contribution__author=me, contribution__author__isnull=False))
        .select_related("contribution__thread", "judge")
        .order_by("appealed_at", "pk")
    )


# --- counted for everybody ------------------------------------------------------------------------


@dataclass
class Quarter:
    """What was taken out of sight in a quarter, by reason; what became of it until today."""

    label: str
    by_reason: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Reason.values, 0))
    appealed: int = 0
    restored: int = 0

    @property
    def total(self) -> int:
        return sum(self.by_reason.values())

    @property
    def counts(self) -> list[tuple[str, int]]:
        return [(str(Reason(code).label), number) for code, number in self.by_reason.items()]


def removals_by_quarter() -> list[Quarter]:
    """Contributions hidden and opinions not shown, the latest quarter first. Two queries.

    Counts of acts, not of persons: small ones are told as they are.
    """
    quarters: dict[dt.datetime, Quarter] = {}
    for row in _hidden():
        one = quarters.setdefault(row["quarter"], Quarter(_label(row["quarter"])))
        one.by_reason[row["reason"]] += row["number"]
        one.appealed += row["appealed"]
        one.restored += row["restored"]
    for row in _not_shown():
        one = quarters.setdefault(row["quarter"], Quarter(_label(row["quarter"])))
        one.by_reason[row["reason"]] += row["number"]
    return [quarters[at] for at in sorted(quarters, reverse=True)]


def _hidden() -> QuerySet[Removal, Any]:
    restored = Q(outcome__in=(Outcome.GRANTED, Outcome.LIFTED))
    return (
        Removal.objects.annotate(quarter=TruncQuarter("hidden_at"))
        .values("quarter", "reason")
        .annotate(
            number=Count("pk"),
            appealed=Count("pk", filter=Q(appealed_at__isnull=False)),
            restored=Count("pk", filter=restored),
        )
        .order_by()
    )


def _not_shown() -> QuerySet[Opinion, Any]:
    return (
        Opinion.objects.exclude(reason="")
        .annotate(quarter=TruncQuarter("answered_at"))
        .values("quarter", "reason")
        .annotate(number=Count("pk"))
        .order_by()
    )


def _label(at: dt.datetime) -> str:
    day = timezone.localtime(at)
    return f"{day.year}年第{(day.month + 2) // 3}季度"
