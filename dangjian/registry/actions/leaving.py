"""脱密期: rights, keys and ways in end in the minute of the notice, in one transaction (L6, T9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.kernel.rules import Book
from dangjian.registry.actions import accounts
from dangjian.registry.models import OFFICERS, CoolingOff, Person, Role, RoleGrant
from dangjian.registry.rules import leaving as rules


@dataclass(frozen=True)
class Notice:
    """What a notice says. months: None for as long as the rules say, else at least that;
    obligations: the text he is given."""

    reason: str
    obligations: str
    months: int | None = None


@evidence.action
def begin_cooling_off(
    person: Person,
    notice: Notice,
    *,
    book: Book,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
    noticed_by: Person,
) -> tuple[CoolingOff, Sequence[RoleGrant]]:
    """Fix the period and take everything: roles, sessions, second factor, codes. Returns the period
    and what he held.

    The restraint waits for nobody: with the period no grant of his carries a right any more. Those
    of the three officers end formally only when a second person agrees: until then they stand, and
    carry nothing.

    book: the rules of the day. Refused: oneself; a period that runs already; nothing held that has
    one; fewer months than the rules say; no reason.
    """
    if noticed_by.pk == person.pk:
        raise Refused("不能给自己办离岗，请由另一位安全管理员办理。")
    if not notice.reason.strip():
        raise Refused("请写明为什么离岗。", field="reason")
    person = Person.objects.select_for_update().get(pk=person.pk)
    if CoolingOff.objects.filter(person=person, over_at__isnull=True).exists():
        raise Stale(f"{person.name}已经在脱密期内。")
    held = list(
        RoleGrant.objects.on(today)
        .filter(holder=person)
        .select_related("holder", "organization")
        .order_by("pk")
    )
    length = rules.least([Role(one.role) for one in held], book)
    if length is None:
        raise Refused(f"{person.name}没有管理系统的角色，不用定脱密期，办岗位移交就可以。")
    months = notice.months or length.months
    if not length.months <= months <= rules.LONGEST:
        raise Refused(
            f"脱密期至少 {length.months} 个月，最长 {rules.LONGEST} 个月。",
            field="months",
            clause=length.rule.citation,
        )
    for granted in held:
        if granted.role not in OFFICERS:
            accounts.end_grant(granted, on=today, by=by)
    closed = accounts.close_all_ways_in(person, reason=notice.reason, now=now, by=by)
    begun = CoolingOff.objects.create(
        person=person,
        reason=notice.reason.strip(),
        roles=" ".join(dict.fromkeys(one.role for one in held)),
        noticed_at=now,
        noticed_by=noticed_by,
        months=months,
        citation=length.rule.citation,
        ends_on=rules.last_day(today, months),
        obligations=notice.obligations,
        surrendered={
            "grants": len(held),
            "devices": closed.passkeys + closed.telephones + closed.recovery_lists,
            "codes": closed.codes,
        },
    )
    _leaf(by, "begin_cooling_off", begun, months=months, ends_on=begun.ends_on.isoformat())
    return begun, held


@evidence.action
def acknowledge(begun: CoolingOff, *, now: dt.datetime, by: Actor) -> CoolingOff:
    """He says that he has read what he is bound to. Refused (403) for anybody else."""
    stored = _locked(begun)
    if by.person_uid != stored.person.uid:
        raise Refused("要由本人确认。", status=403)
    if stored.acknowledged_at is not None:
        raise Stale("您已经确认过了。")
    stored.acknowledged_at = now
    stored.save(update_fields=["acknowledged_at"])
    _leaf(by, "acknowledge_obligations", stored)
    return stored


@evidence.action
def reopen(
    begun: CoolingOff, *, now: dt.datetime, by: Actor, agreed: Sequence[Person]
) -> CoolingOff:
    """Give him back what a plain member may; nothing of the period itself changes.

    agreed: the two who carry it, neither of them he. After the end of the period this only lets an
    activation code be issued again.
    """
    stored = _locked(begun)
    if len({one.pk for one in agreed} | {stored.person_id}) != 3:
        raise Refused("恢复登录要两位同志分别提出和同意，都不能是本人。")
    if stored.reopened_at is not None:
        raise Stale("已经恢复过了。")
    stored.reopened_at = now
    stored.save(update_fields=["reopened_at"])
    _leaf(by, "reopen_membership", stored, agreed=[str(one.uid) for one in agreed])
    return stored


@evidence.action
def void(begun: CoolingOff, *, now: dt.datetime, by: Actor, agreed: Sequence[Person]) -> CoolingOff:
    """The notice was a mistake: the period is over, and what still stands in form carries again.

    What ended with the notice does not come back by it: roles are granted anew, ways in set up
    anew. agreed: the two who carry it, neither of them he. Stale: over already.
    """
    stored = _locked(begun)
    if len({one.pk for one in agreed} | {stored.person_id}) != 3:
        raise Refused("撤销要两位同志分别提出和同意，都不能是本人。")
    if stored.over_at is not None:
        raise Stale("这个脱密期已经办结。")
    stored.voided_at = stored.over_at = stored.reopened_at = now
    stored.save(update_fields=["voided_at", "over_at", "reopened_at"])
    _leaf(by, "void_notice", stored, agreed=[str(one.uid) for one in agreed])
    return stored


@evidence.action
def end_cooling_off(
    begun: CoolingOff, *, today: dt.date, now: dt.datetime, by: Actor
) -> CoolingOff:
    """Put down the end once its last day has passed. The account is closed with every way
    into it, unless two others have made it a plain member's. A grant that still stands in form
    ends with it: nothing of it comes back with the day.

    Stale before its time, or where it was put down already.
    """
    stored = _locked(begun)
    if stored.over_at is not None or stored.ends_on >= today:
        raise Stale("脱密期还没有满，或者已经办结。")
    for granted in RoleGrant.objects.on(today).filter(holder=stored.person):
        accounts.end_grant(granted, on=today, by=by)
    if stored.reopened_at is None:
        accounts.close_all_ways_in(stored.person, reason="脱密期满", now=now, by=by)
        accounts.close_for(stored.person, reason="脱密期满", by=by)
    stored.over_at = now
    stored.save(update_fields=["over_at"])
    _leaf(by, "end_cooling_off", stored)
    return stored


def _locked(begun: CoolingOff) -> CoolingOff:
    return CoolingOff.objects.select_for_update().get(pk=begun.pk)


def _leaf(by: Actor, verb: str, begun: CoolingOff, **detail: object) -> None:
    evidence.record(by, verb, "cooling_off", begun.uid, begun.person.path, **detail)
