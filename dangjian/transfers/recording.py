"""What several actions of this room write: leaves, papers, a word to the member."""

from __future__ import annotations

import datetime as dt

from dangjian.courier.actions import tell
from dangjian.courier.models import Matter, Urgency
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.registry.actions.people import reveal
from dangjian.registry.models import Organization, Person
from dangjian.registry.rules.people import kept
from dangjian.transfers.models import Introduction, IntroductionKind, Transfer
from dangjian.transfers.queries.introductions import next_number
from dangjian.transfers.rules.introductions import Bearer, bearer_of


def leaf(by: Actor, verb: str, transfer: Transfer, **detail: object) -> None:
    """The log says which transfer, never of whom."""
    place = transfer.from_branch or transfer.receiver
    evidence.record(
        by,
        verb,
        "transfer",
        transfer.uid,
        place.path if place else "",
        state=transfer.state,
        **detail,
    )


def person_of(by: Actor) -> Person | None:
    """Who acts; None for the platform itself."""
    return Person.objects.get(uid=by.person_uid) if by.person_uid else None


def bearer(person: Person, why: str, on: dt.date, by: Actor) -> Bearer:
    """What a paper says of its bearer; opening his number leaves a leaf he can read."""
    number = ""
    if person.id_number:
        number = reveal(person, items=["id_number"], reason=why, by=by)["id_number"]
    return bearer_of(person, number, on)


def give(
    kind: IntroductionKind,
    person: Person,
    issuer: Organization,
    *,
    addressee: str,
    words: str,
    valid_until: dt.date,
    transfer: Transfer | None,
    on: dt.date,
    by: Actor,
) -> Introduction:
    """Give a paper the next number of its issuer. Others who give one wait until it is there."""
    stored = kept([issuer])[issuer.pk]
    paper = Introduction(
        kind=kind,
        transfer=transfer,
        person=person,
        issuer=stored,
        year=on.year,
        number=next_number(stored, kind, on.year),
        addressee=addressee,
        issued_on=on,
        valid_until=valid_until,
        handler=person_of(by),
    )
    paper.seal("words", words)
    paper.save()
    evidence.record(
        by,
        "give_introduction",
        "introduction",
        paper.uid,
        stored.path,
        kind=kind,
        number=paper.called,
    )
    return paper


def void(paper: Introduction, reason: str, *, on: dt.date, by: Actor) -> None:
    """Void a paper. Its number stays used."""
    paper.voided_on, paper.voided_for = on, reason.strip()[:200]
    paper.save(update_fields=["voided_on", "voided_for"])
    evidence.record(
        by, "void_introduction", "introduction", paper.uid, paper.issuer.path, number=paper.called
    )


def tell_member(person: Person | None, sentence: str, *, now: dt.datetime, by: Actor) -> None:
    """Tell the member what became of it; nobody in the register, nobody told."""
    if person is not None and person.uid != by.person_uid:
        tell(
            [person],
            sentence,
            matter=Matter.RESULT,
            urgency=Urgency.CAN_WAIT,
            now=now,
            by=by,
        )
