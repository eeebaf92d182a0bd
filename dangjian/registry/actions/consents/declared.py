"""What a kind of act that takes two has to say of itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dangjian.kernel.evidence import Actor
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Act, Consent, Organization, Person
from dangjian.registry.rules import consents as rules

Wanted = Mapping[str, Any]
"""The payload of a request: plain values only, ids as numbers."""

Line = tuple[str, str]

Doing = Callable[[Consent, Wanted, Actor], object]
"""How an act is done: the agreed request, its payload, the maker as actor."""


@dataclass(frozen=True)
class Deed:
    """One kind of act that takes two.

    asks, agrees: what maker and checker must hold there. where, concerns: read out of the payload.
    concerns_too: from whom it goes. check: refuses what could not be done anyway. do: carries it
    out when it is agreed to; None where the maker carries it out himself afterwards
    (`deciding.carry_out`), once, or (by_room) where the room that asked hands in how it is done.
    told: the payload as people read it. apart: whether the checker must hold another of the three
    offices than the maker does. never_urgent: whether no emergency lets anybody else agree.
    """

    act: Act
    asks: Purpose
    agrees: Purpose
    where: Callable[[Wanted], Organization]
    concerns: Callable[[Wanted], Person | None]
    check: Callable[[Wanted, Person, dt.datetime], object]
    do: Doing | None
    told: Callable[[Wanted, dt.date], Sequence[Line]]
    waits: dt.timedelta = rules.WAITS
    concerns_too: Callable[[Wanted], Person | None] = lambda wanted: None
    by_room: bool = False
    apart: bool = False
    never_urgent: bool = False
