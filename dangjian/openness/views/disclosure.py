"""Applications before those who make them: by code or account; what was published, before all."""

from __future__ import annotations

import time

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangjian.kernel import clock, rules
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Missing, Refused
from dangjian.kit.forms import Nothing
from dangjian.openness.actions import applying
from dangjian.openness.forms.applications import Applying, Supplementing
from dangjian.openness.forms.notices import Following
from dangjian.openness.models import Application
from dangjian.openness.queries import applications as queries
from dangjian.openness.recording import VISITOR
from dangjian.openness.views.doors import check_codes, form_page, paced, paged
from dangjian.openness.views.steps import Told
from dangjian.registry.models import Account
from dangjian.registry.views.doors import perform, viewer

RECEIPT = "disclosure_receipt"
_OPENED = "disclosure_opened"
OPEN_FOR = 30 * 60
"""Seconds for which a code that was entered opens its application."""
TERMS = ("openness.application.max_working_days", "openness.application.extension.max_working_days")


@login_not_required
@require_safe
def disclosure(request: HttpRequest) -> HttpResponse:
    """How to apply, in how many days there is an answer, and what others have asked."""
    today = clock.today()
    return render(
        request,
        "openness/disclosure.html",
        {
            "page": paged(request, queries.published()),
            "terms": [rules.value(key, on=today) for key in TERMS],
        },
    )


@login_not_required
@require_safe
def disclosed(request: HttpRequest, pk: int) -> HttpResponse:
    """One question and its answer, as they were published: never who asked."""
    found = queries.published().filter(pk=pk).first()
    if found is None:
        raise Missing("没有这件答复，或者已经撤下了。")
    return render(request, "openness/disclosed.html", {"application": found})


@login_not_required
@form_page
def disclosure_apply(request: HttpRequest) -> HttpResponse:
    """Apply, with or without a name, signed in or not."""
    # The code is shown on the next page: both clicks of a double one must find it.
    request.session.setdefault(RECEIPT, "")
    form = Applying(request.POST or None, places=queries.addressees())
    account = _account(request)

    def done(told: tuple[Application, str]) -> tuple[str, str]:
        request.session[RECEIPT] = told[1]
        return "收到了。", reverse("disclosure_receipt")

    return perform(
        request,
        form,
        lambda _: paced(
            request,
            lambda: applying.apply(
                form.place(), form.wish(), account=account, now=clock.now(), by=_by(request)
            ),
            "application",
        ),
        template="openness/disclosure_apply.html",
        context={"rule": rules.value(TERMS[0], on=clock.today())},
        done=done,
    )


@never_cache
@login_not_required
@require_safe
def disclosure_receipt(request: HttpRequest) -> HttpResponse:
    """The code of what was just applied for: shown in this browser only."""
    code = request.session.get(RECEIPT, "")
    return render(request, "openness/disclosure_receipt.html", {"code": code})


@never_cache
@login_not_required
@form_page
def disclosure_follow(request: HttpRequest) -> HttpResponse:
    """Enter a code. It is posted, and stands in no address and no log."""
    form, status = Following(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                check_codes(request)
                found = queries.of_receipt(form.cleaned_data["code"])
            except Refused as refusal:
                form.add_error("code", refusal.sentence)
                status = refusal.status
            else:
                request.session[_OPENED] = [found.pk, time.time() + OPEN_FOR]
                return redirect("disclosure_read", found.pk)
    return render(request, "openness/disclosure_follow.html", {"form": form}, status=status)


@require_safe
def disclosure_mine(request: HttpRequest) -> HttpResponse:
    """What the signed-in person applied for."""
    page = paged(request, queries.of_account(viewer(request).account_id))
    return render(request, "openness/disclosure_mine.html", {"page": page})


@never_cache
@login_not_required
@require_safe
def disclosure_read(request: HttpRequest, pk: int) -> HttpResponse:
    """One application before its applicant: where it is, until when, the answer."""
    found = _own(request, pk)
    context = {"story": queries.story(found), "application": found}
    return render(request, "openness/disclosure_read.html", context)


_WAYS = {
    "supplement": (
        Supplementing,
        Told("补充", "补充以后接着办理。", "补充", "已经补充，接着办理。"),
    ),
    "withdraw": (
        Nothing,
        Told("撤回申请", "不再答复；想知道的时候可以再申请。", "撤回", "已经撤回。"),
    ),
}


@never_cache
@login_not_required
@form_page
def disclosure_do(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """Add what was asked for, or take the application back."""
    found = _own(request, pk)
    if way not in _WAYS:
        raise Missing("没有这一页。")
    form, told = _WAYS[way]

    def act(values: dict[str, str]) -> Application:
        now, by = clock.now(), _by(request)
        if way == "supplement":
            return applying.supplement(found, values["text"], now=now, by=by)
        return applying.withdraw(found, now=now, by=by)

    back = reverse("disclosure_read", args=[pk])
    return perform(
        request,
        form(request.POST or None),
        act,
        template="openness/disclosure_do.html",
        context={"told": told, "back": back, "story": queries.story(found)},
        done=lambda _: (told.after, back),
    )


def _own(request: HttpRequest, pk: int) -> Application:
    """The application, for whoever made it. Missing for everybody else."""
    opened, until = request.session.get(_OPENED, (None, 0.0))
    who = viewer(request) or None
    return queries.of_applicant(
        pk, who.account_id if who else None, opened if time.time() < until else None
    )


def _account(request: HttpRequest) -> Account | None:
    who = viewer(request) or None
    return Account.objects.get(pk=who.account_id) if who else None


def _by(request: HttpRequest) -> Actor:
    who = viewer(request) or None
    return who.myself() if who else VISITOR
