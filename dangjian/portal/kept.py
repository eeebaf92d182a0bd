"""The kept pages of one process: what they are found by, and until when they count.

A page counts for the generation it was drawn in, which every publication, withdrawal, move, end
and change of a column counts up in its own transaction (`recording.changed`), as the library does
for its texts; and for SECONDS, since it shows of other rooms what no generation counts.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import parse_cookie
from django.utils.http import parse_etags
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus

from dangjian.kernel import clock
from dangjian.kit.preferences import CHOICES, cookie

SECONDS = 10.0
MOST = 400
"""Pages kept in one process."""
# Pages to read, and nothing below them: forms stand there too.
_PATHS = re.compile(
    r"/|/site-map/|/site/[a-z]+/|/(?:columns|articles|sites)/[0-9]+/"
    r"|/(?:notices|library)/(?:[0-9]+/)?"
)
_SETTINGS = tuple(cookie(name) for name in CHOICES)
_NO_COOKIES: Mapping[str, str] = {}

Environ = Mapping[str, Any]
Key = tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """A page as it is sent, with all its headers."""

    generation: int
    until: float
    body: bytes
    headers: dict[str, str]

    def is_had_by(self, environ: Environ) -> bool:
        """Whether the browser that asks has this very page."""
        asked: str = environ.get("HTTP_IF_NONE_MATCH", "")
        return bool(asked) and self.headers["ETag"] in parse_etags(asked)

    @property
    def briefly(self) -> dict[str, str]:
        """The headers of an answer that says no more than that the page is the same."""
        return {name: self.headers[name] for name in ("ETag", "Vary")}


class Store:
    """Pages by key; of too many the one goes that was drawn first."""

    def __init__(self) -> None:
        self._pages: dict[Key, Page] = {}
        self._lock = threading.Lock()

    def find(self, key: Key, generation: int) -> Page | None:
        """The page, if it still counts in this generation."""
        found = self._pages.get(key)
        if found is None or found.generation != generation or time.monotonic() >= found.until:
            return None
        return found

    def put(self, key: Key, page: Page) -> None:
        with self._lock:
            self._pages.pop(key, None)
            self._pages[key] = page
            while len(self._pages) > MOST:
                del self._pages[next(iter(self._pages))]


def key_of(environ: Environ) -> Key | None:
    """What a kept page is found by; None for a request whose page is nobody else's."""
    path, asked = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    if environ["REQUEST_METHOD"] != "GET" or environ.get("SCRIPT_NAME") or len(asked) > 40:
        return None
    if _PATHS.fullmatch(path) is None:
        return None
    sent = environ.get("HTTP_COOKIE")
    cookies = parse_cookie(sent) if sent else _NO_COOKIES
    if settings.SESSION_COOKIE_NAME in cookies:
        return None
    scheme = f"{environ['wsgi.url_scheme']} {environ.get('HTTP_X_FORWARDED_PROTO', '')}"
    chosen = [cookies.get(name, "")[:8] for name in _SETTINGS]
    return (scheme, _host(environ), path, asked, clock.today().isoformat(), *chosen)


def _host(environ: Environ) -> str:
    return environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"


# One statement for all rooms: the sum changes with each of them, and never goes down.
_COUNTS = " + ".join(f"(SELECT number FROM {table})" for table in settings.VISITOR_COUNTS)  # noqa: S608
_GENERATION = f"SELECT {_COUNTS}".encode()


def generation() -> int:
    """How often what visitors read has changed: one statement, which also tells whether the
    connection still stands. To ask that beforehand would be as dear again."""
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        return _counted()
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block:
            raise
        connection.close()
        return _counted()


def _counted() -> int:
    """Asked of the driver itself: a cursor, with all that it can be asked, costs several times as
    much as this one number."""
    connection.ensure_connection()
    with connection.wrap_database_errors:
        answer = connection.connection.pgconn.exec_(_GENERATION)
        if answer.status != ExecStatus.TUPLES_OK:
            raise error_from_result(answer)
    return int(answer.get_value(0, 0))
