"""Entries of an account: what was received and paid outside the system, and its reversal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dangjian.dues.models import CARRIED, INCOMING, Entry, EntryKind, Share, Way
from dangjian.dues.queries.ledger import closed_until
from dangjian.dues.queries.payers import months_of
from dangjian.dues.recording import book_entry, lock_account
from dangjian.dues.rules import months
from dangjian.dues.rules.ledger import (
    SAYS_WHAT_FOR,
    check_amount,
    check_collects,
    check_day,
    check_keeps_account,
    kinds_of,
)
from dangjian.dues.rules.standards import spread
from dangjian.kernel import evidence, rules
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.models import Organization, Person

MOST_MONTHS = 24


@dataclass(frozen=True)
class Receipt:
    """What one member handed over: for which months (first days, both included), how much."""

    payer: Person
    first: dt.date
    last: dt.date
    amount: Decimal


@evidence.action
def receive(
    branch: Organization,
    receipts: Sequence[Receipt],
    *,
    on: dt.date,
    way: Way,
    document: str = "",
    note: str = "",
    now: dt.datetime,
    by: Actor,
) -> list[Entry]:
    """Book what members paid in a branch, one entry for each; all of them or none.

    A receipt of several months spreads over them by what is still owed for each.
    Refused: nobody; an amount that is not above zero; months that begin after they end, or more
    than two years of them; a day to come or in a closed half-year; who is and was no member here.
    """
    check_keeps_account(branch)
    check_collects(branch)
    if not receipts:
        raise Refused("还没有填一笔金额。")
    lock_account(branch)
    check_day(on, now.date(), closed_until(branch))
    return [_receive(branch, one, on, way, document, note, now, by) for one in receipts]


def _receive(
    branch: Organization,
    receipt: Receipt,
    on: dt.date,
    way: Way,
    document: str,
    note: str,
    now: dt.datetime,
    by: Actor,
) -> Entry:
    covered = months.span(receipt.first, receipt.last)
    if not covered or len(covered) > MOST_MONTHS:
        raise Refused("月份的起止不对，一次最多两年。", field="to_month")
    check_amount(receipt.amount)
    person = receipt.payer
    if not person.memberships.filter(organization=branch).exists():
        raise Refused(f"{person.name}的组织关系没有在{branch.short_name}，请在他所在的支部记。")
    told = months_of(person, covered, now.date())
    if not any(one.owes for one in told):
        raise Refused(f"{person.name}这几个月不是党员，不用交党费。", field="from_month")
    entry = book_entry(
        branch,
        EntryKind.RECEIPT,
        receipt.amount,
        on,
        way,
        now,
        by,
        payer=person,
        from_month=receipt.first,
        to_month=receipt.last,
        document=document.strip(),
        note=note.strip(),
    )
    parts = spread(receipt.amount, {one.month: one.left for one in told})
    Share.objects.bulk_create(
        Share(entry=entry, month=month, amount=part) for month, part in parts.items()
    )
    return entry


@evidence.action
def give_more(
    branch: Organization,
    payer: Person,
    *,
    amount: Decimal,
    on: dt.date,
    way: Way,
    document: str = "",
    note: str = "",
    now: dt.datetime,
    by: Actor,
) -> Entry:
    """Book what a member gave beyond his dues. One as large as the rule says goes to the Centre.

    Refused as in `receive`.
    """
    check_keeps_account(branch)
    check_collects(branch)
    check_amount(amount)
    if not payer.memberships.filter(organization=branch).exists():
        raise Refused(f"{payer.name}的组织关系没有在{branch.short_name}，请在他所在的支部记。")
    lock_account(branch)
    check_day(on, now.date(), closed_until(branch))
    rule = rules.value("dues.voluntary.to_centre", on=on, path=branch.path)
    return book_entry(
        branch,
        EntryKind.VOLUNTARY,
        amount,
        on,
        way,
        now,
        by,
        payer=payer,
        to_centre=rule.holds(amount),
        document=document.strip(),
        note=note.strip(),
    )


@evidence.action
def book(
    place: Organization,
    kind: EntryKind,
    *,
    amount: Decimal,
    on: dt.date,
    way: Way,
    other: Organization | None = None,
    document: str = "",
    note: str = "",
    now: dt.datetime,
    by: Actor,
) -> Entry:
    """Book what an organization handed up, got back, gave down or spent. amount: above zero.

    other: from or to which organization below, for what moved between it and this one; upwards it
    is always the superior. Refused: a kind this organization does not book; nothing said of what it
    was spent for; an organization that does not stand right below.
    """
    check_keeps_account(place)
    if kind not in kinds_of(place):
        raise Refused("这里不记这一种。", field="kind")
    check_amount(amount)
    if kind in SAYS_WHAT_FOR and not note.strip():
        raise Refused("请在摘要里写明用在什么上。", field="note")
    if kind in (EntryKind.FROM_BELOW, EntryKind.TO_BELOW):
        if other is None or other.parent_id != place.pk:
            raise Refused("请选是哪个下级组织。", field="other")
    elif kind == EntryKind.SPENT:
        other = None
    else:
        other = place.parent
        if other is None:
            raise Refused("它在这里没有上级，不记这一种。", field="kind")
    lock_account(place)
    check_day(on, now.date(), closed_until(place))
    return book_entry(
        place,
        kind,
        amount if kind in INCOMING else -amount,
        on,
        way,
        now,
        by,
        other=other,
        document=document.strip(),
        note=note.strip(),
    )


@evidence.action
def reverse(entry: Entry, *, reason: str, now: dt.datetime, by: Actor) -> Entry:
    """Take an entry back by an opposite one of today; both stay. Once only.

    Refused: no reason; a reversal itself; what was carried from one account to another. Stale: it
    was reversed before.
    """
    if not reason.strip():
        raise Refused("请写明为什么冲正。", field="reason")
    place = entry.organization
    lock_account(place)
    stored = Entry.objects.get(pk=entry.pk)
    if stored.reverses_id is not None:
        raise Refused("这一笔本身就是冲正。要恢复，请重新记一笔。")
    if stored.kind in CARRIED:
        raise Refused(
            "结余是随组织撤并一起转的，两边各有一笔，不能只冲正一边。"
            "要退回一部分，请经上级用“上缴上级”“返还下级”记。"
        )
    if Entry.objects.filter(reverses=stored).exists():
        raise Stale(f"{stored.number}号已经冲正过了，一笔只能冲正一次。")
    check_day(now.date(), now.date(), closed_until(place))
    made = book_entry(
        place,
        EntryKind(stored.kind),
        -stored.amount,
        now.date(),
        Way(stored.way),
        now,
        by,
        payer=stored.payer,
        from_month=stored.from_month,
        to_month=stored.to_month,
        other=stored.other,
        to_centre=stored.to_centre,
        document=stored.document,
        note=f"冲正{stored.number}号",
        reverses=stored,
        reason=reason.strip(),
    )
    Share.objects.bulk_create(
        Share(entry=made, month=one.month, amount=-one.amount) for one in stored.shares.all()
    )
    return made
