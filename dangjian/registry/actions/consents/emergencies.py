"""The emergency path: two officers of different office, for hours, reviewed afterwards (X15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.authority import Purpose, held_by, standing
from dangjian.registry.models import OFFICERS, Consent, Emergency, Person
from dangjian.registry.queries.consents import day_of
from dangjian.registry.rules.consents import EMERGENCY_HOURS, written


def check(wanted: Mapping[str, Any]) -> None:
    """Refused: a length nobody offers."""
    if int(wanted["hours"]) not in EMERGENCY_HOURS:
        raise Refused("请选多长时间。", field="hours")


@evidence.action
def begin(consent: Consent, wanted: Mapping[str, Any], by: Actor) -> Emergency:
    """Open the hours. Refused where both hold the same office: two of one desk are not enough."""
    if consent.checker is None or consent.decided_at is None:
        raise ValueError("an emergency was agreed to")
    day = day_of(consent.decided_at)
    if _offices(consent.maker, day) & _offices(consent.checker, day):
        raise Refused("启用应急要由两种不同的管理员一起办。", status=403)
    emergency = Emergency.objects.create(
        consent=consent,
        organization=consent.organization,
        one=consent.maker,
        other=consent.checker,
        opened_at=consent.decided_at,
        until=consent.decided_at + dt.timedelta(hours=int(wanted["hours"])),
    )
    _leaf(by, "begin_emergency", emergency, reason=consent.reason)
    return emergency


@evidence.action
def review(
    emergency: Emergency, *, auditor: Person, finding: str, now: dt.datetime, by: Actor
) -> Emergency:
    """The auditor says what he found, once the hours are over.

    Refused (403): whoever opened it, or is no auditor over it. Refused: the hours still run, or
    nothing is said. Stale: reviewed already.
    """
    finding = written(finding, "finding")
    stored = (
        Emergency.objects.select_for_update(of=("self",))
        .select_related("organization", "consent")
        .get(pk=emergency.pk)
    )
    audits = standing(held_by(auditor, now.date()), Purpose.AUDIT, stored.organization.path)
    if audits is None or auditor.pk in (stored.one_id, stored.other_id):
        raise Refused("复查由审计员办，启用的两位同志不能自己查。", status=403)
    if stored.reviewed_by_id is not None:
        raise Stale("这次应急已经复查过了。")
    if now < stored.until:
        raise Refused("应急还没有到时间，到时间以后再复查。")
    stored.reviewed_by, stored.reviewed_at, stored.finding = auditor, now, finding[:400]
    stored.save(update_fields=["reviewed_by", "reviewed_at", "finding"])
    _leaf(by, "review_emergency", stored, finding=stored.finding)
    return stored


def _offices(person: Person, day: dt.date) -> set[str]:
    return {one.role.value for one in held_by(person, day) if one.role in OFFICERS}


def _leaf(by: Actor, verb: str, emergency: Emergency, **detail: object) -> None:
    consent, place = emergency.consent, emergency.organization
    told = {"until": emergency.until.isoformat()} | detail
    evidence.record(by, verb, "emergency", consent.uid, place.path, **told)
