"""Why not, and when: what hinders a step on a day, its earliest and its latest day.

Pure: record, rules, calendar and day are passed in. It reckons and refuses; it decides nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from dangjian.development.models import Edition, Outcome
from dangjian.development.rules.record import Done, Record
from dangjian.development.rules.tables import BY_NAME, Step, Term, says, steps_of
from dangjian.kernel import terms
from dangjian.kernel.calendar import Calendar
from dangjian.kernel.confirmation import Confirmation
from dangjian.kernel.rule_values import RuleValue
from dangjian.kernel.rules import Book

ONE = dt.timedelta(days=1)
NOTICE_DAYS = "development.notice.min_working_days"


@dataclass(frozen=True)
class Reason:
    """Why a step cannot be taken: a sentence, its clause, and 未核对 where nobody read it there."""

    sentence: str
    clause: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Rules:
    """The book of rules a case goes by, with the calendar."""

    book: Book
    calendar: Calendar

    def get(self, key: str) -> RuleValue | None:
        """The rule, None where these rules have none of that kind."""
        return self.book.rules.get(key)

    def cited(self, key: str) -> tuple[str, str]:
        """Where a rule stands, and 未核对 if it was not read there; blanks without a rule."""
        rule = self.get(key)
        if rule is None:
            return "", ""
        unread = rule.confirmation == Confirmation.UNCONFIRMED
        return rule.provision, rule.confirmation.label if unread else ""

    def papers(self, step: Step) -> tuple[str, ...]:
        """The papers a step leaves under these rules."""
        rule = self.get(step.rule)
        return tuple(str(rule.value).split("、")) if rule else ()


def reason(rules: Rules, key: str, sentence: str) -> Reason:
    return Reason(sentence, *rules.cited(key))


# --- days -----------------------------------------------------------------------------------------


def after_months(start: dt.date, months: int, rules: Rules) -> dt.date:
    return terms.last_day(start, months, "months", rules.calendar).day


def term(record: Record, rules: Rules, wanted: Term | None, more: int = 0) -> dt.date | None:
    """The day a term of months comes to, None where there is no such rule or nothing to count from.

    more: months on top.
    """
    rule = rules.get(wanted.rule) if wanted else None
    since = record.settled(wanted.since) if wanted else None
    if rule is None or since is None:
        return None
    return after_months(since.on, rule.number + more, rules)


def probation_ends(record: Record, rules: Rules) -> dt.date | None:
    """The day the probation is full, as far as it was extended. None before admission."""
    return term(record, rules, BY_NAME["convert_meeting"].wait, record.extended)


def extension_ends(record: Record, months: int, rules: Rules) -> dt.date | None:
    """The day a probation extended by so many months would be full."""
    return term(record, rules, BY_NAME["convert_meeting"].wait, months)


@dataclass(frozen=True)
class Earliest:
    """A first day; missing: years without whose notice it is only provisional (暂算)."""

    day: dt.date
    missing: tuple[int, ...] = ()


def earliest(record: Record, step: Step, rules: Rules, today: dt.date) -> Earliest | None:
    """The first day on which the step may be taken, by what is known today."""
    days = [done.on for name in step.after if (done := record.settled(name))]
    days += [extra.on for extra in record.extras if extra.before == step.name and extra.on]
    missing: tuple[int, ...] = ()
    if step.wait:
        more = record.extended if step.name == "convert_meeting" else 0
        waited = term(record, rules, step.wait, more)
        days += [waited] if waited else []
    if step.name == "list_candidate" and record.edition == Edition.NEW:
        told = _notice_over(record, rules, today)
        days += [told.day] if told else []
        missing = told.missing if told else ()
    if step.repeats and (last := record.last(step.name)):
        days.append(last.on + ONE if step.every else last.on)
    return Earliest(max(days), missing) if days else None


def _notice_over(record: Record, rules: Rules, today: dt.date) -> Earliest | None:
    """The day after the notice; before it is posted, if it were posted today."""
    notice, consent, rule = record.last("notice"), record.settled("superior_consent"), NOTICE_DAYS
    if notice and notice.until:
        return Earliest(notice.until + ONE)
    wanted = rules.get(rule)
    if consent is None or wanted is None:
        return None
    last = terms.last_day(max(consent.on, today), wanted.number, "working", rules.calendar)
    return Earliest(last.day + ONE, last.missing_years)


def latest(record: Record, step: Step, rules: Rules) -> dt.date | None:
    """The last day by which the step has to be taken (again), None where no term runs."""
    if step.every:
        every = rules.get(step.every.rule)
        begun, last = record.settled(step.every.since), record.last(step.name)
        since = max((d.on for d in (begun, last) if d), default=None)
        return after_months(since, every.number, rules) if every and since and begun else None
    return term(record, rules, step.within)


def last_resort(record: Record, rules: Rules) -> dt.date | None:
    """The last day of an approval in a special case (Art. 25)."""
    return term(record, rules, Term("development.approval.special_max_months", "meeting"))


def periods_due(since: dt.date, on: dt.date, months: int) -> int:
    """How many full periods of so many months lie between two days."""
    apart = relativedelta(on, since)
    return max(0, apart.years * 12 + apart.months) // months


def periods_seen(since: dt.date, days: Iterable[dt.date], months: int) -> int:
    """For how many periods somebody was examined.

    A period ends with its last day. One examination speaks for one period: its own, or, held
    late, the first earlier one that has none; two in one period count once.
    """
    seen: set[int] = set()
    for day in sorted(set(days)):
        apart = relativedelta(day, since)
        full = apart.years * 12 + apart.months
        own = full // months + (1 if full % months or apart.days or not full else 0)
        free = next((period for period in range(1, own + 1) if period not in seen), None)
        if free is not None:
            seen.add(free)
    return len(seen)


# --- why not --------------------------------------------------------------------------------------


def why_not(
    record: Record,
    step: Step,
    rules: Rules,
    on: dt.date,
    *,
    special: bool = False,
    then: bool = False,
) -> list[Reason]:
    """Everything that hinders the step on that day; [] where it may be taken.

    special: whether a reason for a longer approval is given. then: it was done by rules of before
    2014, as a person says on record: only the order of steps and days is held to.
    """
    if then:
        return [*_order(record, step, rules), *_before_others(record, step, on)]
    return [
        *_order(record, step, rules),
        *_too_early(record, step, rules, on),
        *_too_late(record, step, rules, on, special),
        *(found for check in CHECKS.get(step.name, ()) for found in check(record, rules, on)),
    ]


def _order(record: Record, step: Step, rules: Rules) -> Iterator[Reason]:
    if record.choose:
        yield Reason("这件在新细则施行以前就开始了，先要由人写明以后按哪一部细则办。")
    if Edition(record.edition) not in step.editions:
        yield Reason(f"{Edition(record.edition).label}里没有这一步。")
    if record.state != step.at and not record.settled(step.name):
        missing = [name for name in step.after if not record.settled(name)]
        if not missing:
            yield Reason("现在不在这一步上。")
    if not step.repeats and (done := record.settled(step.name)):
        yield Reason(f"这一步已经办过了（{said(done.on)}）。")
    elif step.repeats and record.state != step.at and record.settled(step.name):
        yield Reason("这一步已经过去了。")
    for name in step.after:
        before = BY_NAME[name]
        last = record.last(name)
        if last is None:
            told = f"还没有办“{says(before, record.edition)}”。"
        elif not last.good:
            told = f"“{says(before, record.edition)}”的结果是{last.outcome.label}，要先重新办好。"
        else:
            continue
        yield reason(rules, before.rule, told)
    for extra in record.extras:
        if extra.before == step.name and extra.on is None:
            yield Reason(f"本地规定先要办“{extra.says}”，留下{extra.paper}。", extra.document)


def _before_others(record: Record, step: Step, on: dt.date) -> Iterator[Reason]:
    """What has to be there earlier, and came later."""
    for name in step.after:
        done = record.settled(name)
        if done and on < done.on:
            before = says(BY_NAME[name], record.edition)
            yield Reason(f"不能早于“{before}”（{said(done.on)}）。")


def _too_early(record: Record, step: Step, rules: Rules, on: dt.date) -> Iterator[Reason]:
    yield from _before_others(record, step, on)
    for extra in record.extras:
        if extra.before == step.name and extra.on and on < extra.on:
            yield Reason(f"不能早于“{extra.says}”（{said(extra.on)}）。")
    last = record.last(step.name) if step.repeats else None
    if last and on < last.on + (ONE if step.every else ONE * 0):
        yield Reason(f"应当在上一次（{said(last.on)}）以后。")
    if step.wait is None:
        return
    rule = rules.get(step.wait.rule)
    more = record.extended if step.name == "convert_meeting" else 0
    first = term(record, rules, step.wait, more)
    if rule and first and on < first:
        extended = "（预备期已经延长）" if more else ""
        yield Reason(f"{rule.sentence}最早{said(first)}{extended}。", *rules.cited(step.wait.rule))


def _too_late(
    record: Record, step: Step, rules: Rules, on: dt.date, special: bool
) -> Iterator[Reason]:
    if not (step.firm and step.within):
        return
    last, rule = latest(record, step, rules), rules.get(step.within.rule)
    if last is None or rule is None or on <= last:
        return
    if step.name != "approve":
        yield Reason(
            f"{rule.sentence}最迟{said(last)}，请重新报预审。", *rules.cited(step.within.rule)
        )
        return
    most = last_resort(record, rules)
    key = "development.approval.special_max_months"
    if most is not None and on > most:
        yield reason(rules, key, f"超过了审批的最长期限（{said(most)}），这次决议不能再批。")
    elif not special:
        told = f"{rule.sentence}最迟{said(last)}；遇特殊情况延长的，要写明原因。"
        yield Reason(told, *rules.cited(step.within.rule))


Check = Callable[[Record, Rules, dt.date], Iterator[Reason]]


def _examined(step: str, until: str) -> Check:
    """Whether somebody was examined in every half year that has passed."""
    every = BY_NAME[step].every

    def check(record: Record, rules: Rules, on: dt.date) -> Iterator[Reason]:
        rule = rules.get(every.rule) if every else None
        since = record.settled(every.since) if every else None
        if rule is None or since is None or every is None:
            return
        needed = periods_due(since.on, on, rule.number)
        days = [done.on for done in record.all_of(step) if done.on <= on]
        seen = periods_seen(since.on, days, rule.number)
        if seen < needed:
            told = f"{rule.sentence}到{until}应当有{needed}次，现在只有{seen}次。"
            yield Reason(told, *rules.cited(every.rule))

    return check


def _contacts(record: Record, rules: Rules, on: dt.date) -> Iterator[Reason]:
    for key in ("development.contacts.min", "development.contacts.max"):
        rule = rules.get(key)
        if rule and not rule.holds(record.contacts):
            told = f"{rule.sentence}现在有{record.contacts}人。"
            yield Reason(told, *rules.cited(key))


def _notice(record: Record, rules: Rules, on: dt.date) -> Iterator[Reason]:
    if record.edition != Edition.NEW:
        return
    notice = record.last("notice")
    if notice is None:
        told = "还没有公示。"
    elif notice.until is None:
        told = "公示还没有发布。"
    elif on <= notice.until:
        told = f"公示期到{said(notice.until)}，还没有满。"
    elif not notice.clear:
        told = "公示还没有结果，或者结果不允许继续办。"
    else:
        return
    rule = rules.get(NOTICE_DAYS)
    yield Reason(f"{told}{rule.sentence if rule else ''}", *rules.cited(NOTICE_DAYS))


def _sponsors(record: Record, rules: Rules, on: dt.date) -> Iterator[Reason]:
    rule = rules.get("development.sponsors")
    if rule and record.settled("name_sponsors") and not rule.holds(record.sponsors):
        told = f"{rule.sentence}现在有{record.sponsors}人。"
        yield Reason(told, *rules.cited("development.sponsors"))


CHECKS: Mapping[str, tuple[Check, ...]] = {
    "list_candidate": (_contacts, _examined("examine_activist", "这一天"), _notice),
    "committee_review": (_sponsors,),
    "convert_meeting": (_examined("examine_probation", "这一天"),),
}


def training_enough(days: Done | None, rules: Rules) -> list[Reason]:
    """What is missing of a training: it is long enough by days or by hours."""
    by_days = rules.get("development.training.min_days")
    by_hours = rules.get("development.training.min_hours")
    if days is None or by_days is None or by_hours is None:
        return []
    enough = (days.days is not None and by_days.holds(days.days)) or (
        days.hours is not None and by_hours.holds(days.hours)
    )
    return [] if enough else [reason(rules, by_days.key, by_days.sentence)]


def sentence_of(reasons: Iterable[Reason]) -> str:
    return "".join(one.sentence for one in reasons)


def said(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def agreed(outcome: Outcome) -> bool:
    return outcome in (Outcome.AGREED, Outcome.PASSED, Outcome.DONE, Outcome.ON_TIME)


def open_steps(record: Record) -> list[Step]:
    """The steps that stand before the case in its present standing: what comes before is there."""
    return [
        step
        for step in steps_of(record.edition)
        if step.at == record.state
        and (step.repeats or not record.settled(step.name))
        and all(record.settled(name) for name in step.after)
    ]
