"""What the branch meeting decided, asked of the room that counted the ballots."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dangjian.development.models import Development, Outcome, Vote
from dangjian.development.rules.record import Record
from dangjian.kernel.refusal import Refused
from dangjian.meetings.models import Item, Kind, Meeting
from dangjian.meetings.queries.results import Result, result_of

KINDS = {"meeting": Kind.ADMISSION, "convert_meeting": Kind.CONVERSION}
"""The steps that are votes, and the kind of meeting each needs."""


@dataclass(frozen=True)
class Asked:
    """A vote and what came of it. item: the one that was put before the meeting."""

    vote: Vote
    meeting: Meeting
    result: Result
    off: bool


def vote_of(development: Development, step: str, turn: int) -> Asked | None:
    """The newest vote of a step; None where no meeting was called for it."""
    rows = Vote.objects.filter(development=development, step=step, turn=turn)
    vote = rows.select_related("item__meeting__organization").order_by("-pk").first()
    if vote is None:
        return None
    item: Item = vote.item
    meeting = item.meeting
    off = item.taken_off_at is not None or meeting.state == "void"
    return Asked(vote, meeting, result_of(item), off)


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
