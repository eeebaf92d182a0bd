"""For the authorization matrix: meetings of a branch at every stage."""

from __future__ import annotations

from typing import Any

from dangjian.kernel import clock
from dangjian.meetings.actions import counting, electing, holding
from dangjian.meetings.models import Candidate, Ground, Item, Kind, Meeting
from dangjian.meetings.queries.electorate import full_members
from dangjian.meetings.rules.sheets import Sheet, Votes
from dangjian.registry.models import Organization, PostTitle
from tests.district import District
from tests.meetings.meetings import DAY, by, called, grown

OF_CALLED = ("meeting", "meeting_put", "meeting_exempt", "meeting_roll", "meeting_notes")
MEETINGS = {*OF_CALLED, "meeting_call", "meeting_take_off", "meeting_count_in"}
MEETINGS |= {"meeting_count", "meeting_again", "meeting_step", "meeting_paper"}
MEETINGS |= {"meeting_minutes"}
MEETINGS |= {"meeting_confirm", "meeting_report", "meeting_answer"}


def _called(district: District, branch: Organization, kind: Kind) -> Meeting:
    """Called by whoever counts there: the secretary, or the district for a foreign branch."""
    return called(district, kind, at=branch, role=_keeper(district, branch))


def _keeper(district: District, branch: Organization) -> str:
    return "secretary" if branch.pk == district.east.pk else "system_officer"


def _held(district: District, item: Item) -> Meeting:
    """Everybody came."""
    meeting = item.meeting
    due = [one.pk for one in full_members(meeting.organization, DAY)]
    who = by(district, _keeper(district, meeting.organization))
    return holding.fix_roll(meeting, present=due, now=clock.now(), by=who)


def _counted(district: District, branch: Organization, returned: int) -> Item:
    """A resolution of three votes."""
    meeting = _called(district, branch, Kind.ORDINARY)
    who = by(district, _keeper(district, branch))
    item = holding.put(meeting, question="通过工作计划", now=clock.now(), by=who)
    _held(district, item)
    people = full_members(branch, DAY)
    counting.record(
        item,
        sheet=Sheet(3, returned, 3),
        votes=Votes(3, 0, 0),
        scrutineer=people[0],
        teller=people[1],
        now=clock.now(),
        by=who,
    )
    return item


def _confirmed_election(district: District, branch: Organization) -> Meeting:
    meeting = _called(district, branch, Kind.ELECTION)
    who = by(district, _keeper(district, branch))
    people = full_members(branch, DAY)
    item = holding.put(
        meeting, post="member", seats=3, candidates=people[:4], now=clock.now(), by=who
    )
    many = (_held(district, item).due) or 0
    marks = (many, many, many - 1, 0)
    counting.record(
        item,
        sheet=Sheet(many, many, many),
        for_each={
            one.pk: Votes(votes, many - votes, 0)
            for one, votes in zip(people[:4], marks, strict=True)
        },
        scrutineer=people[-1],
        teller=people[-2],
        now=clock.now(),
        by=who,
    )
    counting.hand_over(meeting, now=clock.now(), by=who)
    return counting.confirm(meeting, now=clock.now(), by=by(district, "office"))


def objects(district: District, branch: Organization) -> dict[str, list[Any]]:
    """Address name -> arguments: a meeting at every stage."""
    grown(branch, 9)
    who = by(district, _keeper(district, branch))
    meeting = _called(district, branch, Kind.ORDINARY)
    item = holding.put(meeting, question="通过工作计划", now=clock.now(), by=who)
    row = holding.exempt(
        meeting,
        full_members(branch, DAY)[-1],
        ground=Ground.WATCHED,
        reason="察看期到明年三月",
        now=clock.now(),
        by=who,
    )
    found: dict[str, list[Any]] = dict.fromkeys(OF_CALLED, [meeting.pk])
    found |= {"meeting_take_off": [item.pk], "meeting_count_in": [row.pk]}
    void = _counted(district, branch, 4)
    compared = _counted(district, branch, 3)
    counting.hand_over(compared.meeting, now=clock.now(), by=who)
    answered = _confirmed_election(district, branch)
    chosen = Candidate.objects.filter(item__meeting=answered, elected=True).order_by("pk")
    titles = (PostTitle.SECRETARY, PostTitle.MEMBER, PostTitle.MEMBER)
    electing.report(
        answered,
        titles={one.pk: title for one, title in zip(chosen, titles, strict=True)},
        plenary_on=DAY,
        now=clock.now(),
        by=who,
    )
    return found | {
        "meeting_call": [branch.pk],
        "meeting_count": [void.pk],
        "meeting_again": [void.pk],
        "meeting_step": [void.meeting_id, "void"],
        "meeting_paper": [void.meeting_id, "minutes"],
        "meeting_minutes": [void.meeting_id],
        "meeting_confirm": [compared.meeting_id, "back"],
        "meeting_report": [_confirmed_election(district, branch).pk],
        "meeting_answer": [answered.pk, "approve"],
    }
