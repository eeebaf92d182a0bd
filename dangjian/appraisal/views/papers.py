"""The papers of an appraisal: a member's form, the branch's summary; printed, or as a Word file."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangjian.appraisal.queries import appraisals as queries
from dangjian.appraisal.queries.papers import Rows, form_rows, summary_rows
from dangjian.kernel import clock
from dangjian.kernel.files import papers
from dangjian.kit.words import cn_date
from dangjian.registry.views.doors import viewer

FORM, SUMMARY = "民主评议党员登记表", "民主评议党员情况汇总表"
_SIGNED_BY_HAND = (("本人签名", ""), ("党支部书记签字", ""))


@never_cache
@require_safe
def appraisal_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of one member, to be printed and signed."""
    sight, line = queries.line_for(viewer(request), pk, clock.today())
    rows = [*form_rows(sight.appraisal, line), *_SIGNED_BY_HAND]
    context = {"label": FORM, "rows": rows, "file": reverse("appraisal_form_file", args=[pk])}
    context["back"] = reverse("appraisal", args=[sight.appraisal.pk])
    return render(request, "appraisal/paper.html", context | {"today": clock.today()})


@never_cache
@require_safe
def appraisal_form_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a Word file, with who took it and when in its footer."""
    sight, line = queries.line_for(viewer(request), pk, clock.today())
    rows = [*form_rows(sight.appraisal, line), *_SIGNED_BY_HAND]
    return _file(request, FORM, rows, f"{FORM}-{line.person.name}-{sight.appraisal.year}")


@never_cache
@require_safe
def appraisal_summary(request: HttpRequest, pk: int) -> HttpResponse:
    """The summary of the branch: sums, nobody's name."""
    row = queries.appraisal_for(viewer(request), pk, clock.today()).appraisal
    rows = [*summary_rows(row, queries.lines_of(row)), _SIGNED_BY_HAND[1]]
    context = {"label": SUMMARY, "rows": rows, "back": reverse("appraisal", args=[pk])}
    context["file"] = reverse("appraisal_summary_file", args=[pk])
    return render(request, "appraisal/paper.html", context | {"today": clock.today()})


@never_cache
@require_safe
def appraisal_summary_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a Word file."""
    row = queries.appraisal_for(viewer(request), pk, clock.today()).appraisal
    rows = [*summary_rows(row, queries.lines_of(row)), _SIGNED_BY_HAND[1]]
    return _file(request, SUMMARY, rows, f"{SUMMARY}-{row.organization.short_name}-{row.year}")


def _file(request: HttpRequest, label: str, rows: Rows, name: str) -> HttpResponse:
    who = viewer(request)
    filled = [*rows, ("填表日期", cn_date(clock.today()))]
    content = papers.form(label, filled, made_by=who.name, at=clock.now())
    answer = HttpResponse(content, content_type=papers.TYPE)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.docx')}"
    return answer
