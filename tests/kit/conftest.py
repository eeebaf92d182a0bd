"""Pages are shown from the source: what `collectstatic` would hash is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.kit.pages import STATIC

ORIGIN = "http://kit.test"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'"


@pytest.fixture(autouse=True)
def static_files_as_they_are(settings: object) -> None:
    settings.STORAGES = {  # type: ignore[attr-defined]
        **settings.STORAGES,  # type: ignore[attr-defined]
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def show(browser: Any) -> Iterator[Callable[..., Any]]:
    """show(html, width) opens the page as if the platform had sent it, policy included."""
    contexts = []

    def open_page(html: str, width: int, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.route("**/*", lambda route: _answer(route, html))
        page.problems = []
        page.on("console", lambda said: page.problems.append(said.text))
        page.on("pageerror", lambda failure: page.problems.append(str(failure)))
        page.goto(f"{ORIGIN}/")
        return page

    yield open_page
    for context in contexts:
        context.close()


def _answer(route: Any, html: str) -> None:
    path = route.request.url.removeprefix(ORIGIN)
    if path.startswith("/static/"):
        file = STATIC / path.removeprefix("/static/")
        route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])
    elif route.request.method == "POST":
        route.fulfill(status=204)
    else:
        headers = {"content-security-policy": POLICY}
        route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)
