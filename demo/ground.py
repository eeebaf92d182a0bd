"""What the steps of building share: the day, the chance, the plans and people with their rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.models import Organization
from demo.numbers import Ledger
from demo.staffing import Member
from demo.tree import Plan, PlannedUnit

BY = SYSTEM
T = TypeVar("T")


@dataclass(frozen=True)
class Scale:
    """How large a district is to be, and how much is to have happened in it.

    members: in the Party at the end. The others are counts of people, shares of a whole.
    """

    members: int
    died: int
    left: int
    suspended: int
    lost: int
    found: int
    floating: int
    returned: int
    moved: int
    turned_full: int
    in_groups: int
    records: int
    earlier_terms: float
    by_elections: int

    @property
    def registered(self) -> int:
        """Everybody who was ever brought into the register."""
        return self.members + self.died + self.left + self.suspended


SMALL = Scale(
    members=1500,
    died=9,
    left=3,
    suspended=2,
    lost=4,
    found=2,
    floating=40,
    returned=12,
    moved=14,
    turned_full=40,
    in_groups=50,
    records=110,
    earlier_terms=1.0,
    by_elections=2,
)
FULL = Scale(
    members=38_216,
    died=140,
    left=18,
    suspended=11,
    lost=46,
    found=12,
    floating=460,
    returned=60,
    moved=180,
    turned_full=240,
    in_groups=6,
    records=240,
    earlier_terms=0.08,
    by_elections=24,
)


@dataclass
class Ground:
    """One district while it is built."""

    today: dt.date
    scale: Scale
    chance: Random
    ledger: Ledger
    root: Plan
    members: list[Member]
    organizations: dict[Plan, Organization] = field(default_factory=dict)
    credit_codes: dict[PlannedUnit, str] = field(default_factory=dict)

    def days_ago(self, least: int, most: int) -> dt.date:
        """A day between so many days ago."""
        return self.today - dt.timedelta(days=self.chance.randint(least, most))

    def days_after(self, day: dt.date, least: int, most: int) -> dt.date:
        """A day so many days after another, not in the future."""
        return min(self.today, day + dt.timedelta(days=self.chance.randint(least, most)))

    def paper(self, office: str, day: dt.date) -> str:
        """A document number of that year: 禾组〔2024〕17号."""
        return f"{office}〔{day.year}〕{self.chance.randint(1, 96)}号"

    def some(self, people: Sequence[Member], count: int) -> list[Member]:
        """So many of them, or all there are, in random order."""
        return self.chance.sample(people, min(count, len(people)))

    def by_branch(self) -> dict[Plan, list[Member]]:
        branches: dict[Plan, list[Member]] = defaultdict(list)
        for member in self.members:
            branches[member.branch].append(member)
        return branches

    def refresh(self) -> None:
        """Read the organizations again: moving one rewrites the paths below it."""
        stored = Organization.objects.in_bulk([o.pk for o in self.organizations.values()])
        self.organizations = {plan: stored[o.pk] for plan, o in self.organizations.items()}
