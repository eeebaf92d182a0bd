"""The kept pages before the framework: as fast as they are, never old and never somebody else's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import RequestFactory
from django.urls import reverse

from dangjian.kernel import clock
from dangjian.kit.preferences import cookie
from dangjian.portal import kept
from dangjian.portal.actions import publishing
from dangjian.portal.caching import KeptFirst
from dangjian.registry.authority import Purpose
from tests.district import District
from tests.portal.articles import column, published, viewer


class Answer(NamedTuple):
    status: str
    headers: dict[str, str]
    text: str
    drawn: bool


class Door:
    """The server's application as the web server calls it; `drawn` tells what was not kept."""

    def __init__(self) -> None:
        self._framework = WSGIHandler()
        self._drawn = False
        self._application = KeptFirst(self._draw)

    def _draw(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        self._drawn = True
        answer: Iterable[bytes] = self._framework(environ, start)
        return answer

    def __call__(self, address: str, method: str = "get", **sent: str) -> Answer:
        environ = getattr(RequestFactory(), method)(address, **sent).environ
        told: list[Any] = []
        self._drawn = False
        body = b"".join(self._application(environ, lambda *said: told.extend(said)))
        return Answer(told[0], dict(told[1]), body.decode(), self._drawn)


@pytest.fixture
def door(db: None) -> Iterator[Door]:
    """A door to pages within the test's own transaction, whose connection stays, as it does for
    the framework's own test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Door()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_a_page_is_drawn_once_and_anew_after_the_change(door: Door, district: District) -> None:
    """The next visitor does not trouble the framework; the first after a withdrawal reads what is
    so now. (I1)"""
    shown = published(district, column(district, reviews=2))
    address = reverse("column", args=[shown.column_id])
    first, second = door(address), door(address)
    assert (first.drawn, second.drawn) == (True, False)
    assert second == first._replace(drawn=False), "every header, every word"
    assert shown.title in second.text
    by = viewer(district, "clerk").actor(Purpose.COLUMNS, district.street.path)
    publishing.withdraw(shown, reason="内容有误", now=clock.now(), by=by)
    after = door(address)
    assert after.drawn
    assert shown.title not in after.text
    assert not door(address).drawn


def test_the_check_can_fail(
    door: Door, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The broken twin: a door that does not ask how often the site has changed shows old pages."""
    monkeypatch.setattr(kept, "generation", lambda: 0)
    shown = published(district, column(district, reviews=2))
    address = reverse("column", args=[shown.column_id])
    door(address)
    by = viewer(district, "clerk").actor(Purpose.COLUMNS, district.street.path)
    publishing.withdraw(shown, reason="内容有误", now=clock.now(), by=by)
    assert shown.title in door(address).text


def test_a_page_is_kept_for_visitors_who_see_it_alike(door: Door) -> None:
    """Somebody with a session, a form sent, other letters, another address or host: not that page.
    A host that is not ours is refused, however often it asks. (T1, T12)"""
    session, elder = f"{settings.SESSION_COOKIE_NAME}=abc", f"{cookie('view')}=elder"
    assert door("/").drawn
    assert not door("/").drawn
    for how in (
        {"HTTP_COOKIE": session},
        {"HTTP_COOKIE": elder},
        {"HTTP_HOST": "127.0.0.1"},
        {"QUERY_STRING": "page=2"},
        {"wsgi.url_scheme": "https"},
    ):
        assert door("/", **how).drawn, how
    assert 'data-view="elder"' in door("/", HTTP_COOKIE=elder).text
    assert not door("/", HTTP_COOKIE=elder).drawn
    assert door("/", HTTP_COOKIE=session).drawn
    assert door("/", "post").drawn
    assert door("/", "head").drawn
    for _ in range(2):
        answer = door("/", HTTP_HOST="elsewhere.example")
        assert (answer.status[:3], answer.drawn) == ("400", True)


def test_a_browser_that_has_the_page_gets_no_second_one(door: Door) -> None:
    first = door("/")
    same = door("/", HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert (same.status, same.text, same.drawn) == ("304 Not Modified", "", False)
    assert same.headers == {"ETag": first.headers["ETag"], "Vary": "Cookie"}
    assert door("/", HTTP_IF_NONE_MATCH='"another"').status == "200 OK"


def test_of_too_many_pages_the_first_drawn_goes() -> None:
    store = kept.Store()
    for number in range(kept.MOST + 1):
        store.put((str(number),), kept.Page(1, float("inf"), b"", {}))
    assert store.find(("0",), 1) is None
    assert store.find((str(kept.MOST),), 1) is not None
    assert store.find((str(kept.MOST),), 2) is None
    store.put(("old",), kept.Page(1, 0.0, b"", {}))
    assert store.find(("old",), 1) is None


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_broke_is_made_anew() -> None:
    """The database was started again meanwhile: the next visitor gets his page."""
    door = Door()
    assert door("/").status == "200 OK"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        lost = cursor.fetchone()[0]
    connection.connection.pgconn.finish()
    assert door("/").status == "200 OK"
    assert not door("/").drawn
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone()[0] != lost
