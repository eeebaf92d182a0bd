"""Committees: elected for their terms, some soon due, two overdue; secretaries who changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from heapq import nlargest

from dangjian.registry import rules
from dangjian.registry.actions import posts
from dangjian.registry.models import OrganizationForm as Form
from dangjian.registry.models import Post, PostTitle
from demo import cast
from demo.districts import FIRST
from demo.ground import BY, Ground
from demo.profiles import years_after
from demo.shares import Work
from demo.staffing import Member
from demo.tree import Kind, Plan

TERMS_KNOWN_SINCE = dt.date(2018, 8, 1)
"""Elections before the rules on terms of July 2018 are not entered."""

_SECRETARY, _DEPUTY, _MEMBER = PostTitle.SECRETARY, PostTitle.DEPUTY, PostTitle.MEMBER
_BRANCH_COMMITTEE = (_SECRETARY, PostTitle.ORGANIZATION_MEMBER, PostTitle.PUBLICITY_MEMBER)
_DISCIPLINE = PostTitle.DISCIPLINE_MEMBER
_COMMITTEE_FROM, _LARGE_FROM = 7, 42
_HIGH = (Form.DISTRICT, Form.COMMITTEE)
_SOON_EACH = 9
_OVERDUE = 2


def elect_all(ground: Ground, tell: Callable[[float], object]) -> None:
    """Let every elected organization have its committee, with the one before for some."""
    plans = [plan for plan in ground.root.walk() if _elects(plan)]
    pools = _pools(ground)
    plain = [plan for plan in plans if plan.form == Form.BRANCH and _is_plain(plan)]
    overdue = ground.chance.sample(plain, _OVERDUE)
    for index, plan in enumerate(plans):
        day = _election_day(ground, plan, index, overdue)
        if day is not None:
            _earlier_term(ground, plan, day, pools)
            _elect(ground, plan, day, pools[plan])
        if index % 50 == 0:
            tell(index / len(plans))
    _leave_one_without_secretary(ground, plain, overdue)
    _by_elections(ground, plain, overdue)


def appoint_all(ground: Ground) -> None:
    """Give every work committee, which is not elected, its secretary and members."""
    pools = _pools(ground)
    for plan in ground.root.walk():
        if plan.form == Form.WORK_COMMITTEE:
            for title in (_SECRETARY, _DEPUTY, *_BRANCH_COMMITTEE[1:], _DISCIPLINE):
                day = max(ground.days_ago(60, 1500), plan.opened_on)
                _appoint(ground, plan, _best(ground, pools[plan], day, 1, high=True)[0], title, day)


def _elects(plan: Plan) -> bool:
    return rules.has_elected_committee(plan.form) and plan.closed_on is None


def _is_plain(plan: Plan) -> bool:
    """A branch with a unit of its own or of its superior, there long, elected for three years."""
    return (
        plan.short_name != FIRST
        and plan.opened_on.year < 2019
        and plan.kind not in (Kind.COMMUNITY, Kind.VILLAGE)
    )


# --- days --------------------------------------------------------------------------------------


def _election_day(
    ground: Ground, plan: Plan, index: int, overdue: Sequence[Plan]
) -> dt.date | None:
    """The day of the present committee's election; None where it would be too early to be known."""
    since = (plan.upgraded_on or plan.opened_on) + dt.timedelta(days=12)
    term = _years(plan) * 365
    if plan in overdue:
        day = ground.days_ago(term + 20, term + 90)
    elif index % _SOON_EACH == 3 and plan.kind not in (Kind.COMMUNITY, Kind.VILLAGE):
        day = ground.days_ago(term - 165, term - 12)
    else:
        day = ground.days_ago(45, 3 * 365 - 220)
    day = max(day, since)
    return day if TERMS_KNOWN_SINCE <= day < ground.today else None


def _years(plan: Plan) -> int:
    """The regular term; the shorter one for what lies within a village or community."""
    return 5 if plan.form in (Form.DISTRICT, Form.COMMITTEE) else 3


def _earlier_term(
    ground: Ground, plan: Plan, day: dt.date, pools: dict[Plan, list[Member]]
) -> None:
    before = years_after(day, -_years(plan)) + dt.timedelta(days=ground.chance.randint(-25, 40))
    old_enough = before > max(TERMS_KNOWN_SINCE, plan.opened_on) and plan.upgraded_on is None
    wanted = plan.form != Form.DISTRICT and ground.chance.random() < ground.scale.earlier_terms
    if old_enough and wanted:
        _elect(ground, plan, before, pools[plan])


# --- people ------------------------------------------------------------------------------------


def _pools(ground: Ground) -> dict[Plan, list[Member]]:
    """Who may be elected where: the members of the organization and of all below it."""
    of_branch = ground.by_branch()
    return {
        plan: [member for below in plan.walk() for member in of_branch.get(below, ())]
        for plan in ground.root.walk()
    }


