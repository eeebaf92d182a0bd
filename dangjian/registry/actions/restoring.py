"""An officer prints the code by which he agrees to a restore (X15)."""

from __future__ import annotations

import datetime as dt
import secrets

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.authority import held_by
from dangjian.registry.models import OFFICERS, Person, RestoreCode
from dangjian.registry.models.restoring import DIGITS, digest_of_code
from dangjian.registry.rules.consents import check_proof


@evidence.action
def make_code(person: Person, *, proof: int | None, now: dt.datetime, by: Actor) -> str:
    """A new code of an officer, DIGITS digits, told this once; the one before is void.

    Refused (403): no fresh proof, or he is none of the three officers today.
    """
    check_proof(proof)
    role = next((one.role for one in held_by(person, now.date()) if one.role in OFFICERS), None)
    if role is None:
        raise Refused("恢复码只有系统管理员、安全管理员、审计员才有。", status=403)
    RestoreCode.objects.filter(person=person, ended_at__isnull=True).update(ended_at=now)
    salt = secrets.token_bytes(16)
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    RestoreCode.objects.create(
        person=person, role=role, salt=salt, digest=digest_of_code(salt, code), made_at=now
    )
    evidence.record(by, "make_restore_code", "person", person.uid, person.path, role=role.value)
    return code
