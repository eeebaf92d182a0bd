"""离岗: the notice with its hand-over, reviews on fixed days, the end, and giving back (L6, T9)."""

from __future__ import annotations

import datetime as dt

from dangjian.courier.actions import tell
from dangjian.courier.models import Matter, Urgency
from dangjian.handover.actions import handovers
from dangjian.handover.models import Agreed, Reopening, Review
from dangjian.handover.queries.posts import Holding
from dangjian.handover.rules import Ways, check_successor, obligations
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.kernel.rules import Book
from dangjian.registry.actions import leaving as registry
from dangjian.registry.actions.leaving import Notice
from dangjian.registry.models import CoolingOff, Person
from dangjian.registry.rules import leaving as rules


@evidence.action
def give_notice(
    person: Person,
    *,
    successor: Person,
    reason: str,
    document: str,
    months: int | None,
    ways: Ways,
    book: Book,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
    noticed_by: Person,
) -> CoolingOff:
    """The minute from which somebody who kept the platform has nothing any more but his hand-over.

    In one transaction: the period with its end and its reviews is fixed, roles, sessions, second
    factor and codes are gone, and the hand-over to the successor is drafted. months: None for as
    long as the rules say. Refused: as in `begin_cooling_off` and `handovers.begin`.
    """
    check_successor(person, successor)
    begun, ended = registry.begin_cooling_off(
        person,
        Notice(reason, obligations(), months),
        book=book,
        today=today,
        now=now,
        by=by,
        noticed_by=noticed_by,
    )
    every = book.value(rules.REVIEW).number
    Review.objects.bulk_create(
        Review(cooling_off=begun, due_on=day)
        for day in rules.review_days(today, begun.ends_on, every)
    )
    handovers.begin(
        Holding(person, ended[0].organization, (), tuple(ended)),
        successor,
        document=document,
        agreed_on=today,
        ways=ways,
        today=today,
        now=now,
        by=by,
        started_by=noticed_by,
        agrees=[Agreed.ROLES],
        cooling_off=begun,
    )
    evidence.record(by, "give_notice", "cooling_off", begun.uid, person.path)
    return begun


@evidence.action
def review(
    one: Review, *, finding: str, reviewer: Person, today: dt.date, now: dt.datetime, by: Actor
) -> Review:
    """Put down what was found on the day of a review.

    Refused: the leaver himself (403), nothing said, a day that has not come. Stale: done already.
    """
    stored = Review.objects.select_for_update().get(pk=one.pk)
    if stored.done_at is not None:
        raise Stale("这一次已经复核过了。")
    if stored.cooling_off.person_id == reviewer.pk:
        raise Refused("不能复核自己，请另一位安全管理员办。", status=403)
    if stored.due_on > today:
        raise Refused(f"{stored.due_on:%Y-%m-%d} 才到复核的日子。")
    if not finding.strip():
        raise Refused("请写一句复核结果。", field="finding")
    stored.done_at, stored.done_by = now, reviewer
    stored.seal("finding", finding.strip())
    stored.save()
    _leaf(by, "review_cooling_off", stored.cooling_off, due_on=stored.due_on.isoformat())
    return stored


@evidence.action
def ask_reopening(
    begun: CoolingOff, *, reason: str, asker: Person, now: dt.datetime, by: Actor
) -> Reopening:
    """One of two: ask that he may sign in again as a plain member.

    Refused: the leaver himself (403), no reason, the hand-over not done. Stale: asked for, or given
    back already.
    """
    stored = CoolingOff.objects.select_for_update().get(pk=begun.pk)
    if asker.pk == stored.person_id:
        raise Refused("不能替自己提出，请另一位同志办。", status=403)
    if not reason.strip():
        raise Refused("请写明为什么恢复。", field="reason")
    if stored.reopened_at is not None or stored.reopenings.filter(agreed=None).exists():
        raise Stale("已经提出过，或者已经恢复了。")
    if stored.handover.state != "done" or stored.acknowledged_at is None:
        raise Refused("要等移交办完、本人确认了义务，才能提出恢复登录。")
    asked = Reopening(cooling_off=stored, leaver=stored.person, asked_by=asker, asked_at=now)
    asked.seal("reason", reason.strip())
    asked.save()
    _leaf(by, "ask_reopening", stored)
    return asked


@evidence.action
def decide_reopening(
    asked: Reopening, *, agreed: bool, decider: Person, now: dt.datetime, by: Actor
) -> Reopening:
    """The other of two. Refused (403): whoever asked, and the leaver. Stale: decided already."""
    stored = Reopening.objects.select_for_update().get(pk=asked.pk)
    if stored.agreed is not None:
        raise Stale("已经有人办过了。")
    if decider.pk in (stored.asked_by_id, stored.leaver_id):
        raise Refused("提出的人和本人都不能同意，请另一位同志办。", status=403)
    stored.agreed, stored.decided_by, stored.decided_at = agreed, decider, now
    stored.save()
    _leaf(by, "decide_reopening", stored.cooling_off, agreed=agreed)
    if agreed:
        registry.reopen(stored.cooling_off, now=now, by=by, agreed=[stored.asked_by, decider])
        tell(
            [stored.leaver],
            "您可以作为党员登录了。",
            matter=Matter.ACCOUNT,
            urgency=Urgency.CAN_WAIT,
            now=now,
            by=by,
        )
    return stored


def _leaf(by: Actor, verb: str, begun: CoolingOff, **detail: object) -> None:
    evidence.record(by, verb, "cooling_off", begun.uid, begun.person.path, **detail)
