"""The letter that somebody is writing: found by a signed cookie, kept as far as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from dangjian.kernel import clock
from dangjian.voices import drafts
from dangjian.voices.drafts import Fields
from dangjian.voices.models import Kind

_SALT = "dangjian.letter"
STEPS = (
    "write",
    "write_to",
    "write_text",
    "write_about",
    "write_contact",
    "write_publish",
    "write_check",
)
"""One thing on a page, in this order."""
STAGES = ("写给谁", "写内容", "怎么联系", "看一遍")
_STAGE_OF = {
    "write": 1,
    "write_to": 1,
    "write_text": 2,
    "write_similar": 2,
    "write_about": 2,
    "write_contact": 3,
    "write_together": 3,
    "write_publish": 3,
    "write_check": 4,
}


def token_of(request: HttpRequest) -> str:
    """The token in the browser, "" where there is none of ours."""
    kept = int(drafts.KEPT.total_seconds())
    return str(
        request.get_signed_cookie(settings.LETTER_COOKIE_NAME, default="", salt=_SALT, max_age=kept)
        or ""
    )


def fields_of(request: HttpRequest) -> Fields:
    """What was filled in so far."""
    token = token_of(request)
    return drafts.read(token, clock.now()) if token else {}


def keep(request: HttpRequest, response: HttpResponse, fields: Fields) -> HttpResponse:
    """Keep the letter as far as it is; a browser that has no token yet gets one."""
    token = token_of(request)
    if not token or "sent" in drafts.read(token, clock.now()):
        token = drafts.new_token()
    drafts.keep(token, fields, clock.now())
    response.set_signed_cookie(
        settings.LETTER_COOKIE_NAME,
        token,
        salt=_SALT,
        max_age=int(drafts.KEPT.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def forget(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Nothing of it is left, here or in the browser."""
    token = token_of(request)
    if token:
        drafts.drop(token)
    response.delete_cookie(settings.LETTER_COOKIE_NAME, samesite="Lax")
    return response


def gap(fields: Fields) -> str:
    """The first page that has not been filled in; the last one where nothing is missing."""
    needed = (
        ("write", "kind"),
        ("write_to", "mailbox" if fields.get("kind") == Kind.MAILBOX else "office"),
        ("write_text", "text"),
        ("write_about", "about"),
        ("write_contact", "writers"),
        ("write_publish", "publish"),
    )
    return next((page for page, name in needed if fields.get(name) is None), "write_check")


def too_early(page: str, fields: Fields) -> HttpResponse | None:
    """Back to what is missing, where a page before this one has not been filled in."""
    first = gap(fields)
    return redirect(first) if STEPS.index(first) < STEPS.index(page) else None


def onwards(request: HttpRequest, page: str, fields: Fields) -> str:
    """Where to go from a page that was filled in: on, or back to the last look."""
    if "check" in request.GET and gap(fields) == "write_check":
        return reverse("write_check")
    return reverse(STEPS[STEPS.index(page) + 1])


def shown(page: str, fields: Fields, request: HttpRequest) -> dict[str, Any]:
    """What every page of the letter shows around its one thing."""
    changing = "check" in request.GET and gap(fields) == "write_check"
    before = {
        "write_together": "write_contact",
        "write_similar": "write_text",
    }.get(page) or STEPS[max(STEPS.index(page) - 1, 0)]
    return {
        "stages": STAGES,
        "stage": _STAGE_OF[page],
        "back": reverse("write_check") if changing else reverse(before),
        "changing": changing,
        "fields": fields,
        "here": request.get_full_path(),
    }


def carry(fields: Fields, without: Sequence[str] = ("text",)) -> str:
    """The rest of a letter that is not kept here, signed, to be carried by the page itself."""
    rest = {name: value for name, value in fields.items() if name not in without}
    return signing.dumps(rest, salt=_SALT, compress=True)


def carried(text: str) -> Fields:
    """What a page carried; nothing where it is not ours."""
    try:
        return dict(signing.loads(text, salt=_SALT, max_age=24 * 3600)) if text else {}
    except signing.BadSignature:
        return {}
