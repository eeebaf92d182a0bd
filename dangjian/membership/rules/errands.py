"""Who may do what to an errand, and what may follow what."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from dangjian.membership.models import OPEN, Errand, Move, State

ASKED, FILLED, CONFIRMED, DECLINED, WITHDRAWN = State

HELP_WITHIN = 3
"""Working days a helper has to fill in: our own promise, no Party rule says so."""


LEFT_ON, DESTINATION, AWAY_CONTACT, RETURNED_ON = AWAY = (
    "left_on",
    "destination",
    "away_contact",
    "returned_on",
)
"""Items of a proposal that are no items of the record: that a member left for six months or more,
or is back."""


class Part(Enum):
    """What somebody is to an errand."""

    ASKER = "委托人"
    HELPER = "代办人"
    LEAD = "同一岗位的负责人"
    WITNESS = "核对签字的人"


class Turn(NamedTuple):
    """One row of the table: from which states, into which, and by whom."""

    from_: tuple[State, ...]
    to: State
    who: frozenset[Part]


def _turn(from_: tuple[State, ...], to: State, *who: Part) -> Turn:
    return Turn(from_, to, frozenset(who))


FLOW: Mapping[Move, Turn] = {
    Move.FILL_IN: _turn((ASKED, FILLED), FILLED, Part.HELPER),
    Move.DECLINE: _turn((ASKED, FILLED), DECLINED, Part.HELPER),
    Move.HAND_ON: _turn((ASKED, FILLED), ASKED, Part.ASKER, Part.HELPER, Part.LEAD),
    Move.CONFIRM: _turn((FILLED,), CONFIRMED, Part.ASKER),
    Move.WITNESS: _turn((FILLED,), CONFIRMED, Part.WITNESS),
    Move.SEND_BACK: _turn((FILLED,), ASKED, Part.ASKER),
    Move.WITHDRAW: _turn((ASKED, FILLED), WITHDRAWN, Part.ASKER),
}
"""An errand asked of somebody moves through this table and ends in one of three states."""


def may(move: Move, errand: Errand, parts: frozenset[Part]) -> bool:
    """Whether somebody who is these parts may make the move now."""
    return errand.state in FLOW[move].from_ and concerns(move, parts)


def concerns(move: Move, parts: frozenset[Part]) -> bool:
    """Whether the move is his at all, in whatever state the errand is."""
    return bool(FLOW[move].who & parts)


def is_open(errand: Errand) -> bool:
    return errand.state in OPEN
