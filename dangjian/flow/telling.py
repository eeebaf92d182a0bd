"""Telling people what is put to them and what ends: everything of flow that reaches a courier.

What is said names no person and no matter beyond the to-do's own sentence; where it is said, and
whether it leaves the platform at all, is the courier's business.
"""

from __future__ import annotations

import datetime as dt
import uuid

from dangjian.courier.actions import tell
from dangjian.courier.models import Matter, Urgency
from dangjian.flow.models import Absence, Case, ToDo
from dangjian.flow.queries.bars import keeps_away, standing_bars
from dangjian.flow.queries.offices import holders
from dangjian.flow.rules import Office, holder_of
from dangjian.kernel.evidence import Actor
from dangjian.registry.models import Person


def told_of(todo: ToDo, on: dt.date) -> list[Person]:
    """Who has to know of a to-do on a day: whoever it is for and can sign in, and his substitute;
    nobody who is barred from its case."""
    holder = holder_of(todo)
    if isinstance(holder, Office):
        people = list(holders(holder, on))
    else:
        away = Absence.objects.filter(person=holder, from_on__lte=on, until_on__gte=on)
        standing_in = [a.substitute for a in away if a.ended_on is None or a.ended_on > on]
        people = [holder, *standing_in]
    bars = standing_bars(todo.case) if todo.case else []
    return [one for one in people if not any(keeps_away(bar, one, on) for bar in bars)]


def tell_assigned(todo: ToDo, *, now: dt.datetime, by: Actor) -> None:
    """Somebody has something to do: it can wait for the day's digest. Not told to who did it."""
    people = [one for one in told_of(todo, now.date()) if one.uid != by.person_uid]
    tell(
        people,
        f"有一件事要您办：{todo.what}。",
        matter=Matter.TODO,
        urgency=Urgency.CAN_WAIT,
        now=now,
        by=by,
    )


def tell_term(
    case: Case, sentence: str, *, once: str, today: bool, now: dt.datetime, by: Actor
) -> None:
    """A term of a case ends soon or today, or has passed: told to whoever has the case now.

    once: what was told, so that a job that comes again tells nobody twice.
    """
    turns = case.todos.filter(closed_at__isnull=True).exclude(task="oversee")
    people = {one.pk: one for todo in turns for one in told_of(todo, now.date())}
    tell(
        people.values(),
        sentence,
        matter=Matter.TERM,
        urgency=Urgency.NOW if today else Urgency.CAN_WAIT,
        ends_today=today,
        once=uuid.uuid5(case.uid, once),
        now=now,
        by=by,
    )


def tell_urged(todo: ToDo, *, now: dt.datetime, by: Actor) -> None:
    """Whoever has it is reminded at once."""
    tell(
        told_of(todo, now.date()),
        f"请尽快办理：{todo.what}。",
        matter=Matter.TODO,
        urgency=Urgency.NOW,
        now=now,
        by=by,
    )


def tell_overseers(todo: ToDo, *, now: dt.datetime, by: Actor) -> None:
    """A superior is told at once that something below is overdue."""
    tell(
        told_of(todo, now.date()),
        f"{todo.what}。",
        matter=Matter.TODO,
        urgency=Urgency.NOW,
        now=now,
        by=by,
    )
