"""A gentle pace for posts anybody may send: ten at once, then one every two minutes.

Counted in memory under a key that changes every hour (`kernel.buckets`): no address is stored.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest

from dangjian.forum.views.doors import visitor_or_viewer
from dangjian.kernel.buckets import Buckets, Full, Limit
from dangjian.kernel.refusal import Refused
from dangjian.registry.signin import address_of

AT_ONCE = 10
_LIMIT = Limit(at_once=AT_ONCE, every=120.0)
_buckets = Buckets()
R = TypeVar("R")


def kept(request: HttpRequest, what: str, act: Callable[[], R]) -> R:
    """Post something. Only what was kept counts, by the account or by where a visitor comes from.

    Full (429): too many came from there.
    """
    place = _place(request)
    seconds = _buckets.pour(what, place, _LIMIT, time.monotonic())
    if seconds:
        raise Full("刚才从您这里来的有点多，请过几分钟再提交，填的内容还在。", seconds)
    try:
        return act()
    except Refused:
        _buckets.give_back(what, place, _LIMIT, time.monotonic())
        raise


def _place(request: HttpRequest) -> str:
    who = visitor_or_viewer(request)
    return f"account:{who.account_id}" if who else f"address:{address_of(request)}"
