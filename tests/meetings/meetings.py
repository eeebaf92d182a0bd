"""Meetings of the tiny district, called, held and counted through the actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from dangjian.kernel import clock
from dangjian.kernel.evidence import Actor
from dangjian.meetings.actions import counting, electing, holding
from dangjian.meetings.models import Candidate, Item, Kind, Meeting
from dangjian.meetings.queries.electorate import full_members
from dangjian.meetings.rules.sheets import Sheet, Votes
from dangjian.registry.authority import Purpose, viewer_of
from dangjian.registry.models import Organization, Person, PostTitle
from tests.district import TODAY, District, register

DAY = dt.date(2026, 11, 20)


def by(district: District, role: str = "secretary", purpose: Purpose = Purpose.MEETINGS) -> Actor:
    return viewer_of(district.accounts[role], TODAY).actor(purpose, district.east.path)


def called(
    district: District,
    kind: Kind = Kind.ORDINARY,
    *,
    at: Organization | None = None,
    held_on: dt.date = DAY,
    role: str = "secretary",
) -> Meeting:
    place = at or district.east
    return holding.call(
        place, kind=kind, held_on=held_on, now=clock.now(), by=by(district, role), place="活动室"
    )


def put(district: District, meeting: Meeting, **what: Any) -> Item:
    """A question; a resolution where nothing is said."""
    given = what or {"question": "通过支部年度工作计划"}
    return holding.put(meeting, **given, now=clock.now(), by=by(district))


def election(
    district: District,
    candidates: Sequence[Person],
    seats: int,
    post: str = PostTitle.MEMBER,
    **more: Any,
) -> Item:
    meeting = called(district, Kind.ELECTION, **more)
    return put(district, meeting, post=post, seats=seats, candidates=candidates)


def fixed(district: District, meeting: Meeting, present: int | None = None, **more: Any) -> Meeting:
    """The roll with the first so many of those due present; everybody without a number."""
    due = [one.pk for one in full_members(meeting.organization, meeting.held_on)]
    came = due if present is None else due[:present]
    return holding.fix_roll(meeting, present=came, now=clock.now(), by=by(district), **more)


def tellers(item: Item) -> dict[str, Person]:
    """Two members who are not voted on."""
    concerned = set(item.candidates.values_list("person", flat=True)) | {item.person_id}
    meeting = item.meeting
    free = [
        one
        for one in full_members(meeting.organization, meeting.held_on)
        if one.pk not in concerned
    ]
    return {"scrutineer": free[-1], "teller": free[-2]}


def counted(
    district: District,
    item: Item,
    in_favour: int,
    present: int,
    role: str = "secretary",
    **more: Any,
) -> Item:
    """Everybody present voted validly, so many in favour and the rest against."""
    sheet = more.pop("sheet", Sheet(present, present, present))
    counting.record(
        item,
        sheet=sheet,
        votes=Votes(in_favour, sheet.valid - in_favour, 0),
        now=clock.now(),
        by=by(district, role),
        **tellers(item),
        **more,
    )
    return item


def elected(
    district: District,
    item: Item,
    votes: Sequence[int],
    present: int,
    role: str = "secretary",
    **more: Any,
) -> Item:
    """So many votes for each candidate in the order they were put; the rest against."""
    stand = list(item.candidates.filter(nominated=True).order_by("pk"))
    counting.record(
        item,
        sheet=Sheet(present, present, present),
        for_each={
            one.person_id: Votes(many, present - many, 0)
            for one, many in zip(stand, votes, strict=True)
        },
        now=clock.now(),
        by=by(district, role),
        **tellers(item),
        **more,
    )
    return item


def handed_over(district: District, meeting: Meeting, role: str = "secretary") -> Meeting:
    return counting.hand_over(meeting, now=clock.now(), by=by(district, role))


def confirmed(district: District, meeting: Meeting, role: str = "clerk") -> Meeting:
    handed_over(district, meeting)
    return counting.confirm(meeting, now=clock.now(), by=by(district, role))


def voted(district: District, item: Item, in_favour: int, present: int) -> Item:
    """Held, counted and confirmed."""
    fixed(district, item.meeting, present)
    counted(district, item, in_favour, present)
    confirmed(district, item.meeting)
    return item


def reported(district: District, meeting: Meeting, titles: Sequence[str]) -> Meeting:
    stand = Candidate.objects.filter(item__meeting=meeting, elected=True).order_by("pk")
    return electing.report(
        meeting,
        titles={one.pk: title for one, title in zip(stand, titles, strict=True)},
        plenary_on=meeting.held_on,
        now=clock.now(),
        by=by(district),
    )


def grown(place: Organization, to: int) -> list[Person]:
    """The branch with so many full members."""
    have = len(full_members(place, DAY))
    for number in range(have, to):
        register(place, f"成员{number}")
    return full_members(place, DAY)
