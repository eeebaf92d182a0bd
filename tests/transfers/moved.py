"""What tests of transfers share: two committees, a member on his way, and who acts for whom."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dangjian.registry.actions import organizations
from dangjian.registry.authority import Purpose, Viewer, viewer_of
from dangjian.registry.models import Organization, Person
from dangjian.transfers.actions import arriving, moving, starting
from dangjian.transfers.models import Introduction, Transfer
from dangjian.transfers.queries.transfers import Sight, transfer_for
from dangjian.transfers.rules import Part
from tests.district import SYSTEM, TODAY, District, register

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))
DUES = dt.date(2026, 11, 1)
VALID = dt.date(2027, 2, 23)


def committees(district: District) -> District:
    """Both streets may approve members, and so transfer them to each other."""
    for street in (district.street, district.other_street):
        if not street.may_approve:
            organizations.correct_particulars(
                Organization.objects.get(pk=street.pk),
                contact="",
                phone="0571-8000-0000",
                position=100,
                may_approve=True,
                founding_document="",
                by=SYSTEM,
            )
            street.refresh_from_db()
    return district


def who(district: District, role: str) -> Viewer:
    return viewer_of(district.accounts[role], TODAY)


def sight(district: District, transfer: Transfer, role: str) -> Sight:
    return transfer_for(who(district, role), transfer.pk)


def started(
    district: District,
    to: Organization | str | None = None,
    person: Person | None = None,
    role: str = "secretary",
) -> Transfer:
    """A branch's secretary asks that one of his members be moved; straight to the committee."""
    committees(district)
    person = person or register(district.east, "秦书岚")
    member = role == "member"
    viewer = who(district, role)
    return starting.start(
        person,
        to=district.foreign if to is None else to,
        reason="调到柳岸工作",
        part=Part.MEMBER if member else Part.OLD_BRANCH,
        now=NOON,
        by=viewer.myself() if member else viewer.actor(Purpose.MAINTAIN, person.path),
    )


def given(district: District, transfer: Transfer, role: str, **more: Any) -> dict[str, Any]:
    """Part, round, moment and actor for the next move of somebody's on a transfer."""
    transfer.refresh_from_db()
    seen = sight(district, transfer, role)
    part = next(p for p in Part if p in seen.parts and any(p in m.who for m in seen.moves))
    purpose = Purpose.MAINTAIN if part in (Part.OLD_BRANCH, Part.NEW_BRANCH) else Purpose.STANDING
    round_now = Transfer.objects.get(pk=transfer.pk).case.round
    by = who(district, role).actor(purpose, "")
    return {"part": part, "seen": round_now, "now": NOON, "by": by} | more


def approved(
    district: District, transfer: Transfer, role: str = "clerk", **more: Any
) -> Introduction:
    """The committee agrees and gives the letter."""
    facts = {"dues_until": DUES, "valid_until": VALID} | more
    return moving.approve(transfer, **facts, **given(district, transfer, role))


def received(
    district: District, transfer: Transfer, branch: Organization | None = None
) -> Transfer:
    """The receiving committee (here the district's office) names the branch."""
    facts = given(district, transfer, "office") | {"part": Part.RECEIVER}
    return moving.receive(transfer, branch=branch or district.foreign, **facts)


def placed(district: District, transfer: Transfer, on: dt.date = TODAY) -> Transfer:
    """The new branch accepts him."""
    facts = given(district, transfer, "office") | {"part": Part.NEW_BRANCH}
    return arriving.place(transfer, on=on, **facts)


def back(
    district: District, transfer: Transfer, name: str, part: Part, role: str = "office"
) -> Transfer:
    """A step that needs words."""
    facts = given(district, transfer, role) | {"part": part}
    return moving.step(transfer, name, words="名字写错了一个字", **facts)
