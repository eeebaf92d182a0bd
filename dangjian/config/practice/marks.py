"""What pages say of the practice copy: in it a band and the sign-ins; elsewhere the way to it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from dangjian.config.practice import copy
from demo import accounts


def context(request: HttpRequest) -> dict[str, Any]:
    """`practice` in the practice copy, with `practice_sign_ins`; elsewhere `practice_url`.

    The last two are asked only by the pages that show them.
    """
    if settings.PRACTICE:
        return {"practice": True, "practice_sign_ins": lambda: sign_ins(timezone.now())}
    return {"practice_url": lambda: _url(request)}


def sign_ins(now: dt.datetime) -> list[tuple[accounts.SignIn, str]]:
    """Everybody who can sign in to the practice copy, with the code of this half minute."""
    return [(entry, entry.code(now)) for entry in accounts.sign_ins()]


def _url(request: HttpRequest) -> str:
    """Where the practice copy is, as this visitor reaches it; "" where there is none."""
    if settings.PRACTICE_URL:
        return str(settings.PRACTICE_URL)
    port = copy.port()
    host = request.get_host().rpartition(":")[0] or request.get_host()
    return f"http://{host}:{port}/practice/" if port else ""
