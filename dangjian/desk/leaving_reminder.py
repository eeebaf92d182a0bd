"""The reminder of reviews in a cooling-off period."""

from __future__ import annotations

from typing import cast

from django.urls import reverse

from dangjian.desk.reminding import Eyes, Item, Kind, part_of, who
from dangjian.handover.queries import leaving
from dangjian.kit.words import due
from dangjian.registry.authority import Purpose
from dangjian.registry.queries.reminders import Matter


def _review(matter: Matter, eyes: Eyes) -> Item:
    called = cast(leaving.Called, matter)
    return Item(
        part_of(matter.day, eyes.today),
        due(matter.day, eyes.today),
        f"{who(matter, eyes)}的脱密期{'快满了，办期满复核' if called.last else '到了复核的日子'}",
        "看角色、账号、密钥和材料是不是都收回了，写一句结果。",
        reverse("leaving", args=[called.cooling_off]),
        "去复核",
        called.citation,
        matter.day,
    )


KIND = Kind(
    "leaving",
    "脱密期复核",
    "要复核的脱密期",
    "个",
    Purpose.GRANT,
    leaving.reviews_due,
    _review,
    lambda matters, eyes: f"{matters.total:,} 个脱密期要复核",
    ends=True,
)
