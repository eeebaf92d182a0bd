"""One doubtful row of an import: repaired in place, left as it is with a reason, or put aside."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing, Refused
from dangjian.registry.actions import doubts as looking
from dangjian.registry.actions import imports as actions
from dangjian.registry.authority import Viewer
from dangjian.registry.forms.imports import Aside, Repair
from dangjian.registry.models import Import, ImportRow
from dangjian.registry.queries import doubts as queries
from dangjian.registry.queries.doubts import Doubt, DoubtfulRow
from dangjian.registry.queries.imports import actor_for, may_open, run_for
from dangjian.registry.rules.blank_tables import BLANK_TABLES
from dangjian.registry.views.doors import viewer

_form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@_form_page
def import_row(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """Repair a row: its doubtful cells as fields, the others folded; then on to the next."""
    who = viewer(request)
    run, row = row_for(who, pk, position)
    by = actor_for(who, run)
    if request.method != "POST":
        looking.show_rows(run, [row], by=by)
    doubtful = queries.as_doubtful(run, row)
    form = _form(request, run, doubtful)
    if form.is_bound and form.is_valid():
        try:
            saved = actions.repair(
                row,
                cells=form.cells(),
                choices=_choices(doubtful, form),
                reason=form.cleaned_data.get("reason", ""),
                seen=form.cleaned_data["seen"],
                today=clock.today(),
                by=by,
            )
        except Refused as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, str(refusal))
            return _shown(request, run, doubtful, form, refusal)
        return _onwards(request, run, saved)
    return _shown(request, run, doubtful, form)


def row_for(who: Viewer, pk: int, position: int) -> tuple[Import, ImportRow]:
    """A row that waits for a person, of an import whose rows the viewer may open."""
    run = run_for(who, pk)
    row = queries.doubtful(run).filter(position=position).first()
    if row is None or not may_open(who, run):
        raise Missing("这一行已经处理过了，或者不在您的管理范围内。")
    return run, row


def _form(request: HttpRequest, run: Import, doubtful: DoubtfulRow) -> Repair:
    choices: dict[str, tuple[str, ...]] = {}
    for doubt in doubtful.doubts:
        choices[doubt.column] = (*choices.get(doubt.column, ()), *doubt.choices)
    return Repair(
        request.POST if request.method == "POST" else None,
        columns=BLANK_TABLES[run.kind].columns,
        values=doubtful.row.values,
        choices=choices,
        confirmable=[(d.key, _as_it_is(d)) for d in doubtful.doubts if d.confirmable],
        version=doubtful.row.version,
    )


def _choices(doubtful: DoubtfulRow, form: Repair) -> dict[str, str]:
    """What was chosen for a doubtful cell, as the act takes it."""
    suggested = {(doubt.column, doubt.suggestion) for doubt in doubtful.doubts}
    picked = {
        column: actions.SUGGESTION if (column, text) in suggested else text
        for column, text in form.picked().items()
    }
    return dict.fromkeys(form.stays(), actions.KEEP) | picked


def _as_it_is(doubt: Doubt) -> str:
    if not doubt.column:
        return "整行照原样导入"
    return f"{doubt.column}照原样（{doubt.text or '空着'}）"


def _shown(
    request: HttpRequest,
    run: Import,
    doubtful: DoubtfulRow,
    form: Repair,
    refusal: Refused | None = None,
) -> HttpResponse:
    wrong = {doubt.column for doubt in doubtful.doubts}
    status = refusal.status if refusal else 422 if form.is_bound else 200
    return render(
        request,
        "registry/import_row.html",
        {
            "run": run,
            "doubtful": doubtful,
            "form": form,
            "cells": _cells(doubtful, form),
            "rest": [form.cell(column) for column in form.columns if column not in wrong],
            "aside": Aside(auto_id="aside_%s"),
            "left": queries.doubtful(run).count(),
        },
        status=status,
    )


def _cells(doubtful: DoubtfulRow, form: Repair) -> list[dict[str, Any]]:
    """The doubtful cells with their field, what is wrong with each, and one-tap choices."""
    cells: dict[str, dict[str, Any]] = {}
    for doubt in doubtful.doubts:
        known = doubt.column in form.columns
        cell = cells.setdefault(
            doubt.column,
            {
                "field": form.cell(doubt.column) if known else None,
                "pick": form.picks(doubt.column) if known else None,
                "sentences": [],
                "text": doubt.text,
                "alike": queries.how_many_alike(doubtful.row, doubt.column),
                "number": form.columns.index(doubt.column) if known else None,
            },
        )
        cell["sentences"].append(doubt.sentence)
    return list(cells.values())


def _onwards(request: HttpRequest, run: Import, row: ImportRow) -> HttpResponse:
    """To the same row while something is doubtful in it, else to the next; at the end, back."""
    waiting = queries.doubtful(run)
    left = waiting.count()
    if waiting.filter(pk=row.pk).exists():
        messages.info(request, "存好了，这一行还有要看的地方。")
        return redirect("import_row", run.pk, row.position)
    following = waiting.filter(position__gt=row.position).first() or waiting.first()
    if following is None:
        messages.success(request, "有疑问的行都处理完了。")
        return redirect("import", run.pk)
    messages.success(request, f"存好了，还剩 {left:,} 行。")
    return redirect("import_row", run.pk, following.position)


@never_cache
@_form_page
def import_row_aside(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """Put a row aside: it is not brought in, and the reason stays with it."""
    who = viewer(request)
    run, row = row_for(who, pk, position)
    if request.method != "POST":
        return redirect("import_row", pk, position)
    form = Aside(request.POST)
    if not form.is_valid():
        raise Refused("请选择怎么处理这一行。", status=400)
    actions.set_aside(row, reason=form.reason(), today=clock.today(), by=actor_for(who, run))
    return _onwards(request, run, row)
