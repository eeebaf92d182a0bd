"""What is known of one development, as plain values: what the rules are asked about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from dangjian.development.models import NEGATIVE, Outcome
from dangjian.development.rules.tables import BY_NAME


@dataclass(frozen=True)
class Done:
    """A step that was taken. until: the last day of its notice, None while there is none;
    clear: whether its notice ended without anything that stands in the way."""

    step: str
    on: dt.date
    outcome: Outcome = Outcome.DONE
    turn: int = 0
    until: dt.date | None = None
    clear: bool = False
    days: Decimal | None = None
    hours: Decimal | None = None

    @property
    def good(self) -> bool:
        return self.outcome not in NEGATIVE


@dataclass(frozen=True)
class Extra:
    """A step of the locality that holds for this case, and whether it was taken."""

    pk: int
    says: str
    before: str
    paper: str
    document: str
    on: dt.date | None = None


@dataclass(frozen=True)
class Record:
    """One development. choose: whether a person still has to say by which rules it goes.

    turn: 1 once the probation was extended, by `extended` months. contacts, sponsors: how many
    there are today.
    """

    edition: str
    state: str
    applied_on: dt.date
    done: tuple[Done, ...] = ()
    extended: int = 0
    contacts: int = 0
    sponsors: int = 0
    choose: bool = False
    extras: tuple[Extra, ...] = field(default=())

    @property
    def turn(self) -> int:
        return 1 if self.extended else 0

    def all_of(self, name: str) -> Iterator[Done]:
        """Every time the step was taken that still counts, oldest first."""
        again = BY_NAME[name].again
        return (d for d in self.done if d.step == name and (not again or d.turn == self.turn))

    def last(self, name: str) -> Done | None:
        """The last time the step was taken, whatever came of it."""
        return max(self.all_of(name), key=lambda d: d.on, default=None)

    def settled(self, name: str) -> Done | None:
        """The step as it stands: taken, and its last outcome not a no."""
        last = self.last(name)
        return last if last and last.good else None
