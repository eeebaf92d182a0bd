"""Signing in, and that its owner is told when it happened on a device his account did not know.

The registry signs people in and knows no messages; both are put together here, in one transaction.
A browser remembers the accounts it was signed in with in a cookie, as keyed hashes: on the server
nothing is kept about devices once nobody is signed in on them.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from dangjian.courier.actions import tell
from dangjian.courier.models import Matter, Urgency
from dangjian.kernel import clock, crypto
from dangjian.kernel.evidence import SYSTEM
from dangjian.registry import devices
from dangjian.registry.models import Account
from dangjian.registry.signin import AccountAdapter

REMEMBERED = 180 * 86_400
"""Seconds for which a browser stays known to an account."""
_MOST = 8  # accounts one browser remembers: a family, a classroom takes turns
_SALT = "dangjian.desk.arrivals"


class Adapter(AccountAdapter):
    """What allauth asks for (ACCOUNT_ADAPTER): the registry's, and the message."""

    def login(self, request: HttpRequest, user: Any) -> None:
        first = user.last_login is None
        with transaction.atomic():
            super().login(request, user)
            if not first and _mark(user) not in _known(request):
                _tell(request, user)

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        answer: HttpResponse = super().post_login(request, user, **more)
        mark = _mark(user)
        known = [mark, *(one for one in _known(request) if one != mark)][:_MOST]
        answer.set_cookie(
            settings.KNOWN_COOKIE_NAME,
            signing.dumps(known, salt=_SALT),
            max_age=REMEMBERED,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return answer


def _tell(request: HttpRequest, account: Account) -> None:
    now = clock.now()
    kind = devices.describe(request.headers.get("User-Agent", ""))
    tell(
        account.person,
        f"您的账号刚在一台没有用过的设备上登录：{kind}。不是您本人的，请马上修改密码，"
        "再到“我的—我的登录设备”退出它。",
        matter=Matter.ACCOUNT,
        urgency=Urgency.NOW,
        now=now,
        by=SYSTEM,
    )


def _mark(account: Account) -> str:
    """What a browser remembers of an account: nothing anybody could read out of it."""
    return crypto.blind("desk_arrivals", "known", str(account.pk)).hex()


def _known(request: HttpRequest) -> list[str]:
    """The accounts this browser was signed in with, the last one first."""
    kept = request.COOKIES.get(settings.KNOWN_COOKIE_NAME, "")
    try:
        return list(signing.loads(kept, salt=_SALT, max_age=REMEMBERED)) if kept else []
    except signing.BadSignature:
        return []
