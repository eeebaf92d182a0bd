"""Everything by which somebody gets into his account, closed at once."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from allauth.mfa.models import Authenticator
from django.db.models.functions import Now

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.registry.models import Account, ActivationCode, Person


@dataclass(frozen=True)
class Closed:
    """How many ways in there were. devices: telephones, recovery codes and passkeys; codes:
    activation codes that were open; account: whether there was one whose sessions ended."""

    account: bool
    devices: int
    codes: int


@evidence.action
def close_all_ways_in(person: Person, *, by: Actor) -> Closed:
    """End every session, drop every second-factor device, void every open activation code.

    The password stays: what it opens afterwards is decided by what the person holds then.
    """
    account = Account.objects.select_for_update(of=("self",)).filter(person=person).first()
    devices = 0
    if account is not None:
        account.session_round += 1
        account.save(update_fields=["session_round"])
        devices, _ = Authenticator.objects.filter(user=account).delete()
    codes = ActivationCode.objects.filter(
        person=person, used_at__isnull=True, cancelled_at__isnull=True
    ).update(cancelled_at=Now())
    closed = Closed(account is not None, devices, codes)
    evidence.record(by, "close_all_ways_in", "person", person.uid, person.path, **asdict(closed))
    return closed
