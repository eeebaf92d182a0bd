"""What views of this room share: who looks, for which day, and how an action is performed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dangjian.kernel import clock
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.authority import Viewer


def viewer(request: HttpRequest) -> Viewer:
    """The signed-in viewer. (Visitors get here only where a view says that it is open to them.)"""
    return request.viewer  # type: ignore[attr-defined]


def day_of(request: HttpRequest) -> dt.date:
    """The day the page is asked for (?on=2025-06-30), today without one.

    Refused (400) for something that is no day, or a day that has not come yet.
    """
    today = clock.today()
    asked = request.GET.get("on", "").strip()
    if not asked:
        return today
    try:
        day = dt.date.fromisoformat(asked)
    except ValueError as bad:
        raise Refused("日期请写成 2025-06-30 这样。", status=400) from bad
    if day > today:
        raise Refused("这一天还没到，只能看今天和以前。", status=400)
    return day


def text_of(request: HttpRequest, name: str) -> str:
    """What was typed to search by, from the form or the address; "" without it.

    At most 60 characters, without blanks around it, and without NUL, which no text in the database
    can hold.
    """
    asked = request.POST if request.method == "POST" else request.GET
    return asked.get(name, "").replace("\x00", "").strip()[:60]


def perform(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    template: str,
    context: dict[str, Any],
    done: Callable[[Any], tuple[str, str]],
) -> HttpResponse:
    """Show a form, or perform its action once.

    act: gets the cleaned values; done: gets act's result, gives (sentence, address). A refusal goes
    onto the form (422; 409 if somebody was faster) with everything that was typed kept.
    """
    if request.method != "POST":
        return render(request, template, context | {"form": form})
    status = 422
    if form.is_valid():
        try:
            sentence, address = done(act(form.cleaned_data))
        except Refused as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, str(refusal))
            status = refusal.status
            context = context | {"stale": isinstance(refusal, Stale)}
        else:
            messages.success(request, sentence)
            return redirect(address)
    return render(request, template, context | {"form": form}, status=status)
