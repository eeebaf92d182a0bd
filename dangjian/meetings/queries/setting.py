"""What the statutes say to a meeting: told on its page, refused to nobody."""

from __future__ import annotations

from collections.abc import Sequence

from dangjian.kernel.rules import Book
from dangjian.meetings.models import Item, Kind, Meeting
from dangjian.meetings.queries.electorate import full_members
from dangjian.meetings.rules import electing
from dangjian.meetings.rules.votes import Sentence, cited
from dangjian.registry.models import Organization, PostTitle


def kinds_for(place: Organization) -> list[Kind]:
    """What the members of such an organization vote on."""
    return [kind for kind in Kind if electing.misfit(place.form, kind) is None]


def may_meet(place: Organization) -> bool:
    return bool(kinds_for(place))


def advice_for(meeting: Meeting, items: Sequence[Item], book: Book) -> list[Sentence]:
    """What to bear in mind: size of the committee, whether there has to be one, delegates."""
    if meeting.kind != Kind.ELECTION or meeting.over:
        return []
    form = meeting.organization.form
    full = meeting.full or len(full_members(meeting.organization, meeting.held_on))
    committee = [one for one in items if one.post == PostTitle.MEMBER and one.follows_id is None]
    told = [electing.by_delegates(full, book)]
    told += [electing.usual_size(form, one.seats or 0, book) for one in committee]
    if form in electing.BRANCHES:
        told.append(_threshold(full, bool(committee), book))
    return [one for one in told if one is not None]


def _threshold(full: int, elects_one: bool, book: Book) -> Sentence | None:
    """The sentence about a committee, where the items do not fit it (yet)."""
    if electing.has_a_committee(full, book) == elects_one:
        return None
    rule = book.value("branch.committee.min_full_members")
    return Sentence(f"现有正式党员{full}名。{rule.sentence}", cited(rule))
