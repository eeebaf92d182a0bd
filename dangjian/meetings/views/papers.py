"""The papers of a meeting, to be printed: roll, ballot, count sheet, minutes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangjian.kernel import clock
from dangjian.kernel.files import papers
from dangjian.kernel.refusal import Missing, Stale
from dangjian.meetings.models import Kind, Meeting, State
from dangjian.meetings.queries import meetings as queries
from dangjian.meetings.queries.meetings import NOTHING
from dangjian.meetings.queries.records import record_of
from dangjian.meetings.queries.results import book_of, items_of, reckon
from dangjian.meetings.rules.wording import MEETING_NAMES, minutes, title_of
from dangjian.meetings.views.doors import address, keeping
from dangjian.registry.views.doors import viewer

SIGNS = ("主持人", "记录人")
SHEETS = {"roll": "签到册", "ballot": "表决票", "count": "计票单", "minutes": "会议记录"}


@never_cache
@require_safe
def meeting_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes as a Word file, as they were confirmed; before that as a draft."""
    who = viewer(request)
    found = queries.meeting_for(who, pk, clock.today()).meeting
    keeping(who, found)
    if found.state == State.VOID:
        raise Stale("这次会议作废了，不再印。")
    told = _minutes(found, Kind(found.kind))
    content = papers.record(
        told["title"],
        told["paragraphs"],
        SIGNS,
        note="" if told["final"] else "草稿，还没有核对确认",
        made_by=who.name,
        at=clock.now(),
    )
    answer = HttpResponse(content, content_type=papers.TYPE)
    name = f"{told['title']} {found.held_on:%Y-%m-%d}.docx"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


@require_safe
def meeting_paper(request: HttpRequest, pk: int, sheet: str) -> HttpResponse:
    """One of the papers, as the record stands; the minutes as they were confirmed."""
    who = viewer(request)
    sight = queries.meeting_for(who, pk, clock.today())
    found = sight.meeting
    keeping(who, found)
    if sheet not in SHEETS:
        raise Missing(NOTHING)
    if found.state == State.VOID:
        raise Stale("这次会议作废了，不再印。")
    kind = Kind(found.kind)
    context: dict[str, Any] = {
        "meeting": found,
        "back": address(found),
        "sheet": SHEETS[sheet],
        "name": MEETING_NAMES[kind],
        "now": clock.now(),
    }
    facts = {"roll": _roll, "ballot": _ballot, "count": _ballot, "minutes": _minutes}
    return render(request, f"meetings/paper_{sheet}.html", context | facts[sheet](found, kind))


def _roll(found: Meeting, kind: Kind) -> dict[str, Any]:
    return {
        "places": queries.roll_of(found),
        "exemptions": queries.exemptions_of(found),
        "watched": queries.watched_of(found),
    }


def _ballot(found: Meeting, kind: Kind) -> dict[str, Any]:
    reckoned = reckon(found, items_of(found), book_of(found))
    return {
        "items": [
            (
                one.item,
                title_of(one.item, kind, found.organization.form, one.item.name),
                [row.person.name for row in one.candidates],
            )
            for one in reckoned
        ],
    }


def _minutes(found: Meeting, kind: Kind) -> dict[str, Any]:
    if found.due is None:
        raise Stale("还没有签到，没有会议记录。")
    stored = found.unseal("minutes")
    if stored:
        told = stored.split("\n")
    else:
        told = list(minutes(record_of(found, reckon(found, items_of(found), book_of(found)))))
    return {"title": told[0], "paragraphs": told[1:], "final": bool(stored), "signs": SIGNS}
