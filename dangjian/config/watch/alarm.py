"""Who watches over the platform is told when many more than usual is turned away (L7)."""

from __future__ import annotations

import datetime as dt
import uuid

from dangjian.config.watch.turned import rows
from dangjian.courier.actions import tell
from dangjian.courier.models import Matter, Message, Urgency
from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.authority import PURPOSES, Purpose
from dangjian.registry.models import Person, RoleGrant, cooling_off

_ALARM = uuid.UUID("6b2a1f0c-52f1-5d6b-8a2e-0d5c7c6a9e11")


def look(now: dt.datetime) -> list[Message]:
    """Tell those who may open the operator's page which kinds stand out, each kind once a day; the
    messages of whoever was told now. Sums, of nobody: a message names no address and no account.
    """
    told: list[Message] = []
    for row in rows(now):
        if row.many:
            told += tell(
                _watchers(now.date()),
                f"一天里“{row.label}”有 {row.day} 次，比平常多，请看“运行”一页。",
                matter=Matter.NOTICE,
                urgency=Urgency.NOW,
                now=now,
                by=SYSTEM,
                once=uuid.uuid5(_ALARM, f"{row.label} {now.date()}"),
            )
    return told


def _watchers(on: dt.date) -> list[Person]:
    roles = [role for role, purposes in PURPOSES.items() if Purpose.WATCH in purposes]
    held = RoleGrant.objects.on(on).filter(~cooling_off("holder"), role__in=roles)
    return list(Person.objects.filter(pk__in=held.values("holder")).order_by("pk"))
