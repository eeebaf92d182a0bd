"""A real browser on a real server with a district of its own."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler
from wsgiref.types import StartResponse

import pytest
from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import Client

from dangjian.config import cluster
from tests.conftest import template_database, use_database
from tests.district import TODAY, District, build
from tests.environment import HOME
from tests.registry.consented import prove


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@dataclass
class Site:
    """Where the server listens, and the district behind it."""

    address: str
    district: District

    def session(self, role: str) -> dict[str, str]:
        """A browser cookie of the holder of a role, password and second factor just passed."""
        client = Client()
        client.force_login(self.district.accounts[role])
        prove(client, self.district.accounts[role])
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        return {"name": cookie.key, "value": cookie.value, "url": self.address}


class _Workers:
    """The application in two threads that stay, as the real server's: connections are reused."""

    def __init__(self) -> None:
        self._application = get_wsgi_application()
        self._pool = ThreadPoolExecutor(2, "site")

    def __call__(self, environ: dict[str, Any], start: StartResponse) -> list[bytes]:
        return self._pool.submit(self._answer, environ, start).result()

    def _answer(self, environ: dict[str, Any], start: StartResponse) -> list[bytes]:
        answer = self._application(environ, start)
        try:
            return list(answer)
        finally:
            answer.close()

    def stop(self) -> None:
        self._pool.shutdown()


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Pages are looked at, not their log."""


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: object) -> Iterator[Site]:
    """A server in this process on a database of its own, with the tiny district committed."""
    before = settings.DATABASES["default"]["NAME"]
    name = f"{before}_site"
    os.environ["DANGJIAN_CLOCK"] = TODAY.isoformat()
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        cluster.drop_database(HOME, name)
        cluster.copy_database(HOME, template_database(), name)
        use_database(name)
        district = build()
        server = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
        workers = _Workers()
        server.set_app(workers)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
        yield Site(f"http://127.0.0.1:{server.server_port}", district)
        server.shutdown()
        workers.stop()
        connections.close_all()
        use_database(before)
        cluster.drop_database(HOME, name)
    os.environ.pop("DANGJIAN_CLOCK")


@pytest.fixture
def page_for(site: Site, browser: object) -> Iterator[Callable[..., object]]:
    """page_for("clerk", width=390, view="elder", theme="dark", script=False): an open page.

    contrast: in the colours of somebody who sees badly; media: "print" for paper.
    """
    contexts = []

    def open_page(
        role: str | None = None,
        *,
        width: int = 1440,
        view: str = "std",
        size: str = "m",
        theme: str = "light",
        script: bool = True,
        contrast: bool = False,
        media: str = "screen",
    ) -> object:
        context = browser.new_context(  # type: ignore[attr-defined]
            viewport={"width": width, "height": 900},
            locale="zh-CN",
            java_script_enabled=script,
            forced_colors="active" if contrast else "none",
            base_url=site.address,
        )
        contexts.append(context)
        cookies = [
            {"name": key, "value": value, "url": site.address}
            for key, value in (("view", view), ("size", size), ("theme", theme))
        ]
        if role:
            cookies.append(site.session(role))
        context.add_cookies(cookies)
        page = context.new_page()
        page.emulate_media(media=media)
        page.set_default_timeout(15_000)
        return page

    yield open_page
    for context in contexts:
        context.close()
