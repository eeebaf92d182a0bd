"""通知设置: how the viewer himself wants to be told (M4)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from dangjian.courier import actions, queries
from dangjian.courier.forms import AddressForm, HoursForm, VerifyForm
from dangjian.courier.models import Kind
from dangjian.courier.queries import Way
from dangjian.kernel import clock, jobs
from dangjian.kernel.refusal import Missing, Refused
from dangjian.registry import brake, signin
from dangjian.registry.models import Person
from dangjian.registry.views.doors import perform, viewer

form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@form_page
def notice_settings(request: HttpRequest) -> HttpResponse:
    """Where the viewer is told, and when not."""
    who = viewer(request)
    ways = queries.ways_of(who.person_id)
    times = queries.times_of([who.person_id])[who.person_id]
    form = HoursForm(request.POST or None, initial=vars(times))
    return perform(
        request,
        form,
        lambda _: actions.set_times(_me(request), form.times(), by=who.myself()),
        template="courier/settings.html",
        context={"ways": ways, "offered": any(way.offered for way in ways), "times": times},
        done=lambda _: ("时间已经改好。", reverse("notice_settings")),
    )


@never_cache
@form_page
def channel_address(request: HttpRequest, kind: str) -> HttpResponse:
    """Type an address; a code is sent there. Nothing else is, before the code is typed in."""
    who, way = viewer(request), _way(request, kind)
    person, by = _me(request), viewer(request).myself()
    known = person.unseal("mobile") if way.kind is Kind.SMS and not way.address else ""
    return perform(
        request,
        AddressForm(request.POST or None, kind=way.kind, known=known),
        lambda typed: actions.ask_code(
            person, way.kind, address=typed["address"], now=clock.now(), by=by
        ),
        template="courier/channel_address.html",
        context={"way": way, "known": known, "who": who},
        done=lambda _: ("验证码已经在路上。", reverse("channel_verify", args=[kind])),
    )


@never_cache
@form_page
def channel_verify(request: HttpRequest, kind: str) -> HttpResponse:
    """Type the code in. Wrong ones are counted apart from any transaction (registry.brake)."""
    who, way = viewer(request), _way(request, kind)
    if not way.address or way.verified:
        return redirect("notice_settings")
    person = _me(request)

    def verified(typed: dict[str, Any]) -> object:
        attempt = brake.begin(f"channel:{who.account_id}:{kind}", signin.address_of(request))
        try:
            channel = actions.verify(
                person, way.kind, typed["code"], now=clock.now(), by=who.myself()
            )
        except Refused:
            attempt.failed(who.person_uid, person.path)
            raise
        attempt.right()
        return channel

    return perform(
        request,
        VerifyForm(request.POST or None),
        verified,
        template="courier/channel_verify.html",
        context={"way": way, "worker": jobs.worker_runs()},
        done=lambda _: (f"{way.kind.label}验证好了，开始使用。", reverse("notice_settings")),
    )


@require_POST
def channel_code_again(request: HttpRequest, kind: str) -> HttpResponse:
    """Have another code sent to the same address."""
    way = _way(request, kind)
    actions.ask_code(_me(request), way.kind, now=clock.now(), by=viewer(request).myself())
    messages.success(request, "新的验证码已经在路上，先前的作废。")
    return redirect("channel_verify", kind)


@require_POST
def channel_switch(request: HttpRequest, kind: str) -> HttpResponse:
    """Use it, or leave it unused for a time."""
    way = _way(request, kind)
    on = request.POST.get("on") == "1"
    actions.switch(_me(request), way.kind, on=on, by=viewer(request).myself())
    messages.success(request, f"{way.kind.label}已经{'打开' if on else '关掉'}。")
    return redirect("notice_settings")


@never_cache
@form_page
def channel_remove(request: HttpRequest, kind: str) -> HttpResponse:
    """Forget the address; asked about first, since only a new code brings it back."""
    way = _way(request, kind)
    if not way.address:
        return redirect("notice_settings")
    if request.method != "POST":
        return render(request, "courier/channel_remove.html", {"way": way})
    actions.remove(_me(request), way.kind, now=clock.now(), by=viewer(request).myself())
    messages.success(request, f"{way.kind.label}的地址已经删除。")
    return redirect("notice_settings")


def _me(request: HttpRequest) -> Person:
    return Person.objects.get(pk=viewer(request).person_id)


def _way(request: HttpRequest, kind: str) -> Way:
    """One's own channel of a kind. Missing where the operator has set up none and none is kept."""
    if kind not in Kind.values:
        raise Missing("没有这种通知方式。")
    way = queries.way_of(viewer(request).person_id, Kind(kind))
    if not way.offered and not way.address:
        raise Missing("本单位还没有接入这种通知方式。")
    return way
