"""What tests of two persons share: a fresh proof in a browser, and a request as far as needed."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from dangjian.kernel import clock
from dangjian.kernel.evidence import Actor
from dangjian.registry.actions import consents, imports
from dangjian.registry.models import Account, Act, Consent, Import, ImportKind, Person
from tests.district import TODAY, District
from tests.registry.browser import key_in
from tests.registry.forms_sent import send

NOON = dt.datetime.combine(TODAY, dt.time(12), dt.timezone(dt.timedelta(hours=8)))
REASON = "核对党费证上的号码"


def prove(client: Client, account: Account, ago: float = 0) -> Client:
    """As if the owner had given password and code so many seconds ago."""
    session, at = client.session, time.time() - ago
    session["account_authentication_methods"] = [
        {"method": method, "at": at} for method in ("password", "mfa")
    ]
    session["account_authentication_methods_user"] = str(account.pk)
    session.save()
    return client


def proved(district: District, role: str) -> Client:
    """A browser of the holder of a role who has just given password and code."""
    return prove(district.sign_in(Client(), role), district.accounts[role])


def by(person: Person, role: str = "") -> Actor:
    return Actor(None, role, person.uid)


def asked(
    act: Act, wanted: Mapping[str, Any], maker: Person, now: dt.datetime = NOON, **more: Any
) -> Consent:
    told = {"reason": REASON, "proof": 10} | more
    return consents.ask(consents.DEEDS[act], wanted, maker=maker, now=now, by=by(maker), **told)


def agreed(consent: Consent, checker: Person, now: dt.datetime = NOON, **more: Any) -> Consent:
    """At a moment in the district's time, as the clock gives it: before eight it is another day."""
    told = {"seen": consent.seen, "proof": 10} | more
    at = timezone.localtime(now)
    return consents.agree(consent, checker=checker, now=at, by=by(checker), **told)


def to_open(person: Person, hours: int = 4) -> dict[str, Any]:
    return {"person": person.pk, "items": ["id_number"], "hours": hours}


def opened(
    district: District,
    person: Person,
    holder: str,
    checker: str = "office",
    now: dt.datetime | None = None,
) -> Consent:
    """The holder of a role may look at a person's number from now on: another one agreed."""
    now = now or clock.now()
    asked_for = asked(Act.OPEN, to_open(person), district.people[holder], now)
    return agreed(asked_for, district.people[checker], now)


def to_grant(holder: Person, role: str, organization: Any, document: str = "") -> dict[str, Any]:
    return {
        "holder": holder.pk,
        "role": role,
        "organization": organization.pk,
        "document": document or "禾组〔2026〕12号",
    }


def undo_agreed(run: Import, maker: Person, checker: Person, **more: Any) -> Consent:
    """Somebody may take an import back, once: another one agreed."""
    act = Act.UNDO_IMPORT if run.kind == ImportKind.ROSTER else Act.UNDO_TREE
    wanted = imports.payload_of(run, keep_changed=False) | more
    now = clock.now()
    return agreed(asked(act, wanted, maker, now, reason="交错了表"), checker, now)


def undo_by_two(
    client: Client, district: District, run: Import, role: str = "secretary", **typed: str
) -> HttpResponse:
    """A browser asks, the district's office agrees in another one, and the first carries it out."""
    prove(client, district.accounts[role])
    address = send(client, f"/imports/{run.pk}/undo/", reason="交错了表", **typed)["Location"]
    assert send(proved(district, "office"), f"{address}agree/").status_code == 302
    return client.post(f"{address}undo/", {"form_key": key_in(client.get(address))})
