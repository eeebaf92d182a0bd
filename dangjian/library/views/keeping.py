"""The keepers' desk: documents entered, corrected, sent in, withdrawn, brought back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dangjian.kernel import clock, jobs
from dangjian.kernel.files.scans import can_recognise
from dangjian.kernel.files.uploads import receive
from dangjian.kernel.refusal import Missing
from dangjian.kit.forms import Nothing
from dangjian.library import forms
from dangjian.library.actions import admitting, entering, shelving
from dangjian.library.actions.entering import Sent
from dangjian.library.models import OPEN, Document, Draft, Kind, Licence, Reach, Shelving, Upload
from dangjian.library.queries import holdings
from dangjian.library.queries.holdings import KEEPS, Asked
from dangjian.library.rules import texts
from dangjian.library.rules.entering import NAMES, numbers_in
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Organization
from dangjian.registry.views.doors import perform, viewer

PER_PAGE = 20
form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def holding_list(request: HttpRequest) -> HttpResponse:
    """The documents one keeps, by kind and by how they stand."""
    who = viewer(request)
    if not any(who.may_anywhere(one) for one in KEEPS):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    form = forms.Narrowing(request.GET)
    asked = Asked(**form.cleaned_data) if form.is_valid() else Asked()
    page = Paginator(holdings.kept(who, asked), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [(one, *holdings.stands(one)) for one in page],
        "may_enter": who.may_anywhere(Purpose.WRITE),
        "narrowed": bool(asked.kind or asked.stands),
    }
    return render(request, "library/holding_list.html", context, status=400 if form.errors else 200)


@form_page
def holding_enter(request: HttpRequest) -> HttpResponse:
    """Enter a document for the office where one has the right first."""
    who = viewer(request)
    office = _office(who)
    form = forms.Entering(
        request.POST or None,
        request.FILES or None,
        initial={
            "kind": Kind.RECORD,
            "licence": Licence.OWN,
            "clearance": "public",
            "issued_on": clock.today(),
            "issuer": office.name,
        },
    )

    def act(values: dict[str, Any]) -> Draft:
        with _sent(values) as sent:
            return entering.enter(
                office,
                form.content(),
                sent,
                now=clock.now(),
                by=who.actor(Purpose.WRITE, office.path),
            )

    return perform(
        request,
        form,
        act,
        template="library/holding_form.html",
        context={
            "title": "放进一篇文章",
            "said": f"放进{office.short_name}保管的文章里。存好以后再看一遍，送审，签了才上架。",
            "back": reverse("holding_list"),
            "recognises": can_recognise(),
        },
        done=lambda draft: ("存好了，还没有上架。", _page(draft.document_id)),
    )


@require_safe
def holding(request: HttpRequest, pk: int) -> HttpResponse:
    """A document before its keepers: what was saved, its file, where it stands."""
    who = viewer(request)
    document, path = holdings.holding(who, pk, *KEEPS)
    last = holdings.latest_draft(document)
    admission = document.admissions.select_related("case").order_by("-pk").first()
    reviewed = admission is not None and admission.state in OPEN
    upload = last.upload if last else None
    return render(
        request,
        "library/holding.html",
        {
            "document": document,
            "shown": last or document,
            "upload": upload,
            "scan": _scan(upload),
            "attachment": None if last else getattr(document, "attachment", None),
            "body": texts.shown((last or document).body, {}),
            "drafts": holdings.drafts_of(document)[:30],
            "admission": admission,
            "reviewed": reviewed,
            "newer": last is not None
            and document.shelving != Shelving.ENTERED
            and last.digest != document.digest,
            "may_write": who.may(Purpose.WRITE, path),
            "may_withdraw": who.may(Purpose.COLUMNS, path),
            "waits": upload is not None and upload.state == Reach.WAITING,
            **(progress_of(upload) if upload else {}),
        },
    )


def progress_of(upload: Upload) -> dict[str, Any]:
    """What library/_scan_progress.html shows."""
    return {
        "upload": upload,
        "finished": upload.state != Reach.WAITING,
        "total": upload.pages or 100,
        "worker_runs": jobs.worker_runs(),
    }


def _scan(upload: Any) -> dict[str, Any] | None:
    """Pages of a scan for the page: those read, those compared by a person."""
    if upload is None or not upload.pages:
        return None
    pages = list(holdings.pages_of(upload))
    raw = [one for one in pages if one.by_machine and one.confirmed_at is None and one.text]
    return {
        "pages": pages,
        "raw": len(raw),
        "first": next(iter(raw or pages), None),
        "recognises": can_recognise(),
    }


@form_page
def holding_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a document or replace its file: another draft, the earlier ones stay."""
    who = viewer(request)
    document, path = holdings.holding(who, pk, Purpose.WRITE)
    last = holdings.latest_draft(document)
    shown = last or document
    start = {name: getattr(shown, name) for name in NAMES}
    start |= {"licence": shown.licence or Licence.OWN, "seen": last.pk if last else 0}
    form = forms.Entering(
        request.POST or None,
        request.FILES or None,
        initial=start,
        has_file=last is not None and last.upload is not None,
    )

    def act(values: dict[str, Any]) -> Draft:
        with _sent(values) as sent:
            return entering.correct(
                document,
                form.content(),
                sent,
                keep_file=not values.get("drop_file"),
                seen=values["seen"] or 0,
                now=clock.now(),
                by=who.actor(Purpose.WRITE, path),
            )

    return perform(
        request,
        form,
        act,
        template="library/holding_form.html",
        context={
            "title": "改一改",
            "said": "改好存成新的一稿，以前的各稿都留着。读者看到的，审完才换。",
            "back": _page(pk),
            "upload": last.upload if last else None,
            "recognises": can_recognise(),
        },
        done=lambda _: ("存好了。要让读者看到，请送审。", _page(pk)),
    )


