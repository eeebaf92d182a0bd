"""Decided appointments and removals: entered by one, let through by another; corrected in sight."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dangjian.flow import actions as flow
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.proofs import statements
from dangjian.kernel.refusal import Refused, Stale
from dangjian.openness.models import Kind, Listing, Notice, PersonnelEntry, Result, State, Turn
from dangjian.openness.queries.offices import office_for
from dangjian.openness.recording import ENTRY, declare, next_serial, subjects_of
from dangjian.openness.rules import PERSONNEL, Hand, disclosure_texts
from dangjian.openness.rules.persons import check_public
from dangjian.portal.recording import person_of
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Organization


@dataclass(frozen=True)
class Line:
    """What a line says. notice: the closed publicity notice that went before; document: the number
    of the decision on paper. One of both there must be."""

    turn: Turn
    name: str
    post: str
    decided_on: dt.date
    document: str = ""
    notice: Notice | None = None


@evidence.action
def enter(place: Organization, line: Line, *, now: dt.datetime, by: Actor) -> PersonnelEntry:
    """Enter what was decided; it waits for the secrecy review by somebody else.

    Refused: a day to come; neither notice nor number; a notice that does not lead there.
    """
    return _enter(place, line, None, "", now, by)


@evidence.action
def correct(
    entry: PersonnelEntry, line: Line | None, *, reason: str, now: dt.datetime, by: Actor
) -> PersonnelEntry:
    """Enter a line in place of a listed one; None: it is void. Both will stand in the list.

    Refused: no reason. Stale: it is not listed, or was corrected before.
    """
    stored = (
        PersonnelEntry.objects.select_for_update(of=("self",))
        .select_related("organization")
        .get(pk=entry.pk)
    )
    if stored.state != Listing.LISTED or stored.turn == Turn.VOID:
        raise Stale("这一条没有登出，不能更正。")
    if stored.corrections.exclude(state=Listing.REFUSED).exists():
        raise Stale("这一条已经更正过，请更正后来的那一条。")
    if len(reason.strip()) < 4:
        raise Refused("请写明为什么更正，群众看得到。", field="reason")
    said = line or Line(Turn.VOID, "", "", stored.decided_on)
    return _enter(stored.organization, said, stored, reason, now, by)


@evidence.action
def let_through(
    entry: PersonnelEntry, *, office: Organization, seen: int, now: dt.datetime, by: Actor
) -> PersonnelEntry:
    """Pass the secrecy review: the line is in the list from now on.

    Refused (403): by whoever entered it, and by whom it names. Stale: somebody was quicker.
    """
    stored = _entered(entry)
    reviewer = person_of(by)
    if reviewer.pk == stored.author_id:
        raise Refused("这一条是您录入的，要由另一位同志审查。", status=403)
    if reviewer.name == stored.name:
        raise Refused("这一条写的是您本人，请由另一位同志审查。", status=403)
    stored.reviewed_by, stored.listed_at = reviewer, now
    stored.year, stored.serial = now.year, next_serial(PersonnelEntry, now.year)
    stored.save()
    flow.advance(
        stored,
        PERSONNEL,
        "let_through",
        part=Hand.REVIEWER,
        now=now,
        by=by,
        office=office,
        seen=seen,
    )
    text = disclosure_texts.line(stored)
    declare(ENTRY, stored, statements.State.SHOWN, text, now=now, by=by)
    if stored.corrects is not None:
        text = disclosure_texts.line(stored.corrects, stored)
        result = disclosure_texts.replaced(stored)
        changed = statements.State.CHANGED
        declare(ENTRY, stored.corrects, changed, text, now=now, by=by, result=result)
    _leaf(by, "let_through", stored)
    return stored


@evidence.action
def turn_down(
    entry: PersonnelEntry,
    *,
    words: str,
    office: Organization,
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> PersonnelEntry:
    """Not to be listed, with the reason for whoever entered it; he enters it anew."""
    stored = _entered(entry)
    check_public([("原因", words)], family=False)
    flow.advance(
        stored,
        PERSONNEL,
        "turn_down",
        part=Hand.REVIEWER,
        now=now,
        by=by,
        words=words,
        office=office,
        seen=seen,
    )
    _leaf(by, "turn_down", stored)
    return stored


def _enter(
    place: Organization,
    line: Line,
    corrects: PersonnelEntry | None,
    reason: str,
    now: dt.datetime,
    by: Actor,
) -> PersonnelEntry:
    _check(place, line, now.date())
    check_public([("原因", reason)])
    author = person_of(by)
    entry = PersonnelEntry(
        organization=place,
        issuer=place.name,
        turn=line.turn,
        name=line.name.strip(),
        post=line.post.strip(),
        decided_on=line.decided_on,
        document=line.document.strip(),
        notice=line.notice,
        corrects=corrects,
        reason=reason.strip(),
        author=author,
    )
    flow.open_case(
        entry,
        PERSONNEL,
        at=place,
        part=Hand.PROPOSER,
        to=[office_for(place, Purpose.SECRECY, {author.pk}, now.date())],
        now=now,
        by=by,
        note=place.short_name,
    )
    _leaf(by, "correct" if corrects else "enter", entry)
    return entry


def _check(place: Organization, line: Line, today: dt.date) -> None:
    """Refused for what a line may not say."""
    if line.decided_on > today:
        raise Refused("决定日期还没有到。还没有决定的任免不能登。", field="decided_on")
    if line.turn == Turn.VOID:
        return
    for label, words, field in (("姓名", line.name, "name"), ("职务", line.post, "post")):
        if not words.strip():
            raise Refused(f"{label}还是空的。", field=field)
    check_public([("姓名", line.name), ("职务", line.post), ("文号", line.document)])
    if line.notice is None and not line.document.strip():
        raise Refused("请写任免文件的文号，或者选任前公示。", field="document")
    if line.notice is not None:
        _check_notice(place, line, line.notice)
    twice = PersonnelEntry.objects.filter(
        organization=place,
        turn=line.turn,
        name=line.name.strip(),
        post=line.post.strip(),
        decided_on=line.decided_on,
    )
    if twice.exclude(state=Listing.REFUSED).exists():
        raise Refused("这一条已经录入过了，请核对。", field="name")


def _check_notice(place: Organization, line: Line, notice: Notice) -> None:
    if notice.organization_id != place.pk or notice.kind != Kind.APPOINTMENT:
        raise Refused("请选本单位的任前公示。", field="notice")
    if notice.state != State.CLOSED:
        raise Refused("这份公示还没有结束，结束了才能登任免。", field="notice")
    if notice.result == Result.STOPPED:
        raise Refused("这份公示的结果是不再按公示的办理，不能据此登任免。", field="notice")
    # The names stay sealed: what was entered is held against them, nobody reads them again.
    if line.name.strip() not in {one.name for one in subjects_of(notice)}:
        raise Refused("这份公示里没有这个姓名，请对着任免文件核对。", field="name")


def _entered(entry: PersonnelEntry) -> PersonnelEntry:
    stored = (
        PersonnelEntry.objects.select_for_update(of=("self",))
        .select_related("organization", "case", "notice", "corrects__organization")
        .select_related("corrects__notice", "corrects__corrects")
        .get(pk=entry.pk)
    )
    if stored.state != Listing.ENTERED:
        raise Stale("这一条已经审查过了。")
    return stored


def _leaf(by: Actor, verb: str, entry: PersonnelEntry) -> None:
    evidence.record(by, f"entry.{verb}", ENTRY, entry.uid, entry.organization.path)
