"""Who belongs to an organization as a full member on a day: computed, never typed."""

from __future__ import annotations

import datetime as dt

from dangjian.meetings.models import WITHOUT_VOTE, Ground, Meeting
from dangjian.registry.authority import Scope
from dangjian.registry.models import Organization, Person, StandingKind
from dangjian.registry.queries.people import Wanted
from dangjian.registry.queries.people_past import members_on
from dangjian.registry.queries.sanctions import watched_on

_EVERYWHERE = Scope(("/",))
"""The roll is the organization's own, as its tree was on that day, whoever looks at it."""


def full_members(organization: Organization, on: dt.date) -> list[Person]:
    """Everybody who on that day was a full member of the organization or of one below it, by
    pinyin. Whoever is being transferred belongs to the old branch until he was accepted.

    Two queries.
    """
    wanted = Wanted(within=organization, standing=StandingKind.FULL)
    return [one.person for one in members_on(_EVERYWHERE, on, wanted)]


def probationers(organization: Organization, on: dt.date) -> list[Person]:
    """The probationary members of that day, by pinyin. Two queries."""
    wanted = Wanted(within=organization, standing=StandingKind.PROBATIONARY)
    return [one.person for one in members_on(_EVERYWHERE, on, wanted)]


def watched(meeting: Meeting) -> set[int]:
    """Ids of those full members of the day who were under 留党察看 then, as the register has it.

    Three queries.
    """
    people = full_members(meeting.organization, meeting.held_on)
    return watched_on([one.pk for one in people], meeting.held_on)


def left_out(meeting: Meeting) -> dict[int, str]:
    """Person id -> the ground by which he is not due: what was entered for this meeting, and who is
    under watch by the register. Four queries."""
    rows = meeting.exemptions.filter(taken_back_at__isnull=True)
    entered: dict[int, str] = dict(rows.values_list("person", "ground"))
    return dict.fromkeys(watched(meeting), Ground.WATCHED.value) | entered


def without_vote(meeting: Meeting) -> set[int]:
    """Ids of full members whose right to vote and to stand is lost or rests. Four queries."""
    return {pk for pk, ground in left_out(meeting).items() if ground in WITHOUT_VOTE}
