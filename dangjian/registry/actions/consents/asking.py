"""One person asks for an act that takes two; he may take the request back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.actions.consents.declared import Deed
from dangjian.registry.authority import held_by, standing
from dangjian.registry.models import Consent, ConsentState, Organization, Person, digest_of
from dangjian.registry.rules.consents import check_proof, written


@evidence.action
def ask(
    deed: Deed,
    wanted: Mapping[str, Any],
    *,
    maker: Person,
    reason: str,
    proof: int | None,
    now: dt.datetime,
    by: Actor,
) -> Consent:
    """Put a request before a second person; nothing of it happens before he agrees.

    wanted: plain values, stored as canonical JSON. proof: seconds since password and code were
    given. Refused: no fresh proof, no reason, no right there, what concerns oneself, what the act
    itself would refuse, and the very same request while it waits.
    """
    proof, reason = check_proof(proof), written(reason, "reason")
    payload = evidence.canonical(wanted)
    where, concerns, too = deed.where(wanted), deed.concerns(wanted), deed.concerns_too(wanted)
    deed.check(wanted, maker, now)
    if maker.pk in {one.pk for one in (concerns, too) if one is not None}:
        raise Refused("这件事关系到您自己，请由另一位同志提出。", status=403)
    mine = standing(held_by(maker, now.date()), deed.asks, where.path)
    if mine is None:
        raise Refused(f"您在{where.short_name}没有“{deed.asks.value}”的权限。", status=403)
    same = Consent.objects.filter(
        maker=maker, act=deed.act, digest=digest_of(payload), state=ConsentState.ASKED
    )
    if same.filter(expires_at__gt=now).exists():
        raise Refused("同样的申请您已经提出过，正在等另一位同志复核。")
    consent = Consent.objects.create(
        act=deed.act,
        payload=payload,
        digest=digest_of(payload),
        organization=where,
        place=Organization.objects.get(pk=mine.organization_id),
        concerns=concerns,
        concerns_too=too,
        maker=maker,
        maker_role=mine.role.value,
        maker_proof=proof,
        reason=reason,
        asked_at=now,
        expires_at=now + deed.waits,
    )
    leaf(by, "ask_consent", consent, reason=reason)
    return consent


@evidence.action
def withdraw(consent: Consent, *, maker: Person, by: Actor) -> Consent:
    """Take one's own request back, as long as it was not carried out. Stale: somebody decided."""
    stored = locked(consent)
    if stored.maker_id != maker.pk:
        raise Refused("只有提出的人能撤回。", status=403)
    if stored.state not in (ConsentState.ASKED, ConsentState.AGREED):
        raise Stale(f"这件申请{stored.get_state_display()}，不能撤回。")
    stored.state = ConsentState.WITHDRAWN
    stored.save()
    leaf(by, "withdraw_consent", stored)
    return stored


def locked(consent: Consent) -> Consent:
    """The request as stored; others wait until this transaction is over.

    Locked first and read then: joined in one statement, the checker would be the one of before
    the waiting.
    """
    Consent.objects.select_for_update().only("pk").get(pk=consent.pk)
    people = ("maker__organization", "checker__organization", "concerns")
    return Consent.objects.select_related("organization", "place", *people).get(pk=consent.pk)


def leaf(by: Actor, verb: str, consent: Consent, **detail: object) -> None:
    """One leaf about a request: which act, and the digest of what was asked."""
    told = {"act": consent.act, "digest": consent.seen} | detail
    evidence.record(by, verb, "consent", consent.uid, consent.organization.path, **told)
