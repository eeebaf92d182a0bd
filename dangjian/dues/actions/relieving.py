"""A relief is proposed by the branch and decided by the superior committee."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from dangjian.dues.models import Relief, ReliefKind, ReliefState
from dangjian.dues.queries.accounts import superior_committee
from dangjian.dues.recording import leaf, somebody
from dangjian.dues.rules import RELIEFS, Hand
from dangjian.dues.rules.ledger import check_collects
from dangjian.dues.rules.months import said
from dangjian.dues.rules.standards import ZERO
from dangjian.flow import actions as flow
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.models import Organization, Person

LONGEST = 12
"""Months a relief may be proposed for at once: need is looked at anew every year. Our own."""


@evidence.action
def propose(
    person: Person,
    *,
    kind: ReliefKind,
    amount: Decimal | None,
    first: dt.date,
    last: dt.date,
    reason: str,
    now: dt.datetime,
    by: Actor,
) -> Relief:
    """Propose that a member pays less, or nothing, from month to month; the to-do goes to the
    nearest committee above his branch.

    Refused: no reason; months that are more than a year or end before they begin; an amount where
    none is due, or none where one is; another relief for one of the months is waiting or holds.
    """
    branch, proposer = person.organization, somebody(by)
    if branch is None:
        raise Refused(f"{person.name}不在任何支部，没有党费。")
    check_collects(branch)
    if not reason.strip():
        raise Refused("请写明有什么困难，上级党委要看。", field="reason")
    months_of_it = (last.year - first.year) * 12 + last.month - first.month + 1
    if not 1 <= months_of_it <= LONGEST:
        raise Refused("起止月份不对：一次最多提一年，到期还困难再提。", field="last")
    if kind == ReliefKind.LESS and (amount is None or amount <= ZERO):
        raise Refused("请写每月交多少。", field="amount")
    Person.objects.select_for_update().get(pk=person.pk)
    standing = Relief.objects.filter(person=person, from_month__lte=last, to_month__gte=first)
    standing = standing.exclude(ended_from__lte=first)
    if standing.filter(state__in=(ReliefState.PROPOSED, ReliefState.APPROVED)).exists():
        raise Refused("这几个月里已经有一件减免，在等审批或者已经批准。", field="first")
    office = superior_committee(branch, {proposer.pk, person.pk}, now.date())
    relief = Relief(
        organization=branch,
        person=person,
        kind=kind,
        amount=amount if kind == ReliefKind.LESS else None,
        from_month=first,
        to_month=last,
        proposed_by=proposer,
    )
    relief.seal("reason", reason.strip())
    flow.open_case(
        relief, RELIEFS, at=branch, part=Hand.PROPOSER, to=[office], now=now, by=by,
        note=branch.short_name,
    )  # fmt: skip
    leaf(by, "propose", relief, branch)
    return relief


@evidence.action
def approve(
    relief: Relief, *, document: str, office: Organization, seen: int, now: dt.datetime, by: Actor
) -> Relief:
    """The superior committee approves, by a paper. office: where who enters it works.

    Refused: no paper; (403) who proposed it, or whom it is about. Stale: it was decided.
    """
    stored = _waiting(relief)
    if not document.strip():
        raise Refused("请写批准的文件或者会议记录。", field="document")
    stored.decided_by = _other_eyes(stored, by)
    stored.document = document.strip()
    stored.save()
    flow.advance(
        stored, RELIEFS, "approve", part=Hand.APPROVER, now=now, by=by, office=office, seen=seen
    )
    leaf(by, "approve", stored, stored.organization)
    return stored


@evidence.action
def refuse(
    relief: Relief, *, words: str, office: Organization, seen: int, now: dt.datetime, by: Actor
) -> Relief:
    """The superior committee does not approve, and says why. Refused and Stale as for approval."""
    stored = _waiting(relief)
    stored.decided_by = _other_eyes(stored, by)
    stored.save()
    flow.advance(
        stored,
        RELIEFS,
        "refuse",
        part=Hand.APPROVER,
        now=now,
        by=by,
        words=words,
        office=office,
        seen=seen,
    )
    leaf(by, "refuse", stored, stored.organization)
    return stored


@evidence.action
def withdraw(relief: Relief, *, seen: int, now: dt.datetime, by: Actor) -> Relief:
    """The branch takes it back. Stale: it was decided."""
    stored = _waiting(relief)
    flow.advance(stored, RELIEFS, "withdraw", part=Hand.PROPOSER, now=now, by=by, seen=seen)
    leaf(by, "withdraw", stored, stored.organization)
    return stored


@evidence.action
def end_early(
    relief: Relief, *, from_month: dt.date, words: str, today: dt.date, by: Actor
) -> Relief:
    """An approved relief holds no more from a month on, before its time: the need is over.

    Months before stay relieved. Refused: no reason; a month that has passed, or outside its months;
    (403) whom it is about. Stale: it was not approved, or has been ended.
    """
    rows = Relief.objects.select_for_update(of=("self",)).select_related("organization")
    stored = rows.get(pk=relief.pk)
    if stored.state != ReliefState.APPROVED or stored.ended_from is not None:
        raise Stale("这件减免没有批准，或者已经提前结束了。")
    who = somebody(by)
    if who.pk == stored.person_id:
        raise Refused("这件关系到您本人，请由另一位同志办。", status=403)
    if len(words.strip()) < 4:
        raise Refused("请写明为什么提前结束，例如困难已经解决。", field="words")
    first = max(stored.from_month, today.replace(day=1))
    if not first <= from_month <= stored.to_month:
        raise Refused(
            f"只能从{said(first)}到{said(stored.to_month)}之间的一个月起结束；"
            "已经过去的月份不改。",
            field="from_month",
        )
    stored.ended_from, stored.ended_by = from_month, who
    stored.seal("ended_reason", words.strip())
    stored.save(update_fields=["ended_from", "ended_by", "ended_reason"])
    leaf(by, "end_relief", stored, stored.organization, month=from_month.isoformat())
    return stored


def _waiting(relief: Relief) -> Relief:
    stored = (
        Relief.objects.select_for_update(of=("self",))
        .select_related("organization", "case")
        .get(pk=relief.pk)
    )
    if stored.state != ReliefState.PROPOSED:
        raise Stale("这件减免已经有了结果，不用再办。")
    return stored


def _other_eyes(relief: Relief, by: Actor) -> Person:
    decider = somebody(by)
    if decider.pk == relief.proposed_by_id:
        raise Refused("这件是您提出的，要由上级党委的另一位同志审批。", status=403)
    if decider.pk == relief.person_id:
        raise Refused("这件关系到您本人，请由另一位同志审批。", status=403)
    return decider
