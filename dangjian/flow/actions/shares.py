"""Shares in a case beside the turn: countersigning, helping; each with receipt and answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dangjian.flow.actions import todos
from dangjian.flow.actions.cases import locked
from dangjian.flow.models import Case, Moving, Step, Task, ToDo
from dangjian.flow.recording.clocks import nearest_of_ours
from dangjian.flow.recording.steps import actor, beside
from dangjian.flow.rules import Addressee, Office
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Missing, Refused, Stale
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
    if case.closed_at is not None:
        raise Stale("这件事已经办结，不用再请别人了。")
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
    beside(case, f"ask_{task}", part, now, by)
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
    case = _locked_with(todo, noun)
    if not words.strip():
        raise Refused("请写一句意见或者办理结果。", field="words")
    todos.end_share(todo, done=True, now=now, by=by)
    return beside(case, f"answer_{todo.task}", part, now, by, words=words, office=office)


@evidence.action
def drop_share(
    todo: ToDo, noun: Moving, *, words: str, part: str, now: dt.datetime, by: Actor
) -> Step:
    """Take a share back with the reason: it need not be answered any more."""
    case = _locked_with(todo, noun)
    if not words.strip():
        raise Refused("请写明为什么撤回。", field="words")
    todos.end_share(todo, done=False, now=now, by=by)
    return beside(case, f"drop_{todo.task}", part, now, by, words=words)


def _locked_with(todo: ToDo, noun: Moving) -> Case:
    """The noun's case, locked. Missing where the to-do is no share in it."""
    case = locked(noun)
    if todo.case_id != case.pk or todo.task not in SHARES:
        raise Missing("没有这一项协办或会签。")
    return case


def _has(case: Case, task: Task, to: Addressee) -> bool:
    held = case.todos.filter(task=task, closed_at__isnull=True)
    if isinstance(to, Office):
        return held.filter(for_organization=to.organization).exists()
    return held.filter(for_person=to).exists()
