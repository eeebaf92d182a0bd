"""Letters of an old system come in, each by the one path that the form takes.

A letter that accuses somebody in a matter of discipline is not brought in: its number, its day and
the referral are kept, nothing else. Brought in again, nothing is doubled.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

from dangjian.kernel import evidence, leaks
from dangjian.kernel.evidence import Actor
from dangjian.registry.models import Organization
from dangjian.voices.actions.receiving import receive
from dangjian.voices.models import Kind, Letter, Referral, Way
from dangjian.voices.reading.likeness import groups
from dangjian.voices.reading.routes import Reading, read

KINDS = {
    "petition": Kind.PETITION,
    "party_affairs": Kind.CONSULTATION,
    "mailbox": Kind.MAILBOX,
    "discard_review": Kind.MAILBOX,
}
"""By which table a letter goes, by the proposed route; whoever registers it may choose another."""

DISCIPLINE = "discipline"


@dataclass(frozen=True)
class Old:
    """A letter as an old system gives it."""

    id: str
    received_on: dt.date
    text: str


@dataclass(frozen=True)
class Told:
    """What became of one: proposals, and the text as everybody might read it (None: not kept).

    group: a name shared by letters of the same matter, None for one that stands alone.
    """

    id: str
    route: str
    category: str
    group: str | None
    public_text: str | None


def bring_in(
    letters: Sequence[Old],
    *,
    at: Organization,
    now: dt.datetime,
    by: Actor,
    tell: Callable[[int], object] = lambda done: None,
) -> list[Told]:
    """Bring letters in, in their order, each in its own transaction; those known already stay.

    tell: how many are done. Refused as in `receive`.
    """
    read_ones = [read(one.text) for one in letters]
    named = _grouped(letters, read_ones)
    told = []
    for number, (one, reading) in enumerate(zip(letters, read_ones, strict=True)):
        if reading.route == DISCIPLINE:
            _refer(one, now=now, by=by)
        else:
            _keep(one, reading, at=at, now=now, by=by)
        told.append(_told(one, reading, named.get(number)))
        tell(number + 1)
    return told


@transaction.atomic
def _keep(
    one: Old, reading: Reading, *, at: Organization, now: dt.datetime, by: Actor
) -> Letter:
    """The letter itself; the one that is there where it came before."""
    known = Letter.objects.filter(origin=one.id).first()
    if known is not None:
        return known
    return receive(
        one.text,
        kind=KINDS[reading.route],
        at=at,
        writers=(),
        way=Way.MOVED,
        received_on=one.received_on,
        origin=one.id,
        now=now,
        by=by,
    ).letter


@transaction.atomic
def _refer(one: Old, *, now: dt.datetime, by: Actor) -> Referral:
    """Only that there was one, when, and that its writer has to be told of the other channel."""
    known = Referral.objects.filter(receipt=one.id, way=Way.MOVED).first()
    if known is not None:
        return known
    referral = Referral.objects.create(
        received_on=one.received_on, referred_on=now.date(), way=Way.MOVED, receipt=one.id
    )
    evidence.record(by, "refer", "referral", referral.uid)
    return referral


def _grouped(letters: Sequence[Old], read_ones: Sequence[Reading]) -> dict[int, str]:
    """The name of its group for the place of each letter that shares its matter with another."""
    kept = [place for place, reading in enumerate(read_ones) if reading.route != DISCIPLINE]
    firsts = groups([letters[place].text for place in kept])
    together = {first for place, first in enumerate(firsts) if first != place}
    return {
        kept[place]: f"G-{letters[kept[first]].id}"
        for place, first in enumerate(firsts)
        if first in together
    }


def _told(one: Old, reading: Reading, group: str | None) -> Told:
    public = None if reading.route == DISCIPLINE else leaks.mask(one.text)
    return Told(one.id, reading.route, reading.category, group, public)
