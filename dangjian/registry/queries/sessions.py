"""Where somebody is signed in, and by what else he could come in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models.functions import Now

from dangjian.registry import passkeys, sessions
from dangjian.registry.models import Account, ActivationCode, Person, Session
from dangjian.registry.queries.accounts import open_code


@dataclass(frozen=True)
class Device:
    """A device somebody is signed in on; here: the one that asks."""

    handle: str
    device: str
    began_on: dt.date | None
    seen_on: dt.date | None
    here: bool


def devices_of(account: Account, idle: int, here: str | None = None) -> list[Device]:
    """The sessions that let their owner in right now, this one first, then the latest. One query.

    idle: seconds after which a session of his ends; here: the key of the session that asks.
    """
    mark = account.get_session_auth_hash()
    rows = Session.objects.filter(account=account, expire_date__gt=Now())
    found = [
        Device(row.handle, row.device, row.began_on, row.seen_on, row.session_key == here)
        for row in rows.order_by("-seen_on", "-expire_date")
        if sessions.lets_in(row, mark, idle)
    ]
    return sorted(found, key=lambda one: not one.here)


@dataclass(frozen=True)
class WaysIn:
    """Besides the password: devices signed in on, passkeys by name, whether a telephone is tied,
    a printed code nobody has used."""

    devices: Sequence[Device]
    passkeys: Sequence[str]
    telephone: bool
    code: ActivationCode | None

    @property
    def any(self) -> bool:
        return bool(self.devices or self.passkeys or self.telephone or self.code)


def ways_in(
    person: Person, account: Account | None, now: dt.datetime, *, idle: int, here: str | None = None
) -> WaysIn:
    """Every way by which somebody is in, or could come in, apart from his password."""
    code = open_code(person, now)
    if account is None:
        return WaysIn((), (), False, code)
    devices = devices_of(account, idle, here)
    names = [one.wrap().name for one in passkeys.of(account)]
    return WaysIn(devices, names, passkeys.telephone(account), code)
