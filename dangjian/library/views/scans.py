"""A file before its keepers: how far it is read, its pages beside their pictures, itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dangjian.kernel import clock
from dangjian.kernel.files import scans
from dangjian.kernel.refusal import Missing
from dangjian.library import forms, store
from dangjian.library.actions import uploads
from dangjian.library.models import Reach, ScanPage, Upload
from dangjian.library.queries import holdings
from dangjian.library.rules.entering import digest_of_words
from dangjian.library.views.files import as_a_file
from dangjian.library.views.keeping import form_page, progress_of
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.views.doors import perform, viewer


@never_cache
@require_safe
def scan_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the reading is: the part of the page that is asked for again and again."""
    upload = holdings.upload_for(viewer(request), pk)
    return render(request, "library/_scan_progress.html", progress_of(upload))


@require_POST
def scan_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the reading; what was read stays."""
    upload, who = _changing(request, pk)
    uploads.stop(upload, by=_actor(who, upload))
    messages.success(request, "停下了，读出来的都留着。")
    return redirect(_page(upload))


@require_POST
def scan_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Read what is not read yet."""
    upload, who = _changing(request, pk)
    uploads.read_again(upload, by=_actor(who, upload))
    messages.success(request, "接着读，读好的页不用重来。")
    return redirect(_page(upload))


@form_page
def scan_page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The words of a page beside its picture: corrected and confirmed, then the next one."""
    upload, who = _changing(request, pk)
    page = _page_of(upload, number)
    numbers = list(upload.scan_pages.order_by("number").values_list("number", flat=True))
    at = numbers.index(number)
    after = numbers[at + 1] if at + 1 < len(numbers) else None
    return perform(
        request,
        forms.Proofing(
            request.POST or None,
            initial={"text": page.text, "seen": digest_of_words(page.text)},
        ),
        lambda values: uploads.proof(
            page, values["text"], seen=values["seen"], now=clock.now(), by=_actor(who, upload)
        ),
        template="library/scan_page.html",
        context={
            "upload": upload,
            "document": upload.document,
            "page": page,
            "before": numbers[at - 1] if at else None,
            "after": after,
            "back": _page(upload),
        },
        done=lambda _: (
            f"第 {number} 页校对好了。",
            reverse("scan_page", args=[pk, after]) if after else _page(upload),
        ),
    )


@require_safe
def scan_picture(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The picture of a page, drawn anew: nothing of the file itself is shown inside a page."""
    upload = holdings.upload_for(viewer(request), pk)
    if not 1 <= number <= upload.pages or upload.state == Reach.BARRED:
        raise Missing("没有这一页。")
    path = store.path_of(upload.digest)
    if not path.is_file():
        raise Missing("文件不在了，请重新上传。")
    answer = HttpResponse(scans.picture(path, upload.sort, number), content_type="image/jpeg")
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_safe
def scan_file(request: HttpRequest, pk: int) -> FileResponse:
    """The file as it was sent, to be kept, for keepers and signers."""
    upload = holdings.upload_for(viewer(request), pk)
    if upload.state == Reach.BARRED:
        raise Missing("这个文件不能放在平台上，没有保存。")
    return as_a_file(upload.digest, upload.name)


def _changing(request: HttpRequest, pk: int) -> tuple[Upload, Viewer]:
    who = viewer(request)
    return holdings.upload_for(who, pk, to_change=True), who


def _actor(who: Viewer, upload: Upload) -> Any:
    return who.actor(Purpose.WRITE, holdings.path_of(upload.document))


def _page_of(upload: Upload, number: int) -> ScanPage:
    page = holdings.pages_of(upload).filter(number=number).first()
    if page is None:
        raise Missing("这一页还没有读。")
    return page


def _page(upload: Upload) -> str:
    return reverse("holding", args=[upload.document_id])
