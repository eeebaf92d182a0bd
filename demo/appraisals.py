"""An appraisal that a branch has begun, a visit that was and one planned, a proper reason."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from dangjian.appraisal.actions import appraising, participating, visiting
from dangjian.appraisal.actions.visiting import Seen
from dangjian.appraisal.models import Appraisal
from dangjian.appraisal.queries.offices import APPRAISES, KEEPS
from dangjian.registry.authority import viewer_of
from dangjian.registry.models import Account, Person
from demo import cast
from demo.ground import Ground


def under_way(ground: Ground, now: dt.datetime) -> None:
    """Of the branch whose secretary the guides know."""
    known = {member.profile.name: member.person for member in ground.members if member.known}
    secretary, helper = known[cast.SECRETARY], known[cast.ORGANIZATION_MEMBER]
    branch, today = secretary.organization, ground.today
    if branch is None:
        raise RuntimeError("the cast of the demo belongs to a branch")
    viewer = viewer_of(Account.objects.get(person=secretary), today)
    by = viewer.actor(KEEPS, branch.path)
    old, ill, *_ = (
        Person.objects.filter(organization=branch, standing="full")
        .exclude(pk__in=[secretary.pk, helper.pk])
        .order_by("born_on", "pk")
    )
    participating.excuse(
        ill,
        ground="illness",
        on=today - dt.timedelta(days=20),
        until_on=None,
        words="住院治疗，出院后再参加。",
        today=today,
        now=now,
        by=by,
    )
    visiting.visited(
        old,
        occasion="age",
        seen=Seen(
            day=today - dt.timedelta(days=6),
            visitors=f"书记{secretary.name}、组织委员{helper.name}",
            brought="米、油各一份",
            amount=Decimal("300.00"),
            needs="楼道灯坏了，晚上不敢下楼。",
            follow="请物业修好楼道灯，修好了回个话",
            follow_by=helper,
            follow_until=today + dt.timedelta(days=7),
        ),
        today=today,
        now=now,
        by=by,
    )
    visiting.plan(
        ill,
        occasion="illness",
        day=today + dt.timedelta(days=3),
        visitors=f"书记{secretary.name}",
        today=today,
        now=now,
        by=by,
    )
    appraisal = appraising.open_appraisal(
        branch,
        year=today.year,
        day=today,
        joined=True,
        today=today,
        now=now,
        by=viewer.actor(APPRAISES, branch.path),
    )
    appraising.set_days(
        appraisal,
        days={
            "self_on": today - dt.timedelta(days=4),
            "mutual_on": today - dt.timedelta(days=2),
        },
        opinion_by="",
        joined=True,
        issued=None,
        returned=None,
        seen=Appraisal.objects.get(pk=appraisal.pk).case.round,
        today=today,
        by=viewer.actor(APPRAISES, branch.path),
    )
