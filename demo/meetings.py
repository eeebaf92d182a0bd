"""Meetings of the demo's best-known branch: one that is over, one whose count is to be compared."""

from __future__ import annotations

import datetime as dt
import uuid

from dangjian.kernel.evidence import Actor
from dangjian.meetings.actions import counting, holding
from dangjian.meetings.models import Item, Kind
from dangjian.meetings.queries.electorate import full_members
from dangjian.meetings.rules.sheets import Sheet, Votes
from dangjian.registry.authority import Purpose, viewer_of
from dangjian.registry.models import Account, Organization
from demo.districts import FIRST
from demo.ground import Ground

_OVER_DAYS_AGO, _COUNTED_DAYS_AGO = 41, 4
_ABSENT = 3
_PLACE = "社区党群服务中心二楼"


def held(ground: Ground, now: dt.datetime) -> None:
    """A resolution that was confirmed by the street, and an admission that waits for it."""
    branch = ground.organizations[ground.root.find(FIRST)]
    plan = _put(ground, branch, Kind.ORDINARY, _OVER_DAYS_AGO, now, question="通过支部年度工作计划")
    _count(ground, plan, 1, now)
    counting.confirm(plan.meeting, now=now, by=_acting(ground, "organizer"))
    applicant = _put(
        ground,
        branch,
        Kind.ADMISSION,
        _COUNTED_DAYS_AGO,
        now,
        subject=uuid.UUID(int=ground.chance.getrandbits(128), version=4),
        label="温良玉",
    )
    _count(ground, applicant, 2, now)


def _put(
    ground: Ground,
    branch: Organization,
    kind: Kind,
    days_ago: int,
    now: dt.datetime,
    **what: str | uuid.UUID,
) -> Item:
    by = _acting(ground, "secretary")
    day = ground.today - dt.timedelta(days=days_ago)
    meeting = holding.call(branch, kind=kind, held_on=day, place=_PLACE, now=now, by=by)
    return holding.put(meeting, now=now, by=by, **what)  # type: ignore[arg-type]


def _count(ground: Ground, item: Item, against: int, now: dt.datetime) -> None:
    """Everybody but a few came and voted; handed over to be compared."""
    by, meeting = _acting(ground, "secretary"), item.meeting
    people = full_members(meeting.organization, meeting.held_on)
    came = people[:-_ABSENT]
    ids = [one.pk for one in came]
    away = {one.pk for one in people[-_ABSENT:-1]}
    chair = next((one for one in came if one.uid == by.person_uid), None)
    holding.fix_roll(meeting, present=ids, excused=away, chair=chair, now=now, by=by)
    many = len(came)
    counting.record(
        item,
        sheet=Sheet(many, many, many),
        votes=Votes(many - against, against, 0),
        scrutineer=came[0],
        teller=came[1],
        now=now,
        by=by,
    )
    counting.hand_over(meeting, now=now, by=by)


def _acting(ground: Ground, login: str) -> Actor:
    who = viewer_of(Account.objects.get(login_name=login), ground.today)
    return who.actor(Purpose.MEETINGS, next(held.path for held in who.held))
