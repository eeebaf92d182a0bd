"""Puts the viewer on every request, and leads whoever holds office to the second factor first."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from dangjian.kernel import clock
from dangjian.registry.authority import Viewer, viewer_of

# What somebody without the second factor he needs may still reach: setting it up, and leaving.
_BEFORE_SECOND_FACTOR = {
    "mfa_activate_totp",
    "mfa_index",
    "account_logout",
    "account_reauthenticate",
    "preferences",
    "home",
}


class ViewerMiddleware:
    """request.viewer: the signed-in person with what he holds today, or None for a visitor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: _viewer(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """A role above member needs the second factor before anything else (TRUST: accounts)."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in _BEFORE_SECOND_FACTOR or not request.user.is_authenticated:
            return None
        viewer: Viewer = request.viewer  # type: ignore[attr-defined]
        if viewer.above_member and not is_mfa_enabled(request.user):
            return redirect("mfa_activate_totp")
        return None


def _viewer(request: HttpRequest) -> Viewer | None:
    user = request.user
    return viewer_of(user, clock.today()) if user.is_authenticated else None  # type: ignore[arg-type]
