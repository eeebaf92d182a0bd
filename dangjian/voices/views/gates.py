"""Against floods, without asking who somebody is: work done by the browser, or patience."""

from __future__ import annotations

import time

from django.conf import settings
from django.http import HttpRequest

from dangjian.kernel import idempotency, toil
from dangjian.kernel.buckets import Buckets, Full, Limit
from dangjian.registry.signin import address_of

PATIENCE = 20.0
"""Seconds from the page of the text until a browser without script may send."""
_CODES = Limit(at_once=12, every=20.0)
_CODES_OF_ALL = Limit(at_once=120, every=0.5)
_CODES_OF_OFFICER = Limit(at_once=30, every=5.0)
_WITHOUT_SCRIPT = 4
"""A browser that does no work may send so many times fewer."""

_buckets = Buckets()


def check_sending(request: HttpRequest, text_at: float) -> None:
    """Full (429) where too many letters came from one place, or one came too fast to be a person's.

    text_at: when the page of the text was filled in, by the real clock.
    """
    key = request.POST.get(idempotency.FIELD, "")
    worked = toil.is_done(key, request.POST.get(toil.FIELD, ""), settings.LETTER_WORK_BITS)
    left = PATIENCE - (time.time() - text_at)
    if not worked and left > 0:
        raise Full(
            f"为了防止机器乱发，请再等 {int(left) + 1} 秒，再点“寄出”。您写的都还在。",
            int(left) + 1,
        )
    hourly = settings.LETTERS_AN_HOUR if worked else settings.LETTERS_AN_HOUR / _WITHOUT_SCRIPT
    limit = Limit(at_once=max(2, int(hourly / 2)), every=3600 / max(hourly, 1))
    _pour("letter", address_of(request), limit, "这里刚刚寄出了好几封信。您写的都还在，")


def check_code(request: HttpRequest) -> None:
    """Full (429) where codes are tried too often: from one place, or altogether."""
    _pour("code", address_of(request), _CODES, "输得太快了，")
    _pour("codes", "", _CODES_OF_ALL, "现在查的人多，")


def check_code_of_officer(account_id: int) -> None:
    """The same for an officer on the telephone: his account counts, not the office's address."""
    _pour("officer", str(account_id), _CODES_OF_OFFICER, "输得太快了，")


def _pour(kind: str, place: str, limit: Limit, sentence: str) -> None:
    seconds = _buckets.pour(kind, place, limit, time.monotonic())
    if seconds:
        wait = f"{seconds} 秒" if seconds < 120 else f"{-(-seconds // 60)} 分钟"
        raise Full(f"{sentence}请等 {wait}再试。", seconds)
