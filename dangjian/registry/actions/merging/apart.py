"""Two people who look like one in the register, and are two."""

from __future__ import annotations

import datetime as dt

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.models import Distinction, Person
from dangjian.registry.rules.consents import written


@evidence.action
def tell_apart(
    one: Person, other: Person, *, reason: str, who: Person | None, now: dt.datetime, by: Actor
) -> Distinction:
    """Put on record that they are two; they are not proposed again.

    Refused: the same record twice, no reason. Stale: told apart already.
    """
    reason = written(reason, "reason")
    if one.pk == other.pk:
        raise Refused("这是同一份档案。")
    first, second = sorted((one, other), key=lambda person: person.pk)
    told, made = Distinction.objects.get_or_create(
        one=first, other=second, defaults={"reason": reason[:120], "by": who, "at": now}
    )
    if not made:
        raise Stale("已经有同志核实过，是两个人。")
    evidence.record(
        by, "tell_apart", "person", first.uid, first.path, other=str(second.uid), reason=reason
    )
    return told
