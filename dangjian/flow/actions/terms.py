"""More days for a term, and days that do not count: only as far as the rule admits them."""

from __future__ import annotations

import datetime as dt

from dangjian.flow.actions import todos
from dangjian.flow.actions.cases import locked
from dangjian.flow.models import Case, CaseTerm, Extension, Moving, Pause, Task
from dangjian.flow.recording.clocks import nearest_of_ours, reckon, retime
from dangjian.flow.recording.steps import beside
from dangjian.flow.rules import Addressee, Flow
from dangjian.flow.rules.terms import check_extension
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.registry.models import Person


@evidence.action
def ask_extension(
    noun: Moving,
    flow: Flow,
    clock: str,
    *,
    days: int,
    reason: str,
    to: Addressee,
    now: dt.datetime,
    by: Actor,
) -> Extension:
    """Ask for more days, of whoever may grant them; they are granted once for a term.

    Refused: the clock cannot be extended, too many days, no reason, its day has passed, asked
    already. Stale: the clock does not run any more.
    """
    case = locked(noun)
    term = _running(case, clock)
    check_extension(flow.clock(clock), days, on=now.date(), path=case.organization.path)
    if not reason.strip():
        raise Refused("请写明为什么要延期，要告知来信人。", field="reason")
    if term.due_on is not None and term.due_on < now.date():
        raise Refused("期限已经过了，不能再申请延期。")
    if term.extensions.exclude(granted=False).exists():
        raise Refused("这个期限已经申请过延期，只能延一次。")
    person = _person(by)
    todo = todos.assign(
        f"审批延期：申请延长{days}日",
        to=to,
        asked_by=person,
        now=now,
        by=by,
        due_on=nearest_of_ours(case),
        case=case,
        task=Task.DECIDE,
    )
    extension = Extension(term=term, days=days, todo=todo, asked_by=person, asked_at=now)
    extension.seal("reason", reason.strip())
    extension.save()
    _told(case, term, "ask_extension", now, by, reason, days=days)
    return extension


@evidence.action
def decide_extension(
    extension: Extension, noun: Moving, flow: Flow, *, granted: bool, now: dt.datetime, by: Actor
) -> Extension:
    """Grant or refuse it. Refused for whoever asked. Stale: decided before, or the clock ended."""
    case = locked(noun)
    stored = Extension.objects.select_for_update().get(pk=extension.pk)
    if stored.term.case_id != case.pk:
        raise Missing("没有这次延期申请。")
    if stored.granted is not None:
        raise Stale("这次延期已经批过了。")
    person = _person(by)
    if stored.asked_by_id == person.pk:
        raise Refused("延期要由别的负责人批，不能自己批自己的。", status=403)
    term = stored.term
    if term.ended_on is not None:
        raise Stale("这一步已经办结，不用延期了。")
    stored.granted, stored.decided_by, stored.decided_at = granted, person, now
    stored.save()
    if granted:
        term.days += stored.days
        reckon(term)
    todos.end_share(stored.todo, done=True, now=now, by=by)
    retime(case, flow)
    verb = "grant_extension" if granted else "refuse_extension"
    _told(case, term, verb, now, by, days=stored.days)
    return stored


@evidence.action
def pause(
    noun: Moving, flow: Flow, clock: str, *, reason: str, now: dt.datetime, by: Actor
) -> Pause:
    """Days from today on do not count. Refused where the rule knows no such days, or too late."""
    case = locked(noun)
    term, of = _running(case, clock), flow.clock(clock)
    if not of.pausable:
        raise Refused(f"{of.says}不能暂停。")
    if term.due_on is None:
        raise Stale("这个期限已经暂停了。")
    if term.due_on < now.date():
        raise Refused("期限已经过了，不能再暂停。")
    paused = Pause.objects.create(
        term=term, reason=reason.strip() or of.pausable, from_on=now.date()
    )
    term.due_on = None
    term.save(update_fields=["due_on"])
    retime(case, flow)
    _told(case, term, "pause", now, by, paused.reason)
    return paused


@evidence.action
def resume(noun: Moving, flow: Flow, clock: str, *, now: dt.datetime, by: Actor) -> CaseTerm:
    """Days count again from today. Stale where nothing is paused."""
    case = locked(noun)
    term = _running(case, clock)
    paused = term.pauses.filter(until_on__isnull=True).first()
    if paused is None:
        raise Stale("这个期限没有暂停。")
    paused.until_on = max(now.date(), paused.from_on)
    paused.save(update_fields=["until_on"])
    reckon(term)
    retime(case, flow)
    _told(case, term, "resume", now, by)
    return term


def _running(case: Case, clock: str) -> CaseTerm:
    term = case.terms.select_for_update().filter(clock=clock, ended_on__isnull=True).first()
    if term is None:
        raise Stale("这个期限已经不在计算了。")
    return term


def _person(by: Actor) -> Person:
    if by.person_uid is None:
        raise RuntimeError("a term is changed by a person")
    return Person.objects.get(uid=by.person_uid)


def _told(
    case: Case,
    term: CaseTerm,
    verb: str,
    now: dt.datetime,
    by: Actor,
    words: str = "",
    **more: object,
) -> None:
    beside(case, verb, "", now, by, words=words, detail={"clock": term.clock, **more})
