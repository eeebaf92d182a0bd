"""Columns are opened, described and closed by their organization."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, TypeVar

from django.db import DatabaseError, transaction
from wagtail.models import Page

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.portal.models import Column, Theme, Way
from dangjian.portal.queries.public import RUNS
from dangjian.portal.recording import changed, let_be_found
from dangjian.portal.rules.content import check_no_marks
from dangjian.registry.models import Organization

C = TypeVar("C", bound=Column)


@evidence.action
def open_column(
    organization: Organization,
    *,
    title: str,
    way: Way,
    reviews: int,
    introduction: str = "",
    under: Column | None = None,
    by: Actor,
) -> Column:
    """Open a column of an organization. Refused: a title it has already, a secrecy mark."""
    column = Column(organization=organization, way=way, reviews=reviews)
    return _open(column, title, introduction, under, by)


@evidence.action
def open_theme(
    organization: Organization,
    *,
    title: str,
    reviews: int,
    from_on: dt.date,
    until_on: dt.date,
    aim: str,
    introduction: str = "",
    by: Actor,
) -> Theme:
    """Open a themed-education column (专题)."""
    if until_on < from_on:
        raise Refused("结束的日子在开始之前，请改一下。", field="until_on")
    check_no_marks([("目标要求", aim)])
    theme = Theme(
        organization=organization,
        way=Way.THEMES,
        reviews=reviews,
        from_on=from_on,
        until_on=until_on,
        aim=aim,
    )
    return _open(theme, title, introduction, None, by)


@evidence.action
def set_column(column: Column, *, title: str, reviews: int, introduction: str, by: Actor) -> Column:
    """Change what a column is called and what it demands.

    Refused where it would demand more reviews than what it shows has.
    """
    check_no_marks([("栏目名称", title), ("栏目说明", introduction)])
    stored = Column.objects.select_for_update().get(pk=column.pk)
    before = {"title": stored.title, "reviews": stored.reviews}
    stored.title, stored.draft_title = title.strip(), title.strip()
    stored.reviews, stored.introduction = reviews, introduction.strip()
    try:
        with transaction.atomic():
            stored.save()
    except DatabaseError as lacking:
        if "lacks a signature" not in str(lacking):
            raise
        raise Refused(
            "栏目里还有只审过两次的文章。请先把它们撤下或者重新送审，再改成三审。", field="reviews"
        ) from lacking
    if stored.title != before["title"]:
        let_be_found(stored.publications.filter(RUNS).select_related("column", "submission"))
    changed()
    _leaf(by, "set_column", stored, before=before)
    return stored


@evidence.action
def close_column(column: Column, *, on: dt.date, by: Actor) -> Column:
    """Close a column into the archive: nothing new comes, what stands there stays readable."""
    stored = Column.objects.select_for_update().get(pk=column.pk)
    if stored.closed_on is not None:
        raise Stale("这个栏目已经结束了。")
    stored.closed_on = on
    stored.save(update_fields=["closed_on"])
    changed()
    _leaf(by, "close_column", stored, on=on)
    return stored


def _open(column: C, title: str, introduction: str, under: Column | None, by: Actor) -> C:
    title, introduction = title.strip(), introduction.strip()
    check_no_marks([("栏目名称", title), ("栏目说明", introduction)])
    # The parent's row is locked: two columns opened at once do not get one place in the tree.
    parent = Page.objects.select_for_update().get(pk=under.pk if under else _root().pk)
    theirs = Column.objects.filter(organization=column.organization, closed_on__isnull=True)
    if theirs.filter(title=title).exists():
        raise Refused("本单位已经有这个名称的栏目。", field="title")
    column.title, column.draft_title, column.slug = title, title, uuid.uuid4().hex
    column.introduction = introduction
    parent.add_child(instance=column)
    changed()
    _leaf(by, "open_column", column, reviews=column.reviews)
    return column


def _root() -> Page:
    """The page under which every column stands."""
    return Page.objects.get(depth=1)


def _leaf(by: Actor, verb: str, column: Column, **detail: Any) -> None:
    path = column.organization.path
    evidence.record(by, verb, "column", column.translation_key, path, title=column.title, **detail)
