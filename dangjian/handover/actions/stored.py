"""What every verb of handing over does with what is stored: the row is locked first, always."""

from __future__ import annotations

from collections.abc import Iterable

from dangjian.handover.models import OPEN, Handover
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Stale
from dangjian.registry.actions import consents
from dangjian.registry.models import Act, Consent, ConsentState


def locked(handover: Handover, seen: int | None = None) -> Handover:
    """The row as stored, locked. Stale where it is over, or changed since somebody looked."""
    stored = Handover.objects.select_for_update().get(pk=handover.pk)
    if stored.state not in OPEN:
        raise Stale(f"这件移交{stored.get_state_display()}，刚才的操作没有办成。")
    if seen is not None and seen != stored.round:
        raise Stale("清单刚刚改过，请再看一遍。")
    return stored


def changed(handover: Handover, *fields: str) -> None:
    """Save the fields; the list is another one than somebody may have before him."""
    handover.round += 1
    handover.save(update_fields=["round", *fields])


def leaf(by: Actor, verb: str, handover: Handover, **detail: object) -> None:
    """One leaf about a handing over."""
    evidence.record(by, verb, "handover", handover.uid, handover.organization.path, **detail)


def drop_requests_to_end(grants: Iterable[int], *, by: Actor) -> None:
    """Requests to end these grants that still wait have nothing to ask for any more."""
    payloads = [evidence.canonical({"grant": pk}) for pk in grants]
    asked = Consent.objects.filter(
        act=Act.END_OFFICER, payload__in=payloads, state=ConsentState.ASKED
    )
    for one in asked.select_related("maker"):
        consents.withdraw(one, maker=one.maker, by=by)
