"""The treasurer's pages: all accounts, the month sheet of a branch, the sheet as a table."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangjian.dues.actions import booking, taking
from dangjian.dues.actions.booking import Receipt
from dangjian.dues.forms.booking import SheetBooking, Taking
from dangjian.dues.models import Entry, Way
from dangjian.dues.queries import ledger, sheet
from dangjian.dues.queries.accounts import reliefs_waiting
from dangjian.dues.rules.ledger import COLLECTS
from dangjian.dues.rules.standards import ZERO, yuan
from dangjian.dues.views.doors import NOTHING, PER_PAGE, account_at, around, form_page, month_of
from dangjian.kernel import clock
from dangjian.kernel.files.writing import Column, Mark, write_workbook
from dangjian.kernel.refusal import Missing, Refused
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Role
from dangjian.registry.views.doors import perform, viewer

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def dues(request: HttpRequest) -> HttpResponse:
    """Every account the viewer keeps, in the order of the tree: a month, and what is left."""
    who = viewer(request)
    scope = who.scope(Purpose.DUES)
    if not scope.paths:
        raise Missing(NOTHING)
    month = month_of(request)
    page = Paginator(ledger.accounts_in(scope), PER_PAGE).get_page(request.GET.get("page"))
    places = list(page.object_list)
    if page.paginator.count == 1 and places[0].form in COLLECTS:
        return redirect("dues_sheet", places[0].pk)
    lines = ledger.balances(places, month)
    context = {"page": page, "lines": lines, "collects": COLLECTS, "reliefs": reliefs_waiting(who)}
    return render(request, "dues/accounts_kept.html", context | around(month))


@never_cache
@form_page
def dues_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The month sheet of a branch: who owes what; by POST what was received of many at once."""
    who, place = account_at(request, pk)
    if place.form not in COLLECTS:
        return redirect("dues_ledger", place.pk)
    month, today = month_of(request), clock.today()
    found = sheet.sheet(place, month, today)
    form = SheetBooking(request.POST or None, sheet=found, today=today)
    return perform(
        request,
        form,
        lambda values: booking.receive(
            place,
            [Receipt(person, month, month, amount) for person, amount in form.amounts()],
            on=values["on"],
            way=Way(values["way"]),
            now=clock.now(),
            by=who.actor(Purpose.DUES, place.path),
        ),
        template="dues/sheet.html",
        context={"sheet": found, "place": place, "balance": ledger.balance(place)} | around(month),
        done=lambda entries: (
            _told(entries),
            f"{reverse('dues_sheet', args=[pk])}?month={month:%Y-%m}",
        ),
    )


def _told(entries: Sequence[Entry]) -> str:
    total = sum((one.amount for one in entries), ZERO)
    return f"记了 {len(entries)} 笔，共 {yuan(total)} 元。"


@require_safe
@never_cache
def dues_sheet_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The month sheet on A4, with a place to sign."""
    _, place = account_at(request, pk)
    if place.form not in COLLECTS:
        raise Missing(NOTHING)
    month = month_of(request)
    found = sheet.sheet(place, month, clock.today())
    context = {"sheet": found, "place": place, "now": clock.now()}
    return render(request, "dues/sheet_print.html", context | around(month))


@never_cache
@form_page
def dues_export(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The month sheet as a workbook: with a reason, on record, marked."""
    who, place = account_at(request, pk)
    if place.form not in COLLECTS:
        raise Missing(NOTHING)
    month, today = month_of(request), clock.today()
    found = sheet.sheet(place, month, today)
    form = Taking(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            return _file(request, found, form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
    back = f"{reverse('dues_sheet', args=[pk])}?month={month:%Y-%m}"
    context: dict[str, Any] = {
        "form": form,
        "heading": "导出党费月表",
        "lead": f"{place.short_name}{found.label}，{len(found.rows)} 人。谁、什么时候、为什么导出，"
        "写进记录，也写在表上。表里有每个人交了多少，用完就删。",
        "button": "导出表格",
        "back": back,
    }
    return render(request, "dues/form.html", context, status=422 if form.is_bound else 200)


def _file(request: HttpRequest, found: sheet.Sheet, reason: str) -> FileResponse:
    who, place = viewer(request), found.branch
    title = f"{place.short_name}{found.label}党费"
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the answer
    held = next(held for held in who.held if held.role is not Role.MEMBER)
    told = taking.take_away(
        place, found.month, reason=reason, count=len(found.rows),
        by=who.actor(Purpose.DUES, place.path),
    )  # fmt: skip
    mark = Mark(f"{who.name}（{held.place}{held.role.label}）", clock.now(), told)
    rows = [
        (
            row.person.name,
            row.payer,
            yuan(row.standard.amount) if row.standard.amount is not None else "",
            yuan(row.paid),
            yuan(row.left),
            row.state[0],
        )
        for row in found.rows
    ]
    heads = ("姓名", "交纳类别", "应交（元）", "已交（元）", "还差（元）", "情况")
    columns = [Column(head, width=24 if head == "交纳类别" else 14) for head in heads]
    write_workbook(file, title=title, columns=columns, rows=rows, mark=mark)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{title}.xlsx", content_type=XLSX)
