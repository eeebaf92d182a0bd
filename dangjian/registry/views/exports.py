"""The list of members as a table to take away: which columns, why, and the file itself (L9)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dangjian.kernel import clock, identity
from dangjian.kernel.files.writing import Column, Mark, write_workbook
from dangjian.kernel.refusal import Missing, Refused
from dangjian.registry.actions import exports as actions
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.forms.rosters import Export
from dangjian.registry.models import Organization, Role
from dangjian.registry.queries import exports as queries
from dangjian.registry.views.doors import viewer
from dangjian.registry.views.rosters import Asked, asked_of, without_number

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member_export(request: HttpRequest) -> HttpResponse | FileResponse:
    """The list the address asks for, as a page about the export; by POST as the workbook."""
    who = viewer(request)
    if not who.may_anywhere(Purpose.READ):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    if identity.holds_number(request.GET.get("q", "")):
        return without_number(request, who)
    asked = asked_of(request, who)
    if not asked.form.is_valid():
        raise Refused("名单的条件没填对，请回到名单改好再导出。", status=400)
    form = Export(
        request.POST if request.method == "POST" else None,
        columns=queries.offered(queries.OPEN, asked.past),
        keys=queries.offered(queries.KEY, asked.past) if _may_open(who, asked) else [],
    )
    if form.is_bound and form.is_valid():
        try:
            return _file(who, asked, form)
        except Refused as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, str(refusal))
    context = {
        "form": form,
        "range": _range(who, asked),
        "told": _told(asked),
        "total": queries.count(who.scope(Purpose.READ), asked.wanted, asked.on, asked.today),
        "query": request.GET.urlencode(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "registry/member_export.html", context, status=status)


def _may_open(who: Viewer, asked: Asked) -> bool:
    return who.may(Purpose.REVEAL, _place(who, asked).path)


def _place(who: Viewer, asked: Asked) -> Organization:
    """The organization the table is of; of a scope with several tops the first, for the log."""
    return asked.place or Organization.objects.get(path=who.scope(Purpose.READ).paths[0])


def _range(who: Viewer, asked: Asked) -> str:
    """The organizations the table is of, as people read it."""
    if asked.place is not None:
        return asked.place.short_name
    tops = Organization.objects.filter(path__in=who.scope(Purpose.READ).paths).order_by("path")
    return "、".join(tops.values_list("short_name", flat=True))


def _told(asked: Asked) -> dict[str, str]:
    """What the list was narrowed by, as people read it."""
    labels = asked.form.fields
    return {str(labels[name].label): value for name, value in asked.narrowed()}


def _file(who: Viewer, asked: Asked, form: Export) -> FileResponse:
    place, values = _place(who, asked), form.cleaned_data
    title = f"{place.short_name}党员名单"
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the answer

    def write(heads: Sequence[str], count: int, rows: Iterable[Sequence[str]]) -> None:
        _write(file, title, heads, rows, _mark(who, asked, values["reason"], count))

    purpose = Purpose.REVEAL if values.get("keys") else Purpose.READ
    actions.export_members(
        actions.Order(asked.wanted, asked.on, _told(asked), form.chosen(), values["reason"]),
        write,
        place=place,
        scope=who.scope(Purpose.READ),
        reveals=who.scope(Purpose.REVEAL),
        today=asked.today,
        by=who.actor(purpose, place.path),
    )
    file.seek(0)
    name = f"{title}-{asked.on:%Y%m%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def _write(
    file: BinaryIO,
    title: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    mark: Mark,
) -> None:
    columns = [Column(head, width=_WIDTHS.get(head, 12)) for head in heads]
    write_workbook(file, title=title, columns=columns, rows=rows, mark=mark)


_WIDTHS = {"所在党支部": 28, "公民身份号码": 21, "家庭住址": 36, "党内职务": 20, "工作岗位": 18}
"""In characters, where twelve are not enough."""


def _mark(who: Viewer, asked: Asked, reason: str, count: int) -> Mark:
    held = next(held for held in who.held if held.role is not Role.MEMBER)
    told = "，".join(f"{label}：{value}" for label, value in _told(asked).items())
    about = f"范围：{_range(who, asked)}　条件：{told or '全体党员'}　共 {count:,} 人"
    by = f"{who.name}（{held.place}{held.role.label}）"
    return Mark(by, clock.now(), f"{reason}　{about}")
