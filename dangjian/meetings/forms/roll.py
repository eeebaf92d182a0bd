"""The roll as people tick it: a box for everybody due, and a reason beside whoever is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from dangjian.kernel.refusal import Refused
from dangjian.meetings.models import Presence
from dangjian.meetings.queries.meetings import Place

WHYS = (Presence.EXCUSED, Presence.ABSENT)
"""How somebody can be absent, the usual one first."""


def whys(written: bool) -> tuple[Presence, ...]:
    """What is offered; written: whether opinions written before the meeting are counted there."""
    return (*WHYS, Presence.WRITTEN) if written else WHYS



@dataclass(frozen=True)
class Line:
    """One line of the roll as it is drawn."""

    place: Place
    came: bool
    why: str


@dataclass(frozen=True)
class Ticked:
    """What was ticked: ids present; id -> how absent."""

    present: frozenset[int]
    why: Mapping[int, str]

    @property
    def excused(self) -> set[int]:
        return self._absent(Presence.EXCUSED)

    @property
    def written(self) -> set[int]:
        return self._absent(Presence.WRITTEN)

    def _absent(self, wanted: Presence) -> set[int]:
        return {pk for pk, how in self.why.items() if how == wanted} - self.present


def read(post: QueryDict, places: Sequence[Place]) -> Ticked:
    """What was sent. Refused for what is no number; strangers are told by the action."""
    typed = post.getlist("present")
    if not all(one.isascii() and one.isdigit() and len(one) < 12 for one in typed):
        raise Refused("签到的名单看不懂，请刷新页面再勾选。", status=400)
    why = {one.person.pk: post.get(f"why_{one.person.pk}", "") for one in places}
    return Ticked(frozenset(map(int, typed)), why)


def drawn(places: Sequence[Place], ticked: Ticked | None) -> list[Line]:
    """The lines with what was ticked, else with what was written down; at first all are ticked."""
    lines = []
    for one in places:
        if ticked is not None:
            came, why = one.person.pk in ticked.present, ticked.why.get(one.person.pk, "")
        else:
            came, why = one.presence in ("", Presence.PRESENT), one.presence
        lines.append(Line(one, came, why if why in whys(True) else Presence.EXCUSED))
    return lines
