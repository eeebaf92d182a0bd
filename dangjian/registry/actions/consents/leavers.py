"""Roles that go from one to another with a post, and a leaver who becomes a plain member again.

Both are carried out by the room of handing over: with the roles goes the rest of the post (C3).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dangjian.kernel.refusal import Refused
from dangjian.kit.words import cn_date
from dangjian.registry.actions import accounts
from dangjian.registry.actions.consents.declared import Line, Wanted
from dangjian.registry.models import CoolingOff, Organization, Person, Role, RoleGrant
from dangjian.registry.queries import consents as queries

# --- roles that are handed over -------------------------------------------------------------------


def giver(wanted: Wanted) -> Person:
    """From whom the roles go."""
    return Person.objects.select_related("organization").get(pk=int(wanted["giver"]))


def check_hand_over(wanted: Wanted, maker: Person, now: dt.datetime) -> None:
    """Refused as `accounts.check_grant` refuses for each role the successor does not have yet; and
    a role outside the organization the request is about, which nobody could agree to there."""
    day = queries.day_of(now)
    holder = Person.objects.get(pk=int(wanted["holder"]))
    over = Organization.objects.get(pk=int(wanted["organization"]))
    for role, place in _roles(wanted):
        if not place.path.startswith(over.path):
            raise Refused(f"{place.short_name}不归{over.short_name}管，不能一起移交。")
        same = RoleGrant.objects.on(day).filter(holder=holder, role=role, organization=place)
        if not same.exists():
            accounts.check_grant(holder, role, place, maker, day)


def tell_hand_over(wanted: Wanted, today: dt.date) -> Sequence[Line]:
    """From whom to whom, each role, and what happens with the agreement."""
    holder = Person.objects.select_related("organization").get(pk=int(wanted["holder"]))
    roles = "；".join(f"{place.short_name}{Role(role).label}" for role, place in _roles(wanted))
    return [
        ("移交人", queries.called(giver(wanted))),
        ("接手人", queries.called(holder)),
        ("角色", roles),
        ("授权依据", str(wanted["document"])),
        ("接手人现在的角色", queries.roles_of(holder, today) or "没有"),
        ("同意以后", "角色、职务和没办完的事当场一起转给接手人，移交人的同时收回"),
    ]


def _roles(wanted: Wanted) -> list[tuple[str, Organization]]:
    ids = [int(one["organization"]) for one in wanted["roles"]]
    places = Organization.objects.in_bulk(ids)
    return [(one["role"], places[int(one["organization"])]) for one in wanted["roles"]]


# --- leavers --------------------------------------------------------------------------------------


def leaver(wanted: Wanted) -> Person:
    """Whose cooling-off period it is."""
    return _period(wanted).person


def place(wanted: Wanted) -> Organization:
    """His branch. Refused for somebody who has none: there is nothing to be a member of."""
    found = leaver(wanted).organization
    if found is None:
        raise Refused("这位同志不在任何党组织里，不能恢复党员登录。")
    return found


def check_reopen(wanted: Wanted, maker: Person, now: dt.datetime) -> None:
    """Refused: before he has said himself what he is bound to, and where it was done."""
    period = _period(wanted)
    if period.acknowledged_at is None:
        raise Refused("要等移交办完、本人确认了义务，才能提出恢复登录。")
    if period.reopened_at is not None:
        raise Refused("已经恢复过了。")


def tell_reopen(wanted: Wanted, today: dt.date) -> Sequence[Line]:
    """Whose, until when the period goes on, and what he may do again."""
    period = _period(wanted)
    return [
        ("恢复谁的登录", queries.called(period.person)),
        ("脱密期", f"到 {cn_date(period.ends_on)}，照旧，期间不能有管理角色"),
        ("同意以后", "他作为普通党员登录：看自己的信息、交党费、参加讨论"),
    ]


def check_void(wanted: Wanted, maker: Person, now: dt.datetime) -> None:
    """Refused where the period is over."""
    if _period(wanted).over_at is not None:
        raise Refused("这个脱密期已经办结，不能撤销。")


def tell_void(wanted: Wanted, today: dt.date) -> Sequence[Line]:
    """Whose, given by whom, and what comes back."""
    period = _period(wanted)
    stands = queries.roles_of(period.person, today)
    return [
        ("谁的离岗通知", queries.called(period.person)),
        ("谁办的", f"{period.noticed_by.name}：{period.reason}"),
        ("同意以后", "脱密期结束，移交作废；当场恢复的角色：" + (stands or "没有，要的重新授予")),
    ]


def _period(wanted: Wanted) -> CoolingOff:
    found = CoolingOff.objects.select_related("person__organization", "noticed_by")
    return found.get(pk=int(wanted["cooling_off"]))
