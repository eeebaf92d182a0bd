"""Find out whose number this is; whoever is found can read who asked, and why (T5)."""

from __future__ import annotations

import uuid

from dangjian.kernel import evidence, identity
from dangjian.kernel.evidence import Actor, Trace
from dangjian.kernel.refusal import Refused
from dangjian.registry.authority import Scope
from dangjian.registry.models import Person
from dangjian.registry.rules.people import stated


@evidence.action
def look_up(number: str, *, scope: Scope, reason: str, by: Actor) -> list[Person]:
    """The people of the scope who bear this whole identity or mobile number (two may share one).

    One leaf for each of them, or one for a look-up that found nobody: the number stands in none.
    Refused for a part of a number, or without a reason.
    """
    reason, number = stated(reason), identity.clean(number)
    item = identity.kind_of(number)
    if not item:
        raise Refused(
            "请写完整的公民身份号码（18 位，旧号码 15 位）或者 11 位手机号。", field="number"
        )
    bearers = Person.objects.filter(scope.q(), **{f"{item}_index": Person.index_of(item, number)})
    found = list(bearers.select_related("organization").order_by("name_key", "pk"))
    detail = {"items": [item], "reason": reason}
    traces = [Trace("person", person.uid, person.path, detail) for person in found]
    nobody = Trace("look_up", uuid.uuid4(), "", detail | {"found": 0})
    evidence.record_many(by, "look_up", traces or [nobody])
    return found
