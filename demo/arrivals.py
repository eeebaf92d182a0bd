"""People: where each of them was before, and how he came into the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from dangjian.registry.actions import people
from dangjian.registry.actions.people import NewMember
from dangjian.registry.models import Arrival
from demo.districts import CLOSED
from demo.ground import BY, Ground
from demo.staffing import Member
from demo.tree import Kind

BATCH = 2500
_CLOSED_HAD = 9
_LONG_ENOUGH = dt.timedelta(days=420)


def trace_back(ground: Ground) -> None:
    """Say of some members which branch they were in before: grown, closed or just another one."""
    _from_grown(ground)
    _from_closed(ground)
    _from_elsewhere(ground)


def _from_grown(ground: Ground) -> None:
    """Members of a general branch that was a branch itself until it grew."""
    for plan in ground.root.walk():
        if plan.upgraded_on is None:
            continue
        for member in ground.members:
            if member.branch in plan.children and member.profile.joined_on < plan.upgraded_on:
                member.before, member.came_on = plan, plan.upgraded_on


def _from_closed(ground: Ground) -> None:
    closed = ground.root.find(CLOSED)
    assert closed.closed_on is not None
    workers = [
        member
        for member in ground.members
        if member.branch.kind is Kind.ENTERPRISE and _free_by(member, closed.closed_on)
    ]
    for member in ground.some(workers, _CLOSED_HAD):
        member.before = closed
        member.came_on = closed.closed_on - dt.timedelta(days=ground.chance.randint(5, 40))


def _from_elsewhere(ground: Ground) -> None:
    """Transfers of the last three years between branches that are still there."""
    branches = [plan for plan in ground.root.walk() if plan.has_members]
    candidates = [member for member in ground.members if _free_by(member, ground.today)]
    for member in ground.some(candidates, ground.scale.moved):
        came_on = ground.days_ago(15, 1000)
        before = ground.chance.choice(branches)
        old_enough = before.opened_on + _LONG_ENOUGH < came_on
        if before is not member.branch and old_enough and _free_by(member, came_on):
            member.before, member.came_on = before, max(came_on, member.branch.opened_on)


def _free_by(member: Member, day: dt.date) -> bool:
    """Whether he may have come from elsewhere by that day: long a member, of no part otherwise."""
    long = member.profile.joined_on + _LONG_ENOUGH < day
    return long and not member.settled and member.before is None


def register(ground: Ground, tell: Callable[[float], object]) -> None:
    """Bring everybody into the register, in the branch he first was in."""
    turning = _turning_full(ground)
    for start in range(0, len(ground.members), BATCH):
        members = ground.members[start : start + BATCH]
        rows = [_row(ground, member, member in turning) for member in members]
        made = people.register_members(rows, today=ground.today, by=BY)
        for member, person in zip(members, made, strict=True):
            member.registered = person
        tell((start + len(members)) / len(ground.members))


def _turning_full(ground: Ground) -> set[Member]:
    """Those whose probation ended within the last year: `changes` turns them full."""
    year = ground.today - dt.timedelta(days=365)
    lately = [
        member
        for member in ground.members
        if member.profile.full_on and member.profile.full_on > year
    ]
    return set(ground.some(lately, ground.scale.turned_full))


def _row(ground: Ground, member: Member, turning: bool) -> NewMember:
    profile = member.profile
    admitted = profile.joined_on > ground.today - dt.timedelta(days=730)
    member.turns_full = turning
    return NewMember(
        organization=ground.organizations[member.before or member.branch],
        name=profile.name,
        sex=profile.sex,
        born_on=profile.born_on,
        id_number=profile.id_number,
        joined_on=profile.joined_on,
        full_on=None if turning else profile.full_on,
        ethnic=profile.ethnic,
        native_place=profile.native_place,
        education=profile.education,
        occupation=member.occupation,
        started_work_on=profile.started_work_on,
        mobile=profile.mobile,
        landline=member.landline,
        address=member.address,
        arrival=Arrival.ADMITTED if admitted else Arrival.REGISTERED,
        document=ground.paper("禾组审", profile.joined_on) if admitted else "",
    )
