"""Clocks of a case: set running and ended by its moves, with the days of their rule and edition."""

from __future__ import annotations

import datetime as dt

from django.db.models import DateField, Value
from django.db.models.functions import Greatest

from dangjian.flow.models import Case, CaseTerm, Task
from dangjian.flow.queries.cases import set_terms
from dangjian.flow.rules import Flow, Move
from dangjian.flow.rules.terms import days_of, due, nearest, not_counted
from dangjian.kernel import calendar


def start_clocks(case: Case, flow: Flow, move: Move, since: dt.date) -> None:
    """Set the clocks of a move running from a day. One that runs already goes on as it is."""
    wanted = [clock for clock in flow.clocks if move.name in clock.starts]
    if not wanted:
        return
    running = set(case.terms.filter(ended_on__isnull=True).values_list("clock", flat=True))
    here, days_that_work = set_terms(case.edition), calendar.load()
    for clock in wanted:
        if clock.name in running:
            continue
        own = here.get(clock.name)
        days = days_of(clock, own.days if own else None, on=since, path=case.organization.path)
        CaseTerm.objects.create(
            case=case,
            clock=clock.name,
            rule=days.rule.version,
            started_on=since,
            days=days.number,
            unit=days.unit,
            due_on=due(since, days.number, days.unit, days_that_work),
            theirs=clock.theirs,
        )


def end_clocks(case: Case, flow: Flow, move: Move, today: dt.date) -> None:
    """End the clocks of a move. A pause that still runs ends with its clock."""
    ending = [clock.name for clock in flow.clocks if move.name in clock.ends]
    for term in case.terms.select_for_update().filter(clock__in=ending, ended_on__isnull=True):
        open_pause = Greatest("from_on", Value(today, DateField()))
        term.pauses.filter(until_on__isnull=True).update(until_on=open_pause)
        term.ended_on = today
        term.save(update_fields=["ended_on"])


def nearest_of_ours(case: Case) -> dt.date | None:
    """The day by which something of ours is due; None where nothing runs or all is paused."""
    running = case.terms.filter(ended_on__isnull=True, theirs=False)
    return nearest(running.values_list("due_on", flat=True))


def retime(case: Case, flow: Flow) -> None:
    """Write the nearest day on the open to-dos of the case, after a clock has changed."""
    if not flow.clocks:
        return
    day = nearest_of_ours(case)
    shares = case.todos.filter(closed_at__isnull=True, task__in=(Task.LEAD, Task.DECIDE))
    shares.exclude(due_on=day).update(due_on=day)


def reckon(term: CaseTerm) -> None:
    """Work out the due day of a term anew, after its days or its pauses have changed.

    A term that is paused has none. A day that moved is warned of again.
    """
    days_that_work = calendar.load()
    spans = list(term.pauses.values_list("from_on", "until_on"))
    ended = [(first, after) for first, after in spans if after is not None]
    term.paused_days = not_counted(term.started_on, ended, term.unit, days_that_work)
    term.due_on = None
    if len(ended) == len(spans):
        term.due_on = due(
            term.started_on, term.days, term.unit, days_that_work, paused=term.paused_days
        )
    term.warned_on = None
    term.save(update_fields=["days", "paused_days", "due_on", "warned_on"])
