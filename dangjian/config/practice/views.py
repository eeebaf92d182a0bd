"""The practice copy renews itself: a page that asks, and the button."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dangjian.config.practice import copy


@login_not_required  # somebody who has changed every password must still get out of it
@require_http_methods(["GET", "POST"])
def reset(request: HttpRequest) -> HttpResponse:
    """Make everything as it was on the first day; everybody signs in again."""
    if request.method == "GET":
        return render(request, "config/practice_reset.html")
    copy.restore()
    # The session of this request went with the old database.
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    return redirect(f"{reverse('account_login')}?renewed=1")
