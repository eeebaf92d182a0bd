"""A second person agrees or refuses; what was agreed to happens once, exactly as it was asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.actions.consents.asking import leaf, locked
from dangjian.registry.actions.consents.declared import Deed, Doing
from dangjian.registry.actions.consents.deeds import deed_of
from dangjian.registry.authority import held_by, standing
from dangjian.registry.models import OFFICERS, Consent, ConsentState, Emergency, Person, digest_of
from dangjian.registry.queries.consents import emergency_for
from dangjian.registry.rules.consents import TAKEN_WITHIN, check_proof, written

R = TypeVar("R")


@evidence.action
def agree(
    consent: Consent,
    *,
    checker: Person,
    seen: str,
    proof: int | None,
    now: dt.datetime,
    by: Actor,
    words: str = "",
    doing: Doing | None = None,
) -> Consent:
    """Agree to a request; what can be done at once is done in the same transaction.

    seen: the digest the checker's page showed. doing: how an act of another room is done. Stale:
    decided meanwhile, ran out, or not what he saw. Refused (403): his own, what concerns him, no
    right there or only below the maker, or the maker lost his own right; and whatever the act
    itself refuses.
    """
    proof = check_proof(proof)
    stored = _waiting(consent, now)
    if stored.seen != seen or not stored.intact:
        raise Stale("内容和您看到的不一样，没有办成。请重新打开，看过再定。")
    deed = deed_of(stored)
    _check_maker(stored, deed, now.date())
    stored.emergency = _check_checker(stored, deed, checker, now)
    stored.checker, stored.checker_proof, stored.decided_at = checker, proof, now
    stored.agreed_digest, stored.words = digest_of(stored.payload), words.strip()[:200]
    stored.use_until = now + TAKEN_WITHIN
    stored.state = ConsentState.AGREED
    stored.save()
    leaf(by, "agree_consent", stored, emergency=stored.emergency_id or 0)
    do = _doing(deed, doing)
    if do is not None:
        do(stored, stored.wanted, maker_of(stored))
        _done(stored, now)
    return stored


@evidence.action
def refuse(
    consent: Consent, *, checker: Person, words: str, now: dt.datetime, by: Actor
) -> Consent:
    """Say no, with the reason the maker reads. Whoever may agree may refuse."""
    words = written(words, "words")
    stored = _waiting(consent, now)
    _check_checker(stored, deed_of(stored), checker, now)
    stored.checker, stored.decided_at, stored.words = checker, now, words
    stored.state = ConsentState.REFUSED
    stored.save()
    leaf(by, "refuse_consent", stored, reason=words)
    return stored


@evidence.action
def carry_out(
    consent: Consent,
    run: Callable[[Mapping[str, Any]], R],
    *,
    maker: Person,
    now: dt.datetime,
    by: Actor,
) -> R:
    """The maker does what was agreed to, once, with the stored payload; gives what `run` gives.

    Refused (403): it is not his, or he or the checker has lost the right since. Stale: carried out
    already, withdrawn, or too late.
    """
    stored = locked(consent)
    if stored.maker_id != maker.pk:
        raise Refused("只有提出的人能办。", status=403)
    if stored.state != ConsentState.AGREED or stored.ran_out(now):
        raise Stale(f"这件申请{stored.told_state(now)}，不能再办。要办请重新提出。")
    if not stored.intact or stored.agreed_digest is None:
        raise Stale("内容和同意的不一样，没有办成。请告诉审计员。")
    deed, day = deed_of(stored), now.date()
    _check_maker(stored, deed, day)
    if stored.emergency_id is None and _above(stored, deed, stored.checker, day) is None:
        raise Refused("同意的同志已经没有这个权限，请重新提出。", status=403)
    result = run(stored.wanted)
    _done(stored, now)
    leaf(by, "carry_out_consent", stored)
    return result


def may_decide(consent: Consent, checker: Person, now: dt.datetime) -> bool:
    """The question that draws the button and guards the door."""
    if consent.state != ConsentState.ASKED or consent.ran_out(now):
        return False
    try:
        _check_checker(consent, deed_of(consent), checker, now)
    except Refused:
        return False
    return True


def offices(person: Person, day: dt.date) -> set[str]:
    """Which of the three offices somebody holds."""
    return {one.role.value for one in held_by(person, day) if one.role in OFFICERS}


def maker_of(consent: Consent) -> Actor:
    """The maker as the actor of what a second person agreed to."""
    account = getattr(consent.maker, "account", None)
    return Actor(account.pk if account else None, consent.maker_role, consent.maker.uid)


# --- what must hold -------------------------------------------------------------------------------


def _waiting(consent: Consent, now: dt.datetime) -> Consent:
    stored = locked(consent)
    if stored.state != ConsentState.ASKED:
        who = f"{stored.checker.name}已经办过" if stored.checker else "已经撤回"
        raise Stale(f"这件申请{who}，您这一次没有办成。")
    if stored.ran_out(now):
        raise Stale("这件申请过期了，要办请提出的同志重新提出。")
    return stored


def _check_maker(consent: Consent, deed: Deed, day: dt.date) -> None:
    held = held_by(consent.maker, day)
    if standing(held, deed.asks, consent.organization.path) is None:
        raise Refused(f"提出的{consent.maker.name}已经没有这个权限，不能再办。", status=403)


def _check_checker(
    consent: Consent, deed: Deed, checker: Person, now: dt.datetime
) -> Emergency | None:
    """The emergency he decides in, None in the ordinary way; refused where he may not."""
    if checker.pk == consent.maker_id:
        raise Refused("这是您自己提出的，要由另一位同志复核。", status=403)
    if checker.pk in (consent.concerns_id, consent.concerns_too_id):
        raise Refused("这件事关系到您自己，要由另一位同志复核。", status=403)
    if deed.apart and offices(consent.maker, now.date()) & offices(checker, now.date()):
        raise Refused("这件事要由两种不同的管理员一起办。", status=403)
    if _above(consent, deed, checker, now.date()) is not None:
        return None
    urgent = not deed.never_urgent
    emergency = emergency_for(checker, consent.organization.path, now) if urgent else None
    if emergency is None:
        raise Refused(
            f"复核要由在{consent.place.short_name}或者它的上级"
            f"有“{deed.agrees.value}”权限的另一位同志办。",
            status=403,
        )
    return emergency


def _above(consent: Consent, deed: Deed, checker: Person | None, day: dt.date) -> object | None:
    """Where the checker holds the right, if that is not below the maker's place."""
    if checker is None:
        return None
    return standing(held_by(checker, day), deed.agrees, consent.place.path)


def _doing(deed: Deed, doing: Doing | None) -> Doing | None:
    """What happens with the agreement. ValueError where the room's own way was not handed in:
    nothing is agreed to that then does not happen."""
    if deed.by_room and doing is None:
        raise ValueError(f"{deed.act} is done by its room")
    return doing if deed.by_room else deed.do


def _done(consent: Consent, now: dt.datetime) -> None:
    consent.executed_at = now
    consent.executed_digest = digest_of(consent.payload)
    consent.state = ConsentState.DONE
    consent.save()
