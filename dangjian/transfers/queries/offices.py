"""Which committee gives and takes letters for a branch, and whose turn a part is."""

from __future__ import annotations

import datetime as dt

from dangjian.flow.queries.offices import nearest_with
from dangjian.flow.rules import Office
from dangjian.kernel.refusal import Refused
from dangjian.registry.models import Organization, OrganizationForm
from dangjian.transfers.models import Transfer
from dangjian.transfers.rules import RIGHT, Part


def committee_of(branch: Organization) -> Organization:
    """The nearest organization from a branch upwards that may approve members.

    Committees with that power transfer to each other directly (教育管理条例 2019, Art. 25). The
    district committee has it without a mark. Refused where there is none.
    """
    parts = branch.path.strip("/").split("/")
    line = ["/" + "/".join(parts[: n + 1]) + "/" for n in range(len(parts))]
    for place in Organization.objects.open().filter(path__in=line).order_by("-path"):
        if place.may_approve or place.form == OrganizationForm.DISTRICT:
            return place
    raise Refused(
        f"{branch.short_name}的上级里没有登记有审批预备党员权限的党委，开不了介绍信。"
        "请在组织页面上“改联系方式和权限”里登记。"
    )


def place_of(transfer: Transfer, part: Part) -> Organization | None:
    """The organization that has a part in a transfer; None for the member and for elsewhere."""
    return {
        Part.OLD_BRANCH: transfer.from_branch,
        Part.SENDER: transfer.sender,
        Part.RECEIVER: transfer.receiver,
        Part.NEW_BRANCH: transfer.to_branch,
    }.get(part)


def called(transfer: Transfer, part: Part, on: dt.date) -> Office:
    """Whose turn a part is: the nearest from its organization upwards who is not the member.

    Refused where there is nobody.
    """
    place = place_of(transfer, part)
    if place is None:
        raise RuntimeError(f"{transfer}: nobody is {part}")
    but = [transfer.person_id] if transfer.person_id else []
    office = nearest_with(place, RIGHT[part], but, on)
    if office is None:
        raise Refused(
            f"{place.short_name}和它的上级现在没有人可以办“{RIGHT[part].value}”，没有送出。"
        )
    return office
