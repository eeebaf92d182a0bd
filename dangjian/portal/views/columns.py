"""The editors' desk: columns and what stands in them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing
from dangjian.kit.forms import Nothing
from dangjian.portal.actions import articles, columns
from dangjian.portal.actions.articles import Draft
from dangjian.portal.forms import Beginning, OpeningColumn, OpeningTheme, SettingColumn
from dangjian.portal.models import Part, Way
from dangjian.portal.queries import drafts
from dangjian.portal.rules import blocks
from dangjian.portal.views.doors import EDITS, form_page, office_of, paged
from dangjian.registry.authority import Purpose
from dangjian.registry.views.doors import perform, viewer


@require_safe
def publishing(request: HttpRequest) -> HttpResponse:
    """The columns one writes for, with what waits in each."""
    who = viewer(request)
    if not who.may_anywhere(Purpose.WRITE):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    return render(
        request,
        "portal/publishing.html",
        {
            "page": paged(request, drafts.columns_of(who, Purpose.WRITE)),
            "may_open": who.may_anywhere(Purpose.COLUMNS),
        },
    )


@require_safe
def column_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """The articles of one column, whatever stage they are at."""
    who = viewer(request)
    column = drafts.column_for(who, pk, *EDITS)
    page = paged(request, drafts.articles_of(column))
    return render(
        request,
        "portal/column_desk.html",
        {
            "column": column,
            "page": page,
            "rows": drafts.rows(list(page.object_list)),
            "may_write": who.may(Purpose.WRITE, column.organization.path),
            "may_set": who.may(Purpose.COLUMNS, column.organization.path),
        },
    )


@form_page
def column_open(request: HttpRequest) -> HttpResponse:
    """Open a column of one's organization."""
    who = viewer(request)
    office = office_of(who, Purpose.COLUMNS)
    return perform(
        request,
        OpeningColumn(request.POST or None, initial={"way": Way.NEWS, "reviews": "3"}),
        lambda values: columns.open_column(
            office,
            title=values["title"],
            way=Way(values["way"]),
            reviews=int(values["reviews"]),
            introduction=values["introduction"],
            by=who.actor(Purpose.COLUMNS, office.path),
        ),
        template="portal/column_form.html",
        context={"title": "开一个栏目", "said": f"{office.short_name}的栏目。", "back": _desk()},
        done=lambda made: ("栏目开好了。", reverse("column_desk", args=[made.pk])),
    )


@form_page
def theme_open(request: HttpRequest) -> HttpResponse:
    """Open a themed-education column (D6)."""
    who = viewer(request)
    office = office_of(who, Purpose.COLUMNS)
    return perform(
        request,
        OpeningTheme(request.POST or None, initial={"from_on": clock.today(), "reviews": "3"}),
        lambda values: columns.open_theme(
            office,
            title=values["title"],
            aim=values["aim"],
            from_on=values["from_on"],
            until_on=values["until_on"],
            reviews=int(values["reviews"]),
            by=who.actor(Purpose.COLUMNS, office.path),
        ),
        template="portal/column_form.html",
        context={
            "title": "开一个专题",
            "said": f"{office.short_name}的主题教育专栏：导读、书目、要做的事和动态放在一起。",
            "back": _desk(),
        },
        done=lambda made: ("专题开好了。", reverse("column_desk", args=[made.pk])),
    )


@form_page
def column_set(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a column's name and what it demands."""
    who = viewer(request)
    column = drafts.column_for(who, pk, Purpose.COLUMNS)
    start = {
        "title": column.title,
        "reviews": str(column.reviews),
        "introduction": column.introduction,
    }
    return perform(
        request,
        SettingColumn(request.POST or None, initial=start),
        lambda values: columns.set_column(
            column,
            title=values["title"],
            reviews=int(values["reviews"]),
            introduction=values["introduction"],
            by=who.actor(Purpose.COLUMNS, column.organization.path),
        ),
        template="portal/column_form.html",
        context={
            "title": f"设置“{column.title}”",
            "said": "改成三审的，栏目里只审过两次的文章要先撤下或者重新送审。",
            "back": reverse("column_desk", args=[pk]),
        },
        done=lambda _: ("改好了。", reverse("column_desk", args=[pk])),
    )


@form_page
def column_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a column into the archive."""
    who = viewer(request)
    column = drafts.column_for(who, pk, Purpose.COLUMNS)
    return perform(
        request,
        Nothing(request.POST or None),
        lambda _: columns.close_column(
            column, on=clock.today(), by=who.actor(Purpose.COLUMNS, column.organization.path)
        ),
        template="portal/column_close.html",
        context={"column": column, "back": reverse("column_desk", args=[pk])},
        done=lambda _: ("已经结束并存档，发过的都还看得到。", reverse("column_desk", args=[pk])),
    )


@form_page
def article_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin an article: a title, and the text if it lies ready."""
    who = viewer(request)
    column = drafts.column_for(who, pk, Purpose.WRITE)
    return perform(
        request,
        Beginning(request.POST or None),
        lambda values: articles.begin(
            column,
            Draft(values["title"], "", "", Part.NEWS, blocks.split(values["text"])),
            by=who.actor(Purpose.WRITE, column.organization.path),
        ),
        template="portal/article_begin.html",
        context={"column": column, "back": reverse("column_desk", args=[pk])},
        done=lambda made: ("存好了，接着写。", reverse("article_edit", args=[made.pk])),
    )


def _desk() -> str:
    return reverse("publishing")
