"""The same unknown word in many rows of an import: one answer for all, and back again (K2)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing
from dangjian.registry.actions import doubts as looking
from dangjian.registry.actions import imports as actions
from dangjian.registry.forms.imports import Alike
from dangjian.registry.models import Import, ImportRow, ImportState
from dangjian.registry.queries import doubts as queries
from dangjian.registry.queries.imports import actor_for, may_open, run_for, waiting_row
from dangjian.registry.rules.blank_tables import BLANK_TABLES
from dangjian.registry.views.doors import perform, text_of, viewer
from dangjian.registry.views.doubts import row_for

FOUND_AT_MOST = 12

_form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@_form_page
def import_alike(request: HttpRequest, pk: int, position: int, number: int) -> HttpResponse:
    """Say once what a word means that stands in many rows."""
    who = viewer(request)
    run, row = row_for(who, pk, position)
    column, by = _column(run, number), actor_for(who, run)
    if request.method != "POST":
        looking.show_rows(run, [row], by=by)
    count = queries.how_many_alike(row, column)
    if not count:
        raise Missing("这一格没有同样写法的行，请一行一行改。")
    form = Alike(request.POST if request.method == "POST" else None, initial={"seen": row.version})
    asked = text_of(request, "q")
    return perform(
        request,
        form,
        lambda values: actions.repair_alike(
            row,
            column=column,
            text=values["to"],
            seen=values["seen"],
            today=clock.today(),
            by=by,
        ),
        template="registry/import_alike.html",
        context=_offered(run, row, column, asked)
        | {"run": run, "row": row, "column": column, "count": count, "asked": asked},
        done=lambda rows: (_told(run, rows, number), f"{reverse('import', args=[pk])}#doubtful"),
    )


def _column(run: Import, number: int) -> str:
    columns = BLANK_TABLES[run.kind].columns
    if number >= len(columns):
        raise Missing("没有这一页。")
    return columns[number]


def _offered(run: Import, row: ImportRow, column: str, asked: str) -> dict[str, Any]:
    """What the word may mean: what its row offers, the known words, organizations looked up."""
    doubts = queries.as_doubtful(run, row).doubts
    choices = [name for one in doubts if one.column == column for name in one.choices]
    looks_up = queries.names_organizations(column)
    found = queries.organizations_called(run, column, asked, FOUND_AT_MOST) if asked else []
    return {
        "text": row.values.get(column, ""),
        "sentences": [one.sentence for one in doubts if one.column == column],
        "choices": [*choices, *BLANK_TABLES[run.kind].choices.get(column, ())],
        "looks_up": looks_up,
        "found": [one for one in found if one.name not in choices],
    }


def _told(run: Import, rows: list[ImportRow], number: int) -> str:
    sentence = f"{len(rows):,} 行都改好了"
    left = sum(row.verdict in ("human", "reject") for row in rows)
    sentence += f"，其中 {left:,} 行还有别的地方要看。" if left else "。"
    if run.state != ImportState.READ:
        return sentence
    back = reverse("import_alike_back", args=[run.pk, rows[0].position, number])
    return format_html('{}<a href="{}">改错了，退回</a>', sentence, back)


@never_cache
@_form_page
def import_alike_back(request: HttpRequest, pk: int, position: int, number: int) -> HttpResponse:
    """Put what stood in the file back into the rows that were repaired alike."""
    who = viewer(request)
    run = run_for(who, pk)
    row = waiting_row(run, position)
    if row is None or not may_open(who, run):
        raise Missing("这一行已经处理过了，或者不在您的管理范围内。")
    column = _column(run, number)
    return perform(
        request,
        forms.Form(request.POST if request.method == "POST" else None),
        lambda _: actions.take_back_alike(
            row, column=column, today=clock.today(), by=actor_for(who, run)
        ),
        template="registry/import_alike_back.html",
        context={
            "run": run,
            "column": column,
            "count": queries.how_many_changed_alike(row, column),
            "was": row.cells.get(column, ""),
            "now": row.values.get(column, ""),
            "back": f"{reverse('import', args=[pk])}#doubtful",
        },
        done=lambda back: (
            f"{back:,} 行都退回到表里原来的写法了。",
            f"{reverse('import', args=[pk])}#doubtful",
        ),
    )
