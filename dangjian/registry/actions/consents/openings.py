"""Sealed items that open only when two agree: for a time, for a purpose, on record (L3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions.people import reveal
from dangjian.registry.models import Consent, Opening, Person
from dangjian.registry.queries.consents import opening_for
from dangjian.registry.rules.consents import OPEN_HOURS, SECOND_PERSON_ITEMS


def check(wanted: Mapping[str, Any]) -> None:
    """Refused: items that need no second person, or none; a time nobody offers."""
    items = wanted["items"]
    if not items or set(items) - SECOND_PERSON_ITEMS:
        raise Refused("请选择要看的项目。", field="items")
    if int(wanted["hours"]) not in OPEN_HOURS:
        raise Refused("请选看多久。", field="hours")


@evidence.action
def open_items(consent: Consent, wanted: Mapping[str, Any], by: Actor) -> Opening:
    """Let the maker look at the items from now on, for as many hours as were agreed to."""
    if consent.concerns is None or consent.decided_at is None or consent.checker is None:
        raise ValueError("an opening concerns somebody and was agreed to")
    until = consent.decided_at + dt.timedelta(hours=int(wanted["hours"]))
    opening = Opening.objects.create(
        consent=consent,
        person=consent.concerns,
        holder=consent.maker,
        items=list(wanted["items"]),
        opened_at=consent.decided_at,
        until=until,
    )
    person = consent.concerns
    evidence.record(
        by,
        "open_items",
        "person",
        person.uid,
        person.path,
        items=list(wanted["items"]),
        reason=consent.reason,
        checker=str(consent.checker.uid),
        until=until.isoformat(),
    )
    return opening


@evidence.action
def reveal_to(
    holder_id: int,
    person: Person,
    *,
    items: Sequence[str],
    reason: str,
    now: dt.datetime,
    by: Actor,
) -> dict[str, str]:
    """Open sealed items of another person, as `reveal` does; some only while two agree to it.

    Where a second person agreed, the purpose he agreed to is the reason that goes on record.
    """
    secret = SECOND_PERSON_ITEMS & set(items)
    if not secret or holder_id == person.pk:
        return reveal(person, items=items, reason=reason, by=by)
    opening = opening_for(holder_id, person, now)
    if opening is None or not secret <= set(opening.items):
        raise Refused("看公民身份号码要由另一位同志同意，请先提出申请。", field="items", status=403)
    return reveal(person, items=items, reason=opening.consent.reason, by=by)
