"""One step is entered: what people did on a day, with its papers, and what follows from it.

Decisions about a person are taken by people outside the platform; here somebody enters them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from dangjian.development.actions import admitting, guiding
from dangjian.development.actions.papers import (
    PaperEntry,
    check_needed,
    check_papers,
    write_papers,
)
from dangjian.development.models import (
    OPEN,
    Development,
    LocalStep,
    Outcome,
    State,
    StepTaken,
)
from dangjian.development.queries.records import approver_of, rules_of_2014_from
from dangjian.development.queries.taken import last_entered, may_take_back
from dangjian.development.queries.votes import KINDS, outcome_of, vote_of
from dangjian.development.recording import check_seen, known, leaf, restate, stored
from dangjian.development.rules import reckoning
from dangjian.development.rules.reckoning import Rules
from dangjian.development.rules.record import Done, Record
from dangjian.development.rules.tables import (
    BRANCH,
    BY_NAME,
    COMMITTEE,
    DEVELOPMENT,
    Step,
    move_of,
    part_of,
)
from dangjian.flow import actions as flow
from dangjian.flow.recording.steps import actor
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.models import Organization, Person

OVER = (State.FILED, State.ENDED)


@dataclass(frozen=True)
class Entry:
    """What is entered of a step. Only what the step asks for is looked at. on: of a vote the day of
    its meeting counts.

    people: contacts or sponsors. days, hours: of training. months: of an extension. late: why an
    approval came later than three months. then_words, then_paper: that a step of before 2014 was
    done by the rules of its day, and the superior's word for it: terms and papers of the later
    rules are not asked for then, nor a count of ballots.
    """

    on: dt.date
    papers: Sequence[PaperEntry] = ()
    outcome: Outcome | None = None
    people: Sequence[Person] = field(default=())
    days: Decimal | None = None
    hours: Decimal | None = None
    months: int | None = None
    late: str = ""
    then_words: str = ""
    then_paper: str = ""

    @property
    def then(self) -> bool:
        """Whether it is entered as done by the rules of before 2014."""
        return bool(self.then_words.strip() or self.then_paper.strip())


@evidence.action
def take(
    development: Development,
    name: str,
    entry: Entry,
    *,
    seen: int,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Development:
    """Enter one step of the table, with its papers; the register follows where it has to.

    Refused, with every reason and the clause: something before it is missing; too early; too late;
    a paper that is missing; a contact or sponsor who was no full member; one's own case (403).
    Stale: somebody entered something meanwhile.
    """
    step = BY_NAME.get(name)
    if step is None or name in ("apply", "notice"):
        raise Refused("没有这一步。", status=404)
    case = stored(development)
    check_seen(case, seen)
    _check_eyes(case, by)
    record, rules = known(case, today)
    if entry.then:
        _check_then(case, entry)
    if step.name in KINDS and not entry.then:
        asked = vote_of(case, step.name, record.turn)
        day, outcome = outcome_of(record, asked, step.name, entry.outcome)
        entry = replace(entry, on=day)
    else:
        outcome = _outcome(step, entry)
    if entry.on > today:
        raise Refused("日期还没到，请办完再登记。", field="on")
    _check(record, step, rules, entry)
    if not entry.then:
        check_papers(step, rules, entry.papers, entry.on, today)
    office = _office(case.organization, step.part)
    taken = _write(case, step.name, entry, outcome, record.turn, office, now, by)
    if entry.people or not entry.then:
        guiding.set_guides(case, step, entry.people, rules, entry.on)
    admitting.follow(case, step, taken, record, rules, today, by)
    move = move_of(step, outcome)
    if DEVELOPMENT.move(move).to in OVER:
        case.ended_on = entry.on
        case.save(update_fields=["ended_on"])
    flow.advance(case, DEVELOPMENT, move, part=step.part, now=now, by=by, office=office, seen=seen)
    restate(case, today, rules)
    done = {"step": step.name, "on": str(entry.on), "papers": len(entry.papers)}
    leaf(by, "take_step", case, **done, then=entry.then)
    return case


@evidence.action
def take_local(
    development: Development,
    local: LocalStep,
    entry: Entry,
    *,
    seen: int,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Development:
    """Enter a step the locality added.

    Refused: it does not hold here, was taken already, or lacks its paper.
    """
    case = stored(development)
    check_seen(case, seen)
    _check_eyes(case, by)
    record, _ = known(case, today)
    extra = next((one for one in record.extras if one.pk == local.pk), None)
    if extra is None or case.state not in OPEN:
        raise Refused("这一步在这里不适用。")
    if extra.on is not None:
        raise Refused(f"这一步已经办过了（{reckoning.said(extra.on)}）。")
    if not case.applied_on <= entry.on <= today:
        raise Refused("日期应在申请那天以后、今天以前。", field="on")
    check_needed([extra.paper], entry.papers, today, extra.document)
    _write(case, "local", entry, Outcome.DONE, record.turn, case.organization, now, by, local=local)
    flow.advance(case, DEVELOPMENT, "local_step", part=BRANCH, now=now, by=by, seen=seen)
    restate(case, today)
    leaf(by, "take_local_step", case, on=str(entry.on))
    return case


@evidence.action
def take_back(
    development: Development,
    *,
    words: str,
    seen: int,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Development:
    """Withdraw the last step, where it was entered by mistake; it stays in sight with the reason.

    Refused: a step that led to another standing, changed the register, named people or began a
    notice; no reason.
    """
    case = stored(development)
    check_seen(case, seen)
    _check_eyes(case, by)
    taken = last_entered(case)
    if taken is None or not may_take_back(taken):
        raise Refused("最后登记的这一步已经有了后果，不能撤回，请联系上级党组织。")
    if len(words.strip()) < 4:
        raise Refused("请写明为什么撤回。", field="words")
    taken.withdrawn_at, taken.withdrawn_by = now, actor(by)
    taken.withdrawn_reason = words.strip()
    taken.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    flow.advance(
        case,
        DEVELOPMENT,
        "take_back",
        part=part_of(taken),
        now=now,
        by=by,
        seen=seen,
        words=words.strip(),
    )
    restate(case, today)
    leaf(by, "take_back_step", case, step=taken.step)
    return case


def _check_then(case: Development, entry: Entry) -> None:
    """Refused for a case or a step of after the rules of 2014, or without the superior's word."""
    first = rules_of_2014_from()
    if case.applied_on >= first or entry.on >= first:
        raise Refused(
            f"{reckoning.said(first)}以前开始、以前办的步骤，才能按当时的规定登记。",
            field="then_words",
        )
    if len(entry.then_words.strip()) < 4:
        raise Refused("请写明当时是怎样办的。", field="then_words")
    if len(entry.then_paper.strip()) < 4:
        raise Refused("请写明上级意见的名称和文号。", field="then_paper")


