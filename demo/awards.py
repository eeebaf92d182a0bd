"""An award that branches nominate for, one nomination, and an honour of earlier days."""

from __future__ import annotations

import datetime as dt

from dangjian.honours import actions
from dangjian.honours.actions import Announcement
from dangjian.honours.models import Of
from dangjian.registry.authority import viewer_of
from dangjian.registry.models import Account, Role
from demo import cast
from demo.accounts import sign_ins
from demo.ground import Ground

_DEEDS = (
    "三年来牵头社区“一碗热汤”，组织楼道党员轮流给八位独居老人送餐、量血压，没有缺过一天；"
    "去年汛期连续六天值守低洼楼栋，带着居民把一楼的东西搬到高处，没有一户受损。"
)


def announced(ground: Ground, now: dt.datetime) -> None:
    """By the district's office; nominated by the branch whose secretary the guides know."""
    root = next(one for one in ground.organizations.values() if one.short_name == "禾丰区委")
    office = _account(Role.OFFICE)
    clerk = viewer_of(office, ground.today).actor(actions.RUNS, root.path)
    drive = actions.announce(
        root,
        Announcement(
            Of.MEMBER,
            "优秀共产党员",
            "禾委〔2026〕31号",
            "在基层一线服务群众，支部党员和群众公认；近三年没有受过处分。",
            ground.today + dt.timedelta(days=20),
            30,
        ),
        today=ground.today,
        now=now,
        by=clerk,
    )
    known = {member.profile.name: member.person for member in ground.members if member.known}
    secretary, member = known[cast.SECRETARY], known[cast.ORGANIZATION_MEMBER]
    branch = member.organization
    if branch is None:
        raise RuntimeError("the cast of the demo belongs to a branch")
    by = viewer_of(Account.objects.get(person=secretary), ground.today)
    actor = by.actor(actions.NOMINATES, branch.path)
    actions.nominate(drive, branch, member, _DEEDS, today=ground.today, now=now, by=actor)
    actions.enter(
        member,
        award="优秀党务工作者",
        issuer="禾丰区委",
        document="禾委〔2021〕17号",
        granted_on=dt.date(2021, 7, 1),
        today=ground.today,
        now=now,
        by=actor,
    )


def _account(role: Role) -> Account:
    login = next(one.login_name for one in sign_ins() if one.role == role)
    return Account.objects.get(login_name=login)
