"""A middleware of a broken twin: forms happen as often as they are sent."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from dangjian.config.middleware import FormKeyMiddleware


class Careless(FormKeyMiddleware):
    """One transaction as before, but the key on the form is not looked at."""

    def _once(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)
