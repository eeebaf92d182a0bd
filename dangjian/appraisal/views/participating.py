"""A member's taking part: proper reasons, since when not, and what the rules ask first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangjian.appraisal.actions import participating as actions
from dangjian.appraisal.forms.caring import Again, Ending, Excusing, Noting
from dangjian.appraisal.queries import participation as queries
from dangjian.appraisal.queries.offices import KEEPS
from dangjian.appraisal.rules import participation as party_rules
from dangjian.appraisal.views.doors import asked, form_page
from dangjian.kernel import clock, rules
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Person
from dangjian.registry.queries.people import person_for
from dangjian.registry.views.doors import viewer


@never_cache
@require_safe
def participation(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known of a member's taking part, for whoever keeps his branch."""
    who, person = _kept(request, pk)
    today = clock.today()
    book = rules.book(on=today)
    dues = who.may(Purpose.DUES, person.path)
    noted = [
        (row, words, party_rules.told(row.what, row.began_on, today, book))
        for row, words in queries.inactivities_of(person)
        if row.began_on
    ]
    context = {
        "person": person,
        "excuses": queries.excuses_of(person),
        "noted": noted,
        "keeps_dues": dues,
        "unpaid": queries.unpaid_months(person, today) if dues else [],
        "advice": party_rules.first_steps(book),
        "today": today,
    }
    return render(request, "appraisal/participation.html", context)


@form_page
def inactivity_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Note since when he takes no part."""
    who, person = _kept(request, pk)
    return asked(
        request,
        Noting(request.POST or None),
        lambda given: actions.note_inactive(
            person,
            **given,
            today=clock.today(),
            now=clock.now(),
            by=who.actor(KEEPS, person.path),
        ),
        heading=f"登记没有正当理由不参加：{person.name}",
        lead="先核实有没有正当理由；生病、年老、生育、外出等登记为正当理由，不算缺席。系统只提醒，不会自动处理。",
        button="登记",
        back=_page(person),
        done=lambda _: ("登记好了，到时候提醒您。", _page(person)),
    )


@form_page
def inactivity_over(request: HttpRequest, pk: int) -> HttpResponse:
    """He takes part again."""
    who = viewer(request)
    row = queries.inactivity_for(who, pk)
    return asked(
        request,
        Again(request.POST or None),
        lambda given: actions.takes_part_again(
            row, **given, today=clock.today(), by=who.actor(KEEPS, row.person.path)
        ),
        heading=f"登记恢复：{row.person.name}",
        lead=f"{row.get_what_display()}到这一天为止。",
        button="登记",
        back=_page(row.person),
        done=lambda _: ("登记好了。", _page(row.person)),
    )


@form_page
def excuse_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a proper reason."""
    who, person = _kept(request, pk)
    return asked(
        request,
        Excusing(request.POST or None),
        lambda given: actions.excuse(
            person,
            **given,
            today=clock.today(),
            now=clock.now(),
            by=who.actor(KEEPS, person.path),
        ),
        heading=f"登记正当理由：{person.name}",
        lead="有正当理由的日子不算缺席；正在登记的“不参加”从那天起结束。",
        button="登记",
        back=_page(person),
        done=lambda _: ("登记好了。", _page(person)),
    )


@form_page
def excuse_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The reason holds no more."""
    who = viewer(request)
    row = queries.excuse_for(who, pk)
    return asked(
        request,
        Ending(request.POST or None),
        lambda given: actions.end_excuse(
            row, **given, today=clock.today(), by=who.actor(KEEPS, row.person.path)
        ),
        heading=f"正当理由结束：{row.person.name}",
        lead=f"{row.get_ground_display()}到这一天为止。",
        button="登记",
        back=_page(row.person),
        done=lambda _: ("登记好了。", _page(row.person)),
    )


def _kept(request: HttpRequest, pk: int) -> tuple[Viewer, Person]:
    who = viewer(request)
    return who, person_for(who, KEEPS, pk)


def _page(person: Person) -> str:
    return reverse("participation", args=[person.pk])