def _check(record: Record, step: Step, rules: Rules, entry: Entry) -> None:
    reasons = reckoning.why_not(
        record, step, rules, entry.on, special=bool(entry.late.strip()), then=entry.then
    )
    if step.name == "training" and not entry.then:
        told = Done("training", entry.on, days=entry.days, hours=entry.hours)
        reasons += reckoning.training_enough(told, rules)
    if reasons:
        clause = next((one.clause for one in reasons if one.clause), "")
        raise Refused(reckoning.sentence_of(reasons), clause=clause)


def _outcome(step: Step, entry: Entry) -> Outcome:
    outcome = entry.outcome or (step.outcomes[0] if len(step.outcomes) == 1 else None)
    if outcome not in step.outcomes:
        raise Refused("请选一个结果。", field="outcome")
    return outcome


def _check_eyes(case: Development, by: Actor) -> None:
    if case.person is not None and by.person_uid == case.person.uid:
        raise Refused("自己的事不能由自己登记，请由另一位同志办。", status=403)


def _office(organization: Organization, part: str) -> Organization:
    """Whose decision it is. Refused where nobody above has the power to approve."""
    if part != COMMITTEE:
        return organization
    found = approver_of(organization)
    if found is None:
        raise Refused(
            "上面没有登记为有审批预备党员权限的党组织，请上级先在组织页上登记。",
            clause="《中国共产党发展党员工作细则》第二十五条",
        )
    return found


def _write(
    case: Development,
    name: str,
    entry: Entry,
    outcome: Outcome,
    turn: int,
    office: Organization,
    now: dt.datetime,
    by: Actor,
    local: LocalStep | None = None,
) -> StepTaken:
    taken = StepTaken.objects.create(
        development=case,
        step=name,
        local=local,
        turn=turn,
        done_on=entry.on,
        outcome=outcome,
        office=office,
        late=entry.late.strip(),
        then_words=entry.then_words.strip(),
        then_paper=entry.then_paper.strip(),
        days=entry.days,
        hours=entry.hours,
        months=entry.months if outcome == Outcome.EXTENDED else None,
        entered_at=now,
        entered_by=actor(by),
    )
    write_papers(taken, (one for one in entry.papers if one.signer.strip()))
    return taken
