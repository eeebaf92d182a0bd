"""What was elected is reported, and answered by the superior."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing, Stale
from dangjian.meetings.actions import electing
from dangjian.meetings.forms.counts import Answering, Reporting
from dangjian.meetings.forms.meetings import Reasoned
from dangjian.meetings.models import Candidate, Meeting
from dangjian.meetings.queries import meetings as queries
from dangjian.meetings.queries.meetings import NOTHING
from dangjian.meetings.rules.electing import DIRECT
from dangjian.meetings.views.doors import GONE_ON, Told, due, form_page, keeping, step
from dangjian.registry.authority import Purpose
from dangjian.registry.views.doors import viewer


@form_page
def meeting_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Who takes which post; reported to the superior."""
    who = viewer(request)
    sight = queries.meeting_for(who, pk, clock.today())
    found, by = sight.meeting, keeping(who, sight.meeting)
    due(sight.may_report, sight)
    elected = _elected(found)
    if not elected:
        raise Stale("这次会议没有选出人来，不用上报，请另行选举。")
    divided = [one for one in elected if one.item.post not in DIRECT]
    form = Reporting(
        request.POST or None,
        elected=divided,
        initial={"seen": found.case.round, "plenary_on": found.plenary_on or found.held_on},
    )
    return step(
        request,
        found,
        form,
        lambda values: electing.report(
            found,
            titles=form.titles(),
            plenary_on=values["plenary_on"],
            seen=values["seen"],
            now=clock.now(),
            by=by,
        ),
        told=Told(
            "把选举结果报上级",
            "委员会第一次全体会议推选了书记、定了分工以后，照着填。上级批复以后，任期和职务一次登记入册。",
            "报上级",
            "已经报上级，批复了会告诉您。",
        ),
        template="meetings/report.html",
        context={"direct": [one for one in elected if one.item.post in DIRECT]},
    )


_ANSWERS: dict[str, tuple[Any, Any, Told]] = {
    "approve": (
        electing.approve,
        Answering,
        Told(
            "登记批复",
            "上级党组织批复以后在这里登记：原来的班子到选举那天为止，新的任期和职务从选举那天起。",
            "登记批复，入册",
            "批复登记好了，任期和职务已经入册。",
        ),
    ),
    "back": (
        electing.hand_back,
        Reasoned,
        Told("退回", "写明为什么退回。", "退回", "已经退回。"),
    ),
}


@form_page
def meeting_answer(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """The superior's reply, or the report goes back."""
    who = viewer(request)
    sight = queries.meeting_for(who, pk, clock.today())
    found = sight.meeting
    if way not in _ANSWERS or not who.may_above(Purpose.STRUCTURE, found.organization.path):
        raise Missing(NOTHING)
    if not sight.may_answer or sight.todo is None or sight.todo.for_organization is None:
        raise Stale(GONE_ON)
    office = sight.todo.for_organization
    act, form, told = _ANSWERS[way]
    return step(
        request,
        found,
        form(request.POST or None, initial={"seen": found.case.round}),
        lambda values: act(
            found,
            **values,
            office=office,
            now=clock.now(),
            by=who.actor(Purpose.STRUCTURE, office.path),
        ),
        told=told,
        template="meetings/answer.html",
        context={"elected": _elected(found)},
    )


def _elected(found: Meeting) -> list[Candidate]:
    rows = Candidate.objects.filter(item__meeting=found, elected=True)
    return list(rows.select_related("item", "person").order_by("item__position", "pk"))
