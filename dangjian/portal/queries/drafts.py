"""Drafts before those who write them: always through the scope of a right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from wagtail.models import Revision

from dangjian.kernel.refusal import Missing, Refused
from dangjian.portal.models import (
    OPEN,
    Article,
    Column,
    Picture,
    Publication,
    State,
    Submission,
    Theme,
)
from dangjian.portal.rules import blocks
from dangjian.portal.rules.content import Content, Shown
from dangjian.registry.authority import Purpose, Viewer

_MISSING = "没有这一页，或者不在您的权限范围内。"


def columns_of(viewer: Viewer, purpose: Purpose) -> QuerySet[Column]:
    """The columns where the viewer has the right, those of one organization together."""
    return (
        Column.objects.filter(viewer.scope(purpose).q("organization__path"))
        .select_related("organization")
        .annotate(
            shown=Count(
                "publications", filter=Q(publications__ended_at__isnull=True), distinct=True
            ),
            waiting=Count("submissions", filter=Q(submissions__state__in=OPEN), distinct=True),
        )
        .order_by("organization__path", "pk")
    )


def column_for(viewer: Viewer, pk: int, *purposes: Purpose) -> Column:
    """A column where the viewer has one of the rights. Missing otherwise."""
    column = Column.objects.select_related("organization").filter(pk=pk).first()
    if column is None or not any(viewer.may(p, column.organization.path) for p in purposes):
        raise Missing(_MISSING)
    return column


def column_of(article: Article) -> Column:
    """The column an article stands in. Two queries."""
    parent = article.get_parent()
    return Column.objects.select_related("organization").get(pk=parent.pk)


def article_for(viewer: Viewer, pk: int, purpose: Purpose) -> tuple[Article, Column]:
    """An article of a column where the viewer has the right, with its column. Missing otherwise."""
    article = Article.objects.select_related("latest_revision").filter(pk=pk).first()
    if article is None:
        raise Missing(_MISSING)
    column = column_of(article)
    if not viewer.may(purpose, column.organization.path):
        raise Missing(_MISSING)
    return article, column


def articles_of(column: Column) -> QuerySet[Article]:
    """The articles of a column, what was saved last first."""
    return Article.objects.child_of(column).order_by("-latest_revision_created_at", "-pk")


@dataclass(frozen=True)
class Row:
    """An article in an editor's list, with where it stands."""

    article: Article
    submission: Submission | None
    publication: Publication | None

    @property
    def stands(self) -> tuple[str, str]:
        """Where it stands, in words, and the state of its tag."""
        state = State(self.submission.state) if self.submission else State.WITHDRAWN
        if state == State.RETURNED:
            return State.RETURNED.label, "late"
        if state in OPEN:
            return state.label, "wait"
        if self.publication is not None:
            over = self.publication.ended_at is not None
            return ("已撤下", "") if over else ("已登出", "done")
        return "草稿", ""


def rows(articles: list[Article]) -> list[Row]:
    """Where each of them stands. Two queries, for three and for three hundred."""
    ids = [one.pk for one in articles]
    sent = {
        one.article_id: one for one in Submission.objects.filter(article__in=ids).order_by("pk")
    }
    shown = {
        one.article_id: one for one in Publication.objects.filter(article__in=ids).order_by("pk")
    }
    return [Row(one, sent.get(one.pk), shown.get(one.pk)) for one in articles]


def revisions_of(article: Article) -> QuerySet[Revision]:
    """Every saved draft, the last first."""
    return (
        Revision.objects.for_instance(article)
        .select_related("user__person")
        .order_by("-created_at", "-pk")
    )


def revision_of(article: Article, number: int) -> Revision:
    """One saved draft of this very article. Missing for any other."""
    found = revisions_of(article).filter(pk=number).first()
    if found is None:
        raise Missing("没有这一稿。")
    return found


def content_of(article: Article, revision: Revision, issuer: str) -> Content:
    """What a reader would see of a saved draft.

    Refused where it shows a picture that is not its own.
    """
    drafted = revision.as_object()
    found = blocks.shown(drafted.body)
    wanted = set(blocks.pictures_in(found))
    pictures = shown_pictures(article.pictures.filter(pk__in=wanted).defer("data"))
    if wanted - set(pictures):
        raise Refused("稿件里有一张图片找不到了，请重新选。")
    return Content(
        title=drafted.title,
        summary=drafted.summary,
        source=drafted.source,
        part=drafted.part,
        issuer=issuer,
        blocks=found,
        pictures=pictures,
    )


def shown_pictures(pictures: QuerySet[Picture]) -> Mapping[int, Shown]:
    return {
        one.pk: Shown(one.pk, one.alternative, one.width, one.height, one.digest)
        for one in pictures
    }


def writers_of(article: Article) -> set[int]:
    """The persons who saved a draft of it, as ids."""
    saved = Revision.objects.for_instance(article).filter(user__isnull=False)
    return set(saved.values_list("user__person", flat=True))


def is_theme(column: Column) -> bool:
    return Theme.objects.filter(pk=column.pk).exists()


def open_submission(article: Article) -> Submission | None:
    """The submission that is being reviewed, or waits for its day."""
    return article.submissions.filter(state__in=OPEN).first()


def last_returned(article: Article) -> Submission | None:
    """The latest submission, if it came back."""
    last = article.submissions.order_by("-pk").first()
    return last if last is not None and last.state == "returned" else None
