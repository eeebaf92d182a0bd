"""The branch meeting that votes on somebody: called here, counted and confirmed in meetings."""

from __future__ import annotations

import datetime as dt

from dangjian.development.models import Development, Vote
from dangjian.development.queries.votes import KINDS, used, vote_of
from dangjian.development.recording import check_seen, known, leaf, stored
from dangjian.development.rules import reckoning
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
