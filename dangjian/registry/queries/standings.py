"""Changes of members' standing: of many over a range of days, and all that befell one (A6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models.functions import Lower

from dangjian.kit.words import cn_date
from dangjian.registry.authority import Scope
from dangjian.registry.models import Arrival, Standing, StandingKind
from dangjian.registry.queries.records import Record

PER_PAGE = 50


@dataclass(frozen=True)
class Change:
    """One change as people read it: when, whose, what he became, why, and by which paper."""

    on: dt.date
    person_id: int
    name: str
    place: str
    what: str
    reason: str
    paper: str


@dataclass(frozen=True)
class Slice:
    """One page of changes, and how many there are."""

    rows: Sequence[Change]
    total: int


def changes(
    scope: Scope,
    *,
    from_on: dt.date,
    until_on: dt.date,
    kind: str = "",
    limit: int = PER_PAGE,
    offset: int = 0,
) -> Slice:
    """The changes of those days in the scope, the latest first. Two queries.

    kind: a StandingKind that members became, "" for any. The scope is that of today's tree.
    """
    found = (
        Standing.objects.filter(
            scope.q("person__path"),
            valid__isempty=False,
            valid__startswith__gte=from_on,
            valid__startswith__lte=until_on,
        )
        .select_related("person__organization")
        .order_by(Lower("valid").desc(), "person__name_key", "pk")
    )
    if kind:
        found = found.filter(kind=kind)
    rows = [
        Change(
            one.valid.lower,
            one.person_id,
            one.person.name,
            one.person.organization.short_name if one.person.organization else "",
            str(StandingKind(one.kind).label),
            one.reason,
            paper_of(one),
        )
        for one in found[offset : offset + limit]
    ]
    return Slice(rows, found.count())


def paper_of(standing: Standing) -> str:
    """Name and number of the paper, who decided, and when; "" where there is none."""
    decided = cn_date(standing.decided_on) if standing.decided_on else ""
    return "，".join(filter(None, (standing.document, standing.organ, decided)))


@dataclass(frozen=True)
class Event:
    """Something that befell a member: from which day, what, why, and by which paper."""

    on: dt.date
    what: str
    reason: str = ""
    paper: str = ""


def history_of(record: Record) -> list[Event]:
    """Everything that happened to a member's standing, contact and branch, the latest first."""
    return sorted(_events(record), key=lambda event: event.on, reverse=True)


def _events(record: Record) -> Iterator[Event]:
    for standing in record.standings:
        label = str(StandingKind(standing.kind).label)
        yield Event(standing.valid.lower, label, standing.reason, paper_of(standing))
    for loss in record.losses:
        yield Event(loss.valid.lower, "失去联系", loss.efforts)
        if loss.ended_on is not None:
            yield Event(loss.ended_on, "恢复联系，或者失联登记结束")
    for spell in record.floatings:
        yield Event(spell.valid.lower, f"外出流动到{spell.destination}")
        if spell.ended_on is not None:
            yield Event(spell.ended_on, "外出回来，或者流动登记结束")
    for stay in record.stays:
        membership = stay.membership
        place = f"{stay.branch} · {stay.group}" if stay.group else stay.branch
        yield Event(
            membership.valid.lower,
            f"在{place}",
            str(Arrival(membership.arrival).label),
            membership.document,
        )
