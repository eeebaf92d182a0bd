"""What was elected is reported to the superior, and enters the register with its reply."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from dangjian.flow import actions as flow
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.meetings.models import Candidate, Meeting
from dangjian.meetings.queries.offices import keeping_office, superior_office
from dangjian.meetings.queries.results import book_of
from dangjian.meetings.recording import leaf, stored
from dangjian.meetings.rules import ELECTIONS, Who
from dangjian.meetings.rules.electing import DIRECT, TITLES, check_committee
from dangjian.registry.actions import posts
from dangjian.registry.models import CommitteeTerm, Organization, PostTitle


@evidence.action
def report(
    meeting: Meeting,
    *,
    titles: Mapping[int, str],
    plenary_on: dt.date,
    now: dt.datetime,
    by: Actor,
    seen: int | None = None,
) -> Meeting:
    """Report to the superior who was elected to what.

    titles: candidate id of everybody elected -> the post he takes. Whoever was elected to a post
    takes that one; the members of a committee divide the others at its first plenary, plenary_on.

    Refused with the clause: a branch of seven full members or more without a committee, a smaller
    one with; nobody or several as secretary; nobody elected; a day before the meeting. Seats may
    stay open: that is the meeting's to decide.
    """
    found = stored(meeting, "report", seen)
    elected = list(
        Candidate.objects.filter(item__meeting=found, elected=True).select_related("item", "person")
    )
    if not elected:
        raise Refused("这次会议没有选出人来，不用上报。请写明原因，另行选举。")
    committee = any(one.item.post == PostTitle.MEMBER for one in elected)
    form, book = found.organization.form, book_of(found)
    check_committee(form, found.full or 0, book, elects_one=committee)
    if not found.held_on <= plenary_on <= now.date():
        raise Refused("第一次全体会议应在选举当天或以后、今天或以前。", field="plenary_on")
    for one in elected:
        one.title = _title_of(one, titles.get(one.pk, ""))
        one.save(update_fields=["title"])
    secretaries = [one for one in elected if one.title == PostTitle.SECRETARY]
    if len(secretaries) != 1:
        raise Refused(f"书记应当是一位，现在填了{len(secretaries)}位。", field="titles")
    if len({one.person_id for one in elected}) < len(elected):
        raise Refused("同一位同志选了两次，请核对。", field="titles")
    found.plenary_on = plenary_on
    found.save(update_fields=["plenary_on"])
    office = superior_office(found.organization, now.date())
    flow.advance(
        found,
        ELECTIONS,
        "report",
        part=Who.KEEPER,
        to=[office],
        now=now,
        by=by,
        seen=seen,
        note=found.organization.short_name,
    )
    leaf(by, "report", found, elected=len(elected))
    return found


@evidence.action
def approve(
    meeting: Meeting,
    *,
    document: str,
    office: Organization | None = None,
    now: dt.datetime,
    by: Actor,
    seen: int | None = None,
) -> CommitteeTerm:
    """Enter the superior's reply: term and posts stand in the register from the election day.

    Refused: no document; what the register refuses (somebody left the Party meanwhile, an election
    was recorded later, one's own post), and then nothing at all is entered.
    """
    found = stored(meeting, "approve", seen)
    if not document.strip():
        raise Refused("请填写批复的文件名称和文号。", field="document")
    elected = Candidate.objects.filter(item__meeting=found, elected=True).exclude(title="")
    holders = [(one.person, one.title) for one in elected.select_related("person").order_by("pk")]
    found.document = document.strip()
    found.save(update_fields=["document"])
    flow.advance(
        found,
        ELECTIONS,
        "approve",
        part=Who.SUPERIOR,
        now=now,
        by=by,
        office=office,
        seen=seen,
    )
    term = posts.record_election(
        found.organization,
        elected_on=found.held_on,
        holders=holders,
        today=now.date(),
        by=by,
        document=found.document,
    )
    leaf(by, "approve", found, term=term.pk)
    return term


@evidence.action
def hand_back(
    meeting: Meeting,
    *,
    words: str,
    office: Organization | None = None,
    now: dt.datetime,
    by: Actor,
    seen: int | None = None,
) -> Meeting:
    """The superior does not reply to the report as it is, and says why."""
    found = stored(meeting, "hand_back", seen)
    flow.advance(
        found,
        ELECTIONS,
        "hand_back",
        part=Who.SUPERIOR,
        to=[keeping_office(found.organization, now.date())],
        now=now,
        by=by,
        words=words,
        office=office,
        seen=seen,
        note=found.organization.short_name,
    )
    leaf(by, "hand_back", found)
    return found


@evidence.action
def set_aside(
    meeting: Meeting, *, words: str, now: dt.datetime, by: Actor, seen: int | None = None
) -> Meeting:
    """Nobody was elected, or another election is wanted: this one ends, with the reason."""
    found = stored(meeting, "set_aside", seen)
    flow.advance(
        found, ELECTIONS, "set_aside", part=Who.KEEPER, now=now, by=by, words=words, seen=seen
    )
    leaf(by, "set_aside", found)
    return found


def _title_of(one: Candidate, chosen: str) -> str:
    """The post somebody elected takes."""
    if one.item.post in DIRECT:
        return one.item.post
    if chosen not in TITLES:
        raise Refused(f"请给{one.person.name}选一个职务；没有别的分工的选“委员”。", field="titles")
    return chosen
