"""Every answer that says no is counted, by its kind alone."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from dangjian.kernel import clock, tallies
from dangjian.kernel.models import Turned

PROOFS = {"account_login", "mfa_authenticate", "mfa_login_webauthn", "account_reauthenticate"}
PROOFS |= {"activate"}
"""The addresses, by name, where somebody proves who he is."""
_BY_STATUS = {400: Turned.ODD, 405: Turned.ODD, 413: Turned.LARGE, 429: Turned.FAST}
_FILE = {409, 422}


class TurnedAwayMiddleware:
    """Stands outside all that may say no."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= 400:
            kind = kind_of(request, response.status_code)
            if kind is not None:
                tallies.count(kind, clock.now())
        return response


def kind_of(request: HttpRequest, status: int) -> Turned | None:
    """What an answer that says no is counted as; None for a form somebody only filled in wrongly,
    and for a database that is away."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    if request.method == "POST" and name in PROOFS:
        return {422: Turned.SIGN_IN, 429: Turned.BRAKED}.get(status)
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status in _FILE:
        # What was never parsed held no file that was looked at.
        return Turned.FILE if getattr(request, "_files", None) else None
    if getattr(request, "forged", False):
        return Turned.FORGED
    if status in (403, 404):
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        return Turned.DENIED if signed_in else Turned.ASTRAY
    return Turned.FAILED if status == 500 else None
