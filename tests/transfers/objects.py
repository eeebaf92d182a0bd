"""One of everything the addresses of transfers want, at a branch."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.actions import standing
from dangjian.registry.models import Floating, Organization, Person
from dangjian.transfers.actions import arriving, guests, introductions, moving, starting
from dangjian.transfers.models import Transfer
from dangjian.transfers.rules import Part
from tests.district import TODAY, District, new_member, register
from tests.transfers.moved import NOON, VALID, committees

OF_TRANSFER = ("transfer", "transfer_step", "transfer_urge", "transfer_receipt")
OF_INTRODUCTION = ("introduction", "certificate_void")
OF_GUEST = ("guest", "guest_end", "floating_away")
TRANSFERS = (*OF_TRANSFER, *OF_INTRODUCTION, *OF_GUEST)
_LEFT = dt.date(2026, 5, 1)


def objects(district: District, branch: Organization) -> dict[str, list[Any]]:
    """A transfer that waits for its committee, one that came by letter, a certificate, an absence
    and a stay; of members who hold no role."""
    committees(district)
    leaving = starting.start(
        register(branch, "许归帆"),
        to=district.west if branch != district.west else district.east,
        reason="搬家",
        part=Part.OLD_BRANCH,
        now=NOON,
        by=SYSTEM,
    )
    away = register(branch, "程南浦")
    standing.report_floating(
        away, on=_LEFT, destination="杭州", contact="", today=TODAY, by=SYSTEM
    )
    guest = guests.take_in(
        branch,
        name="顾远舟",
        id_number="",
        home="中共远山市某支部",
        contact="",
        on=_LEFT,
        now=NOON,
        by=SYSTEM,
    )
    paper = introductions.certify(
        Person.objects.get(pk=away.pk),
        addressee="中共远山市委组织部",
        reason="进修",
        from_on=TODAY,
        until_on=VALID,
        today=TODAY,
        by=SYSTEM,
    )
    return {
        "transfer": [leaving.pk],
        "transfer_step": [leaving.pk, "disapprove"],
        "transfer_urge": [leaving.pk],
        "transfer_receipt": [arrived(branch).pk],
        **dict.fromkeys(OF_INTRODUCTION, [paper.pk]),
        "guest": [guest.pk],
        "guest_end": [guest.pk],
        "floating_away": [Floating.objects.get(person=away).pk],
    }


def arrived(branch: Organization, name: str = "白露生") -> Transfer:
    """Somebody who came to a branch with a letter from elsewhere, and was entered."""
    transfer = starting.present(
        branch,
        name=name,
        from_words="中共远山市委组织部",
        letter_number="远组〔2026〕88号",
        letter_issued_on=TODAY,
        letter_valid_until=VALID,
        reason="到本区工作",
        part=Part.NEW_BRANCH,
        now=NOON,
        by=SYSTEM,
    )
    moving.receive(transfer, branch=branch, part=Part.RECEIVER, **_now(transfer))
    arriving.enter(
        transfer, new_member(branch, name), on=TODAY, part=Part.NEW_BRANCH, **_now(transfer)
    )
    return Transfer.objects.get(pk=transfer.pk)


def _now(transfer: Transfer) -> dict[str, Any]:
    seen = Transfer.objects.get(pk=transfer.pk).case.round
    return {"seen": seen, "now": NOON, "by": SYSTEM}
