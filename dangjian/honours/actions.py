"""Announce an award, nominate, look through, put on notice, grant; enter and revoke an honour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from dangjian.flow import actions as flow
from dangjian.flow.rules import Office
from dangjian.honours.models import Drive, Honour, Nomination, Of, State
from dangjian.honours.queries import NOMINATES, RUNS
from dangjian.honours.recording import drive_leaf, leaf, stored
from dangjian.honours.rules import NOMINATIONS, Who, check_deeds, check_notice
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.openness.actions import drafting
from dangjian.openness.actions.drafting import Draft
from dangjian.openness.models import Kind, Notice
from dangjian.openness.models import State as NoticeState
from dangjian.openness.rules.persons import Subject, check_public
from dangjian.portal.recording import person_of
from dangjian.registry.models import Organization, Person

__all__ = [
    "NOMINATES",
    "RUNS",
    "Announcement",
    "Where",
    "announce",
    "enter",
    "grant",
    "move",
    "nominate",
    "put_back",
    "put_on_notice",
    "revoke",
    "send_again",
]

_TWICE = "这位（个）已经在这次评选里推荐过了。"


@dataclass(frozen=True)
class Announcement:
    """What an award says. places: at most so many, None where the paper says nothing of it."""

    of: Of
    award: str
    document: str
    criteria: str
    closes_on: dt.date
    places: int | None = None


@dataclass(frozen=True)
class Where:
    """Who takes in what people say about those on the notice, and for how many working days."""

    office: str
    phone: str
    address: str
    days: int
    document: str = ""


@evidence.action
def announce(
    office: Organization, what: Announcement, *, today: dt.date, now: dt.datetime, by: Actor
) -> Drive:
    """Announce an award to everybody below an office. Refused: no basis, nothing to go by, a last
    day that is over."""
    for words, sentence, field in (
        (what.award, "请写荣誉称号。", "award"),
        (what.document, "请写依据的文件。", "document"),
        (what.criteria, "请写评选的条件。", "criteria"),
    ):
        if not words.strip():
            raise Refused(sentence, field=field)
    if what.closes_on < today:
        raise Refused("推荐的截止日期已经过了。", field="closes_on")
    check_public([("条件", what.criteria), ("荣誉称号", what.award)], family=False)
    drive = Drive.objects.create(
        office=office,
        of=what.of,
        award=what.award.strip(),
        document=what.document.strip(),
        criteria=what.criteria.strip(),
        places=what.places,
        opened_on=today,
        closes_on=what.closes_on,
        opened_by=person_of(by),
    )
    drive_leaf(by, "announce_award", drive, of=str(what.of), closes=str(what.closes_on))
    return drive


@evidence.action
def nominate(
    drive: Drive,
    place: Organization,
    subject: Person | Organization,
    deeds: str,
    *,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Nomination:
    """Put a member, or an organization, forward.

    Refused: too late; not of this branch; oneself; deeds that say too little or too much; nominated
    already.
    """
    drive = Drive.objects.select_related("office").get(pk=drive.pk)
    if today > drive.closes_on:
        raise Refused(f"推荐到{drive.closes_on.month}月{drive.closes_on.day}日为止，已经截止。")
    if not place.path.startswith(drive.office.path):
        raise Refused("这次评选不面向您的党组织。")
    _check_subject(drive, place, subject, by)
    person = subject if isinstance(subject, Person) else None
    unit = subject if isinstance(subject, Organization) else None
    nomination = Nomination(
        drive=drive,
        organization=place,
        person=person,
        unit=unit,
        deeds=check_deeds(deeds),
        author=person_of(by),
    )
    try:
        with transaction.atomic():
            flow.open_case(
                nomination,
                NOMINATIONS,
                at=place,
                part=Who.BRANCH,
                to=[Office(drive.office, RUNS)],
                now=now,
                by=by,
                note=drive.award,
            )
    except IntegrityError as twice:
        raise Refused(_TWICE, field="subject") from twice
    leaf(by, "nominate", nomination, award=str(drive.uid))
    return nomination


def _check_subject(
    drive: Drive, place: Organization, subject: Person | Organization, by: Actor
) -> None:
    if isinstance(subject, Person):
        if drive.of != Of.MEMBER:
            raise Refused("这次评的是党组织，请选一个党组织。", field="subject")
        if subject.organization_id != place.pk:
            raise Refused("只能推荐本支部的党员。", field="subject")
        if subject.uid == by.person_uid:
            raise Refused("不能推荐自己，请由另一位同志推荐。", field="subject")
        return
    if drive.of != Of.ORGANIZATION:
        raise Refused("这次评的是党员，请选一位党员。", field="subject")
    if not subject.path.startswith(place.path):
        raise Refused("只能推荐本组织和下级党组织。", field="subject")


@evidence.action
def send_again(
    nomination: Nomination, deeds: str, *, seen: int, now: dt.datetime, by: Actor
) -> Nomination:
    """What was asked for is added, and it goes to the office again."""
    row = stored(nomination, seen)
    row.deeds, row.author = check_deeds(deeds), person_of(by)
    row.save(update_fields=["deeds", "author"])
    flow.advance(
        row,
        NOMINATIONS,
        "send_again",
        part=Who.BRANCH,
        to=[Office(row.drive.office, RUNS)],
        now=now,
        by=by,
        seen=seen,
        note=row.drive.award,
    )
    leaf(by, "send_again", row)
    return row


@evidence.action
def move(
    nomination: Nomination,
    name: str,
    *,
    part: Who,
    words: str = "",
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> Nomination:
    """Shortlist, send back, refuse or withdraw. Refused: one's own (403); without a word where one
    is due. Stale where it has moved on."""
    row = stored(nomination, seen)
    if row.person is not None and row.person.uid == by.person_uid and part == Who.OFFICE:
        raise Refused("推荐的是您本人，请由另一位同志办。", status=403)
    if part == Who.OFFICE and row.author.uid == by.person_uid:
        raise Refused("推荐是您报的，要由另一位同志复核。", status=403)
    to = [row.author] if name == "send_back" else []
    flow.advance(
        row, NOMINATIONS, name, part=part, to=to, now=now, by=by, words=words, seen=seen,
        note=row.drive.award, office=row.drive.office if part == Who.OFFICE else row.organization,
    )  # fmt: skip
    leaf(by, f"{name}_nomination", row)
    return row


@evidence.action
def put_on_notice(
    drive: Drive,
    chosen: Collection[int],
    where: Where,
    *,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Notice:
    """Draft one publicity notice about those shortlisted; its signers do the rest.

    chosen: their numbers. Refused: nobody; more than there are places; too few days; somebody among
    them who acts. Stale: one of them is not shortlisted any more.
    """
    rows = [stored(one) for one in drive.nominations.filter(pk__in=chosen).order_by("pk")]
    if not rows:
        raise Refused("请选要公示的。", field="chosen")
    if any(row.state != State.SHORTLISTED for row in rows):
        raise Stale("有一份推荐刚刚办了别的，请看一遍再选。")
    if any(row.person is not None and row.person.uid == by.person_uid for row in rows):
        raise Refused("名单里有您本人，请由另一位同志办。", status=403)
    taken = drive.nominations.filter(state__in=(State.NOTICED, State.AWARDED)).count()
    if drive.places is not None and taken + len(rows) > drive.places:
        left = drive.places - taken
        raise Refused(
            f"名额{drive.places}个，已经公示或表彰{taken}个，这次最多再选{left}个。",
            field="chosen",
        )
    notice = drafting.begin(drive.office, Kind.AWARD, _draft(drive, rows, where), now=now, by=by)
    for row in rows:
        row.notice = notice
        row.save(update_fields=["notice"])
        flow.advance(row, NOMINATIONS, "put_on_notice", part=Who.OFFICE, now=now, by=by)
        leaf(by, "put_on_notice", row, notice=str(notice.uid))
    return notice


def _draft(drive: Drive, rows: Sequence[Nomination], where: Where) -> Draft:
    text = f"根据{drive.document}，经推荐和复核，现将拟表彰的{drive.award}公示如下。"
    subjects = [_subject(row, f"拟表彰为{drive.award}") for row in rows]
    return Draft(
        f"拟表彰{drive.award}公示",
        text,
        subjects,
        where.office,
        where.phone,
        where.address,
        where.days,
        where.document,
    )


def _subject(row: Nomination, proposal: str) -> Subject:
    if row.person is None:
        return Subject(row.name, "", "", "", proposal)
    one = row.person
    born = f"{one.born_on.year}年{one.born_on.month}月"
    return Subject(one.name, one.get_sex_display(), born, row.organization.short_name, proposal)


@evidence.action
def grant(
    drive: Drive,
    notice: Notice,
    *,
    document: str,
    granted_on: dt.date,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
) -> list[Honour]:
    """Enter the decision about everybody of one notice; each has the honour from then on.

    Refused: the notice has not ended, or its result stands in the way; no paper; a day before the
    notice was over; oneself among them (403).
    """
    rows = [
        stored(one)
        for one in drive.nominations.filter(notice=notice, state=State.NOTICED).order_by("pk")
    ]
    if not rows:
        raise Stale("这份公示里的都已经办过了。")
    fresh = Notice.objects.get(pk=notice.pk)
    check_notice(fresh)
    if not document.strip():
        raise Refused("请写表彰决定的文件。", field="document")
    if fresh.until_on is None or not fresh.until_on < granted_on <= today:
        raise Refused("表彰日期应在公示期满以后、今天以前。", field="granted_on")
    if any(row.person is not None and row.person.uid == by.person_uid for row in rows):
        raise Refused("名单里有您本人，请由另一位同志办。", status=403)
    honours = []
    for row in rows:
        honours.append(
            _enter(
                row.person,
                row.unit,
                drive.award,
                drive.office.name,
                document,
                granted_on,
                now,
                by,
                row,
            )
        )
        flow.advance(row, NOMINATIONS, "grant", part=Who.OFFICE, now=now, by=by)
        leaf(by, "grant_honour", row, on=str(granted_on))
    return honours


@evidence.action
def put_back(drive: Drive, notice: Notice, *, now: dt.datetime, by: Actor) -> list[Nomination]:
    """A notice that was dropped or withdrawn: those on it may be put on another one. Refused while
    it runs, and where it has a result."""
    if Notice.objects.get(pk=notice.pk).state not in (NoticeState.DROPPED, NoticeState.WITHDRAWN):
        raise Refused("公示还在办，或者已经有了结果。")
    rows = [
        stored(one)
        for one in drive.nominations.filter(notice=notice, state=State.NOTICED).order_by("pk")
    ]
    if not rows:
        raise Stale("这份公示里的都已经办过了。")
    for row in rows:
        flow.advance(row, NOMINATIONS, "take_off", part=Who.OFFICE, now=now, by=by)
        row.notice = None
        row.save(update_fields=["notice"])
        leaf(by, "take_off_notice", row)
    return rows


@evidence.action
def enter(
    holder: Person | Organization,
    *,
    award: str,
    issuer: str,
    document: str,
    granted_on: dt.date,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Honour:
    """Enter an honour of earlier days from its paper. Refused: no paper, a day to come, oneself,
    entered already."""
    for words, sentence, field in (
        (award, "请写荣誉称号。", "award"),
        (issuer, "请写授予单位。", "issuer"),
        (document, "请写表彰决定的文件。", "document"),
    ):
        if not words.strip():
            raise Refused(sentence, field=field)
    if granted_on > today:
        raise Refused("授予日期还没到。", field="granted_on")
    person = holder if isinstance(holder, Person) else None
    unit = holder if isinstance(holder, Organization) else None
    if person is not None and person.uid == by.person_uid:
        raise Refused("自己的荣誉要由另一位同志登记。", status=403)
    honour = _enter(person, unit, award, issuer, document, granted_on, now, by, None)
    evidence.record(by, "enter_honour", "honour", honour.uid, holder.path, on=str(granted_on))
    return honour


@evidence.action
def revoke(
    honour: Honour, *, on: dt.date, document: str, reason: str, today: dt.date, by: Actor
) -> Honour:
    """Take an honour away by a paper; it stays in the record with day and reason. Refused: none of
    them, a day before it was granted. Stale where it was taken away already."""
    row = Honour.objects.select_for_update(of=("self",)).select_related("person", "unit")
    found = row.get(pk=honour.pk)
    if found.revoked_on is not None:
        raise Stale("这项荣誉已经撤销了。")
    if len(reason.strip()) < 4:
        raise Refused("请写明撤销的原因。", field="reason")
    if not document.strip():
        raise Refused("请写撤销的文件。", field="document")
    if not found.granted_on <= on <= today:
        raise Refused("撤销日期应在授予以后、今天以前。", field="on")
    found.revoked_on, found.revoked_document = on, document.strip()
    found.revoked_reason = reason.strip()
    found.save(update_fields=["revoked_on", "revoked_document", "revoked_reason"])
    path = found.person.path if found.person else found.unit.path if found.unit else ""
    evidence.record(by, "revoke_honour", "honour", found.uid, path, on=str(on))
    return found


def _enter(
    person: Person | None,
    unit: Organization | None,
    award: str,
    issuer: str,
    document: str,
    granted_on: dt.date,
    now: dt.datetime,
    by: Actor,
    nomination: Nomination | None,
) -> Honour:
    try:
        with transaction.atomic():
            return Honour.objects.create(
                person=person,
                unit=unit,
                award=award.strip(),
                issuer=issuer.strip(),
                document=document.strip(),
                granted_on=granted_on,
                nomination=nomination,
                entered_at=now,
                entered_by=person_of(by),
            )
    except IntegrityError as twice:
        raise Refused("这项荣誉已经登记过了。", field="award") from twice
