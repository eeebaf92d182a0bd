"""Groups of large branches: who is in which, and who leads it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dangjian.registry.actions import people, posts
from dangjian.registry.models import OrganizationForm as Form
from dangjian.registry.models import PostTitle
from demo.districts import FIRST
from demo.ground import BY, Ground
from demo.staffing import Member
from demo.tree import Plan


def form_groups(ground: Ground) -> int:
    """Put members of branches with groups into them, and name a leader for each; how many."""
    by_branch = ground.by_branch()
    placed = 0
    for branch in ground.root.walk():
        groups = [child for child in branch.children if child.form == Form.GROUP]
        if groups:
            chosen = _chosen(ground, branch, by_branch[branch], len(groups))
            for index, group in enumerate(groups):
                _fill(ground, branch, group, chosen[index :: len(groups)])
            placed += len(chosen)
    return placed


def _chosen(
    ground: Ground, branch: Plan, members: Sequence[Member], groups: int
) -> Sequence[Member]:
    """Those who are put into groups: who has been there a while, full members first."""
    month_ago = ground.today - dt.timedelta(days=30)
    there = [member for member in members if member.here_since < month_ago]
    there.sort(key=lambda member: not member.was_full_on(month_ago))
    return there if branch.short_name == FIRST else there[: ground.scale.in_groups * groups]


def _fill(ground: Ground, branch: Plan, group: Plan, members: Sequence[Member]) -> None:
    for member in members:
        member.registered = people.reassign(
            member.person,
            organization=ground.organizations[branch],
            group=ground.organizations[group],
            on=_day(group, member, 1),
            today=ground.today,
            by=BY,
        )
    month_ago = ground.today - dt.timedelta(days=30)
    full = [member for member in members if member.was_full_on(month_ago)]
    leader = max(full, key=lambda member: member.profile.born_on)
    full_on = leader.profile.full_on or month_ago
    posts.appoint(
        ground.organizations[group],
        leader.person,
        title=PostTitle.GROUP_LEADER,
        on=max(_day(group, leader, 10), full_on),
        today=ground.today,
        by=BY,
    )
    leader.settled = True


def _day(group: Plan, member: Member, after: int) -> dt.date:
    return max(group.opened_on, member.here_since) + dt.timedelta(days=after)
