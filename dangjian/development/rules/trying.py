"""A rule tried on cases of the past: what it would have refused. Nothing is kept of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from dangjian.development.rules.reckoning import (
    Rules,
    after_months,
    periods_due,
    periods_seen,
    said,
)
from dangjian.development.rules.record import Record
from dangjian.development.rules.tables import STEPS, Step
from dangjian.kernel import terms

_K = "development."


@dataclass(frozen=True)
class Objection:
    """What a rule would have said about one step of a case, and the day the step was taken."""

    step: Step
    on: dt.date
    sentence: str


Trial = Callable[[Record, int, Rules], Iterator[Objection]]


def _latest(step: Step) -> Trial:
    """The step came later than so many months after the one its term counts from."""

    def tried(record: Record, number: int, rules: Rules) -> Iterator[Objection]:
        done = record.settled(step.name)
        since = record.settled(step.within.since) if step.within else None
        if done and since and number and done.on > (last := after_months(since.on, number, rules)):
            yield Objection(
                step, done.on, f"“{step.says}”最迟应在{said(last)}，是{said(done.on)}。"
            )

    return tried


def _earliest(step: Step) -> Trial:
    """The step came earlier than so many months after the one its wait counts from."""

    def tried(record: Record, number: int, rules: Rules) -> Iterator[Objection]:
        done = record.settled(step.name)
        since = record.settled(step.wait.since) if step.wait else None
        if done and since and number:
            first = after_months(since.on, number, rules)
            if done.on < first:
                told = f"“{step.says}”最早应在{said(first)}，是{said(done.on)}。"
                yield Objection(step, done.on, told)

    return tried


def _examined(step: Step, until: str) -> Trial:
    """Somebody was examined fewer times than once in so many months."""

    def tried(record: Record, number: int, rules: Rules) -> Iterator[Objection]:
        done = record.settled(until)
        since = record.settled(step.every.since) if step.every else None
        if not (done and since and number):
            return
        needed = periods_due(since.on, done.on, number)
        days = [one.on for one in record.all_of(step.name) if one.on <= done.on]
        seen = periods_seen(since.on, days, number)
        if seen < needed:
            told = f"到{said(done.on)}应当考察{needed}次，考察了{seen}次。"
            yield Objection(step, done.on, told)

    return tried


def _notice(record: Record, number: int, rules: Rules) -> Iterator[Objection]:
    last = record.last("notice")
    if last is None or last.until is None:
        return
    days = terms.working_days_between(last.on, last.until, rules.calendar).days
    if days < number:
        yield Objection(_BY["notice"], last.on, f"公示了{days}个工作日。")


def _training(of: str) -> Trial:
    def tried(record: Record, number: int, rules: Rules) -> Iterator[Objection]:
        done = record.settled("training")
        days, hours = (done.days, done.hours) if done else (None, None)
        measured = days if of == "days" else hours
        if done and measured is not None and measured < number:
            unit = "天" if of == "days" else "学时"
            yield Objection(_BY["training"], done.on, f"培训了{measured.normalize():f}{unit}。")

    return tried


_BY: Mapping[str, Step] = {step.name: step for step in STEPS}

TRIALS: Mapping[str, Trial] = {
    **{step.within.rule: _latest(step) for step in STEPS if step.within},
    _K + "activist.min_months": _earliest(_BY["list_candidate"]),
    _K + "activist.review_months": _examined(_BY["examine_activist"], "list_candidate"),
    _K + "probation.review_months": _examined(_BY["examine_probation"], "convert_meeting"),
    _K + "notice.min_working_days": _notice,
    _K + "training.min_days": _training("days"),
    _K + "training.min_hours": _training("hours"),
}
"""The rules that can be tried, by key."""
