"""Writing a letter as a browser does: page by page, with cookies, and with the work done."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from dangjian.kernel import toil
from tests.registry.forms_sent import opened
from tests.voices.received import TEXT

KEY = re.compile(r'name="form_key" value="([^"]+)"')


def put(client: Client, path: str, **typed: Any) -> HttpResponse:
    """Send one page of the letter; the answer leads to the next."""
    return client.post(path, typed)


def written(client: Client, office: int, text: str = TEXT, **given: Any) -> None:
    """Everything but the last button. given: kind, mailbox, about, units, writer, publish."""
    put(client, "/write/", kind=given.get("kind", "petition"))
    if "mailbox" in given:
        put(client, "/write/to/", mailbox=given["mailbox"])
    else:
        put(client, "/write/to/", office=office)
    put(client, "/write/text/", text=text)
    put(client, "/write/about/", about=given.get("about", ""), units=given.get("units", []))
    put(client, "/write/contact/", **({"wish": "code"} | given.get("writer", {})))
    put(client, "/write/publish/", publish=given.get("publish", "yes"))


def last_look(client: Client) -> dict[str, str]:
    """The form of the last page, its work done."""
    page = client.get("/write/check/")
    assert page.status_code == 200, page.status_code
    [key] = KEY.findall(page.content.decode())
    return {"form_key": key, "toil": toil.find(key, settings.LETTER_WORK_BITS)}


def sent(client: Client) -> list[str]:
    """Send it; the codes the receipt tells."""
    answer = client.post("/write/check/", last_look(client))
    assert answer["Location"] == "/write/sent/", answer.content.decode()
    return codes(client)


def codes(client: Client) -> list[str]:
    page = client.get("/write/sent/").content.decode()
    slips = re.findall(r'<b class="code">(.*?)</b>', page)
    return ["".join(re.findall(r"\d{4}", slip)) for slip in slips]


def entered(client: Client, code: str) -> HttpResponse:
    """Enter a code and look at its letter."""
    answer = client.post("/follow/", {"code": code})
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer["Location"])


def do(client: Client, path: str, **typed: Any) -> HttpResponse:
    """Send a form that carries a key."""
    return client.post(path, opened(client, path) | typed)
