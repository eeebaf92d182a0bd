"""The branch meeting that votes on somebody: called here, counted and confirmed in meetings."""

from __future__ import annotations

import datetime as dt

from dangjian.development.models import Development, Outcome, Vote
from dangjian.development.queries.votes import KINDS, Asked, vote_of
from dangjian.development.recording import check_seen, known, leaf, stored
from dangjian.development.rules import reckoning
from dangjian.development.rules.record import Record
from dangjian.development.rules.tables import BY_NAME
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.meetings.actions import holding
from dangjian.meetings.models import Meeting
from dangjian.meetings.models import State as MeetingState


@evidence.action
def call_meeting(
    development: Development,
    step: str,
    *,
    held_on: dt.date,
    seen: int,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Vote:
    """Put the question before the branch meeting of a day: the one called already, or a new one.

    Refused, with every reason: the step is not there yet; later than a month after the pre-review;
    a meeting on it that is not over.
    """
    if step not in KINDS:
        raise Refused("这一步不用开支部大会。", status=404)
    case = stored(development)
    check_seen(case, seen)
    record, rules = known(case, today)
    reasons = reckoning.why_not(record, BY_NAME[step], rules, held_on)
    if reasons:
        clause = next((one.clause for one in reasons if one.clause), "")
        raise Refused(reckoning.sentence_of(reasons), clause=clause, field="held_on")
    asked = vote_of(case, step, record.turn)
    if asked is not None and not asked.off and not used(record, step, asked):
        raise Refused("已经为这件事开了支部大会，请先办完那一次，登记结果。")
    kind = KINDS[step]
    meetings = Meeting.objects.filter(
        organization=case.organization, kind=kind, held_on=held_on, state=MeetingState.CALLED
    )
    meeting = meetings.order_by("pk").first() or holding.call(
        case.organization, kind=kind, held_on=held_on, now=now, by=by
    )
    if case.person is not None:
        item = holding.put(meeting, person=case.person, now=now, by=by)
    else:
        item = holding.put(
            meeting,
            subject=case.applicant.uid,
            label=case.applicant.name,
            question="是否同意接收为预备党员",
            now=now,
            by=by,
        )
    vote = Vote.objects.create(development=case, step=step, turn=record.turn, item=item)
    leaf(by, "call_meeting", case, step=step, on=str(held_on))
    return vote


def used(record: Record, step: str, asked: Asked) -> bool:
    """Whether what this meeting decided was entered already."""
    return any(done.on == asked.meeting.held_on for done in record.all_of(step))


def outcome_of(
    record: Record, asked: Asked | None, step: str, chosen: Outcome | None
) -> tuple[dt.date, Outcome]:
    """The day of the meeting, and what it decided. The count says whether it was carried; whether a
    probation is extended or ended the meeting said, and a person enters it.

    Refused: no meeting; not confirmed yet; a vote that was not valid.
    """
    field = "outcome"
    if asked is None or asked.off or used(record, step, asked):
        raise Refused("还没有为这件事开支部大会，请先开会、计票、核对。")
    result = asked.result
    if not result.final:
        raise Refused("支部大会的计票还没有核对确认，请先在会议里办完。")
    why = "".join(one.text for one in result.why)
    if not result.valid:
        raise Refused(f"这次表决无效，要重新开会。{why}")
    if step == "meeting":
        return result.held_on, Outcome.AGREED if result.passed else Outcome.NOT_AGREED
    if chosen is None:
        raise Refused("请选支部大会的决议。", field=field)
    if chosen == Outcome.ON_TIME and not result.passed:
        raise Refused(f"支部大会没有通过转正，不能登记为按期转正。{why}", field=field)
    if chosen != Outcome.ON_TIME and result.passed:
        raise Refused("支部大会通过了转正，请选“按期转正”。", field=field)
    return result.held_on, chosen
