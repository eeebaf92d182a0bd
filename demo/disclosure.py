"""The demo's open Party affairs: a catalogue, decided appointments, applications for disclosure."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from dangjian.flow.rules import may_do
from dangjian.openness.actions import applying, disclosing, listing, proposing, replying
from dangjian.openness.actions.applying import Wish
from dangjian.openness.actions.listing import Line
from dangjian.openness.models import (
    Application,
    Circle,
    Duration,
    Matter,
    Outcome,
    PersonnelEntry,
    Proposal,
    Stage,
    Turn,
)
from dangjian.openness.models import Ground as Reason
from dangjian.openness.recording import VISITOR
from dangjian.openness.rules.applications import Answer
from dangjian.openness.rules.catalogue import Content
from dangjian.openness.rules.disclosure_tables import TURN_RIGHT
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Organization
from demo.ground import Ground
from demo.publicity import signers, writer

_FILE = Path(__file__).with_name("disclosure.toml")
_PLAIN = ("title", "unit", "form", "document", "effective_on", "expires_on")


def disclosed(ground: Ground, now: dt.datetime) -> None:
    """Items in effect, one that waits for its review; lines of the list, one of them corrected."""
    told = tomllib.loads(_FILE.read_text())
    places = {one.short_name: one for one in ground.organizations.values()}
    hands = signers(ground)
    for row in told["item"]:
        at = now - dt.timedelta(days=row["days"])
        _through(_proposed(ground, places[row["place"]], _content(row, now), at), hands, at)
    first = told["item"][0]
    waiting = replace(_content(first, now), title="区委组织部办事窗口和时间", matter=Matter.DUTIES)
    _proposed(ground, places[first["place"]], waiting, now - dt.timedelta(days=1))
    for row in told["entry"]:
        _listed(ground, places[row["place"]], row, hands, now - dt.timedelta(days=row["days"]))
    for row in told["application"]:
        _applied(places[row["place"]], row, hands, now - dt.timedelta(days=row["days"]))


def _content(row: dict[str, Any], now: dt.datetime) -> Content:
    until = now.date() + dt.timedelta(days=row["until_in"]) if "until_in" in row else None
    return Content(
        matter=Matter(row["matter"]),
        circle=Circle(row["circle"]),
        duration=Duration(row["duration"]),
        text=row["text"].strip(),
        until_on=until,
        **{name: row[name] for name in _PLAIN if name in row},
    )


def _proposed(ground: Ground, place: Organization, content: Content, at: dt.datetime) -> Proposal:
    by = writer(ground).actor(Purpose.WRITE, place.path)
    made = proposing.add(place, content, now=at, by=by)
    return proposing.propose(made, seen=made.case.round, now=at, by=by)


def _through(made: Proposal, hands: list[Viewer], at: dt.datetime) -> None:
    """Everybody whose turn it is takes it, until it is in effect."""
    while made.state in TURN_RIGHT:
        here = Stage(made.state)
        made = Proposal.objects.select_related("case", "item__organization").get(pk=made.pk)
        todo = made.case.todos.select_related("for_organization").get(closed_at__isnull=True)
        had = {made.author_id, made.reviewed_by_id, made.approved_by_id}
        who = next(o for o in hands if may_do(o, todo, at.date()) and o.person_id not in had)
        place = todo.for_organization
        act = disclosing.implement if here == Stage.APPROVED else disclosing.sign
        by = who.actor(TURN_RIGHT[here], place.path)
        made = act(made, office=place, seen=made.case.round, now=at, by=by)


def _listed(
    ground: Ground, place: Organization, row: dict[str, Any], hands: list[Viewer], at: dt.datetime
) -> None:
    by = writer(ground).actor(Purpose.WRITE, place.path)
    day = at.date() - dt.timedelta(days=1)
    line = Line(Turn(row["turn"]), row["name"], row["post"], day, row["document"])
    entry = _let_through(listing.enter(place, line, now=at, by=by), hands, at)
    if "right_post" in row:
        later = at + dt.timedelta(days=3)
        right = replace(line, post=row["right_post"])
        made = listing.correct(entry, right, reason=row["reason"], now=later, by=by)
        _let_through(made, hands, later)


def _let_through(entry: PersonnelEntry, hands: list[Viewer], at: dt.datetime) -> PersonnelEntry:
    todo = entry.case.todos.select_related("for_organization").get(closed_at__isnull=True)
    place = todo.for_organization
    who = next(one for one in hands if may_do(one, todo, at.date()))
    by = who.actor(Purpose.SECRECY, place.path)
    return listing.let_through(entry, office=place, seen=entry.case.round, now=at, by=by)


def _applied(
    place: Organization, row: dict[str, Any], hands: list[Viewer], at: dt.datetime
) -> None:
    """One application; answered and published where the answer is told."""
    made, _ = applying.apply(place, Wish(row["text"]), account=None, now=at, by=VISITOR)
    if "outcome" not in row:
        return
    answer = Answer(
        Outcome(row["outcome"]),
        row["answer"].strip(),
        Reason(row["ground"]),
        row["question"],
        row["reply"],
    )
    later = at + dt.timedelta(days=1)
    replying.draft(made, answer, **_turn(made, hands, Purpose.LETTERS, later))
    replying.give(made, **_turn(made, hands, Purpose.SECRECY, later))


def _turn(
    made: Application, hands: list[Viewer], right: Purpose, at: dt.datetime
) -> dict[str, Any]:
    """What whoever has the turn calls his step with."""
    case = Application.objects.select_related("case").get(pk=made.pk).case
    todo = case.todos.select_related("for_organization").get(closed_at__isnull=True)
    who = next(one for one in hands if may_do(one, todo, at.date()))
    place = todo.for_organization
    return {
        "office": place,
        "seen": case.round,
        "now": at,
        "by": who.actor(right, place.path if place else ""),
    }
