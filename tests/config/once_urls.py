"""Addresses for the tests of forms that happen once: a view that greets."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import include, path

from dangjian.kernel import evidence
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.refusal import Refused

FORM = "<form method=post>{% csrf_token %}{% form_key %}<input name=name></form>"


@evidence.action
def _greet() -> None:
    evidence.record(SYSTEM, "greet", "person", uuid.uuid4())


@login_not_required
def greet(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return HttpResponse(engines["django"].from_string(FORM).render({}, request))
    _greet()
    what = request.POST.get("name", "")
    if what == "mistake":
        return HttpResponse("填错了", status=422)
    if what == "refused":
        raise Refused("不行。", clause="第一条")
    if what == "outage":
        raise OperationalError("the server closed the connection")
    if what == "bug":
        raise ZeroDivisionError
    return redirect(f"/greeted/{what}/")


urlpatterns = [path("greet/", greet, name="greet"), path("", include("dangjian.config.urls"))]

handler400 = "dangjian.config.errors.bad_request"
handler403 = "dangjian.config.errors.forbidden"
handler404 = "dangjian.config.errors.not_found"
handler500 = "dangjian.config.errors.server_error"
