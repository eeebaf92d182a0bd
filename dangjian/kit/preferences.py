"""How a person wants to see the pages: elder view, larger letters, night colours.

The cookies `view`, `size` and `theme` (with settings.COOKIE_PREFIX before them) are the only truth;
the server writes them onto <html>, so that the choice holds without any script. Nobody is given a
cookie before choosing something.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

# The first value of each is what a person sees who has chosen nothing.
CHOICES = {"view": ("std", "elder"), "size": ("m", "xl"), "theme": ("light", "dark", "auto")}
_ONE_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Preferences:
    view: str = CHOICES["view"][0]
    size: str = CHOICES["size"][0]
    theme: str = CHOICES["theme"][0]


class PreferencesMiddleware:
    """Reads the three cookies into request.prefs; an unknown value counts as not chosen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.prefs = preferences_of(request)
        response = self.get_response(request)
        patch_vary_headers(response, ["Cookie"])
        return response


def preferences_of(request: HttpRequest) -> Preferences:
    """What a visitor has chosen, by his cookies."""
    return Preferences(**_known({name: request.COOKIES.get(cookie(name)) for name in CHOICES}))


def cookie(name: str) -> str:
    """What the cookie of a choice ("view", "size", "theme") is called on this installation."""
    return f"{settings.COOKIE_PREFIX}{name}"


def context(request: HttpRequest) -> dict[str, Preferences]:
    """Context processor: `prefs`."""
    return {"prefs": getattr(request, "prefs", Preferences())}


# No CSRF token: its cookie would have to be set for every visitor. What a foreign page could do
# here is turn on larger letters, and even that is refused by the check of the request's origin.
@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def set_preferences(request: HttpRequest) -> HttpResponse:
    """GET: a page with every choice. POST: `view`, `size`, `theme` (any of them) and `next`."""
    if request.method != "POST":
        return render(request, "kit/preferences.html", {"next": _came_from(request)})
    if not _from_this_site(request):
        return render(request, "403.html", status=403)
    response = _answer(request)
    for name, value in _known(request.POST).items():
        response.set_cookie(
            cookie(name),
            value,
            max_age=_ONE_YEAR,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


def same_site_path(request: HttpRequest, address: str) -> str:
    """The address if it lies on this site, else "/"."""
    safe = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if safe else "/"


def _answer(request: HttpRequest) -> HttpResponse:
    if request.headers.get("Sec-Fetch-Dest") == "empty":  # the script has already shown it
        return HttpResponse(status=204)
    return HttpResponseRedirect(same_site_path(request, request.POST.get("next", "")))


def _came_from(request: HttpRequest) -> str:
    referer = urlsplit(request.headers.get("Referer", ""))
    inside = referer.netloc == request.get_host() and referer.path != request.path
    return referer._replace(scheme="", netloc="").geturl() if inside else "/"


def _known(values: Any) -> dict[str, str]:
    chosen = {name: values.get(name) for name in CHOICES}
    return {name: value for name, value in chosen.items() if value in CHOICES[name]}


def _from_this_site(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()
