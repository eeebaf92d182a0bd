"""Where what a row says of a person goes, when two records turn out to be one person's.

Each model with a relation to a person says so itself (`of_person`, by the name of the field), so
that rooms above are asked too and nobody below knows them. A relation that is not named there says
who did something, and stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q


def _nothing() -> Q:
    return Q(pk__in=())


@dataclass(frozen=True)
class Share:
    """Where the rows of one relation go.

    label: what people call such a row. goes: to the record that is kept; what the database does not
    let go there (both were in it, or it may not be changed any more) stays with the other one, as
    history. running: the rows that cannot stay behind: where one of them may not go, the records
    are not made one before it is finished.
    """

    label: str
    goes: bool = True
    running: Q = field(default_factory=_nothing)


def goes_along(label: str, running: Q | None = None) -> Share:
    """A row about the person, or waiting for him: it belongs to the record that is kept."""
    return Share(label) if running is None else Share(label, running=running)


def stays(label: str) -> Share:
    """A row that is never rewritten, or read by nobody else: it stays with its own record."""
    return Share(label, goes=False)
