"""Plan a visit to a member, write it down, have somebody see to what he needs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from dangjian.appraisal.models import Occasion, Visit, VisitState
from dangjian.appraisal.recording import leaf_of, person_of
from dangjian.flow import actions as flow
from dangjian.kernel import evidence, leaks
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.models import Organization, Person
from dangjian.registry.rules.people import OUT

MOST_NEEDS, LEAST_REASON = 500, 4
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Seen:
    """What was on a visit. amount: yuan, None where no money was given; needs: in words.

    follow, follow_by, follow_until: what somebody by name is asked to do about it, until when.
    """

    day: dt.date
    visitors: str
    brought: str = ""
    amount: Decimal | None = None
    needs: str = ""
    follow: str = ""
    follow_by: Person | None = None
    follow_until: dt.date | None = None


@evidence.action
def plan(
    person: Person,
    *,
    occasion: str,
    day: dt.date,
    visitors: str,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Visit:
    """Plan a visit. Refused: no member of an organization; a day that is over; nobody who goes."""
    if day < today:
        raise Refused("打算去的日期已经过了；去过了的，直接登记。", field="day")
    row = _new(person, occasion, day, visitors, VisitState.PLANNED, now, by)
    row.save()
    leaf_of(by, "plan_visit", row, person.path)
    return row


@evidence.action
def visited(
    person: Person, *, occasion: str, seen: Seen, today: dt.date, now: dt.datetime, by: Actor
) -> Visit:
    """Write down a visit that nobody had planned. Refused as below."""
    row = _new(person, occasion, seen.day, seen.visitors, VisitState.DONE, now, by)
    _write(row, seen, today, now, by)
    leaf_of(by, "visited", row, person.path)
    return row


@evidence.action
def done(visit: Visit, *, seen: Seen, today: dt.date, now: dt.datetime, by: Actor) -> Visit:
    """Write down a visit that was planned.

    Refused: a day to come; nobody who went; an amount that is no sum of money; a secrecy mark; a
    task without somebody, or somebody without a task. Stale: written down, or dropped.
    """
    row = _planned(visit)
    row.day, row.visitors, row.state = seen.day, seen.visitors.strip(), VisitState.DONE
    _write(row, seen, today, now, by)
    leaf_of(by, "visited", row, row.person.path)
    return row


@evidence.action
def drop(visit: Visit, *, words: str, by: Actor) -> Visit:
    """Nobody went after all. Refused: no reason. Stale: written down, or dropped."""
    row = _planned(visit)
    if len(words.strip()) < LEAST_REASON:
        raise Refused("请写明为什么没有去成。", field="words")
    row.state, row.words = VisitState.DROPPED, words.strip()
    row.save(update_fields=["state", "words"])
    leaf_of(by, "drop_visit", row, row.person.path)
    return row


@evidence.action
def followed(visit: Visit, *, now: dt.datetime, by: Actor) -> Visit:
    """What was to be done about it is done. Stale: done already, or never asked for."""
    row = (
        Visit.objects.select_for_update(of=("self",))
        .select_related("todo", "person")
        .get(pk=visit.pk)
    )
    if row.todo is None or row.todo.closed_at is not None:
        raise Stale("这件事已经办好了。")
    flow.finish(row.todo, now=now, by=by)
    leaf_of(by, "followed_visit", row, row.person.path)
    return row


def _new(
    person: Person,
    occasion: str,
    day: dt.date,
    visitors: str,
    state: VisitState,
    now: dt.datetime,
    by: Actor,
) -> Visit:
    branch: Organization | None = person.organization
    if branch is None or person.standing in ("", *OUT):
        raise Refused("这位同志现在不在党组织里。")
    if occasion not in Occasion.values:
        raise Refused("请选择为什么事去。", field="occasion")
    if not visitors.strip():
        raise Refused("请写谁去。", field="visitors")
    return Visit(
        organization=branch,
        person=person,
        state=state,
        occasion=occasion,
        day=day,
        visitors=visitors.strip(),
        entered_at=now,
        entered_by=person_of(by),
    )


def _write(row: Visit, seen: Seen, today: dt.date, now: dt.datetime, by: Actor) -> None:
    if seen.day > today:
        raise Refused("日期还没到，去过了再登记。", field="day")
    if not seen.visitors.strip():
        raise Refused("请写谁去的。", field="visitors")
    amount = seen.amount
    if amount is not None and (amount <= 0 or amount != amount.quantize(CENT)):
        raise Refused("慰问金请写到分，大于零；没有给钱的不填。", field="amount")
    if leaks.secrecy_marks(seen.needs + seen.follow):
        raise Refused("文字里有密级标志。这样的内容不能放在本系统，没有保存。", field="needs")
    row.brought, row.amount = seen.brought.strip(), amount
    row.seal("needs", seen.needs.strip())
    if bool(seen.follow.strip()) != (seen.follow_by is not None):
        raise Refused("跟进的事和由谁办，两样都要填，或者都不填。", field="follow")
    if seen.follow_by is not None:
        row.todo = flow.assign(
            seen.follow,
            to=seen.follow_by,
            asked_by=person_of(by),
            now=now,
            by=by,
            due_on=seen.follow_until,
            note=f"走访{row.person.name}以后",
        )
    row.save()


def _planned(visit: Visit) -> Visit:
    rows = Visit.objects.select_for_update(of=("self",)).select_related("person__organization")
    row = rows.get(pk=visit.pk)
    if row.state != VisitState.PLANNED:
        raise Stale("这次走访已经登记过了。")
    return row
