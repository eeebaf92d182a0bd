"""What follows in the register from the decisions of a committee, and nothing before them."""

from __future__ import annotations

import datetime as dt

from dangjian.development.models import Development, Outcome, StepTaken
from dangjian.development.rules.reckoning import Rules, extension_ends, probation_ends, said
from dangjian.development.rules.record import Record
from dangjian.development.rules.tables import Step
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import people
from dangjian.registry.actions.people import NewMember
from dangjian.registry.actions.readmission import lead_by_case, readmit
from dangjian.registry.actions.standing import change_standing
from dangjian.registry.models import Arrival, Person, StandingKind

_EXTENSION = "development.probation.extension"


def follow(
    case: Development,
    step: Step,
    taken: StepTaken,
    record: Record,
    rules: Rules,
    today: dt.date,
    by: Actor,
) -> None:
    """Let the register follow an approval: of admission, or of conversion."""
    outcome = Outcome(taken.outcome)
    if step.name == "approve" and outcome == Outcome.AGREED:
        case.person = _admit(case, taken, record, today, by)
        case.save(update_fields=["person"])
    elif step.name == "approve_conversion":
        _convert(case, taken, outcome, record, rules, today, by)


def _admit(
    case: Development, taken: StepTaken, record: Record, today: dt.date, by: Actor
) -> Person:
    """The register gets the person as probationary member, from the day of the branch meeting."""
    meeting = record.settled("meeting")
    if meeting is None:
        raise RuntimeError("an approval without a meeting")
    if case.former is not None:
        person = case.former
        readmit(
            person,
            organization=case.organization,
            on=meeting.on,
            document=_document(taken),
            today=today,
            by=by,
        )
    else:
        person = _register(case, taken, meeting.on, today, by)
    lead_by_case(person)
    return person


def _register(
    case: Development, taken: StepTaken, on: dt.date, today: dt.date, by: Actor
) -> Person:
    one = case.applicant
    return people.register_member(
        NewMember(
            organization=case.organization,
            name=one.name,
            sex=one.sex,
            born_on=one.born_on,
            ethnic=one.ethnic,
            occupation=one.unit,
            id_number=one.unseal("id_number"),
            mobile=one.unseal("mobile"),
            joined_on=on,
            since=on,
            arrival=Arrival.ADMITTED,
            document=_document(taken),
        ),
        today=today,
        by=by,
    )


def _convert(
    case: Development,
    taken: StepTaken,
    outcome: Outcome,
    record: Record,
    rules: Rules,
    today: dt.date,
    by: Actor,
) -> None:
    """On time: full member from the day the probation was full. Extended: once, by half a year to
    a year. Cancelled: out, from the day of the decision."""
    person = case.person
    if person is None:
        raise RuntimeError("a conversion of nobody in the register")
    if outcome == Outcome.EXTENDED:
        _extend(case, taken.months, record, rules)
        return
    full = probation_ends(record, rules)
    if full is None:
        raise RuntimeError("a conversion without a probation")
    on_time = outcome == Outcome.ON_TIME
    change_standing(
        person,
        kind=StandingKind.FULL if on_time else StandingKind.LEFT,
        on=full if on_time else taken.done_on,
        reason=_reason(on_time, record),
        document=_document(taken),
        today=today,
        by=by,
        in_case=True,
    )


def _reason(on_time: bool, record: Record) -> str:
    if not on_time:
        return "取消预备党员资格"
    return "延期后转正" if record.extended else "按期转正"


def _extend(case: Development, months: int | None, record: Record, rules: Rules) -> None:
    """Make the probation longer. Refused, with the clause: a second time, or not by 6 to 12
    months."""
    times = rules.get(f"{_EXTENSION}.max_times")
    if times and not times.holds(2 if record.extended else 1):
        raise Refused(
            f"{times.sentence}这位同志的预备期已经延长过。", clause=times.citation, field="outcome"
        )
    for key in (f"{_EXTENSION}.min_months", f"{_EXTENSION}.max_months"):
        rule = rules.get(key)
        if rule and not rule.holds(months or 0):
            least, most = (extension_ends(record, n, rules) for n in (6, 12))
            told = f"应在{said(least)}到{said(most)}之间期满。" if least and most else ""
            raise Refused(f"{rule.sentence}{told}", clause=rule.citation, field="months")
    case.extended = months or 0
    case.save(update_fields=["extended"])


def _document(taken: StepTaken) -> str:
    """Name and number of the decision, as the register keeps it."""
    paper = taken.papers.order_by("pk").first()
    if paper is None and taken.then_paper:
        return taken.then_paper
    if paper is None:
        raise RuntimeError("a decision without a paper")
    return f"{taken.office.short_name}{paper.name}{paper.number}"[:120]
