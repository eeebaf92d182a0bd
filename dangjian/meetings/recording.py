"""What several actions of this room write down, and who acts."""

from __future__ import annotations

from dangjian.flow.actions.cases import locked as locked_case
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Stale
from dangjian.meetings.models import Meeting
from dangjian.meetings.rules import table_of
from dangjian.registry.models import Person


def stored(meeting: Meeting, move: str, seen: int | None = None) -> Meeting:
    """The meeting as it is stored now, its case locked: of two who act at once one waits for the
    other.

    Stale where it has gone on since `seen`, or where the move is not open any more: nothing is
    written to a meeting that is over before that is known.
    """
    found = Meeting.objects.select_related("organization", "case").get(pk=meeting.pk)
    locked_case(found, seen)
    # Read again: what was loaded before the lock was had may be of an older round.
    again = Meeting.objects.select_related("organization", "case").get(pk=meeting.pk)
    flow = table_of(again.kind)
    if again.state not in flow.move(move).from_:
        raise Stale(f"现在是“{flow.state(again.state).says}”，这一步不能办了。")
    return again


def person_of(by: Actor) -> Person:
    """The person who acts. RuntimeError for the platform, which counts and confirms nothing."""
    if by.person_uid is None:
        raise RuntimeError("a count is entered and confirmed by a person")
    return Person.objects.get(uid=by.person_uid)


def leaf(by: Actor, verb: str, meeting: Meeting, **detail: object) -> None:
    """The log says what was done to which meeting, with numbers; never a name."""
    evidence.record(
        by, f"meeting.{verb}", "meeting", meeting.uid, meeting.organization.path, **detail
    )
