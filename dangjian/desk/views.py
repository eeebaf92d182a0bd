"""The front door: home page, start page, first steps; calendar, terms and rules."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.desk import (
    attention,
    calendar_page,
    forms,
    home_page,
    interaction_page,
    navigation,
    overview_page,
)
from dangjian.kernel import calendar, clock
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Missing, Refused
from dangjian.kit.frames import show
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.queries.tree import root_path
from dangjian.registry.views.doors import day_of, perform


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The district's home page: find an organization, the district in figures, calendar, rules."""
    return show(request, "desk/home.html", home_page.home(clock.today()))


@login_not_required
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Look a Party organization up by name, pinyin, unit or street, without signing in."""
    context = home_page.find(request.GET.dict(), clock.today())
    return render(request, "desk/find.html", context, status=400 if context["form"].errors else 200)


@login_not_required
@require_safe
def find_organization(request: HttpRequest, pk: int) -> HttpResponse:
    """One Party organization as anybody may know it: where it stands and how to reach it."""
    context = home_page.organization(pk, request.GET.get("page"), clock.today())
    return render(request, "desk/find_organization.html", context)


@login_not_required
@require_safe
def interaction(request: HttpRequest) -> HttpResponse:
    """Every way to be heard, with the latest topics; for an office what it has to see to."""
    viewer: Viewer | None = request.viewer or None  # type: ignore[attr-defined]
    context = interaction_page.interaction(viewer, clock.today())
    return render(request, "desk/interaction.html", context)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The first page after signing in: what the first office held begins with, else one's own."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return redirect(navigation.first_page(viewer))


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """A part of the tree at a glance: what to look into first, then its figures."""
    who: Viewer = request.viewer  # type: ignore[attr-defined]
    context = overview_page.overview(who, request.GET.get("at", ""), clock.today())
    return render(request, "desk/overview.html", context)


@require_safe
def overview_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody one line of the overview counts."""
    who: Viewer = request.viewer  # type: ignore[attr-defined]
    at, page = request.GET.get("at", ""), request.GET.get("page")
    context = attention.listing(who, slug, at, page, clock.today())
    return render(request, "desk/overview_list.html", context)


@login_not_required
@require_safe
def first_steps(request: HttpRequest) -> HttpResponse:
    """How to begin, for somebody who has never used the platform."""
    return render(request, "desk/first_steps.html")


@login_not_required
@require_safe
def calendar_view(request: HttpRequest) -> HttpResponse:
    """A year's working days, holidays and made-up workdays, with the notice they rest on."""
    today = clock.today()
    try:
        year = int(request.GET.get("year", today.year))
    except ValueError as bad:
        raise Refused("年份请写成四位数字，例如 2026。", status=400) from bad
    if not 1950 <= year <= 2100:
        raise Refused("只能看 1950 年到 2100 年。", status=400)
    viewer: Viewer | None = request.viewer or None  # type: ignore[attr-defined]
    return render(
        request,
        "desk/calendar.html",
        calendar_page.year(calendar.load(), year, today)
        | {"may_import": viewer is not None and viewer.may(Purpose.CALENDAR, root_path())},
    )


def calendar_import(request: HttpRequest) -> HttpResponse:
    """Bring in a year's holiday notice: it holds for the whole district, so the right must too."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    root = root_path()
    if not viewer.may(Purpose.CALENDAR, root):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    by: Actor = viewer.actor(Purpose.CALENDAR, root)
    return perform(
        request,
        forms.NoticeForm(request.POST or None),
        lambda values: calendar.import_notice(
            values["text"], by=by, on=clock.today(), replace=values["replace"]
        ),
        template="desk/calendar_import.html",
        context={},
        done=lambda row: (
            f"{row.year} 年的放假通知已经录入，期限从现在起按它计算。",
            _year_url(row.year),
        ),
    )


def _year_url(year: int) -> str:
    return f"{reverse('calendar')}?year={year}"


@login_not_required
@require_safe
def terms_view(request: HttpRequest) -> HttpResponse:
    """When is the last day? The same arithmetic every term of the platform uses."""
    asked = bool(request.GET)
    form = forms.TermForm(request.GET or None, initial={"start": clock.today(), "unit": "working"})
    answer = None
    status = 200
    if asked:
        status = 400
        if form.is_valid():
            try:
                answer = calendar_page.answer(calendar.load(), **form.cleaned_data)
                status = 200
            except Refused as refusal:
                form.add_error(None, str(refusal))
    return render(request, "desk/terms.html", {"form": form, "answer": answer}, status=status)


@login_not_required
@require_safe
def rules_view(request: HttpRequest) -> HttpResponse:
    """The rules in force on a day, with clause, source and whether the wording was checked."""
    on: dt.date = day_of(request)
    group, text = request.GET.get("group", ""), request.GET.get("q", "").strip()[:40]
    return render(request, "desk/rules.html", calendar_page.rules_page(on, group, text))
