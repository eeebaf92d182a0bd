"""A case is opened, moves through its table, becomes another; and who must not have it.

The row of the case is locked first: of two people who press at once one wins, and the other reads
who was quicker.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db.models import Exists

from dangjian.flow.actions import todos
from dangjian.flow.models import Bar, Case, Extension, Moving, Step, Task, ToDo
from dangjian.flow.queries.bars import keeps_away, standing_bars
from dangjian.flow.queries.cases import edition_in_force, running_terms, visited
from dangjian.flow.queries.editions import recipient_of
from dangjian.flow.queries.offices import holders
from dangjian.flow.recording.clocks import end_clocks, nearest_of_ours, retime, start_clocks
from dangjian.flow.recording.steps import step
from dangjian.flow.rules import EARLIER, Addressee, Flow, Move, Office, State, holder_of
from dangjian.flow.telling import told_of
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.models import Organization, Person

N = TypeVar("N", bound=Moving)
Barred = tuple[Organization | Person, str]


@evidence.action
def open_case(
    noun: N,
    flow: Flow,
    *,
    at: Organization,
    part: str,
    to: Sequence[Addressee],
    now: dt.datetime,
    by: Actor,
    since: dt.date | None = None,
    words: str = "",
    note: str = "",
    barred: Iterable[Barred] = (),
    continues: Case | None = None,
) -> N:
    """Make the opening move of a new case, and store the noun with it.

    at: the organization it is opened at. since: the day its first clocks count from, where that is
    earlier than today. barred: who must not have it, each with the reason, before anybody gets it.
    Refused: no edition in force; an addressee who is barred.
    """
    move = flow.move(flow.opening)
    case = Case.objects.create(
        edition=edition_in_force(flow), organization=at, opened_at=now, continues=continues
    )
    for whom, why in barred:
        _bar(case, whom, why, now)
    noun.case, noun.state = case, move.to
    noun.save()
    told = step(case, move.name, part, "", move.to, now, by, None, words)
    start_clocks(case, flow, move, since or now.date())
    _call(case, flow.state(move.to), to, told, now, by, note)
    _leaf(by, move, case, "", move.to)
    return noun


@evidence.action
def advance(
    noun: Moving,
    flow: Flow,
    name: str,
    *,
    part: str,
    now: dt.datetime,
    by: Actor,
    to: Sequence[Addressee] = (),
    words: str = "",
    office: Organization | None = None,
    seen: int | None = None,
    back_to: str = "",
    since: dt.date | None = None,
    note: str = "",
) -> Step:
    """Make a move of the table; the noun's state is stored, its other fields are the room's.

    part: what the actor is to the case. to: whose turn it is now, for a move that leads to
    somebody's turn; several for shares that run side by side. office: where the actor works.
    seen: the round of the case that the actor had before him. back_to: the earlier state, for a
    move that leads back to any. since: the day that clocks starting now count from. note: what
    stands beside the to-do; nobody's data.

    Stale: the case has moved on. Refused: not his move (403), no words where they are due, a
    countersignature that is missing, an addressee who is barred.
    """
    move = flow.move(name)
    case = locked(noun, seen)
    _check(case, noun, flow, move, part, words)
    before = noun.state
    after = _destination(case, flow, move, before, back_to)
    told = step(case, move.name, part, before, after, now, by, office, words)
    end_clocks(case, flow, move, now.date())
    start_clocks(case, flow, move, since or now.date())
    settle_oversight(case, now, by)
    if not move.stays:
        _close_shares(case, flow.state(after), now, by)
        noun.state = after
        noun.save(update_fields=["state"])
        _call(case, flow.state(after), to, told, now, by, note)
    retime(case, flow)
    _leaf(by, move, case, before, after)
    return told


@evidence.action
def continue_as(
    noun: N,
    flow: Flow,
    name: str,
    other: Flow,
    *,
    part: str,
    to: Sequence[Addressee],
    now: dt.datetime,
    by: Actor,
    since: dt.date,
    words: str = "",
    office: Organization | None = None,
    seen: int | None = None,
) -> N:
    """End the case by a move, and go on with the same noun in another table.

    What was barred stays barred. since: the day from which the new clocks count.
    """
    advance(noun, flow, name, part=part, now=now, by=by, words=words, office=office, seen=seen)
    old = noun.case
    barred = [
        (bar.organization or bar.person, bar.unseal("reason"))
        for bar in old.bars.filter(lifted_at__isnull=True)
    ]
    return open_case(
        noun,
        other,
        at=old.organization,
        part=part,
        to=to,
        now=now,
        by=by,
        since=since,
        barred=[(whom, why) for whom, why in barred if whom is not None],
        continues=old,
    )


@evidence.action
def bar(
    case: Case, whom: Organization | Person, *, reason: str, now: dt.datetime, by: Actor
) -> Bar:
    """Nobody of them gets or sees the case from now on.

    Refused: no reason; one of its open to-dos is with them, or with an office where nobody would
    be left to do it: it has to be handed on first.
    """
    if not reason.strip():
        raise Refused("请写明为什么要回避。", field="reason")
    case = Case.objects.select_for_update().get(pk=case.pk)
    row = _bar(case, whom, reason.strip(), now)
    held = case.todos.filter(closed_at__isnull=True).select_related("for_organization")
    if any(keeps_away(row, holder, now.date()) for holder in map(holder_of, held)):
        raise Refused("这件事现在就在他们手里，请先改交别处，再登记回避。")
    _check_somebody_is_left(row, held, now.date())
    evidence.record(by, "bar", "case", case.uid, case.organization.path)
    return row


@evidence.action
def lift_bar(bar: Bar, *, now: dt.datetime, by: Actor) -> Bar:
    """The reason is gone. Stale where it was lifted before.

    No page leads here, on purpose: where somebody was kept away by mistake the case goes on with
    another office, and nobody is harmed. A page that lifts would show two more people who stands
    back from which letter, and one wrong press gives a letter to whom it complains of.
    """
    stored = Bar.objects.select_for_update().get(pk=bar.pk)
    if stored.lifted_at is not None:
        raise Stale("这条回避已经解除了。")
    stored.lifted_at = now
    stored.save(update_fields=["lifted_at"])
    case = stored.case
    evidence.record(by, "lift_bar", "case", case.uid, case.organization.path)
    return stored


def locked(noun: Moving, seen: int | None = None) -> Case:
    """The noun's case, locked, and the noun's state as it is stored now.

    Stale where it has gone on since the actor looked at it.
    """
    kind = type(noun)
    case = Case.objects.select_for_update().get(pk=noun.case_id)
    noun.state, current = kind._base_manager.values_list("state", "case").get(pk=noun.pk)
    if current != case.pk or (seen is not None and seen != case.round):
        raise Stale(_quicker(case))
    return case


def _check_somebody_is_left(bar: Bar, held: Iterable[ToDo], on: dt.date) -> None:
    """Refused where the bar takes away the last one of an office that has to do something."""
    for todo in held:
        holder = holder_of(todo)
        if not isinstance(holder, Office):
            continue
        if any(keeps_away(bar, one, on) for one in holders(holder, on)) and not told_of(todo, on):
            raise Refused(
                f"这样一来，{holder.organization.short_name}就没有人能办这件事了。"
                "请先改交别处，比如上一级，再登记回避。"
            )


# --- the move -------------------------------------------------------------------------------------


def _check(case: Case, noun: Moving, flow: Flow, move: Move, part: str, words: str) -> None:
    if noun.state not in move.from_:
        raise Stale(f"{_quicker(case)}现在是“{flow.state(noun.state).says}”。")
    if part not in move.who:
        raise Refused(f"“{move.says}”这一步不由您办。", status=403)
    if move.words and not words.strip():
        raise Refused(f"“{move.says}”要写明理由。", field="words")
    if move.waits:
        missing = case.todos.filter(closed_at__isnull=True, task=Task.COUNTERSIGN)
        names = [str(t.for_organization or t.for_person) for t in missing.order_by("pk")]
        if names:
            raise Refused(f"还没有会签：{'、'.join(names)}。请等会签完，或者先撤回会签。")


def _destination(case: Case, flow: Flow, move: Move, before: str, back_to: str) -> str:
    if move.to != EARLIER:
        return move.to or before
    running = [term.clock for term in running_terms(case)]
    ways = [s.name for s in flow.ways_back(running, visited(case)) if s.name != before]
    if back_to not in ways:
        raise Refused("不能退到这一步，请另选一步。", field="back_to")
    return back_to


def _quicker(case: Case) -> str:
    last = case.steps.select_related("by").order_by("-round").first()
    who = f"{last.by.name}刚刚" if last is not None and last.by else "刚才"
    return f"{who}已经办了下一步，您这一次没有办成。"


def _call(
    case: Case,
    state: State,
    to: Sequence[Addressee],
    told: Step,
    now: dt.datetime,
    by: Actor,
    note: str,
) -> None:
    """Open what is to be done in the state a step led to, for everybody whose turn it is."""
    if state.closed:
        case.closed_at = now
        case.save(update_fields=["closed_at"])
    if not state.turn:
        return
    if not to:
        raise RuntimeError(f"{state.name}: nobody was called")
    named = recipient_of(case, state.turn)
    for one in to:
        todos.assign(
            state.todo,
            to=_meant(case, one, named, now.date()),
            asked_by=told.by,
            now=now,
            by=by,
            due_on=nearest_of_ours(case),
            note=note,
            case=case,
        )


def _meant(
    case: Case, to: Addressee, named: Organization | None, on: dt.date
) -> Addressee:
    """Whoever the edition names for the part, where it would fall to the office the case was opened
    at. An office chosen by a person, a person himself, and a case the named one must not have stay.
    """
    if named is None or not isinstance(to, Office) or to.organization.pk != case.organization_id:
        return to
    instead = Office(named, to.purpose)
    return to if any(keeps_away(bar, instead, on) for bar in standing_bars(case)) else instead


def _close_shares(case: Case, after: State, now: dt.datetime, by: Actor) -> None:
    """End the to-dos that the move settles: the turn is done, what was asked besides is taken back.

    Shares of others go on until the case ends, and what was asked about a term as long as it runs.
    """
    for todo in case.todos.filter(closed_at__isnull=True).order_by("pk"):
        if after.closed or todo.task in (Task.LEAD, Task.COUNTERSIGN) or _settled(todo):
            todos.end_share(todo, done=todo.task == Task.LEAD, now=now, by=by)


def settle_oversight(case: Case, now: dt.datetime, by: Actor) -> None:
    """End what superiors were told, once nothing they were told of runs any more."""
    told = case.todos.filter(closed_at__isnull=True, task=Task.OVERSEE)
    runs = case.terms.filter(ended_on__isnull=True, level__gt=0)
    for todo in told.filter(~Exists(runs)).order_by("pk"):
        todos.end_share(todo, done=True, now=now, by=by)


def _settled(todo: ToDo) -> bool:
    """Whether the term a decision was asked about has ended meanwhile."""
    asked = Extension.objects.filter(todo=todo, term__ended_on__isnull=False)
    return todo.task == Task.DECIDE and asked.exists()


def _bar(case: Case, whom: Organization | Person, why: str, now: dt.datetime) -> Bar:
    row = Bar(case=case, at=now)
    if isinstance(whom, Organization):
        row.organization = whom
    else:
        row.person = whom
    row.seal("reason", why)
    row.save()
    return row


def _leaf(by: Actor, move: Move, case: Case, before: str, after: str) -> None:
    """The log says which step and where to; whom the case concerns it does not say."""
    evidence.record(
        by,
        move.name,
        "case",
        case.uid,
        case.organization.path,
        round=case.round,
        before=before,
        after=after,
    )
