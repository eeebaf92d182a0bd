"""Filling in a form as a browser does: what the page offers, with some of it typed over."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client


class _Forms(HTMLParser):
    """The fields of the POST form of a page with the values they stand at."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.offered: dict[str, list[str]] = {}
        self._inside = False
        self._select = self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = own.get("method") == "post" and "action" not in own
        if not self._inside:
            return
        name = own.get("name", "")
        if tag == "select":
            self._select = name
        elif tag == "option":
            self.offered.setdefault(self._select, []).append(own.get("value", ""))
            if "selected" in own:
                self.values.setdefault(self._select, []).append(own.get("value", ""))
        elif tag == "textarea":
            self._textarea = name
            self.values.setdefault(name, [""])
        elif tag == "input" and name:
            self._input(name, own)

    def _input(self, name: str, own: dict[str, str]) -> None:
        chosen = own.get("type") not in ("radio", "checkbox")
        if not chosen:
            self.offered.setdefault(name, []).append(own.get("value", ""))
        if chosen or "checked" in own:
            self.values.setdefault(name, []).append(own.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.values[self._textarea][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        self._select = "" if tag == "select" else self._select
        self._textarea = "" if tag == "textarea" else self._textarea


def shown(page: HttpResponse) -> dict[str, list[str]]:
    """The values the form on a page stands at."""
    forms = _Forms()
    forms.feed(page.content.decode())
    return forms.values


def offered(page: HttpResponse, name: str) -> list[str]:
    """What a field of the form offers to choose from."""
    forms = _Forms()
    forms.feed(page.content.decode())
    return forms.offered.get(name, [])


def opened(client: Client, path: str) -> dict[str, list[str]]:
    """Open a page and read the form on it."""
    page = client.get(path)
    assert page.status_code == 200, page.status_code
    return shown(page)


def send(client: Client, path: str, /, **typed: Any) -> HttpResponse:
    """Open the page, type over what is given, and send the form."""
    return client.post(path, opened(client, path) | typed)


def text(page: HttpResponse) -> str:
    """The page without its tags, for looking for sentences."""
    words: list[str] = []
    parser = HTMLParser()
    parser.handle_data = words.append  # type: ignore[method-assign]
    parser.feed(page.content.decode())
    return "".join(words)
