"""Pages for what went wrong: each says what happened and what to do, and keeps what was typed."""

from __future__ import annotations

import logging
import sys
import uuid

from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from dangjian.kernel import idempotency
from dangjian.kernel.refusal import Refused, Stale

logger = logging.getLogger("dangjian")

# What is never sent back to the browser, even to the person who typed it.
_NEVER_REPEATED = {"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword"}


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The page of a refusal that no form caught; the sentence alone for a program that asks for no
    page."""
    if not request.accepts("text/html"):
        return HttpResponse(
            str(refusal), content_type="text/plain; charset=utf-8", status=refusal.status
        )
    if isinstance(refusal, Stale) and request.method == "POST" and _from_us(request):
        return _again(request, refusal.sentence, refusal.status)
    return render(request, "kit/refused.html", {"refusal": refusal}, status=refusal.status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose security mark is out of date (signed in again elsewhere, cookies cleared).

    What was typed is offered again, but only on a form that carries our own signed key for this
    account: a foreign site cannot make one.
    """
    if _from_us(request):
        return _again(request, "登录状态变过，刚才没有保存。您填的内容还在，请再提交一次。", 403)
    request.forged = True  # type: ignore[attr-defined]
    return render(request, "403_csrf.html", status=403)


def signed_out(request: HttpRequest) -> HttpResponse:
    """A form sent after the session had ended: sign in beside it, then send it again.

    Only a form with a key of ours is offered again; the key opens for its own account alone.
    """
    return _again(
        request,
        "您已退出登录，刚才没有保存。请先在另一个窗口登录，再回到这一页点“再试一次”。",
        401,
        sign_in=True,
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return render(request, "413.html", status=413)
    if isinstance(exception, SessionInterrupted):
        # Said after the view has done its work, so nobody may be told that nothing was saved.
        failure = _database_failure(exception)
        return _outage(request, failure) if failure else redirect("account_login")
    return render(request, "400.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 where the database cannot be reached or has no room: nothing was half done."""
    failure = _database_failure(sys.exc_info()[1])
    if failure:
        return _outage(request, failure)
    return HttpResponse(render_to_string("500.html"), status=500)


def _database_failure(failure: BaseException | None) -> BaseException | None:
    """The failure among those this one was made of that says the database cannot be reached or has
    no room."""
    while failure is not None and not isinstance(failure, OperationalError | InterfaceError):
        failure = failure.__cause__ or failure.__context__
    return failure


def _outage(request: HttpRequest, failure: BaseException) -> HttpResponse:
    # One line: there will be many of them, and the disk may be what is full.
    reason = str(failure).partition("\n")[0]
    logger.error("database unavailable at %s: %s", request.path, reason)
    if request.method == "POST" and request.POST.get(idempotency.FIELD):
        content = render_to_string(
            "kit/retry_outage.html",
            {
                "path": request.get_full_path(),
                "posted": _posted(request),
                "csrf": request.POST.get("csrfmiddlewaretoken", ""),
            },
        )
    else:
        content = render_to_string("503.html")
    response = HttpResponse(content, status=503)
    response["Retry-After"] = "10"
    return response


def _again(
    request: HttpRequest, sentence: str, status: int, *, sign_in: bool = False
) -> HttpResponse:
    """What was typed, offered again under the same key – or a new one, if that has expired."""
    posted = _posted(request)
    if status == Stale.status and _key(request) is None:
        account = request.user.pk if request.user.is_authenticated else None
        posted = [pair for pair in posted if pair[0] != idempotency.FIELD]
        posted.append((idempotency.FIELD, idempotency.issue(account)))
    context = {
        "sentence": sentence,
        "path": request.get_full_path(),
        "posted": posted,
        "sign_in": sign_in,
    }
    return render(request, "kit/retry.html", context, status=status)


def _posted(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _NEVER_REPEATED
        for value in values
    ]


def _key(request: HttpRequest) -> uuid.UUID | None:
    """The form's key, None where it has expired. Refused for one that is not this account's."""
    account = request.user.pk if request.user.is_authenticated else None
    try:
        return idempotency.read(request.POST.get(idempotency.FIELD, ""), account)
    except Stale:
        return None


def _from_us(request: HttpRequest) -> bool:
    """Whether the post carries a key we signed for this very account (of any age)."""
    try:
        _key(request)
    except Refused:
        return False
    return True
