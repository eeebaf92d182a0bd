"""Items of the catalogue and lines of the list of appointments, carried through the actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dangjian.kernel import clock
from dangjian.openness.actions import disclosing, listing, proposing
from dangjian.openness.actions.listing import Line
from dangjian.openness.models import (
    Circle,
    Duration,
    Item,
    Matter,
    PersonnelEntry,
    Proposal,
    Stage,
    Turn,
)
from dangjian.openness.queries.catalogue import proposal_for
from dangjian.openness.queries.personnel import entry_for
from dangjian.openness.rules.catalogue import Content
from dangjian.openness.rules.disclosure_tables import TURN_RIGHT
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Organization
from tests.district import TODAY, District
from tests.openness.notices import viewer

HANDS = {"at_review": "security_officer", "at_approval": "leader", "approved": "clerk"}


def content(**more: Any) -> Content:
    given: dict[str, Any] = {
        "matter": Matter.PROCEDURES,
        "title": "党员组织关系转接办理程序",
        "text": "一、本人向支部提出。\n二、支部核对以后报上级。",
        "circle": Circle.SOCIETY,
        "form": "本网站、公告栏",
        "duration": Duration.LASTING,
        "unit": "党建办",
    }
    return Content(**given | more)


def proposed(
    district: District,
    *,
    at: Organization | None = None,
    author: str = "organizer",
    now: dt.datetime | None = None,
    **more: Any,
) -> Proposal:
    """A new item, handed to the review."""
    place = at or district.street
    by = viewer(district, author).actor(Purpose.WRITE, place.path)
    made = proposing.add(place, content(**more), now=now or clock.now(), by=by)
    return handed_in(district, made, author=author, now=now)


def handed_in(
    district: District,
    made: Proposal,
    *,
    author: str = "organizer",
    now: dt.datetime | None = None,
) -> Proposal:
    by = viewer(district, author).actor(Purpose.WRITE, made.item.organization.path)
    return proposing.propose(made, seen=fresh(made).case.round, now=now or clock.now(), by=by)


def carried(
    district: District, proposal: Proposal, role: str = "", *, now: dt.datetime | None = None
) -> Proposal:
    """Whoever's turn it is takes it: the review, the approval, or putting it into effect."""
    here = Stage(Proposal.objects.get(pk=proposal.pk).state)
    elsewhere = here == Stage.APPROVED and not _of_the_street(district, proposal)
    who = viewer(district, role or ("office" if elsewhere else HANDS[here]))
    sight = proposal_for(who, proposal.pk, TODAY)
    assert sight.todo is not None and sight.todo.for_organization is not None
    act = disclosing.implement if here == Stage.APPROVED else disclosing.sign
    place = sight.todo.for_organization
    return act(
        sight.proposal,
        office=place,
        seen=sight.proposal.case.round,
        now=now or clock.now(),
        by=who.actor(TURN_RIGHT[here], place.path),
    )


def fresh(proposal: Proposal) -> Proposal:
    """As it is stored now, with its case."""
    return Proposal.objects.select_related("case", "item__organization").get(pk=proposal.pk)


def _of_the_street(district: District, proposal: Proposal) -> bool:
    """Whether the clerk of the street is the one who puts it into effect."""
    return proposal.item.organization.path.startswith(district.street.path)


def through(district: District, proposal: Proposal, *, now: dt.datetime | None = None) -> Proposal:
    """By all four hands until it is in effect."""
    for _ in range(3):
        proposal = carried(district, proposal, now=now)
    return proposal


def disclosed(district: District, *, now: dt.datetime | None = None, **more: Any) -> Item:
    """Before its readers."""
    proposal = through(district, proposed(district, now=now, **more), now=now)
    return Item.objects.select_related("organization", "current").get(pk=proposal.item_id)


def line(**more: Any) -> Line:
    given: dict[str, Any] = {
        "turn": Turn.APPOINTED,
        "name": "沈知渔",
        "post": "区财政局局长",
        "decided_on": dt.date(2026, 11, 20),
        "document": "禾干任〔2026〕12号",
    }
    return Line(**given | more)


def entered(
    district: District, *, at: Organization | None = None, author: str = "organizer", **more: Any
) -> PersonnelEntry:
    place = at or district.street
    by = viewer(district, author).actor(Purpose.WRITE, place.path)
    return listing.enter(place, line(**more), now=clock.now(), by=by)


def let_through(district: District, entry: PersonnelEntry) -> PersonnelEntry:
    who = viewer(district, "security_officer")
    sight = entry_for(who, entry.pk, TODAY)
    assert sight.todo is not None and sight.todo.for_organization is not None
    place = sight.todo.for_organization
    return listing.let_through(
        sight.entry,
        office=place,
        seen=sight.entry.case.round,
        now=clock.now(),
        by=who.actor(Purpose.SECRECY, place.path),
    )


def listed(district: District, **more: Any) -> PersonnelEntry:
    return let_through(district, entered(district, **more))
