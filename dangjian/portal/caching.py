"""Whole pages for visitors, kept in each process: no page outlives a change of the site.

A visitor is a request without a session. What is kept is found by address and display settings; it
counts only for the generation it was rendered in, which every publication, withdrawal, move, end
and change of a column counts up in its own transaction (`recording.changed`). The generation is
read before the page is rendered: a change during the rendering makes the kept page useless, never
stale. What other rooms show on these pages is at most SECONDS old.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from dangjian.kernel import clock

SECONDS = 10.0
MOST = 400
"""Pages kept in one process."""
_LARGEST = 300_000  # bytes of one page
_PATHS = ("/site/", "/columns/", "/articles/", "/sites/", "/site-map/")
_SETTINGS = ("view", "size", "theme")

Key = tuple[str, ...]


@dataclass(frozen=True)
class _Kept:
    generation: int
    until: float
    body: bytes
    headers: tuple[tuple[str, str], ...]


class PageCache:
    """Middleware: stands outside the session, so that a visitor's page costs one small query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
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
            return HttpResponse(found.body, headers=dict(found.headers))
        answer = self.get_response(request)
        if _may_be_kept(answer):
            headers = tuple(answer.headers.items())
            self.kept[key] = _Kept(generation, now + SECONDS, answer.content, headers)
            while len(self.kept) > MOST:
                self.kept.popitem(last=False)
        return answer


def key_of(request: HttpRequest) -> Key | None:
    """What a kept page is found by; None for a request whose page is nobody else's."""
    path, asked = request.path, request.META.get("QUERY_STRING", "")
    if request.method != "GET" or not (path == "/" or path.startswith(_PATHS)):
        return None
    if settings.SESSION_COOKIE_NAME in request.COOKIES or len(asked) > 40:
        return None
    chosen = [request.COOKIES.get(name, "")[:8] for name in _SETTINGS]
    return (request.get_host(), path, asked, clock.today().isoformat(), *chosen)


def _may_be_kept(answer: HttpResponse) -> bool:
    return (
        answer.status_code == 200
        and not answer.streaming
        and not answer.cookies
        and len(answer.content) <= _LARGEST
    )


def _generation() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM portal_generation")
        return int(cursor.fetchone()[0])
