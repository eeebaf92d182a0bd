"""信息校核: one's own data looked at, found right or not, and what becomes of that (K3)."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dangjian.kernel import clock
from dangjian.kernel.files import uploads
from dangjian.kernel.refusal import Missing, Stale
from dangjian.membership.actions import corrections as actions
from dangjian.membership.forms.corrections import Asking, Deciding, Seen
from dangjian.membership.models import CorrectionRequest
from dangjian.membership.queries import corrections as queries
from dangjian.membership.queries.corrections import Sight, correction_for
from dangjian.membership.rules.corrections import ITEMS, TAKEN, check_items
from dangjian.membership.views.doors import due, form_page
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Person
from dangjian.registry.queries import records
from dangjian.registry.views.doors import perform, viewer


def _me(request: HttpRequest) -> Person:
    who = viewer(request)
    return Person.objects.select_related("organization").get(pk=who.person_id)


@never_cache
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """Everything the register keeps of the member, to be found right or not."""
    person = _me(request)
    return render(
        request,
        "membership/my_data.html",
        {
            "person": person,
            "items": queries.items_of(person),
            "record": records.record_of(person, clock.today()),
            "last": queries.last_check(person),
            "requests": queries.requests_of(person),
            "running": queries.open_request_of(person),
        },
    )


@require_http_methods(["POST"])
def data_right(request: HttpRequest) -> HttpResponse:
    """"没有错": the day is kept."""
    form = Seen(request.POST)
    if not form.is_valid():
        return redirect("my_data")
    person = _me(request)
    actions.confirm_right(
        person, seen=form.cleaned_data["seen"], now=clock.now(), by=viewer(request).myself()
    )
    messages.success(request, "已经记下：您的信息没有错。谢谢。")
    return redirect("my_data")


@never_cache
@form_page
def data_wrong(request: HttpRequest) -> HttpResponse:
    """How the chosen items should be (?items=mobile&items=education), and what shows it."""
    person = _me(request)
    chosen = [name for name in ITEMS if name in request.GET.getlist("items")]
    if not chosen and request.method == "GET":
        messages.warning(request, "请先选哪几项不对。")
        return redirect("my_data")
    check_items(chosen)
    items = [one for one in queries.items_of(person) if one.name in chosen]
    form = Asking(request.POST or None, request.FILES or None, person=person, items=items)
    upload = request.FILES.get("file")
    with uploads.receive(upload) if upload else nullcontext() as received:

        def act(values: dict[str, Any]) -> CorrectionRequest:
            return actions.ask_correction(
                person,
                form.items(),
                proofs=form.proofs(),
                file=actions.Proof(received.path, received.name) if received else None,
                seen=values["seen"],
                due_on=due(),
                today=clock.today(),
                now=clock.now(),
                by=viewer(request).myself(),
            )

        return perform(
            request,
            form,
            act,
            template="membership/data_wrong.html",
            context={"person": person},
            done=lambda made: (
                "已经送去核对，有了结果告诉您。",
                reverse("correction", args=[made.pk]),
            ),
        )


@never_cache
@require_safe
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    """What was asked for, and what became of it."""
    sight = correction_for(viewer(request), pk, clock.today())
    return render(request, "membership/correction.html", _told(sight))


def _told(sight: Sight) -> dict[str, Any]:
    found = sight.request
    in_full = sight.own or (sight.decides and sight.is_open)
    return {
        "sight": sight,
        "correction": found,
        "person": found.person,
        "wanted": queries.wanted_of(found, in_full=in_full),
        "office": found.todo.for_organization,
    }


@never_cache
@form_page
def correction_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody else compares each item with its proof."""
    who = viewer(request)
    sight = correction_for(who, pk, clock.today())
    if not sight.decides:
        raise Missing("没有这件更正，或者不由您核对。")
    if not sight.is_open:
        raise Stale("这件更正已经办完或者撤回了。")
    found = sight.request
    told = _told(sight)
    form = Deciding(request.POST or None, wanted=told["wanted"], seen=found.person.version)
    return perform(
        request,
        form,
        lambda values: actions.decide(
            found,
            form.reasons(),
            seen=values["seen"],
            doubt=values.get("doubt", ""),
            today=clock.today(),
            now=clock.now(),
            by=who.actor(Purpose.MAINTAIN, found.person.path, found.person.uid),
        ),
        template="membership/correction_decide.html",
        context=told,
        done=lambda made: ("核对完了，已经告诉本人。", reverse("correction", args=[made.pk])),
    )


@require_http_methods(["POST"])
def correction_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The member takes it back."""
    who = viewer(request)
    sight = correction_for(who, pk, clock.today())
    if not sight.own:
        raise Missing("没有这件更正，或者不是您的。")
    actions.withdraw_request(sight.request, now=clock.now(), by=who.myself())
    messages.success(request, "已经撤回，信息没有改动。")
    return redirect("my_data")


@never_cache
@require_safe
def correction_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file that was sent as a proof."""
    who = viewer(request)
    sight = correction_for(who, pk, clock.today())
    found = sight.request
    by = who.myself() if sight.own else who.actor(Purpose.MAINTAIN, found.person.path)
    answer = HttpResponse(actions.open_proof(found, by=by), content_type=TAKEN[found.sort])
    answer["Content-Disposition"] = f'attachment; filename="proof-{found.pk}.{found.sort}"'
    return answer
