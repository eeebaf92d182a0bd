"""For the guards: requests that need a second person, of the own branch and of a foreign one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dangjian.kernel import clock
from dangjian.registry import finished
from dangjian.registry.actions import imports, merging
from dangjian.registry.models import (
    Act,
    Consent,
    Export,
    ExportState,
    Import,
    ImportKind,
    ImportState,
    Organization,
    Person,
    Role,
)
from tests.district import TODAY, District, give, register
from tests.registry.consented import agreed, asked, to_open

_OF_REQUEST = ("consent", "consent_agree", "consent_refuse", "consent_inspect", "consent_withdraw")
_OF_EMERGENCY = ("emergency", "emergency_review")
_OF_TWO = ("double", "double_apart")
CONSENTS = (*_OF_REQUEST, *_OF_EMERGENCY, *_OF_TWO)
CONSENTS += ("export_take", "import_undo_take", "member_merged")
_OF_TABLE = ("export", "export_progress", "export_fetch")
CONSENTS += (*_OF_TABLE, "export_again")


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
    office = people["office"]
    agreed(export, office, now)
    # Elsewhere than the requests, which nobody but the ordinary checkers shall decide.
    over = district.other_street if foreign else district.west
    opening = asked(Act.EMERGENCY, {"organization": over.pk, "hours": 4}, system, now)
    emergency = agreed(opening, security, now).opened
    clerk = _holder(branch, "方一苇", Role.CLERK, over) if foreign else people["clerk"]
    first, *doubles = (register(branch, "方一粟") for _ in range(3))
    merging_asked = asked(Act.MERGE, merging.payload_of(first, doubles[0]), clerk, now)
    agreed(merging_asked, people["office"], now)
    return (
        dict.fromkeys(_OF_REQUEST, [request.pk])
        | dict.fromkeys(_OF_EMERGENCY, [emergency.pk])
        | dict.fromkeys(_OF_TWO, [first.pk, doubles[1].pk])
        | dict.fromkeys(_OF_TABLE, [_table(branch, secretary, office, now, _READY).pk])
        | {
            "export_take": [export.pk],
            "export_again": [_table(branch, secretary, office, now, _BROKEN).pk],
            "import_undo_take": [_undoing(branch, secretary, office, now).pk],
            "member_merged": [first.pk, merging_asked.merger.pk],
        }
    )


_READY, _BROKEN = ExportState.READY, ExportState.BROKEN


def _table(
    branch: Organization, secretary: Person, office: Person, now: dt.datetime, state: ExportState
) -> Export:
    """A long list that two agreed to, written or not."""
    consent = agreed(asked(Act.EXPORT, _list_of(branch), secretary, now), office, now)
    times = {"ordered_at": now, "ready_at": now, "until": now + dt.timedelta(hours=24)}
    made = Export.objects.create(consent=consent, state=state, total=60, **times)
    with finished.written(made.uid) as file:
        file.write(b"PK")
    return made


def _undoing(branch: Organization, secretary: Person, office: Person, now: dt.datetime) -> Consent:
    """An import with a row in the register, that two agreed to take back."""
    run = Import.objects.create(
        kind=ImportKind.ROSTER,
        file_name="花名册.xlsx",
        digest="0" * 64,
        size=1,
        as_of=TODAY,
        organization=branch,
        started_by=secretary,
        started_at=now,
        state=ImportState.ENTERED,
        entered=1,
    )
    wanted = imports.payload_of(run, keep_changed=False)
    return agreed(asked(Act.UNDO_IMPORT, wanted, secretary, now), office, now)


def _holder(branch: Organization, name: str, role: Role, over: Organization) -> Person:
    person = register(branch, name)
    give(person, role, over)
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
