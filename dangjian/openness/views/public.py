"""What everybody reads of notices: their list, one of them, and what is said against one."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangjian.kernel import calendar, clock, terms
from dangjian.kernel.refusal import Refused, Stale
from dangjian.kit.frames import show
from dangjian.openness.actions import objecting
from dangjian.openness.forms.notices import Following, Objecting
from dangjian.openness.models import Kind, Objection, State
from dangjian.openness.queries import office, public
from dangjian.openness.recording import VISITOR
from dangjian.openness.rules import periods, texts
from dangjian.openness.views.doors import check_codes, form_page, paced, paged
from dangjian.openness.views.verifying import qr_of
from dangjian.registry.views.doors import perform

_RECEIPT = "objection_receipt"


@login_not_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Running and closed notices, the newest first; one kind of them where it is asked for."""
    kind = request.GET.get("kind", "")
    page = paged(request, public.listed(kind))
    here = reverse("notices")
    chips = [{"label": "全部", "url": here, "current": kind not in Kind.values}]
    chips += [
        {"label": str(one.label), "url": f"{here}?kind={one.value}", "current": kind == one.value}
        for one in Kind
    ]
    rows = public.rows(list(page.object_list), clock.today(), calendar.load())
    return show(request, "openness/notices.html", {"page": page, "rows": rows, "chips": chips})


@login_not_required
@require_safe
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice: while it runs with those it is about, afterwards with its result."""
    today = clock.today()
    working = calendar.load()
    reading = public.reading(pk, today, working)
    found = reading.notice
    rule = periods.rule_of(Kind(found.kind), found.posted_on or today, found.organization.path)
    return show(
        request,
        "openness/notice.html",
        {
            "reading": reading,
            "notice": found,
            "kind": Kind(found.kind).label,
            "columns": _columns(reading),
            "rule": rule,
            "provisional": terms.say_provisional(
                periods.last_day(found.posted_on or today, found.days, working).missing_years
            ),
            "qr": qr_of(request, reading.code),
            "steps": _steps(reading),
            "places": [
                ("首页", reverse("home")),
                ("党务公开", reverse("way", args=["open"])),
                ("公示", reverse("notices")),
                (str(Kind(found.kind).label), ""),
            ],
        },
    )


def _columns(reading: public.Reading) -> dict[str, bool]:
    """Which columns the table of persons needs."""
    people = reading.subjects or ()
    return {"born": any(one.born for one in people), "post": any(one.post for one in people)}


def _steps(reading: public.Reading) -> list[dict[str, str]]:
    """What has happened and what will, as the page tells it."""
    found = reading.notice
    posted = texts.said(found.posted_on) if found.posted_on else ""
    until = texts.said(found.until_on) if found.until_on else ""
    running, withdrawn = reading.progress is not None, found.state == State.WITHDRAWN
    done = found.state in (State.CLOSED, State.WITHDRAWN)
    return [
        {"title": "发布公示", "text": posted, "state": "done"},
        {"title": "听取反映", "text": f"到{until}", "state": "now" if running else "done"},
        {
            "title": "撤回公示" if withdrawn else "核查反映",
            "text": "" if withdrawn else "有反映的逐件核查",
            "state": "" if running else "done" if done else "now",
        },
        {
            "title": "公布结果",
            "text": "同时隐去姓名等个人信息",
            "state": "done" if done else "",
        },
    ]


@login_not_required
@form_page
def notice_object(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something against a notice, with or without a name."""
    today = clock.today()
    reading = public.reading(pk, today, calendar.load())
    if reading.progress is None:
        raise Stale("公示期已经过了。要反映问题，请写信或者打页面上的电话。")
    # The code is shown on the next page: both clicks of a double one must find it.
    request.session.setdefault(_RECEIPT, "")

    def done(told: tuple[Objection, str]) -> tuple[str, str]:
        request.session[_RECEIPT] = told[1]
        return "收到了。", reverse("objection_receipt")

    return perform(
        request,
        Objecting(request.POST or None),
        lambda values: paced(
            request,
            lambda: objecting.object_to(
                reading.notice,
                text=values["text"],
                name=values["name"],
                reach=values["reach"],
                now=clock.now(),
                by=VISITOR,
            ),
        ),
        template="openness/notice_object.html",
        context={"notice": reading.notice},
        done=done,
    )


@never_cache
@login_not_required
@require_safe
def objection_receipt(request: HttpRequest) -> HttpResponse:
    """The code of what a visitor just said: shown in this browser only."""
    code = request.session.get(_RECEIPT, "")
    return render(request, "openness/receipt.html", {"code": code})


@never_cache
@login_not_required
@form_page
def objection_follow(request: HttpRequest) -> HttpResponse:
    """What became of an objection, by its code, which is posted and stands in no address."""
    form, status = Following(request.POST or None), 200
    context: dict[str, Any] = {"form": form}
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                check_codes(request)
                found = office.of_receipt(form.cleaned_data["code"])
            except Refused as refusal:
                form.add_error("code", refusal.sentence)
                status = refusal.status
            else:
                status = 200
                terms_of = found.case.terms.filter(ended_on__isnull=True)
                context |= {
                    "objection": found,
                    "due": terms_of.values_list("due_on", flat=True).first(),
                    "answer": found.unseal("answer"),
                }
    return render(request, "openness/follow.html", context, status=status)
