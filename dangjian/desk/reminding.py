"""What a kind of reminder is, one line of an inbox, and the words the kinds share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from dangjian.kernel.rules import Book
from dangjian.kit.words import Due
from dangjian.registry.authority import Purpose, Scope, Viewer
from dangjian.registry.queries.reminders import Asked, Matter, Matters
from dangjian.registry.rules import HAS_MEMBERS
from dangjian.registry.rules.advice import Advice

TODAY, WEEK, LATER = "today", "week", "later"


@dataclass(frozen=True)
class Item:
    """One line of an inbox. told: the large block; day: what it is sorted by within its part.

    part: TODAY (overdue, due today, or asked without a term), WEEK, or LATER.
    """

    part: str
    told: Due | None
    title: str
    text: str
    url: str
    action: str
    rule: str = ""
    day: dt.date | None = None


@dataclass(frozen=True)
class Eyes:
    """Who looks, on which day, under which rules."""

    viewer: Viewer
    today: dt.date
    book: Book

    def ask(
        self,
        kind: Kind,
        limit: int,
        offset: int = 0,
        within: Scope | None = None,
        over: bool | None = None,
    ) -> Matters:
        """One page of a kind, as far as the viewer may see it; within: a part of that."""
        scope = within or self.viewer.scope(kind.purpose)
        return kind.query(Asked(scope, self.today, self.book, limit, offset, over))


@dataclass(frozen=True)
class Kind:
    """A kind of reminder. key: its name in addresses; many: the title of more than a few.

    ends: whether its matters have a last day, which may be over or not.
    """

    key: str
    label: str
    title: str
    unit: str
    purpose: Purpose
    query: Callable[[Asked], Matters]
    tell: Callable[[Matter, Eyes], Item]
    many: Callable[[Matters, Eyes], str]
    ends: bool = False


def part_of(day: dt.date, today: dt.date) -> str:
    if day <= today:
        return TODAY
    return WEEK if day <= today + dt.timedelta(days=7) else LATER


def grouped(kind: Kind, matters: Matters, eyes: Eyes) -> Item:
    """Many of one kind as one line: how many, the nearest by name, and the way to the list."""
    nearest = [kind.tell(matter, eyes) for matter in matters.rows]
    first = nearest[0]
    names = "、".join(matter.name for matter in matters.rows)
    state = "late" if matters.past else "soon"
    return Item(
        part=first.part,
        told=Due(state, f"共 {matters.total} {kind.unit}", "共", f"{matters.total:,}", kind.unit),
        title=kind.many(matters, eyes),
        text=f"最要紧的：{names}等。",
        url=f"{reverse('inbox')}?kind={kind.key}",
        action="看名单",
        rule=first.rule,
        day=first.day,
    )


# --- words ----------------------------------------------------------------------------------------


def whose(matter: Matter, eyes: Eyes) -> str:
    return "本支部" if only_here(matter, eyes) else matter.organization.short_name


def who(matter: Matter, eyes: Eyes) -> str:
    place = "" if only_here(matter, eyes) else f"（{matter.organization.short_name}）"
    return f"{matter.person.name}{place}"


def only_here(matter: Matter, eyes: Eyes) -> bool:
    """Whether the viewer works for this one branch and nothing else."""
    here = matter.organization
    return here.form in HAS_MEMBERS and eyes.viewer.scope(Purpose.READ).paths == (here.path,)


def cited(rule: Advice | None) -> str:
    if rule is None:
        return ""
    return rule.citation + (f"（{rule.mark}）" if rule.mark else "")
