"""One step written down: who did what when, with which words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from dangjian.flow.models import Case, Step
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.registry.models import Organization, Person


def step(
    case: Case,
    move: str,
    part: str,
    before: str,
    after: str,
    now: dt.datetime,
    by: Actor,
    office: Organization | None = None,
    words: str = "",
) -> Step:
    """Write the next step of a case that is locked."""
    case.round += 1
    case.save(update_fields=["round"])
    last = case.steps.order_by("-round").values_list("at", flat=True).first()
    told = Step(
        case=case,
        round=case.round,
        move=move,
        part=part,
        from_state=before,
        to_state=after,
        # A clock that was set back must not turn the history round.
        at=max(now, last) if last else now,
        by=actor(by),
        behalf=Person.objects.get(uid=by.on_behalf_of) if by.on_behalf_of else None,
        office=office,
    )
    told.seal("words", words.strip())
    told.save()
    return told


def beside(
    case: Case,
    what: str,
    part: str,
    now: dt.datetime,
    by: Actor,
    *,
    words: str = "",
    office: Organization | None = None,
    detail: Mapping[str, object] | None = None,
) -> Step:
    """Write a step that leaves the state of a locked case as it is, with its leaf.

    detail: what the leaf says besides. The state is that of the last step.
    """
    state = case.steps.order_by("-round").values_list("to_state", flat=True)[0]
    told = step(case, what, part, state, state, now, by, office, words)
    evidence.record(
        by, what, "case", case.uid, case.organization.path, round=case.round, **(detail or {})
    )
    return told


def actor(by: Actor) -> Person | None:
    """Who acts; None where it is somebody without an account, or the platform."""
    return Person.objects.get(uid=by.person_uid) if by.person_uid else None
