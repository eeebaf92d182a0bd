"""The file of a document, to be kept: never shown inside a page of ours (H6)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from dangjian.kernel.files import scanner
from dangjian.kernel.refusal import Missing, Refused
from dangjian.library import store
from dangjian.library.models import State
from dangjian.library.queries import documents
from dangjian.library.views.documents import visitor_or_viewer

_POLICY = "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"


@login_not_required
@require_safe
def document_file(request: HttpRequest, pk: int) -> FileResponse:
    """The file as it came, under its own name."""
    found = documents.one(pk, visitor_or_viewer(request))
    attachment = getattr(found, "attachment", None)
    if attachment is None:
        raise Missing("没有这个文件，可能已经撤下。")
    if scanner.is_there() and attachment.state == State.WAITING:
        raise Refused("这个文件还在等病毒检查，过一会儿再来下载。", status=409)
    return as_a_file(attachment.digest, attachment.name)


def as_a_file(digest: str, name: str) -> FileResponse:
    """A kept file as an answer that no browser shows inside a page. Missing where it is gone."""
    path = store.path_of(digest)
    if not path.is_file():
        raise Missing("没有这个文件，可能已经撤下。")
    answer = FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=name,
        content_type="application/octet-stream",
    )
    answer["Content-Security-Policy"] = _POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
