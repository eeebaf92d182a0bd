"""Awards: announced, what was nominated, the notice, the decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dangjian.honours import actions, queries
from dangjian.honours.forms import Announcing, Granting, Noticing
from dangjian.honours.models import Drive, State
from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing
from dangjian.openness.models import Kind, Notice
from dangjian.openness.models import State as NoticeState
from dangjian.openness.rules import periods
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.views.doors import perform, viewer

form_page = require_http_methods(["GET", "HEAD", "POST"])
PER_PAGE = 50


@require_safe
def awards(request: HttpRequest) -> HttpResponse:
    """The awards that reach the viewer, those open first."""
    who, today = viewer(request), clock.today()
    if not (who.may_anywhere(queries.NOMINATES) or who.may_anywhere(queries.RUNS)):
        raise Missing(queries.NOTHING)
    page = Paginator(queries.drives_for(who), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "today": today, "runs": who.may_anywhere(queries.RUNS)}
    return render(request, "honours/awards.html", context)


@form_page
def award_begin(request: HttpRequest) -> HttpResponse:
    """Announce an award."""
    who, today = viewer(request), clock.today()
    places = queries.offices_of(who)
    if not places:
        raise Missing(queries.NOTHING)
    form = Announcing(request.POST or None, places=places)
    return perform(
        request,
        form,
        lambda _: actions.announce(
            form.chosen(),
            form.said(),
            today=today,
            now=clock.now(),
            by=who.actor(queries.RUNS, form.chosen().path),
        ),
        template="honours/form.html",
        context=_told("发起评选", "下面的支部会看到条件和截止日期，可以推荐。", "发起", "awards"),
        done=lambda drive: ("发起了，下面的支部看得到。", reverse("award", args=[drive.pk])),
    )


@require_safe
def award(request: HttpRequest, pk: int) -> HttpResponse:
    """One award: its conditions, the nominations, what comes next."""
    who, today = viewer(request), clock.today()
    drive = queries.drive_for(who, pk)
    runs = who.may(queries.RUNS, drive.office.path)
    rows = queries.nominations_of(who, drive)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "drive": drive,
        "page": page,
        "runs": runs,
        "open": today <= drive.closes_on,
        "nominates": today <= drive.closes_on and bool(queries.places_of(who, drive)),
        "waiting": queries.waiting_for_notice(drive).count() if runs else 0,
        "notices": _notices(drive) if runs else (),
        "today": today,
    }
    return render(request, "honours/award.html", context)


def _notices(drive: Drive) -> list[dict[str, Any]]:
    """The notices whose people wait for the decision, and what can be done about each."""
    found: dict[int, dict[str, Any]] = {}
    for row in queries.noticed(drive):
        if row.notice is None:
            continue
        told = found.setdefault(row.notice.pk, {"notice": row.notice, "many": 0})
        told["many"] += 1
        told["over"] = row.notice.state == NoticeState.CLOSED
        told["gone"] = row.notice.state in (NoticeState.DROPPED, NoticeState.WITHDRAWN)
    return list(found.values())


@form_page
def award_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the notice about those shortlisted."""
    who, drive = _run(request, pk)
    today = clock.today()
    waiting = [
        (one.pk, f"{one.name}（{one.organization.short_name}）")
        for one in queries.waiting_for_notice(drive)
    ]
    rule = periods.rule_of(Kind.AWARD, today, drive.office.path)
    form = Noticing(request.POST or None, waiting=waiting, initial={"days": rule.number})
    return perform(
        request,
        form,
        lambda given: actions.put_on_notice(
            drive,
            given["chosen"],
            form.where(),
            today=today,
            now=clock.now(),
            by=who.actor(Purpose.WRITE, drive.office.path),
        ),
        template="honours/form.html",
        context=_told("公示拟表彰名单", rule.sentence, "起草公示", "award", pk)
        | {"nothing": "" if waiting else "现在没有通过复核、等公示的推荐"},
        done=lambda notice: (
            "公示起草好了，看一遍就送审。",
            reverse("notice_desk", args=[notice.pk]),
        ),
    )


@form_page
def award_grant(request: HttpRequest, pk: int, notice: int) -> HttpResponse:
    """Enter the decision about those of one notice."""
    who, drive = _run(request, pk)
    today = clock.today()
    found = _notice(drive, notice)
    names = "、".join(row.name for row in queries.noticed(drive).filter(notice=found))
    return perform(
        request,
        Granting(request.POST or None),
        lambda given: actions.grant(
            drive,
            found,
            document=given["document"],
            granted_on=given["granted_on"],
            today=today,
            now=clock.now(),
            by=who.actor(queries.RUNS, drive.office.path),
        ),
        template="honours/form.html",
        context=_told(
            f"登记表彰：{drive.award}", f"{names}。登记以后写进荣誉档案。", "登记", "award", pk
        ),
        done=lambda made: (
            f"登记了{len(made)}项，已经写进荣誉档案。",
            reverse("award", args=[pk]),
        ),
    )


@form_page
def award_put_back(request: HttpRequest, pk: int, notice: int) -> HttpResponse:
    """A notice that came to nothing: its people can be put on another one."""
    who, drive = _run(request, pk)
    found = _notice(drive, notice)
    return perform(
        request,
        forms.Form(request.POST or None),
        lambda _: actions.put_back(
            drive, found, now=clock.now(), by=who.actor(queries.RUNS, drive.office.path)
        ),
        template="honours/form.html",
        context=_told(
            "公示没有发成", "名单里的回到“等公示”，可以重新公示。", "回到等公示", "award", pk
        ),
        done=lambda _: ("回到等公示了。", reverse("award", args=[pk])),
    )


def _run(request: HttpRequest, pk: int) -> tuple[Viewer, Drive]:
    """The award, for whoever runs it. Missing."""
    who = viewer(request)
    drive = queries.drive_for(who, pk)
    if not who.may(queries.RUNS, drive.office.path):
        raise Missing(queries.NOTHING)
    return who, drive


def _notice(drive: Drive, pk: int) -> Notice:
    rows = drive.nominations.filter(notice=pk, state=State.NOTICED).select_related("notice")
    found = rows.first()
    if found is None or found.notice is None:
        raise Missing(queries.NOTHING)
    return found.notice


def _told(heading: str, lead: str, button: str, back: str, *pk: int) -> dict[str, Any]:
    return {
        "heading": heading,
        "lead": lead,
        "button": button,
        "back": reverse(back, args=pk),
    }
