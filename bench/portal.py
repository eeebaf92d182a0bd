"""The public site for a visitor: rendered with the page cache off, and from the page cache.

rate: pages a second of one process, as the server calls it, no network. of_floor: as a share of the
plain one-query view of the same run, by CPU (goal: 0.6 where the page is rendered). of_peer: the
rate by the recorded one of the integrated peer, 95 a second (goal: 50 from the page cache). The
demo district.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext, override_settings

from dangjian.config import cluster
from dangjian.config.install import install
from dangjian.library.models import Clearance, Document
from dangjian.openness.models import Notice
from dangjian.portal import kept
from dangjian.portal.caching import Application, KeptFirst
from dangjian.portal.models import Publication
from demo import build

PEER = 95
"""Home pages a second of the integrated peer, as recorded."""
Say = Callable[..., None]
Timed = Callable[[Callable[[], object], int], dict[str, float]]


def measure(rounds: int, say: Say, timed: Timed) -> None:
    """Build the demo in a database of its own and measure; drops it afterwards."""
    settings.ALLOWED_HOSTS.append("testserver")
    home, name = cluster.home(), "bench_portal"
    cluster.drop_database(home, name)
    cluster.create_database(home, name)
    _use(name)
    try:
        install(say=lambda _: None)
        build.build("small", say=lambda _: None)
        with override_settings(ROOT_URLCONF="bench.plain_urls", MIDDLEWARE=[]):
            plain = WSGIHandler()
            floor = timed(lambda: _get(plain, "/"), rounds)
        say("plain one-query view", **floor, rate=_rate(floor))
        shown = Publication.objects.filter(ended_at__isnull=True).latest("published_at")
        notice = Notice.objects.filter(posted_at__isnull=False).latest("posted_at")
        document = Document.objects.filter(clearance=Clearance.PUBLIC).latest("issued_on")
        for what, address in (
            ("home", "/"),
            ("column", f"/columns/{shown.column_id}/"),
            ("article", f"/articles/{shown.article_id}/"),
            ("notice", f"/notices/{notice.pk}/"),
            ("document", f"/library/{document.pk}/"),
        ):
            for how, seconds in (("rendered", -1.0), ("kept", 3600.0)):
                _page(what, how, address, seconds, rounds, say, timed, floor)
    finally:
        for alias in ("default", "owner", "auditor"):
            connections[alias].close()
        cluster.drop_database(home, name)


def _page(
    what: str,
    how: str,
    address: str,
    seconds: float,
    rounds: int,
    say: Say,
    timed: Timed,
    floor: dict[str, float],
) -> None:
    handler, before = KeptFirst(WSGIHandler()), kept.SECONDS
    kept.SECONDS = seconds
    try:
        _get(handler, address)
        with CaptureQueriesContext(connection) as queries:
            _get(handler, address)
        count = len(queries)  # the next request would empty the list
        figures = timed(lambda: _get(handler, address), rounds)
    finally:
        kept.SECONDS = before
    rate, share = _rate(figures), round(floor["cpu_ms"] / figures["cpu_ms"], 2)
    peer = round(rate / PEER, 1)
    say(f"{what}, {how}", queries=count, **figures, rate=rate, of_floor=share, of_peer=peer)


def _rate(figures: dict[str, float]) -> int:
    """By CPU, which others on the machine disturb least."""
    return round(1000 / figures["cpu_ms"])


def _use(name: str) -> None:
    for alias in ("default", "owner", "auditor"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def _get(handler: Application, address: str) -> None:
    told: list[str] = []
    environ = RequestFactory().get(address).environ
    answer = handler(environ, lambda status, headers: told.append(status))
    for _ in answer:
        pass
    if close := getattr(answer, "close", None):
        close()
    if told != ["200 OK"]:
        raise SystemExit(f"{address} answered {told}")
