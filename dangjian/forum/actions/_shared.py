"""What the verbs of a thread share: its row under lock, the office's to-do, the leaf."""

from __future__ import annotations

import datetime as dt

from dangjian.flow import actions as flow
from dangjian.flow.models import ToDo
from dangjian.flow.rules import Office
from dangjian.forum.models import Contribution, State, Thread
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Person


def locked(thread: Thread) -> Thread:
    """The thread as stored, locked; without joins, which may be of an older state."""
    return Thread.objects.select_for_update().get(pk=thread.pk)


def call_office(thread: Thread, due_on: dt.date, now: dt.datetime, by: Actor) -> None:
    """One to-do for the office while something is held, none when nothing is.

    by: a person where the last one was looked at; whoever speaks only ever opens it.
    """
    thread = locked(thread)
    held = Contribution.objects.filter(thread=thread, state=State.HELD).exists()
    todo = thread.todo if thread.todo_id else None
    running = todo is not None and todo.closed_at is None
    if held and not running:
        thread.todo = _assign(thread, due_on, now, by)
        thread.save(update_fields=["todo"])
    elif running and not held and todo is not None:
        flow.finish(todo, now=now, by=by)


def _assign(thread: Thread, due_on: dt.date, now: dt.datetime, by: Actor) -> ToDo:
    return flow.assign(
        f"看一看“{thread.title}”里等着公开的发言",
        to=Office(thread.organization, Purpose.MODERATE),
        asked_by=None,
        due_on=due_on,
        now=now,
        by=by,
        note="看过没有问题就公开；不能公开的，写明原因和依据。",
    )


def person_of(by: Actor) -> Person:
    if by.person_uid is None:
        raise RuntimeError("this is done by a person")
    return Person.objects.get(uid=by.person_uid)


def told(by: Actor, verb: str, thread: Thread, **detail: object) -> None:
    evidence.record(by, verb, "thread", thread.uid, thread.organization.path, **detail)
