"""The list of members as a table to take away: which columns, why, and the file itself (L9)."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from dangjian.kernel import clock, identity
from dangjian.kernel.evidence import Actor
from dangjian.kernel.files.writing import Column, Mark, write_workbook
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.registry import signin
from dangjian.registry.actions import consents
from dangjian.registry.actions import exports as actions
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.forms.rosters import Export
from dangjian.registry.models import Act, Organization, Person, Role
from dangjian.registry.queries import exports as queries
from dangjian.registry.queries.consents import consent_for
from dangjian.registry.queries.people import Wanted
from dangjian.registry.rules.consents import FREE_EXPORT, export_needs_two
from dangjian.registry.views.consents import AGREES
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
    total = queries.count(who.scope(Purpose.READ), asked.wanted, asked.on, asked.today)
    # Where a second person must agree in any case, the proof is asked for before the form is.
    page = signin.both_proofs_needed(_page) if total > FREE_EXPORT else _page
    return page(request, who, asked, total)


def _page(
    request: HttpRequest, who: Viewer, asked: Asked, total: int
) -> HttpResponse | FileResponse:
    form = Export(
        request.POST if request.method == "POST" else None,
        columns=queries.offered(queries.OPEN, asked.past),
        keys=queries.offered(queries.KEY, asked.past) if _may_open(who, asked) else [],
    )
    if form.is_bound and form.is_valid():
        try:
            if export_needs_two(total, form.chosen()):
                return _ask(request, who, asked, form, total)
            return _file(who, asked, form)
        except Refused as refusal:
            if isinstance(refusal, Stale):
                raise
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, str(refusal))
    context = {
        "form": form,
        "range": _range(who, asked),
        "told": _told(asked),
        "total": total,
        "free": FREE_EXPORT,
        "query": request.GET.urlencode(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "registry/member_export.html", context, status=status)


@signin.both_proofs_needed
def _ask(request: HttpRequest, who: Viewer, asked: Asked, form: Export, total: int) -> HttpResponse:
    """Put it before a second person: exactly these columns of exactly this list."""
    if asked.place is None:
        raise Refused("请先在名单里选一个组织，再申请导出。")
    wanted, chosen = asked.wanted, form.chosen()
    act = Act.EXPORT_KEY if set(chosen) & set(queries.KEY) else Act.EXPORT
    payload = {
        "organization": asked.place.pk,
        "text": wanted.text,
        "standing": wanted.standing,
        "sex": wanted.sex,
        "education": wanted.education,
        "mark": wanted.mark,
        "on": asked.on.isoformat() if asked.past else "",
        "columns": chosen,
        "told": _told(asked),
        "count": total,
    }
    consent = consents.ask(
        consents.DEEDS[act],
        payload,
        maker=Person.objects.get(pk=who.person_id),
        reason=form.cleaned_data["reason"],
        proof=signin.age_of_proof(request),
        now=clock.now(),
        by=who.actor(consents.DEEDS[act].asks, asked.place.path),
    )
    messages.success(request, "申请已经提出，等另一位同志同意。同意以后，在这一页取表格。")
    return redirect("consent", consent.pk)


@never_cache
@require_POST
def export_take(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The workbook of a list that a second person agreed to: once, for whoever asked for it."""
    who = viewer(request)
    consent = consent_for(who, pk, AGREES, clock.now())
    if consent.maker_id != who.person_id or consent.act not in (Act.EXPORT, Act.EXPORT_KEY):
        raise Missing("没有这件申请，或者不在您的权限范围内。")
    agreed = f"（{consent.checker.name}同意）" if consent.checker else ""

    def run(payload: Mapping[str, Any]) -> FileResponse:
        place = Organization.objects.get(pk=int(payload["organization"]))
        today = clock.today()
        on = dt.date.fromisoformat(payload["on"]) if payload["on"] else today
        names = ("text", "standing", "sex", "education", "mark")
        wanted = Wanted(within=place, **{name: str(payload[name]) for name in names})
        order = actions.Order(
            wanted, on, payload["told"], payload["columns"], f"{consent.reason}{agreed}"
        )
        by = who.actor(consents.deed_of(consent).asks, place.path)
        return _written(who, order, place, place.short_name, int(payload["count"]), by)

    return consents.carry_out(
        consent,
        run,
        maker=Person.objects.get(pk=who.person_id),
        now=clock.now(),
        by=who.actor(consents.deed_of(consent).asks, consent.organization.path),
    )


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
    order = actions.Order(asked.wanted, asked.on, _told(asked), form.chosen(), values["reason"])
    purpose = Purpose.REVEAL if values.get("keys") else Purpose.READ
    by = who.actor(purpose, place.path)
    return _written(who, order, place, _range(who, asked), 0, by)


def _written(
    who: Viewer, order: actions.Order, place: Organization, place_told: str, agreed: int, by: Actor
) -> FileResponse:
    """The workbook of an order, as the answer to it."""
    title = f"{place.short_name}党员名单"
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the answer

    def write(heads: Sequence[str], count: int, rows: Iterable[Sequence[str]]) -> None:
        _write(file, title, heads, rows, _mark(who, order, place_told, count))

    actions.export_members(
        order,
        write,
        place=place,
        scope=who.scope(Purpose.READ),
        reveals=who.scope(Purpose.REVEAL),
        today=clock.today(),
        by=by,
        agreed_to=agreed,
    )
    file.seek(0)
    name = f"{title}-{order.on:%Y%m%d}.xlsx"
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


def _mark(who: Viewer, order: actions.Order, place_told: str, count: int) -> Mark:
    held = next(held for held in who.held if held.role is not Role.MEMBER)
    told = "，".join(f"{label}：{value}" for label, value in order.told.items())
    about = f"范围：{place_told}　条件：{told or '全体党员'}　共 {count:,} 人"
    by = f"{who.name}（{held.place}{held.role.label}）"
    return Mark(by, clock.now(), f"{order.reason}　{about}")
