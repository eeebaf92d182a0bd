"""党员证明信 for those who are away for less than six months, and papers that become void (A9)."""

from __future__ import annotations

import datetime as dt

from dangjian.kernel import evidence, rules
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.actions.people import locked
from dangjian.registry.models import Person
from dangjian.transfers.models import Introduction, IntroductionKind
from dangjian.transfers.queries.offices import committee_of
from dangjian.transfers.recording import bearer, give, void
from dangjian.transfers.rules.introductions import certificate_words, check_absence
from dangjian.transfers.rules.transfers import check_member


@evidence.action
def certify(
    person: Person,
    *,
    addressee: str,
    reason: str,
    from_on: dt.date,
    until_on: dt.date,
    today: dt.date,
    by: Actor,
) -> Introduction:
    """Give a member who is away for a while a certificate; he stays with his branch.

    Refused: no member; an absence of six months or more, which wants a transfer (or a registration
    as floating); one that is over; nothing said about where and why; his own.
    """
    if by.person_uid == person.uid:
        raise Refused("自己的证明信不能由自己开，请另一位同志办。")
    if until_on < today:
        raise Refused("回来的日期已经过了，不用再开。", field="until_on")
    person = locked(person)
    check_member(person)
    branch = person.organization
    assert branch is not None  # noqa: S101 - check_member saw to it
    issuer = committee_of(branch)
    check_absence(from_on, until_on, rules.book(on=today, path=issuer.path))
    if not addressee.strip():
        raise Refused("请写明写给哪个党组织。", field="addressee")
    if not reason.strip():
        raise Refused("请写明为什么外出。", field="reason")
    words = certificate_words(
        bearer(person, "开党员证明信", today, by),
        branch=branch.name,
        reason=reason.strip(),
        from_on=from_on,
        until_on=until_on,
    )
    return give(
        IntroductionKind.CERTIFICATE,
        person,
        issuer,
        addressee=addressee.strip(),
        words=words,
        valid_until=until_on,
        transfer=None,
        on=today,
        by=by,
    )


@evidence.action
def void_certificate(paper: Introduction, *, reason: str, on: dt.date, by: Actor) -> Introduction:
    """Void a certificate that was wrong or lost. Its number stays used.

    Refused: a letter, which becomes void with its transfer; no reason. Stale: void already.
    """
    stored = Introduction.objects.select_for_update().get(pk=paper.pk)
    if stored.kind != IntroductionKind.CERTIFICATE:
        raise Refused("介绍信随转接作废，请在转接里办。")
    if stored.voided_on is not None:
        raise Stale("这份证明信已经作废了。")
    if not reason.strip():
        raise Refused("请写明为什么作废。", field="reason")
    void(stored, reason, on=on, by=by)
    return stored


@evidence.action
def look_at(paper: Introduction, *, by: Actor) -> Introduction:
    """A paper is read in full, or printed: it names the bearer's number, so that is on record."""
    evidence.record(
        by,
        "look_at_introduction",
        "introduction",
        paper.uid,
        paper.issuer.path,
        number=paper.called,
    )
    return paper
