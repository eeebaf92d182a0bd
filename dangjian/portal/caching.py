"""Whole pages for visitors, kept in each process: no page outlives a change of the site.

A visitor is a request without a session. KeptFirst stands before the framework, so that a kept
page costs one small query and nothing else; what is kept has all its headers (kept.py). PageCache
is where pages come to be kept: first of the middlewares, it reads the generation before the page
is drawn, so that a change during the drawing makes the kept page useless, never stale. VisitorsDoor
draws them without session, account and form keys, which a visitor's page has none of.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers

from dangjian.kernel import clock
from dangjian.kernel.refusal import Refused
from dangjian.kit.preferences import preferences_of
from dangjian.portal import kept

_LARGEST = 300_000  # bytes of one page
_STORE = "dangjian.kept_pages"
"""Where a request finds the store of the door it came through."""

Answers = Callable[[HttpRequest], HttpResponse]
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class KeptFirst:
    """The WSGI application (PEP 3333) behind its kept pages."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.store = kept.Store()

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        found = self._found(environ)
        if found is None:
            environ[_STORE] = self.store
            return self.application(environ, start_response)
        if found.is_had_by(environ):
            start_response("304 Not Modified", [*found.briefly.items()])
            return []
        start_response("200 OK", [*found.headers.items()])
        return [found.body]

    def _found(self, environ: dict[str, Any]) -> kept.Page | None:
        key = kept.key_of(environ)
        if key is None:
            return None
        try:
            return self.store.find(key, kept.generation())
        except (OperationalError, InterfaceError):
            return None  # the application meets the same, and has the page that says so


class PageCache:
    """Middleware: what was drawn for one visitor serves the next."""

    def __init__(self, get_response: Answers) -> None:
        self.get_response = get_response
        self.store = kept.Store()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = kept.key_of(request.META)
        if key is None:
            return self.get_response(request)
        request.get_host()  # none of ours is refused
        store: kept.Store = request.META.get(_STORE, self.store)
        generation, now = kept.generation(), time.monotonic()
        if (found := store.find(key, generation)) is not None:
            return _again(request, found)
        request.visitor = clock.today()  # type: ignore[attr-defined]
        answer = self.get_response(request)
        if not _may_be_kept(answer):
            return answer
        answer["ETag"] = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
        if kept.SECONDS > 0:
            headers = dict(answer.headers)
            store.put(key, kept.Page(generation, now + kept.SECONDS, answer.content, headers))
        return answer


def _again(request: HttpRequest, found: kept.Page) -> HttpResponse:
    """The kept page; only that it is the same for a browser that has it."""
    if found.is_had_by(request.META):
        return HttpResponseNotModified(headers=found.briefly)
    return HttpResponse(found.body, headers=found.headers)


class VisitorsDoor:
    """Middleware: leads a visitor to a page that is open to everybody, past what keeps accounts.

    What the page refuses, and what is not found, goes the long way round to its error page.
    """

    def __init__(self, get_response: Answers) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request, "visitor", None):
            answer = _straight(request)
            if answer is not None:
                return answer
        return self.get_response(request)


def _straight(request: HttpRequest) -> HttpResponse | None:
    try:
        match = resolve(request.path_info)
        if getattr(match.func, "login_required", True):
            return None
        request.resolver_match = match
        request.user = AnonymousUser()
        request.viewer = None  # type: ignore[attr-defined]
        request.prefs = preferences_of(request)  # type: ignore[attr-defined]
        answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
    except (Resolver404, Http404, Refused):
        return None
    if answer.status_code != 200 or answer.streaming:
        return None
    patch_vary_headers(answer, ["Cookie"])
    answer["X-Frame-Options"] = settings.X_FRAME_OPTIONS
    answer["Content-Length"] = str(len(answer.content))
    return answer


def _may_be_kept(answer: HttpResponse) -> bool:
    return (
        answer.status_code == 200
        and not answer.streaming
        and not answer.cookies
        and answer.headers.get("Content-Type", "").startswith("text/html")
        and "no-store" not in answer.headers.get("Cache-Control", "")
        and len(answer.content) <= _LARGEST
    )
