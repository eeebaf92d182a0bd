"""What a post consists of, who may agree to its being handed over, and who has which part."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from pathlib import Path

from dangjian.flow.models import ToDo
from dangjian.handover.models import Agreed, Handover, Kind, Line
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import (
    IN_THE_PARTY,
    Account,
    CoolingOff,
    Organization,
    Person,
)

_OBLIGATIONS = Path(__file__).parent.parent / "data" / "obligations.toml"


class Part(Enum):
    """What somebody is to a handing over."""

    GIVER = "移交人"
    SUCCESSOR = "接手人"
    SUPERIOR = "上级"


@dataclass(frozen=True)
class Entry:
    """A line that a room has to tell of what a post has under way."""

    kind: Kind
    title: str
    detail: str = ""


@dataclass(frozen=True)
class Passing:
    """What is passed on: at which organization, from whom to whom, when, and who acts.

    everything: whether the giver keeps no other post, so that all he has under way goes along.
    """

    organization: Organization
    giver: Person
    successor: Person
    today: date
    now: datetime
    by: Actor
    everything: bool


@dataclass(frozen=True)
class Ways:
    """What the rooms know of a post, handed in from above: this room knows none of them.

    lists: what they have under way at an organization. own: of these to-dos those that are the
    person's own matter and stay with him. movers: what has to be passed on by the room's own act,
    before the rest; to_move: of the to-dos those that such an act takes along. right: the right at
    which a superior takes over a to-do of a person.
    """

    lists: Sequence[Callable[[Person, Organization, date], Iterable[Entry]]]
    own: Callable[[Collection[int]], set[int]]
    movers: Sequence[Callable[[Passing], None]]
    to_move: Callable[[Collection[int]], set[int]]
    right: Callable[[ToDo], Purpose]


FIXED = (
    Entry(Kind.DUTY, "知道的党员信息、来信内容继续保密", "离任后同样有效"),
    Entry(Kind.KEY, "密码、动态口令、备用码不移交", "接手人用自己的账号，移交人的登录不借给别人"),
)
"""Lines every list has."""

SUGGESTED = ("印章", "文件柜和钥匙", "纸质材料")
"""What most offices have outside the platform: the giver says what there is of it, or drops it."""


def agreed_in(viewer: Viewer, organization: Organization) -> set[Agreed]:
    """What the viewer may agree to there: posts from above, roles where he may grant them."""
    path = organization.path
    found = set()
    if viewer.may_above(Purpose.STRUCTURE, path):
        found.add(Agreed.POSTS)
    if viewer.may(Purpose.GRANT, path):
        found.add(Agreed.ROLES)
    return found


def needed(lines: Iterable[Line]) -> set[Agreed]:
    """What somebody has to agree to, by what stands on the list."""
    kinds = {line.kind for line in lines if not line.gone}
    wanted = {Kind.POST: Agreed.POSTS, Kind.ROLE: Agreed.ROLES}
    return {agreed for kind, agreed in wanted.items() if kind in kinds}


def parts_of(viewer: Viewer, handover: Handover, wants: Collection[Agreed]) -> set[Part]:
    """The parts somebody has. Nobody is the superior of his own handing over."""
    if viewer.person_id == handover.giver_id:
        return {Part.GIVER}
    if viewer.person_id == handover.successor_id:
        return {Part.SUCCESSOR}
    return {Part.SUPERIOR} if agreed_in(viewer, handover.organization) & set(wants) else set()


def fills_in(viewer: Viewer, handover: Handover) -> bool:
    """Whether he keeps the list: the giver, or whoever began it in his place."""
    if handover.in_place_of is not None:
        return viewer.person_id == handover.started_by_id
    return viewer.person_id == handover.giver_id


def check_successor(giver: Person, successor: Person) -> None:
    """Refused where somebody cannot take over. (Read anew: it may have changed since the draft.)"""
    if giver.pk == successor.pk:
        raise Refused("不能移交给自己，请另选一位接手人。", field="successor")
    successor = Person.objects.get(pk=successor.pk)
    if successor.standing not in IN_THE_PARTY:
        raise Refused(f"{successor.name}现在不是党员，不能接手。", field="successor")
    if not Account.objects.filter(person=successor, is_active=True).exists():
        raise Refused(f"{successor.name}还没有启用账号，请先给他发启用码。", field="successor")
    if CoolingOff.objects.filter(person=successor, over_at__isnull=True).exists():
        raise Refused(f"{successor.name}在脱密期内，不能接手。", field="successor")


@cache
def obligations() -> str:
    """The text of today, one sentence a line."""
    return "\n".join(tomllib.loads(_OBLIGATIONS.read_text())["sentences"])