def _elect(ground: Ground, plan: Plan, day: dt.date, pool: Sequence[Member]) -> None:
    titles = _titles(plan, sum(m.was_full_on(day) and m.here_since <= day for m in pool))
    if plan.short_name == FIRST:
        holders = _known_holders(pool)
    else:
        chosen = _best(ground, pool, day, len(titles), high=plan.form in _HIGH)
        holders = list(zip(chosen, titles, strict=False))
    if not holders:
        return
    for member, _ in holders:
        member.settled = True
    posts.record_election(
        ground.organizations[plan],
        elected_on=day,
        holders=[(member.person, title) for member, title in holders],
        today=ground.today,
        by=BY,
        document=ground.paper("禾组", day),
    )


def _titles(plan: Plan, full_members: int) -> tuple[PostTitle, ...]:
    """The posts of a committee of that form (支部工作条例 2018: fewer than seven have none)."""
    if plan.form == Form.DISTRICT:
        return (_SECRETARY, _DEPUTY, _DEPUTY, *[_MEMBER] * 8)
    if plan.form == Form.COMMITTEE:
        return (_SECRETARY, _DEPUTY, _DEPUTY, _DISCIPLINE, _MEMBER, _MEMBER, _MEMBER)
    if plan.form == Form.GENERAL_BRANCH:
        return (*_BRANCH_COMMITTEE, _DEPUTY, _DISCIPLINE)
    if full_members < _COMMITTEE_FROM:
        return (_SECRETARY,)
    large = full_members >= _LARGE_FROM
    return (*_BRANCH_COMMITTEE, _DISCIPLINE, _MEMBER) if large else _BRANCH_COMMITTEE


def _known_holders(pool: Sequence[Member]) -> list[tuple[Member, PostTitle]]:
    by_name = {member.profile.name: member for member in pool}
    names = (cast.SECRETARY, cast.ORGANIZATION_MEMBER, cast.PUBLICITY_MEMBER)
    return [(by_name[name], title) for name, title in zip(names, _BRANCH_COMMITTEE, strict=True)]


def _best(
    ground: Ground, pool: Sequence[Member], day: dt.date, count: int, *, high: bool = False
) -> list[Member]:
    """Full members of that day, of an age to be elected, the rest by chance.

    high: for a committee above the branches, whose members mostly work in its office.
    """

    def fitness(member: Member) -> float:
        office = 2.0 if high and member.branch.kind is Kind.ORGAN else 0.0
        return office + _fitness(member, day) + ground.chance.random()

    return nlargest(count, (m for m in pool if _could_stand(m, day)), key=fitness)


def _could_stand(member: Member, day: dt.date) -> bool:
    free = not member.turns_full and not member.known
    return member.was_full_on(day) and member.here_since <= day and free


def _fitness(member: Member, day: dt.date) -> float:
    age = day.year - member.profile.born_on.year
    in_age = 30 <= age <= 58 or (member.branch.kind is Kind.RETIRED and age <= 72)
    leads = member.profile.work in (Work.MANAGER, Work.OFFICIAL, Work.PROFESSIONAL)
    schooled = member.profile.education < "40"
    free = not member.settled
    return 2.0 * in_age + 0.4 * leads + 0.4 * schooled + 0.5 * free


# --- changes within a term ----------------------------------------------------------------------


def _leave_one_without_secretary(
    ground: Ground, plain: Sequence[Plan], overdue: Sequence[Plan]
) -> None:
    plan = next(plan for plan in plain if plan not in overdue and plan.kind is Kind.SCHOOL)
    _relieve_secretary(ground, plan, ground.days_ago(25, 44))


def _by_elections(ground: Ground, plain: Sequence[Plan], overdue: Sequence[Plan]) -> None:
    """Secretaries who were called elsewhere during the term, and who followed them."""
    pools = _pools(ground)
    candidates = [p for p in plain if p not in overdue and p.kind is not Kind.SCHOOL]
    for plan in ground.chance.sample(candidates, ground.scale.by_elections):
        left_on = ground.days_ago(16, 40)
        _relieve_secretary(ground, plan, left_on)
        day = ground.days_after(left_on, 3, 12)
        holders = Post.objects.current().filter(organization=ground.organizations[plan])
        busy = set(holders.values_list("person", flat=True))
        pool = [member for member in pools[plan] if member.person.pk not in busy]
        for successor in _best(ground, pool, day, 1):
            _appoint(ground, plan, successor, _SECRETARY, day)


def _relieve_secretary(ground: Ground, plan: Plan, day: dt.date) -> None:
    held = Post.objects.current().filter(organization=ground.organizations[plan], title=_SECRETARY)
    for post in held:
        posts.relieve(post, on=day, today=ground.today, by=BY)


def _appoint(ground: Ground, plan: Plan, member: Member, title: PostTitle, day: dt.date) -> None:
    member.settled = True
    posts.appoint(
        ground.organizations[plan],
        member.person,
        title=title,
        on=day,
        today=ground.today,
        by=BY,
        document=ground.paper("禾组", day),
    )
