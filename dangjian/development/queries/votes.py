"""What the branch meeting decided, asked of the room that counted the ballots."""

from __future__ import annotations

from dataclasses import dataclass

from dangjian.development.models import Development, Vote
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
