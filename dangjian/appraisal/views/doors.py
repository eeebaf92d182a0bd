"""What the pages of this room share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.views.doors import perform

PER_PAGE = 50
form_page = require_http_methods(["GET", "HEAD", "POST"])
GONE_ON = "已经到了别的一步，这一步现在不用办了。"


def asked(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    heading: str,
    lead: str,
    button: str,
    back: str,
    done: Callable[[Any], tuple[str, str]],
    template: str = "appraisal/form.html",
    **context: Any,
) -> HttpResponse:
    """A form on a plain page of this room, shown or performed once."""
    told = {"heading": heading, "lead": lead, "button": button, "back": back}
    return perform(request, form, act, template=template, context=told | context, done=done)


def due(allowed: bool, hinders: str = "") -> None:
    """Refused (403) for whoever is hindered; Stale where the step is not due (any more)."""
    if hinders:
        raise Refused(hinders, status=403)
    if not allowed:
        raise Stale(GONE_ON)
