"""One development laid out step by step: what is done, what is next, what hinders, until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dangjian.development.models import OPEN
from dangjian.development.rules.reckoning import (
    Reason,
    Rules,
    earliest,
    last_resort,
    latest,
    open_steps,
    probation_ends,
    why_not,
)
from dangjian.development.rules.record import Done, Record
from dangjian.development.rules.tables import ORDER, STAGES, Stage, Step, says, steps_of

DONE, OPEN_NOW, WAITS, LATER = "done", "open", "waits", "later"


@dataclass(frozen=True)
class StepView:
    """A step on a day. state: DONE; OPEN_NOW, may be taken today; WAITS, it is its turn and
    something hinders; LATER. reasons: all that hinders it today. late: its last day has passed.
    missing: years without whose notice `earliest` is only provisional.
    """

    step: Step
    says: str
    state: str
    done: tuple[Done, ...]
    reasons: tuple[Reason, ...]
    earliest: dt.date | None
    latest: dt.date | None
    last_resort: dt.date | None
    missing: tuple[int, ...]
    late: bool
    clause: str
    mark: str
    papers: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.step.name

    @property
    def current(self) -> bool:
        return self.state in (OPEN_NOW, WAITS)


@dataclass(frozen=True)
class Next:
    """What a case calls for: the step, whose it is, and the day by which something is due."""

    step: str = ""
    part: str = ""
    due_on: dt.date | None = None


def lay_out(record: Record, rules: Rules, today: dt.date) -> list[StepView]:
    """Every step of the edition, in its order."""
    here = {step.name for step in open_steps(record)}
    return [
        _view(record, step, rules, today, step.name in here) for step in steps_of(record.edition)
    ]


def _view(record: Record, step: Step, rules: Rules, today: dt.date, turn: bool) -> StepView:
    done = tuple(record.all_of(step.name))
    settled = bool(record.settled(step.name))
    turn = turn and record.state in OPEN
    wanted = turn and called_for(record, step, rules)
    reasons = () if settled and not wanted else tuple(why_not(record, step, rules, today))
    first, last = earliest(record, step, rules, today), latest(record, step, rules)
    running = turn and last is not None and (wanted or not settled)
    if settled and not wanted:
        state = DONE
    elif turn:
        state = WAITS if reasons else OPEN_NOW
    else:
        state = LATER
    clause, mark = rules.cited(step.rule)
    return StepView(
        step=step,
        says=says(step, record.edition),
        state=state,
        done=done,
        reasons=reasons,
        earliest=first.day if first else None,
        latest=last if running else None,
        last_resort=last_resort(record, rules) if running and step.name == "approve" else None,
        missing=first.missing if first else (),
        late=bool(running and last and today > last),
        clause=clause,
        mark=mark,
        papers=rules.papers(step),
    )


def called_for(record: Record, step: Step, rules: Rules) -> bool:
    """Whether a step that is open is wanted (again): not taken yet, or to be repeated."""
    if not record.settled(step.name):
        return True
    return bool(step.every) and latest(record, step, rules) is not None


def next_of(record: Record, rules: Rules) -> Next:
    """What the record itself calls for, whatever day it is: the same for pages, lists and jobs.

    The step whose term ends first; where none runs, the first one that is open.
    """
    if record.state not in OPEN:
        return Next()
    wanted = [step for step in open_steps(record) if called_for(record, step, rules)]
    if not wanted:
        return Next()
    days = {step.name: latest(record, step, rules) for step in wanted}
    first = min(wanted, key=lambda step: (days[step.name] or dt.date.max, ORDER[step.name]))
    due = days[first.name]
    full = probation_ends(record, rules) if record.state == "probationary" else None
    if full and not record.settled("approve_conversion") and not record.settled("convert_meeting"):
        due = min(full, due or full)
    return Next(first.name, first.part, due)


def by_stage(views: Sequence[StepView]) -> list[tuple[Stage, str, list[StepView]]]:
    """The steps under the five stages people know."""
    return [
        (stage, label, [view for view in views if view.step.stage == stage])
        for stage, label in STAGES.items()
    ]
