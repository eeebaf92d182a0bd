"""A middleware of a broken twin: whoever sends a form is told that it is stored, come what may."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect


class Optimistic:
    """Outermost: an outage is answered as if the form had gone through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        failed = request.method == "POST" and response.status_code == 503
        return HttpResponseRedirect("/members/") if failed else response
