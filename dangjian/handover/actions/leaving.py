"""离岗: the notice with its hand-over, reviews on fixed days, the end, and giving back (L6, T9)."""

from __future__ import annotations

import datetime as dt

from dangjian.courier.actions import tell
from dangjian.courier.models import Matter, Urgency
from dangjian.handover.actions import handovers
from dangjian.handover.actions.stored import drop_requests_to_end
from dangjian.handover.models import OPEN, Review
from dangjian.handover.queries.leaving import reopening_of
from dangjian.handover.queries.posts import Holding
from dangjian.handover.rules import Ways, check_successor, obligations
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.kernel.rules import Book
from dangjian.registry.actions import consents
from dangjian.registry.actions import leaving as registry
from dangjian.registry.actions.leaving import Notice
from dangjian.registry.models import OFFICERS, Act, Consent, CoolingOff, Person, RoleGrant
from dangjian.registry.queries.consents import day_of
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
    proof: int | None,
) -> CoolingOff:
    """The minute from which somebody who kept the platform has nothing any more but his hand-over.

    In one transaction: the period with its end and its reviews is fixed, roles, sessions, second
    factor and codes are gone, and the hand-over to the successor is drafted. That one of the three
    officers' roles ends formally takes a second person, and is asked for at once; it carries
    nothing meanwhile. months: None for as long as the rules say. proof: seconds since password and
    code were given. Refused: as in `begin_cooling_off`, `handovers.begin`, `consents.ask`.
    """
    check_successor(person, successor)
    begun, held = registry.begin_cooling_off(
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
        Holding(person, held[0].organization, (), tuple(held)),
        successor,
        document=document,
        agreed_on=today,
        ways=ways,
        today=today,
        now=now,
        by=by,
        started_by=noticed_by,
        cooling_off=begun,
    )
    for granted in held:
        if granted.role in OFFICERS:
            consents.ask(
                consents.DEEDS[Act.END_OFFICER],
                {"grant": granted.pk},
                maker=noticed_by,
                reason=f"离岗：{reason.strip()}",
                proof=proof,
                now=now,
                by=by,
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
    begun: CoolingOff,
    *,
    reason: str,
    asker: Person,
    proof: int | None,
    now: dt.datetime,
    by: Actor,
) -> Consent:
    """Ask that he may sign in again as a plain member; a second person has to agree.

    proof: seconds since password and code were given. Refused: as `consents.ask` refuses, and
    while his hand-over is under way.
    """
    stored = CoolingOff.objects.select_for_update().get(pk=begun.pk)
    if stored.handover.state in OPEN:
        raise Refused("要等移交办完、本人确认了义务，才能提出恢复登录。")
    return consents.ask(
        consents.DEEDS[Act.REOPEN],
        reopening_of(stored),
        maker=asker,
        reason=reason,
        proof=proof,
        now=now,
        by=by,
    )


@evidence.action
def ask_voiding(
    begun: CoolingOff,
    *,
    reason: str,
    asker: Person,
    proof: int | None,
    now: dt.datetime,
    by: Actor,
) -> Consent:
    """Ask that a notice that was a mistake is voided; a second person has to agree.

    proof: seconds since password and code were given. Refused: as `consents.ask` refuses.
    """
    return consents.ask(
        consents.DEEDS[Act.VOID_NOTICE],
        reopening_of(begun),
        maker=asker,
        reason=reason,
        proof=proof,
        now=now,
        by=by,
    )


@evidence.action
def void(consent: Consent, wanted: consents.Wanted, by: Actor) -> None:
    """With the second person's agreement the notice is void, and its hand-over with it."""
    if consent.checker is None or consent.decided_at is None:
        raise ValueError("a notice is void when two agreed to it")
    begun = CoolingOff.objects.get(pk=int(wanted["cooling_off"]))
    now = consent.decided_at
    if begun.handover.state in OPEN:
        handovers.withdraw(begun.handover, words=f"离岗通知撤销：{consent.reason}", now=now, by=by)
    stands = RoleGrant.objects.on(day_of(now)).filter(holder=begun.person)
    drop_requests_to_end(stands.values_list("pk", flat=True), by=by)
    registry.void(begun, now=now, by=by, agreed=[consent.maker, consent.checker])
    tell(
        [begun.person],
        "您的离岗通知撤销了。请重新绑定动态口令。",
        matter=Matter.ACCOUNT,
        urgency=Urgency.CAN_WAIT,
        now=now,
        by=by,
    )


@evidence.action
def reopen(consent: Consent, wanted: consents.Wanted, by: Actor) -> None:
    """With the second person's agreement he is a plain member again, and is told."""
    if consent.checker is None or consent.decided_at is None:
        raise ValueError("he is a member again when two agreed to it")
    begun = CoolingOff.objects.get(pk=int(wanted["cooling_off"]))
    now = consent.decided_at
    registry.reopen(begun, now=now, by=by, agreed=[consent.maker, consent.checker])
    tell(
        [begun.person],
        "您可以作为党员登录了。",
        matter=Matter.ACCOUNT,
        urgency=Urgency.CAN_WAIT,
        now=now,
        by=by,
    )


def _leaf(by: Actor, verb: str, begun: CoolingOff, **detail: object) -> None:
    evidence.record(by, verb, "cooling_off", begun.uid, begun.person.path, **detail)
