"""The list of members as a table to take away: which columns, why, and the file itself (L9)."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dangjian.kernel import clock, identity
from dangjian.kernel.evidence import Actor
from dangjian.kernel.jobs import worker_runs
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.registry import jobs, signin
from dangjian.registry.actions import consents
from dangjian.registry.actions import export_orders as orders
from dangjian.registry.actions import exports as actions
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.forms.rosters import Export
from dangjian.registry.member_book import Book
from dangjian.registry.models import Act, Consent, ExportState, Organization, Person
from dangjian.registry.queries import exports as queries
from dangjian.registry.queries.consents import consent_for
from dangjian.registry.queries.exports import export_of
from dangjian.registry.rules.consents import FREE_EXPORT, export_needs_two, is_long
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
    """A list that a second person agreed to, once, for whoever asked for it: the workbook at once,
    a long one by the worker."""
    who = viewer(request)
    consent = consent_for(who, pk, AGREES, clock.now())
    if consent.maker_id != who.person_id or consent.act not in (Act.EXPORT, Act.EXPORT_KEY):
        raise Missing("没有这件申请，或者不在您的权限范围内。")
    by = who.actor(consents.deed_of(consent).asks, consent.organization.path)
    run = _ordered if is_long(int(consent.wanted["count"])) else _taken
    return consents.carry_out(
        consent,
        lambda payload: run(who, consent, payload, by),
        maker=Person.objects.get(pk=who.person_id),
        now=clock.now(),
        by=by,
    )


def _taken(who: Viewer, consent: Consent, payload: Mapping[str, Any], by: Actor) -> FileResponse:
    place = consent.organization
    order = actions.Order.agreed(consent, clock.today())
    return _written(who, order, place, place.short_name, int(payload["count"]), by)


def _ordered(who: Viewer, consent: Consent, payload: Mapping[str, Any], by: Actor) -> HttpResponse:
    made = orders.order(consent, now=clock.now(), by=by)
    jobs.write_export.defer(export_id=made.pk, account_id=who.account_id)
    return redirect("export", made.pk)


@never_cache
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a long table is; when it is written, the button to fetch it."""
    return render(request, "registry/export.html", _standing(viewer(request), pk))


@never_cache
@require_safe
def export_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is: the part of the page that is asked for again and again."""
    return render(request, "registry/_export_progress.html", _standing(viewer(request), pk))


def _standing(who: Viewer, pk: int) -> dict[str, Any]:
    found, now = export_of(who, pk), clock.now()
    return {
        "export": found,
        "consent": found.consent,
        "writing": found.state == ExportState.WRITING,
        "ready": found.lies_there(now),
        "broken": found.state == ExportState.BROKEN,
        "in_time": found.consent.use_until is not None and now <= found.consent.use_until,
        "free": FREE_EXPORT,
        "worker_runs": worker_runs(),
    }


@never_cache
@require_POST
def export_fetch(request: HttpRequest, pk: int) -> FileResponse:
    """The finished workbook, for whoever ordered it, as long as it lies there and he may."""
    who = viewer(request)
    found = export_of(who, pk)
    consent = found.consent
    purpose, place = consents.deed_of(consent).asks, consent.organization
    if not who.may(purpose, place.path):
        raise Refused("您现在没有这个权限，不能取这份表格。", status=403)
    path = orders.fetch(found, now=clock.now(), by=who.actor(purpose, place.path))
    name = Book(who, actions.Order.agreed(consent, clock.today()), place, "", clock.now()).file_name
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=XLSX)


@require_POST
def export_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a table written that was not."""
    who = viewer(request)
    found = export_of(who, pk)
    purpose = consents.deed_of(found.consent).asks
    by = who.actor(purpose, found.consent.organization.path)
    orders.again(found, now=clock.now(), by=by)
    jobs.write_export.defer(export_id=found.pk, account_id=who.account_id)
    return redirect("export", found.pk)


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
    book = Book(who, order, place, place_told, clock.now())
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the answer
    actions.export_members(
        order,
        lambda heads, count, rows: book.write(file, heads, count, rows),
        place=place,
        scope=who.scope(Purpose.READ),
        reveals=who.scope(Purpose.REVEAL),
        today=clock.today(),
        by=by,
        agreed_to=agreed,
    )
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=book.file_name, content_type=XLSX)
