"""Shares in a case beside the turn: countersigning, helping; each with receipt and answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dangjian.flow.actions import todos
from dangjian.flow.actions.cases import locked
from dangjian.flow.models import Case, Moving, Step, Task, ToDo
from dangjian.flow.recording.clocks import nearest_of_ours
from dangjian.flow.recording.steps import actor, step
from dangjian.flow.rules import Addressee, Office
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.models import Organization

SHARES = (Task.JOIN, Task.COUNTERSIGN)
MOST = 20


@evidence.action
def ask_share(
    noun: Moving,
    task: Task,
    *,
    what: str,
    to: Sequence[Addressee],
    part: str,
    now: dt.datetime,
    by: Actor,
    due_on: dt.date | None = None,
) -> list[ToDo]:
    """Ask others to countersign or to help, side by side; more can be asked later.

    Refused: nobody, too many, somebody who has such a share already, somebody barred.
    """
    if not to:
        raise Refused("请选至少一处。", field="to")
    if len(to) > MOST:
        raise Refused(f"一次最多请{MOST}处。", field="to")
    case = locked(noun)
    opened = []
    for one in to:
        if _has(case, task, one):
            name = one.organization.short_name if isinstance(one, Office) else one.name
            raise Refused(f"已经请过{name}了。", field="to")
        opened.append(
            todos.assign(
                what,
                to=one,
                asked_by=actor(by),
                now=now,
                by=by,
                due_on=due_on or nearest_of_ours(case),
                case=case,
                task=task,
            )
        )
    _told(case, noun, f"ask_{task}", part, now, by, "", None)
    return opened


@evidence.action
def answer_share(
    todo: ToDo,
    noun: Moving,
    *,
    words: str,
    part: str,
    now: dt.datetime,
    by: Actor,
    office: Organization | None = None,
) -> Step:
    """Report on a share. Refused without words. Stale where it was answered or taken back."""
    case = locked(noun)
    if not words.strip():
        raise Refused("请写一句意见或者办理结果。", field="words")
    todos.finish(todo, now=now, by=by)
    return _told(case, noun, f"answer_{todo.task}", part, now, by, words, office)


@evidence.action
def drop_share(
    todo: ToDo, noun: Moving, *, words: str, part: str, now: dt.datetime, by: Actor
) -> Step:
    """Take a share back with the reason: it need not be answered any more."""
    case = locked(noun)
    if not words.strip():
        raise Refused("请写明为什么撤回。", field="words")
    todos.withdraw(todo, now=now, by=by)
    return _told(case, noun, f"drop_{todo.task}", part, now, by, words, None)


def _has(case: Case, task: Task, to: Addressee) -> bool:
    held = case.todos.filter(task=task, closed_at__isnull=True)
    if isinstance(to, Office):
        return held.filter(for_organization=to.organization).exists()
    return held.filter(for_person=to).exists()


def _told(
    case: Case,
    noun: Moving,
    move: str,
    part: str,
    now: dt.datetime,
    by: Actor,
    words: str,
    office: Organization | None,
) -> Step:
    told = step(case, move, part, noun.state, noun.state, now, by, office, words)
    evidence.record(by, move, "case", case.uid, case.organization.path, round=case.round)
    return told
