"""Whose turn it is in a handing over: the to-dos that stand open follow from where it stands."""

from __future__ import annotations

import datetime as dt

from dangjian.flow import actions as flow
from dangjian.flow.rules import Addressee, Office, holder_of
from dangjian.handover.models import OPEN, Agreed, Call, Handover, State, Verdict
from dangjian.handover.queries.handovers import lines_shown
from dangjian.handover.queries.posts import superior_for
from dangjian.handover.rules import needed
from dangjian.kernel.evidence import Actor
from dangjian.registry.models import Person

FILL = "填写岗位移交清单"
CHECK = "核对岗位移交清单"
ANSWER = "说明移交清单里没有收到的几项"
SIGN = "在岗位移交清单上签字"
AGREE = "同意岗位移交（职务）"
ASK = "提出移交平台角色的申请，由另一位管理员同意"


def call(handover: Handover, *, now: dt.datetime, by: Actor) -> None:
    """Close the to-dos that are over, open those that are due; within the act that moved it."""
    wanted = _wanted(handover, now.date())
    for one in handover.calls.filter(todo__closed_at__isnull=True).select_related(
        "todo__for_organization", "todo__for_person"
    ):
        key = (one.todo.what, _key(holder_of(one.todo)))
        if key in wanted:
            del wanted[key]
        elif handover.state == State.WITHDRAWN:
            flow.withdraw(one.todo, now=now, by=by)
        else:
            flow.finish(one.todo, now=now, by=by)
    for (what, _), to in wanted.items():
        todo = flow.assign(
            what,
            to=to,
            asked_by=Person.objects.get(uid=by.person_uid) if by.person_uid else None,
            now=now,
            by=by,
            due_on=max(handover.agreed_on, now.date()),
            note=f"{handover.organization.short_name}：{handover.giver}移交给{handover.successor}",
        )
        Call.objects.create(handover=handover, todo=todo)


def _wanted(
    handover: Handover, today: dt.date
) -> dict[tuple[str, tuple[int | None, int | None, str]], Addressee]:
    """What stands open now, and at whom."""
    if handover.state not in OPEN:
        return {}
    if handover.state == State.SIGNED:
        # It stays until the roles went: a request may be refused or run out.
        asks = superior_for(handover, Agreed.ROLES, today)
        return {(ASK, _key(asks)): asks} if asks is not None else {}
    lines = lines_shown(handover)
    found: list[tuple[str, Addressee]] = []
    fills = handover.started_by if handover.in_place_of is not None else handover.giver
    # Somebody who leaves reaches no inbox: his one page says what is to be done.
    his = [] if handover.cooling_off_id and handover.in_place_of is None else [fills]
    if handover.state == State.DRAFTED:
        found += [(FILL, one) for one in his]
    elif any(one.verdict == Verdict.WAITING and not one.barred for one in lines):
        found.append((CHECK, handover.successor))
    elif not all(one.resolved for one in lines):
        found += [(ANSWER, one) for one in his]
    else:
        found += [(SIGN, one) for one in his if handover.giver_signed_at is None]
        if handover.successor_signed_at is None:
            found.append((SIGN, handover.successor))
    if Agreed.POSTS in needed(lines) and handover.assented_by_id is None:
        office = superior_for(handover, Agreed.POSTS, today)
        if office is not None:
            found.append((AGREE, office))
    return {(what, _key(to)): to for what, to in found}


def _key(to: Addressee) -> tuple[int | None, int | None, str]:
    if isinstance(to, Office):
        return None, to.organization.pk, to.purpose.name
    return to.pk, None, ""
