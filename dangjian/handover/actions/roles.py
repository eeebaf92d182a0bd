"""Roles that go along with a post: asked for once both have signed, agreed to by a second person.

With his agreement the whole post passes, in that transaction; until then it stays, whole, at the
giver's, so that nothing that is open is at nobody's.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from typing import Any

from dangjian.handover.actions.carrying_out import complete
from dangjian.handover.actions.stored import leaf, locked
from dangjian.handover.models import Handover, Line, State
from dangjian.handover.queries.handovers import lines_shown, waiting
from dangjian.handover.recording import call
from dangjian.handover.rules import Ways
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Stale
from dangjian.registry.actions import consents
from dangjian.registry.models import Act, Consent, Organization, Person
from dangjian.registry.queries.consents import day_of


@evidence.action
def ask(
    handover: Handover,
    *,
    maker: Person,
    seen: int,
    proof: int | None,
    now: dt.datetime,
    by: Actor,
) -> Consent:
    """Whoever may grant asks that the roles go along; a second person has to agree.

    proof: seconds since password and code were given. Refused: as `consents.ask` refuses. Stale:
    not signed by both, asked for already, or changed since he looked.
    """
    stored = locked(handover, seen)
    if stored.state != State.SIGNED:
        raise Stale("要等双方都签了字，才能提出角色的申请。")
    if waiting(stored, now) is not None:
        raise Stale("角色的申请已经提出过，正在等另一位同志同意。")
    consent = consents.ask(
        consents.DEEDS[Act.HAND_OVER],
        wanted_of(stored, lines_shown(stored)),
        maker=maker,
        reason=f"岗位移交：{stored.document}",
        proof=proof,
        now=now,
        by=by,
    )
    stored.consent = consent
    stored.save(update_fields=["consent"])
    leaf(by, "ask_handover_roles", stored, consent=str(consent.uid))
    return consent


def pass_on(ways: Ways) -> consents.Doing:
    """What happens with the second person's agreement: the whole post passes."""

    def doing(consent: Consent, wanted: consents.Wanted, by: Actor) -> None:
        if consent.decided_at is None:
            raise ValueError("a post passes when it was agreed to")
        stored = locked(Handover.objects.get(uid=wanted["handover"]))
        lines = lines_shown(stored)
        asked = stored.state == State.SIGNED and stored.consent_id == consent.pk
        if not asked or evidence.canonical(wanted_of(stored, lines)) != consent.payload:
            raise Stale("移交和申请的时候不一样了，没有办成。请提出的同志重新提出。")
        now = consent.decided_at
        complete(stored, lines, ways=ways, today=day_of(now), now=now, consent=consent)
        call(stored, now=now, by=by)

    return doing


def wanted_of(handover: Handover, lines: Sequence[Line]) -> dict[str, Any]:
    """What is asked for: from whom to whom, which roles over what, by which paper."""
    grants = [line.grant for line in lines if line.grant is not None]
    over = sorted({(one.role, one.organization_id) for one in grants})
    return {
        "handover": str(handover.uid),
        "giver": handover.giver_id,
        "holder": handover.successor_id,
        "organization": _above_all([one.organization for one in grants]).pk,
        "roles": [{"role": role, "organization": place} for role, place in over],
        "document": handover.document,
    }


def _above_all(places: Sequence[Organization]) -> Organization:
    """The lowest organization that all of them are, or stand under."""
    path = os.path.commonpath([one.path for one in places])
    return Organization.objects.get(path=f"{path}/")
