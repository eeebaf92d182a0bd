"""Decisions on a member's standing; contact lost and found, members away and back (A6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dangjian.kernel import clock
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import standing as actions
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.forms.standing import Away, Back, Decision, Found, Lost, OnADay
from dangjian.registry.models import IN_THE_PARTY, Organization, Person, Standing, StandingKind
from dangjian.registry.queries import records
from dangjian.registry.queries.people import person_for
from dangjian.registry.rules.people import OUT, may_follow
from dangjian.registry.views.doors import perform, viewer
from dangjian.registry.views.people import place_choices

_form_page = require_http_methods(["GET", "HEAD", "POST"])

WORDS = {
    StandingKind.PROBATIONARY: ("恢复为预备党员", "恢复党籍，回到预备党员。"),
    StandingKind.FULL: ("登记为正式党员", "预备党员转正，或者恢复党籍。"),
    StandingKind.SUSPENDED: ("停止党籍", "失去联系六个月以上、出国（境）定居等。"),
    StandingKind.LEFT: ("登记出党", "除名、退党、开除党籍、取消预备党员资格。"),
    StandingKind.DIED: ("登记去世", "只填日期，不用文件。"),
}
"""What each decision is called on its button, and when it is the one to choose."""


@_form_page
def standing_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose what was decided (?kind=left), then enter when, why and by which paper."""
    who = viewer(request)
    person = person_for(who, Purpose.STANDING, pk)
    record = records.record_of(person, clock.today())
    offered = may_follow([standing.kind for standing in record.standings])
    led = any(one.in_case and one.valid.upper is None for one in record.standings)
    if led:
        offered = [kind for kind in offered if kind != StandingKind.FULL]
    asked = request.GET.get("kind", "")
    if not asked:
        choices = [(kind.value, *WORDS[kind]) for kind in offered]
        context = {"person": person, "record": record, "choices": choices, "led": led}
        return render(request, "registry/standing_choose.html", context)
    if led and asked == StandingKind.FULL:
        raise Refused("这位同志的转正正在“发展党员”里一步一步办，请在那里登记。")
    if asked not in offered:
        raise Refused(f"现在是“{_now(record)}”，不能这样登记。请回到这位同志的信息页重新选。")
    return _decide(request, who, record, StandingKind(asked))


def _now(record: records.Record) -> str:
    return str(StandingKind(record.person.standing).label) if record.standings else "未登记"


def _decide(
    request: HttpRequest, who: Viewer, record: records.Record, kind: StandingKind
) -> HttpResponse:
    person, today = record.person, clock.today()
    comes_back = person.standing in OUT and kind in IN_THE_PARTY
    offered = place_choices(who, Purpose.STANDING, groups=False) if comes_back else []
    form = Decision(request.POST or None, person=person, kind=kind, today=today, places=offered)

    def act(values: dict[str, Any]) -> Standing:
        place = values.get("place")
        return actions.change_standing(
            person,
            kind=kind,
            on=values["on"],
            reason=values["reason"],
            document=values["document"],
            organ=values.get("organ", ""),
            decided_on=values.get("decided_on"),
            today=today,
            by=who.actor(Purpose.STANDING, person.path),
            seen=values["seen"],
            organization=Organization.objects.get(pk=place) if place else None,
        )

    return perform(
        request,
        form,
        act,
        template="registry/standing_decide.html",
        context={
            "person": person,
            "record": record,
            "kind": kind,
            "title": WORDS[kind][0],
            "goes_out": kind in OUT,
            "lays_down": kind in OUT or kind == StandingKind.SUSPENDED,
            "held": records.held_by(person),
        },
        done=lambda standing: (
            f"{person.name}已经登记为{standing.get_kind_display()}。",
            reverse("member", args=[person.pk]),
        ),
    )


# --- contact lost, members away -------------------------------------------------------------------


@_form_page
def lost_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Contact with a member broke off."""
    return _report(request, pk, Lost, actions.report_lost, "登记失联", "已经登记为失联。")


@_form_page
def lost_found(request: HttpRequest, pk: int) -> HttpResponse:
    """A lost member was reached again."""
    return _report(request, pk, Found, actions.report_found, "登记恢复联系", "已经登记为恢复联系。")


@_form_page
def floating_report(request: HttpRequest, pk: int) -> HttpResponse:
    """A member is away for six months or more without moving the relation."""
    return _report(
        request, pk, Away, actions.report_floating, "登记外出流动", "已经登记为流动党员。"
    )


@_form_page
def floating_returned(request: HttpRequest, pk: int) -> HttpResponse:
    """A floating member is back."""
    return _report(request, pk, Back, actions.report_returned, "登记返回", "已经登记返回。")


def _report(
    request: HttpRequest,
    pk: int,
    form_class: type[OnADay],
    act: Callable[..., Any],
    title: str,
    said: str,
) -> HttpResponse:
    who = viewer(request)
    person: Person = person_for(who, Purpose.MAINTAIN, pk)
    today = clock.today()
    return perform(
        request,
        form_class(request.POST or None, person=person, today=today),
        lambda values: act(
            person, **values, today=today, by=who.actor(Purpose.MAINTAIN, person.path)
        ),
        template="registry/standing_report.html",
        context={
            "person": person,
            "title": title,
            "record": records.record_of(person, today),
        },
        done=lambda _: (f"{person.name}{said}", reverse("member", args=[person.pk])),
    )
