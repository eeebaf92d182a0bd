"""What happens to a to-do. Who may do it is decided by the room it belongs to."""

from __future__ import annotations

import datetime as dt

from dangjian.flow import telling
from dangjian.flow.models import Case, Extension, Outcome, Task, ToDo
from dangjian.flow.queries.bars import check_not_barred
from dangjian.flow.recording.steps import beside
from dangjian.flow.rules import Addressee, Office
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.models import Person


@evidence.action
def assign(
    what: str,
    *,
    to: Addressee,
    asked_by: Person | None,
    now: dt.datetime,
    by: Actor,
    due_on: dt.date | None = None,
    note: str = "",
    case: Case | None = None,
    task: Task = Task.LEAD,
) -> ToDo:
    """Open a to-do for a person or an office.

    Refused: nothing said, a due day that has passed (but in a case, whose terms run on), an
    organization that was closed, somebody who must not have the case.
    """
    what, note = what.strip(), note.strip()
    if not what:
        raise Refused("请写明要办什么事。", field="what")
    if due_on is not None and due_on < now.date() and case is None:
        raise Refused("期限已经过了，请另选一天。", field="due_on")
    opened = _open(what, note, to, asked_by, due_on, now, by, "assign", case, task)
    if task != Task.OVERSEE:
        telling.tell_assigned(opened, now=now, by=by)
    return opened


@evidence.action
def receive(todo: ToDo, *, now: dt.datetime, by: Actor) -> ToDo:
    """Stamp the receipt of a to-do. Stale where it is closed; received twice, the first stands."""
    stored = _locked(todo)
    if stored.received_at is None:
        stored.received_at, stored.received_by = max(now, stored.opened_at), _person(by)
        stored.save(update_fields=["received_at", "received_by"])
    _leaf(by, "receive", stored)
    return stored


@evidence.action
def urge(todo: ToDo, *, now: dt.datetime, by: Actor) -> ToDo:
    """Remind whoever has it. Refused within 24 hours of the last time. Stale where it is closed."""
    stored = _locked(todo)
    if stored.urged_at is not None and now - stored.urged_at < dt.timedelta(hours=24):
        raise Refused("24小时内已经催办过一次，请过一天再催。")
    stored.urged_at = now
    stored.save(update_fields=["urged_at"])
    telling.tell_urged(stored, now=now, by=by)
    _leaf(by, "urge", stored)
    return stored


@evidence.action
def finish(todo: ToDo, *, now: dt.datetime, by: Actor) -> ToDo:
    """Close a to-do as done. Stale where somebody closed it first."""
    _not_a_share(todo)
    return _close(todo, Outcome.DONE, now, by, "finish")


@evidence.action
def withdraw(todo: ToDo, *, now: dt.datetime, by: Actor) -> ToDo:
    """Close a to-do that need not be done any more. Stale where somebody closed it first."""
    _not_a_share(todo)
    return _close(todo, Outcome.WITHDRAWN, now, by, "withdraw")


@evidence.action
def end_share(todo: ToDo, *, done: bool, now: dt.datetime, by: Actor) -> ToDo:
    """Close a share in a case, as the actions of the case do, under its lock."""
    if done:
        return _close(todo, Outcome.DONE, now, by, "finish")
    return _close(todo, Outcome.WITHDRAWN, now, by, "withdraw")


@evidence.action
def hand_on(
    todo: ToDo, *, to: Addressee, now: dt.datetime, by: Actor, note: str = "", part: str = ""
) -> ToDo:
    """Close a to-do and open the same, with the same due day, for somebody else; returns that one.

    Of a share in a case the step is told with it; part: what the actor is to the case.
    Refused where he has it already. Stale where somebody closed it first.
    """
    case = Case.objects.select_for_update().get(pk=todo.case_id) if todo.case_id else None
    passed = _close(todo, Outcome.PASSED_ON, now, by, "hand_on")
    if _columns(to) == (passed.for_person_id, passed.for_organization_id, passed.right):
        raise Refused("这件事本来就在这里，请另选一位。", field="to")
    if case is not None:
        beside(case, "hand_on", part, now, by, words=note)
    opened = _open(
        passed.what,
        note.strip() or passed.note,
        to,
        passed.asked_by,
        passed.due_on,
        now,
        by,
        "assign",
        passed.case,
        Task(passed.task),
    )
    # What was asked about a term is decided where the to-do stands now.
    Extension.objects.filter(todo=passed).update(todo=opened)
    telling.tell_assigned(opened, now=now, by=by)
    return opened


def _open(
    what: str,
    note: str,
    to: Addressee,
    asked_by: Person | None,
    due_on: dt.date | None,
    now: dt.datetime,
    by: Actor,
    verb: str,
    case: Case | None,
    task: Task,
) -> ToDo:
    if case is not None:
        check_not_barred(case, to, now.date())
    if isinstance(to, Office) and to.organization.closed_on is not None:
        raise Refused(f"{to.organization.short_name}已经撤销，请另选一处。", field="to")
    person, organization, right = _columns(to)
    todo = ToDo.objects.create(
        what=what,
        note=note,
        for_person_id=person,
        for_organization_id=organization,
        right=right,
        asked_by=asked_by,
        case=case,
        task=task,
        opened_at=now,
        due_on=due_on,
    )
    _leaf(by, verb, todo)
    return todo


def _close(todo: ToDo, outcome: Outcome, now: dt.datetime, by: Actor, verb: str) -> ToDo:
    stored = _locked(todo)
    # A clock that was set back meanwhile must not keep anybody from closing it.
    stored.outcome, stored.closed_at = outcome, max(now, stored.opened_at)
    stored.closed_by = _person(by)
    stored.save(update_fields=["outcome", "closed_at", "closed_by"])
    _leaf(by, verb, stored)
    return stored


def _not_a_share(todo: ToDo) -> None:
    """Whose turn it is in a case ends with a move, a share with its answer: never by itself."""
    if todo.case_id and todo.task != Task.OVERSEE:
        raise RuntimeError(f"to-do {todo.pk}: a share in a case is ended by the case")


def _locked(todo: ToDo) -> ToDo:
    """The open to-do as stored, locked. Stale where it is closed."""
    # Without joins: what was joined before the lock was had may be of an older state.
    stored = ToDo.objects.select_for_update().get(pk=todo.pk)
    if stored.closed_at is not None:
        who = stored.closed_by or ""
        raise Stale(f"这件事{who}已经{stored.get_outcome_display()}，没有再办一次。")
    return stored


def _person(by: Actor) -> Person | None:
    """Who acts; None where it is somebody without an account, or the platform."""
    return Person.objects.get(uid=by.person_uid) if by.person_uid else None


def _columns(to: Addressee) -> tuple[int | None, int | None, str]:
    if isinstance(to, Office):
        return None, to.organization.pk, to.purpose.name
    return to.pk, None, ""


def _leaf(by: Actor, verb: str, todo: ToDo) -> None:
    """The log says for whom and until when; of the sentence it says nothing: it may name people."""
    place = todo.for_organization or todo.for_person
    evidence.record(
        by,
        verb,
        "todo",
        todo.uid,
        place.path if place else "",
        person=todo.for_person_id,
        organization=todo.for_organization_id,
        right=todo.right,
        due_on=todo.due_on.isoformat() if todo.due_on else None,
    )
