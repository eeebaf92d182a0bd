"""The list of meetings of an organization, and one meeting."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.flow.rules import says_move
from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing
from dangjian.meetings.models import Kind, Meeting, State
from dangjian.meetings.queries import meetings as queries
from dangjian.meetings.queries.meetings import NOTHING, Sight
from dangjian.meetings.queries.results import Reckoning, book_of, items_of, reckon, shares_of
from dangjian.meetings.queries.setting import advice_for, may_meet
from dangjian.meetings.rules import table_of
from dangjian.meetings.rules.votes import Sentence, attendance
from dangjian.meetings.rules.wording import title_of
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Organization
from dangjian.registry.queries.people import organization_for
from dangjian.registry.views.addresses import number_in
from dangjian.registry.views.doors import viewer

PER_PAGE = 20


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """The meetings of one of the viewer's organizations and all below it, the latest first."""
    who = viewer(request)
    place = _place(who, request.GET.get("at", ""))
    page = Paginator(queries.meetings_below(place), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "meetings/meetings.html",
        {
            "page": page,
            "lines": queries.lines(list(page.object_list)),
            "place": place,
            "may_call": may_meet(place) and place.closed_on is None,
        },
    )


def _place(who: Viewer, at: str) -> Organization:
    """The organization asked for, or the first at which the viewer keeps meetings."""
    asked = number_in(at)
    if at and asked:
        return organization_for(who, Purpose.MEETINGS, asked)
    held = [one.organization_id for one in who.held if who.may(Purpose.MEETINGS, one.path)]
    if at or not held:
        raise Missing(NOTHING)
    return Organization.objects.get(pk=held[0])


@dataclass(frozen=True)
class Shown:
    """An item as the page shows it; again: whether it can be voted on once more."""

    reckoning: Reckoning
    title: str
    mark: str
    state: str
    again: bool


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: what it votes on, who came, what was counted, what is next."""
    who = viewer(request)
    sight = queries.meeting_for(who, pk, clock.today())
    found, flow = sight.meeting, table_of(sight.meeting.kind)
    book = book_of(found)
    shown = shown_items(found, reckon(found, items_of(found), book))
    came = _came(found, attendance(shares_of(found.kind, book), found.present or 0, found.due or 0))
    done = [
        (one, says_move(flow, one.move), one.unseal("words")) for one in queries.steps_of(found)
    ]
    return render(
        request,
        "meetings/meeting.html",
        {
            "sight": sight,
            "meeting": found,
            "kind": Kind(found.kind).label,
            "state": flow.state(found.state).says,
            "shown": shown,
            "came": came,
            "enough": shares_of(found.kind, book).enough_came(found.present or 0, found.due or 0),
            "exemptions": queries.exemptions_of(found),
            "watched": queries.watched_of(found),
            "advice": advice_for(found, [one.reckoning.item for one in shown], book),
            "waiting": queries.waiting_for(found),
            "steps": done,
            "keeps": who.may(Purpose.MEETINGS, found.organization.path),
            "held": found.held_on <= clock.today(),
            "all_counted": bool(shown) and all(one.reckoning.count for one in shown),
            "ways": _ways(sight),
            "list_url": f"{reverse('meetings')}?at={found.organization_id}",
        },
    )


def shown_items(found: Meeting, reckoned: list[Reckoning]) -> list[Shown]:
    """Each item in words: what it is called, what came of it so far."""
    followed = {one.item.follows_id for one in reckoned}
    return [
        Shown(
            one,
            title_of(one.item, Kind(found.kind), found.organization.form, one.item.name),
            *_mark(one),
            again=_again(found, one) and one.item.pk not in followed,
        )
        for one in reckoned
    ]


def _mark(one: Reckoning) -> tuple[str, str]:
    """What came of an item in a word, and how it is drawn."""
    if one.count is None:
        return "", ""
    if not one.valid:
        return "无效", "late"
    if one.item.elects:
        if one.passed:
            return "选出", "done"
        return ("票数相同", "soon") if one.tied else ("没有选满", "soon")
    return ("通过", "done") if one.passed else ("没有通过", "soon")


def _again(found: Meeting, one: Reckoning) -> bool:
    """A void ballot is cast again; open seats may be voted on once more."""
    open_seats = one.item.elects and one.vacant > 0
    return found.state == State.FIXED and one.count is not None and (not one.valid or open_seats)


def _came(found: Meeting, said: Sentence) -> Sentence | None:
    return said if found.due is not None else None


def _ways(sight: Sight) -> list[tuple[str, str]]:
    """(sheet, words) of the papers that can be printed now."""
    found = sight.meeting
    if found.state == State.VOID:
        return []
    ways = [("roll", "签到册"), ("ballot", "表决票"), ("count", "计票单")]
    return ways if found.due is None else [*ways, ("minutes", "会议记录")]
