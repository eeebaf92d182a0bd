"""Whole pages for visitors, kept in each process: no page outlives a change of the site.

A visitor is a request without a session. What is kept is found by address and display settings; it
counts only for the generation it was rendered in, which every publication, withdrawal, move, end
and change of a column counts up in its own transaction (`recording.changed`), as the library does
for its texts. The generation is read before the page is rendered: a change during the rendering
makes the kept page useless, never stale. What other rooms show on these pages is at most SECONDS
old.

PageCache stands before everything else, so that a kept page costs one small query and no other
middleware; what is kept has all its headers. VisitorsDoor renders the others without session,
account and form keys, which a visitor's page has none of.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import InterfaceError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from dangjian.kernel import clock
from dangjian.kernel.refusal import Refused
from dangjian.kit.preferences import CHOICES, cookie, preferences_of

SECONDS = 10.0
MOST = 400
"""Pages kept in one process."""
_LARGEST = 300_000  # bytes of one page
# Pages to read, and nothing below them: forms stand there too.
_PATHS = re.compile(
    r"/|/site-map/|/site/[a-z]+/|/(?:columns|articles|sites)/[0-9]+/"
    r"|/(?:notices|library)/(?:[0-9]+/)?"
)
_SETTINGS = tuple(cookie(name) for name in CHOICES)

Key = tuple[str, ...]
Answers = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True)
class _Kept:
    generation: int
    until: float
    body: bytes
    headers: dict[str, str]


class PageCache:
    """Middleware: what was rendered for one visitor serves the next."""

    def __init__(self, get_response: Answers) -> None:
        self.get_response = get_response
        self.kept: OrderedDict[Key, _Kept] = OrderedDict()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = key_of(request)
        if key is None:
            return self.get_response(request)
        generation, now = _generation(), time.monotonic()
        found = self.kept.get(key)
        if found is not None and found.generation == generation and now < found.until:
            self.kept.move_to_end(key)
            return _again(request, found)
        request.visitor = clock.today()  # type: ignore[attr-defined]
        answer = self.get_response(request)
        if not _may_be_kept(answer):
            return answer
        answer["ETag"] = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
        if SECONDS > 0:
            headers = dict(answer.headers)
            self.kept[key] = _Kept(generation, now + SECONDS, answer.content, headers)
            while len(self.kept) > MOST:
                self.kept.popitem(last=False)
        return answer


def _again(request: HttpRequest, found: _Kept) -> HttpResponse:
    """The kept page; only that it is the same for a browser that has it."""
    etag = found.headers["ETag"]
    asked = request.META.get("HTTP_IF_NONE_MATCH")
    if asked and etag in parse_etags(asked):
        answer: HttpResponse = HttpResponseNotModified()
        for name in ("ETag", "Vary"):
            answer[name] = found.headers[name]
        return answer
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


def key_of(request: HttpRequest) -> Key | None:
    """What a kept page is found by; None for a request whose page is nobody else's."""
    path, asked = request.path, request.META.get("QUERY_STRING", "")
    if request.method != "GET" or _PATHS.fullmatch(path) is None:
        return None
    if settings.SESSION_COOKIE_NAME in request.COOKIES or len(asked) > 40:
        return None
    chosen = [request.COOKIES.get(name, "")[:8] for name in _SETTINGS]
    today = clock.today().isoformat()
    return (request.scheme or "", request.get_host(), path, asked, today, *chosen)


def _may_be_kept(answer: HttpResponse) -> bool:
    return (
        answer.status_code == 200
        and not answer.streaming
        and not answer.cookies
        and answer.headers.get("Content-Type", "").startswith("text/html")
        and "no-store" not in answer.headers.get("Cache-Control", "")
        and len(answer.content) <= _LARGEST
    )


# One statement for all rooms: the sum changes with each of them, and never goes down.
_COUNTS = " + ".join(f"(SELECT number FROM {table})" for table in settings.VISITOR_COUNTS)  # noqa: S608
_GENERATION = f"SELECT {_COUNTS}"


def _generation() -> int:
    """One statement, which also tells whether the connection still stands: to ask that beforehand
    would be as dear again."""
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        return _counted()
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block:
            raise
        connection.close()
        return _counted()


def _counted() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_GENERATION)
        return int(cursor.fetchone()[0])
