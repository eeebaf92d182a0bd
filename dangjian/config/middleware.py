"""The doors every request passes: refusals become pages, posts happen once or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers

from dangjian.config import errors
from dangjian.kernel import idempotency
from dangjian.kernel.refusal import Refused

_SAFE = {"GET", "HEAD", "OPTIONS"}
_KNOWN = (*sorted(_SAFE), "POST")


class KnownMethodsMiddleware:
    """No address knows another method than these four (405): a view that only tells posts from the
    rest must not take a TRACE or PUT for a GET."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in _KNOWN:
            return HttpResponseNotAllowed(_KNOWN)
        return self.get_response(request)


class NotKeptMiddleware:
    """What a session is shown stays in no cache: the next at the same computer finds nothing.

    A view that said itself how its answer may be kept is left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        in_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if in_session and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


class RefusalMiddleware:
    """A refusal no form caught becomes a page that says what happened and what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.refused(request, exception) if isinstance(exception, Refused) else None


class SignedOutMiddleware:
    """A form sent after the session ended is not lost in the redirect to the sign-in page.

    Stands before Django's LoginRequiredMiddleware, which would throw the post away.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        private = getattr(view, "login_required", True)
        if request.method != "POST" or request.user.is_authenticated or not private:
            return None
        ours = idempotency.is_ours(request.POST.get(idempotency.FIELD, ""))
        return errors.signed_out(request) if ours else None


class FormKeyMiddleware:
    """Runs every post in one transaction together with its form key.

    An answer below 400 is committed with its outcome; anything else leaves no trace, so that a
    form shown again after a mistake has stored nothing and may be sent again with the same key.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        if request.method in _SAFE or (match and match.view_name in settings.REPEATABLE_POSTS):
            return None
        try:
            with transaction.atomic():
                response = self._once(request, view, args, kwargs)
                if response.status_code >= 400:
                    transaction.set_rollback(True)
        except Refused as refusal:
            return errors.refused(request, refusal)
        return response

    def _once(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse:
        account = request.user.pk if request.user.is_authenticated else None
        key = idempotency.read(request.POST.get(idempotency.FIELD, ""), account)
        outcome = idempotency.claim(key, account, request.path)
        if outcome is not None:
            return HttpResponseRedirect(outcome or request.path)
        response = view(request, *args, **kwargs)
        if response.status_code < 400:
            idempotency.settle(key, response.headers.get("Location", request.get_full_path()))
        return response
