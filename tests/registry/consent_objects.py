"""For the guards: requests that need a second person, of the own branch and of a foreign one."""

from __future__ import annotations

from typing import Any

from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.actions import accounts
from dangjian.registry.models import Act, Organization, Person, Role
from tests.district import TODAY, District, register
from tests.registry.consented import agreed, asked, to_open

_OF_REQUEST = ("consent", "consent_agree", "consent_refuse", "consent_inspect", "consent_withdraw")
_OF_EMERGENCY = ("emergency", "emergency_review")
CONSENTS = (*_OF_REQUEST, *_OF_EMERGENCY, "export_take")


def objects(
    district: District, foreign: bool, branch: Organization, person: Person
) -> dict[str, list[Any]]:
    """Asked by the secretary of the branch; the emergency opened by two officers over it."""
    people, now = district.people, clock.now()
    secretary, system, security = (
        people["secretary"],
        people["system_officer"],
        people["security_officer"],
    )
    if foreign:
        secretary = _holder(branch, "方一程", Role.SECRETARY, branch)
        system = _holder(branch, "方一舟", Role.SYSTEM_OFFICER, district.other_street)
        security = _holder(branch, "方一帆", Role.SECURITY_OFFICER, district.other_street)
    request = asked(Act.OPEN, to_open(person), secretary, now)
    export = asked(Act.EXPORT, _list_of(branch), secretary, now)
    agreed(export, people["office"], now)
    # Elsewhere than the requests, which nobody but the ordinary checkers shall decide.
    over = district.other_street if foreign else district.west
    opening = asked(Act.EMERGENCY, {"organization": over.pk, "hours": 4}, system, now)
    emergency = agreed(opening, security, now).opened
    return (
        dict.fromkeys(_OF_REQUEST, [request.pk])
        | dict.fromkeys(_OF_EMERGENCY, [emergency.pk])
        | {"export_take": [export.pk]}
    )


def _holder(branch: Organization, name: str, role: Role, over: Organization) -> Person:
    person = register(branch, name)
    accounts.grant(
        person, role=role, organization=over, on=TODAY, today=TODAY, by=SYSTEM, granter=None
    )
    return person


def _list_of(branch: Organization) -> dict[str, Any]:
    narrowed = dict.fromkeys(("text", "standing", "sex", "education", "mark"), "")
    return narrowed | {
        "organization": branch.pk,
        "on": "",
        "columns": ["name"],
        "told": {},
        "count": 60,
    }
