"""Calls for papers, papers and their reviews, as those concerned may see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet

from dangjian.forum.models import Expert, Paper, PaperState, Review, Seminar
from dangjian.forum.rules import seminars as rules
from dangjian.kernel.refusal import Missing
from dangjian.kernel.row_scope import widening
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import IN_THE_PARTY

IN_HAND = (PaperState.SUBMITTED, PaperState.REVIEWED)


def seminars() -> QuerySet[Seminar]:
    """The latest call first."""
    accepted = Count("papers", filter=Q(papers__state=PaperState.ACCEPTED))
    return (
        Seminar.objects.select_related("organization").annotate(accepted=accepted).order_by("-pk")
    )


def seminar(pk: int) -> Seminar:
    found = Seminar.objects.select_related("organization").filter(pk=pk).first()
    if found is None:
        raise Missing("没有这个研讨。")
    return found


def accepted_in(seminar: Seminar) -> QuerySet[Paper]:
    """Accepted papers in the order they were sent in."""
    return Paper.objects.filter(seminar=seminar, state=PaperState.ACCEPTED).order_by("pk")


def papers_of(viewer: Viewer) -> QuerySet[Paper]:
    """The viewer's own papers, the latest first."""
    return Paper.objects.filter(author=viewer.person_id).select_related("seminar").order_by("-pk")


def in_hand(viewer: Viewer) -> QuerySet[Paper]:
    """Papers the viewer's office has to see to, the oldest first."""
    scope = viewer.scope(Purpose.MODERATE)
    reviews = Count("reviews", filter=Q(reviews__done_at__isnull=False))
    return (
        Paper.objects.filter(scope.q("seminar__organization__path"), state__in=IN_HAND)
        .exclude(author=viewer.person_id)
        .select_related("seminar")
        .annotate(asked=Count("reviews"), reviewed=reviews)
        .order_by("pk")
    )


@widening("whoever reads a paper reads who wrote and who reviewed it")
def paper_for(viewer: Viewer | None, pk: int) -> tuple[Paper, bool]:
    """(the paper, whether the viewer may act for its office). Missing where it is not his to read.

    An accepted one is everybody's; until then its author and the office read it.
    """
    found = (
        Paper.objects.select_related("seminar__organization", "thread__organization", "author")
        .filter(pk=pk)
        .first()
    )
    if found is not None:
        acts = may_act(viewer, found)
        is_author = viewer is not None and viewer.person_id == found.author_id
        if found.state == PaperState.ACCEPTED or acts or is_author:
            return found, acts
    raise Missing("没有这篇论文，或者还没有公开。")


def may_act(viewer: Viewer | None, paper: Paper) -> bool:
    """Whether the viewer may find reviewers and decide: of the office, and not the author."""
    return (
        viewer is not None
        and viewer.person_id != paper.author_id
        and viewer.may(Purpose.MODERATE, paper.seminar.organization.path)
    )


@widening("whoever reads a paper reads who wrote and who reviewed it")
def reviews_of(paper: Paper) -> list[Review]:
    return list(
        Review.objects.filter(paper=paper).select_related("reviewer", "expert").order_by("pk")
    )


def review_for(viewer: Viewer, pk: int) -> Review:
    """A review the viewer was asked for. Missing otherwise."""
    found = Review.objects.select_related("paper__seminar__organization").filter(
        pk=pk, reviewer=viewer.person_id
    )
    review = found.first()
    if review is None:
        raise Missing("没有请您评审这篇论文。")
    return review


def reviewers_for(paper: Paper, today: dt.date) -> Sequence[Expert]:
    """Experts who may review it and were not asked yet: never the author or his branch."""
    asked = Review.objects.filter(paper=paper).values("reviewer")
    found = (
        experts_above(paper.seminar.organization.path)
        .filter(person__account__is_active=True)
        .exclude(person__in=asked)
    )
    nobody_twice: dict[int, Expert] = {}
    for expert in found:
        if rules.may_review(expert.person, paper.author):
            nobody_twice.setdefault(expert.person_id, expert)
    return list(nobody_twice.values())


def experts_above(path: str) -> QuerySet[Expert]:
    """Experts named by an organization or by one above it, by field. person is loaded."""
    parts = path.strip("/").split("/")
    line = ["/" + "/".join(parts[: n + 1]) + "/" for n in range(len(parts))]
    return (
        Expert.objects.filter(
            organization__path__in=line,
            ended_on__isnull=True,
            person__standing__in=IN_THE_PARTY,
        )
        .select_related("person__organization", "organization")
        .order_by("field", "person__name_key", "pk")
    )