@require_safe
def holding_draft(request: HttpRequest, pk: int, draft: int) -> HttpResponse:
    """An earlier draft, as it was saved."""
    who = viewer(request)
    document, _ = holdings.holding(who, pk, *KEEPS)
    shown = holdings.drafts_of(document).filter(pk=draft).first()
    if shown is None:
        raise Missing("没有这一稿。")
    context = {"document": document, "shown": shown, "body": texts.shown(shown.body, {})}
    return render(request, "library/holding_draft.html", context)


@form_page
def holding_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Look the draft over and send it in; numbers may be hidden with one button."""
    who = viewer(request)
    document, path = holdings.holding(who, pk, Purpose.WRITE)
    last = holdings.latest_draft(document)
    if last is None:
        return redirect(reverse("holding_edit", args=[pk]))
    numbers = numbers_in(holdings.said_in(last))
    by = who.actor(Purpose.WRITE, path)
    hides = "hide" in request.POST

    def act(values: dict[str, Any]) -> Any:
        if hides:
            return entering.hide_numbers(document, seen=values["seen"], now=clock.now(), by=by)
        return admitting.send_in(
            document,
            seen=values["seen"],
            reason=values.get("reason", ""),
            now=clock.now(),
            by=by,
        )

    def done(made: Any) -> tuple[str, str]:
        if hides:
            return "号码隐去了，请再看一遍。", reverse("holding_send", args=[pk])
        return "已经送审。", reverse("admission", args=[made.pk])

    return perform(
        request,
        forms.Sending(request.POST or None, initial={"seen": last.pk}, numbers=numbers),
        act,
        template="library/holding_send.html",
        context={
            "document": document,
            "shown": last,
            "body": texts.shown(last.body, {}),
            "words": holdings.text_of(last.upload),
            "unproofed": last.upload is not None and holdings.is_unproofed(last.upload),
            "numbers": numbers,
            "back": _page(pk),
        },
        done=done,
    )


@form_page
def holding_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it off the shelf, with a reason that readers see."""
    return _on_shelf(
        request,
        pk,
        forms.Withdrawing(request.POST or None),
        lambda document, values, by: shelving.withdraw(
            document, reason=values["reason"], now=clock.now(), by=by
        ),
        "library/holding_withdraw.html",
        "已经撤下，搜索里也没有了。",
    )


@form_page
def holding_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it back on the shelf as it stood."""
    return _on_shelf(
        request,
        pk,
        Nothing(request.POST or None),
        lambda document, _, by: shelving.bring_back(document, by=by),
        "library/holding_return.html",
        "已经放回架上。",
    )


def _on_shelf(
    request: HttpRequest,
    pk: int,
    form: Any,
    act: Callable[[Document, dict[str, Any], Any], Any],
    template: str,
    said: str,
) -> HttpResponse:
    who = viewer(request)
    document, path = holdings.holding(who, pk, Purpose.COLUMNS)
    return perform(
        request,
        form,
        lambda values: act(document, values, who.actor(Purpose.COLUMNS, path)),
        template=template,
        context={"document": document, "back": _page(pk)},
        done=lambda _: (said, _page(pk)),
    )


@contextmanager
def _sent(values: dict[str, Any]) -> Any:
    """The file that was sent with a form, if one was; gone afterwards from where it came in."""
    if not values.get("file"):
        yield None
        return
    with receive(values["file"]) as received:
        yield Sent(received.path, received.name)


def _office(who: Viewer) -> Organization:
    for held in who.held:
        if who.may(Purpose.WRITE, held.path):
            return Organization.objects.get(pk=held.organization_id)
    raise Missing("没有这一页，或者不在您的权限范围内。")


def _page(pk: int) -> str:
    return reverse("holding", args=[pk])
