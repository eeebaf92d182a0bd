"""Puts the viewer on every request, ends idle sessions, and leads office holders to what is due."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject

from dangjian.kernel import clock, row_scope
from dangjian.kernel.refusal import Refused
from dangjian.registry import passwords, signin
from dangjian.registry.authority import Viewer, viewer_of
from dangjian.registry.models import Account
from dangjian.registry.sessions import BEGAN_AT, MEMBER_IDLE, OFFICER_IDLE, is_over
from dangjian.registry.sessions import SEEN as _SEEN

_WRITTEN_EVERY = 60  # seconds: the session is not saved at every request

# Where it shows who somebody is; nobody is signed in yet, and no page of these lists anybody.
_SIGNING_IN = {"account_login", "mfa_authenticate", "mfa_login_webauthn", "activate"}
# What somebody may still reach before the second factor (or a longer password) he needs.
_ALWAYS = {"account_logout", "account_reauthenticate", "preferences"}
_SECOND_FACTOR = "mfa_activate_totp"
_ALSO = {_SECOND_FACTOR: {"mfa_add_webauthn"}}  # a passkey is a second factor as well
_LONGER = "account_change_password"


class ViewerMiddleware:
    """request.viewer: the signed-in person with what he holds today, or None for a visitor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: _viewer(request))  # type: ignore[attr-defined]
        with row_scope.seeing(row_scope.NOTHING):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """What a session must meet before any page: not idle, second factor, password length."""
        viewer = _viewer(request)
        request.viewer = viewer  # type: ignore[attr-defined]
        match = request.resolver_match
        name = match.view_name if match else ""
        if viewer is None:
            if name in _SIGNING_IN:
                row_scope.widen_here()
            return None
        if over := _over(request, idle_limit(viewer)):
            # Goes on as a visitor: a page leads to signing in, a form is kept to be sent again.
            logout(request)
            row_scope.see(row_scope.NOTHING)
            messages.info(request, over)
            request.viewer = None  # type: ignore[attr-defined]
            return None
        if viewer.confined:
            return _confined(request, name, getattr(view, "login_required", True))
        due = _due(request, viewer)
        open_ways = _ALWAYS | {due} | _ALSO.get(due, set())
        return redirect(due) if due and name not in open_ways else None


def idle_limit(viewer: Viewer) -> int:
    """After how many seconds without asking for anything a session ends."""
    return OFFICER_IDLE if viewer.above_member or viewer.confined else MEMBER_IDLE


def told_length(seconds: int) -> str:
    """Such a span in words: 30 分钟, 8 小时."""
    return f"{seconds // 3600} 小时" if seconds >= 3600 else f"{seconds // 60} 分钟"


def _viewer(request: HttpRequest) -> Viewer | None:
    """Who is asking; from here on the database shows him his rows and no others."""
    user = request.user
    if not user.is_authenticated:
        return None
    row_scope.see(row_scope.RowScope((), user.person_id))
    viewer = viewer_of(user, clock.today())
    row_scope.see(viewer.row_scope)
    return viewer


def _confined(request: HttpRequest, name: str, private: bool) -> HttpResponse | None:
    """Somebody who leaves reaches his hand-over; of the rest what any visitor does (TRUST T9)."""
    if not private or name in _ALWAYS or name in settings.LEAVERS_PAGES:
        return None
    if request.method in ("GET", "HEAD"):
        return redirect(settings.LEAVERS_PAGES[0])
    refusal = Refused("您已经在办离岗，只能办移交。别的事请您的接手人或者支部书记办。")
    return render(request, "kit/refused.html", {"refusal": refusal}, status=403)


def _due(request: HttpRequest, viewer: Viewer) -> str:
    """Where somebody has to go first (TRUST §2.6), "" if nowhere: a holder of any role above member
    for his second factor and a longer password, everybody for a new one where they grow old.

    Sessions from before the second factor ended when it was set up: who is signed in and has one
    has used it.
    """
    account: Account = request.user  # type: ignore[assignment]
    if viewer.above_member and not signin.has_second_factor(account):
        return _SECOND_FACTOR
    if viewer.above_member and signin.password_too_short(request):
        return _LONGER
    return _LONGER if settings.DENGBAO and passwords.too_old(account, clock.today()) else ""


def _over(request: HttpRequest, limit: int) -> str:
    """Why a session has come to its end, to be told; "" where it has not."""
    if _idle(request, limit):
        return "您有一阵没有操作，为了安全已自动退出，请重新登录。"
    return "登录的时间长了，为了安全请重新登录一次。" if is_over(request.session, limit) else ""


def _idle(request: HttpRequest, limit: int) -> bool:
    """Whether nothing was asked for too long. The real time counts, also where the day is moved."""
    now = int(time.time())
    quiet = now - request.session.get(_SEEN, 0) if _SEEN in request.session else 0
    if _SEEN not in request.session or _WRITTEN_EVERY <= quiet <= limit:
        request.session[_SEEN] = now
        request.session.setdefault(BEGAN_AT, now)  # one from before this was noted
    return quiet > limit
