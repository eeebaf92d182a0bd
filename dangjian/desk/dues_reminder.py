"""Last month's dues that nobody booked yet: told to whoever keeps them there, nobody else.

No superior is told, and nobody's name stands in it: being late with dues is between a member and
his branch.
"""

from __future__ import annotations

from django.urls import reverse

from dangjian.desk.reminding import LATER, Eyes, Item
from dangjian.dues.queries.payers import unbooked
from dangjian.dues.rules import months
from dangjian.kit.words import Due
from dangjian.registry.models import Role

FROM_DAY = 10
"""The day of the month from which last month's dues are asked for. Our own, no rule says so."""


def items(eyes: Eyes) -> list[Item]:
    """One line for each branch the viewer leads that has members without a receipt. One query."""
    led = [held for held in eyes.viewer.held if held.role is Role.SECRETARY]
    if not led or eyes.today.day < FROM_DAY:
        return []
    month = months.before(months.first_of(eyes.today))
    found = unbooked([held.organization_id for held in led], month, months.last_of(month))
    return [
        Item(
            LATER,
            Due("soon", f"还有 {found[held.organization_id]} 人", "还有",
                str(found[held.organization_id]), "人"),
            f"{held.place}{months.said(month)}的党费还没有登记完",
            "收到了的记上；确有困难的，支部研究以后报上级党委。",
            f"{reverse('dues_sheet', args=[held.organization_id])}?month={month:%Y-%m}",
            "看月表",
        )
        for held in led
        if held.organization_id in found
    ]  # fmt: skip
