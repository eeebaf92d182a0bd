"""Counts are entered, handed over, compared and confirmed by somebody else; a meeting is void."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing, Refused
from dangjian.meetings.actions import counting, electing
from dangjian.meetings.forms.counts import Counting
from dangjian.meetings.forms.meetings import Reasoned, Seen
from dangjian.meetings.models import Count, Item, Kind, Meeting, State
from dangjian.meetings.queries import electorate
from dangjian.meetings.queries import meetings as queries
from dangjian.meetings.queries.meetings import NOTHING, Sight
from dangjian.meetings.queries.results import book_of, items_of, reckon
from dangjian.meetings.rules.wording import title_of
from dangjian.meetings.views.doors import Told, due, form_page, keeping, step
from dangjian.meetings.views.meetings import shown_items
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Person
from dangjian.registry.views.doors import viewer


@form_page
def meeting_count(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the count sheet of an item."""
    who = viewer(request)
    sight, item = queries.item_for(who, pk, clock.today())
    found, by = sight.meeting, keeping(who, sight.meeting)
    due(sight.counts, sight)
    form = _form(request, found, item)
    title = title_of(item, Kind(found.kind), found.organization.form, item.name)
    return step(
        request,
        found,
        form,
        lambda _: counting.record(item, **form.counted(), now=clock.now(), by=by),
        told=Told("登记计票", title, "登记", "计票登记好了。"),
        template="meetings/count.html",
        context={"item": item},
    )


def _form(request: HttpRequest, found: Meeting, item: Item) -> Counting:
    """The count sheet with what was entered before; tellers are whoever is not voted on."""
    place, on = found.organization, found.held_on
    full = electorate.full_members(place, on)
    stand = list(item.candidates.select_related("person").order_by("pk"))
    nominated = [one for one in stand if one.nominated]
    concerned = {one.person_id for one in nominated} | {item.person_id}
    members = [*full, *electorate.probationers(place, on)]
    known = Count.objects.filter(item=item).first()
    initial: dict[str, Any] = {"seen": found.case.round}
    if known is not None:
        marks = ("in_favour", "against", "abstained")
        names = ["issued", "returned", "valid", *marks, *(f"written_{mark}" for mark in marks)]
        initial |= {name: getattr(known, name) for name in names}
        initial |= {"scrutineer": known.scrutineer_id, "teller": known.teller_id}
        for one in nominated:
            for mark in ("in_favour", "against", "abstained"):
                initial[f"{mark}_{one.person_id}"] = getattr(one, mark)
        written = [one for one in stand if not one.nominated and one.in_favour]
        for number, one in enumerate(written, start=1):
            initial |= {
                f"other_{number}": one.person_id,
                f"other_votes_{number}": one.in_favour,
            }
    return Counting(
        request.POST or None,
        tellers=[one for one in members if one.pk not in concerned],
        candidates=nominated,
        others=_may_be_written_in(full, found, concerned),
        written=found.written,
        initial=initial,
    )


def _may_be_written_in(
    full: list[Person], found: Meeting, concerned: set[int | None]
) -> list[Person]:
    rightless = electorate.without_vote(found)
    return [one for one in full if one.pk not in concerned and one.pk not in rightless]


_WAYS: dict[str, tuple[Callable[..., Any], type[Seen], Callable[[Sight], bool], Told]] = {
    "hand-over": (
        counting.hand_over,
        Seen,
        lambda sight: sight.counts,
        Told(
            "交另一位同志核对",
            "另一位同志对着计票单核对一遍。交出以后，签到、票数和会议情况不能再改，退回来才能改。",
            "交去核对",
            "已经交去核对。",
        ),
    ),
    "void": (
        counting.void,
        Reasoned,
        lambda sight: sight.may_void,
        Told(
            "会议作废",
            "会没有开成、人数不够、程序不对的，写明原因作废。登记过的都留着，查得到。",
            "作废",
            "这次会议作废了。",
        ),
    ),
    "set-aside": (
        electing.set_aside,
        Reasoned,
        lambda sight: sight.may_report,
        Told(
            "没有选出，另行选举",
            "这次选举到此为止，不报上级。写明原因，另行召开会议选举。",
            "另行选举",
            "这次选举到此为止。",
        ),
    ),
}


@form_page
def meeting_step(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """Hand the counts over, declare a meeting void, end an election that elected nobody."""
    who = viewer(request)
    sight = queries.meeting_for(who, pk, clock.today())
    found, by = sight.meeting, keeping(who, sight.meeting)
    if way not in _WAYS:
        raise Missing(NOTHING)
    act, form, allowed, told = _WAYS[way]
    due(allowed(sight), Sight(found, None, ""))
    return step(
        request,
        found,
        form(request.POST or None, initial={"seen": found.case.round}),
        lambda values: act(found, **values, now=clock.now(), by=by),
        told=told,
    )


_CONFIRMING: dict[str, tuple[Callable[..., Any], type[Seen], Told]] = {
    "yes": (
        counting.confirm,
        Seen,
        Told(
            "核对无误",
            "请拿着监票人、计票人签了字的计票单，一个数一个数地对。确认以后，结果和会议记录不能再改。",
            "和计票单一致，确认",
            "核对完了，结果从现在起有效。",
        ),
    ),
    "back": (
        counting.send_back,
        Reasoned,
        Told("退回更正", "写明哪一个数和计票单不一样。", "退回", "已经退回更正。"),
    ),
}


@form_page
def meeting_confirm(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """Compare the counts with the paper: confirm them, or send them back."""
    who = viewer(request)
    sight = queries.meeting_for(who, pk, clock.today())
    found = sight.meeting
    if way not in _CONFIRMING or not who.may(Purpose.MEETINGS, found.organization.path):
        raise Missing(NOTHING)
    if found.state == State.COUNTED and sight.todo is None:
        raise Refused("这一步由另一位同志办。", status=403)
    due(sight.may_confirm, sight)
    act, form, told = _CONFIRMING[way]
    office = sight.todo.for_organization if sight.todo else None
    place = office or found.organization
    return step(
        request,
        found,
        form(request.POST or None, initial={"seen": found.case.round}),
        lambda values: act(
            found,
            **values,
            office=office,
            now=clock.now(),
            by=who.actor(Purpose.MEETINGS, place.path),
        ),
        told=told,
        template="meetings/confirm.html",
        context={"shown": shown_items(found, reckon(found, items_of(found), book_of(found)))},
    )
