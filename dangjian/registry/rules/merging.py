"""When two records of the register may be made one. Who they are, people decide."""

from __future__ import annotations

from collections.abc import Sequence

from dangjian.kernel.refusal import Refused
from dangjian.registry.models import Person, StandingKind
from dangjian.registry.models.validity import DateRange
from dangjian.registry.rules.people import OUT


def check_standings(kept: Person, gone: Person) -> None:
    """Refused: both are in the Party in different ways, or only the closed one is at all.

    What somebody is to the Party is decided, never put together out of two records.
    """
    if gone.standing in OUT or gone.standing == kept.standing:
        return
    if kept.standing in (*OUT, ""):
        raise Refused(
            f"要保留的这份现在是“{label(kept)}”，另一份是“{label(gone)}”。请保留另一份。",
            field="keep",
        )
    raise Refused(
        f"两份档案的党籍状态不一样：{label(kept)}、{label(gone)}。请先把登记错的那一份更正过来。"
    )


def label(person: Person) -> str:
    """A standing in words."""
    return str(StandingKind(person.standing).label) if person.standing else "没有登记"


def uncovered(whole: DateRange, others: Sequence[DateRange]) -> list[DateRange]:
    """The days of a half-open range that none of the others has, as ranges in their order."""
    left = [] if whole.isempty else [whole]
    for other in others:
        left = [piece for one in left for piece in _without(one, other)]
    return left


def _without(one: DateRange, other: DateRange) -> list[DateRange]:
    """What is left of a range without the days of another."""
    if other.isempty or not _overlap(one, other):
        return [one]
    pieces = []
    if other.lower is not None and (one.lower is None or one.lower < other.lower):
        pieces.append(DateRange(one.lower, other.lower, "[)"))
    if other.upper is not None and (one.upper is None or other.upper < one.upper):
        pieces.append(DateRange(other.upper, one.upper, "[)"))
    return pieces


def _overlap(one: DateRange, other: DateRange) -> bool:
    begins = other.upper is None or one.lower is None or one.lower < other.upper
    return begins and (one.upper is None or other.lower is None or other.lower < one.upper)
