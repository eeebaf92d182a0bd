"""A meeting is called, gets its items, its exemptions and its roll."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence

from django.db.models import Max

from dangjian.flow import actions as flow
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.meetings.models import (
    DELEGATE,
    ELECTS,
    WITHOUT_VOTE,
    Candidate,
    Count,
    Exemption,
    Ground,
    Item,
    Kind,
    Meeting,
    Presence,
    State,
    Voter,
)
from dangjian.meetings.queries import electorate
from dangjian.meetings.queries.results import book_of
from dangjian.meetings.recording import leaf, stored
from dangjian.meetings.rules import Who, electing, table_of
from dangjian.meetings.rules.roll import check_exemption
from dangjian.meetings.rules.votes import KEYS
from dangjian.registry.models import IN_THE_PARTY, Organization, Person, PostTitle, Standing
from dangjian.registry.models import StandingKind as Kinds


@evidence.action
def call(
    organization: Organization,
    *,
    kind: Kind,
    held_on: dt.date,
    now: dt.datetime,
    by: Actor,
    place: str = "",
) -> Meeting:
    """Call a meeting of an organization's members for a day, or enter one that was held.

    Refused: a form whose members do not vote on that; a day on which the organization was not
    there; a day more than a year ahead.
    """
    kind = Kind(kind)
    if wrong := electing.misfit(organization.form, kind):
        raise wrong
    if held_on < organization.opened_on or organization.closed_on is not None:
        raise Refused(
            f"{organization.short_name}在这一天还没有成立，或者已经撤销。", field="held_on"
        )
    if held_on > now.date() + dt.timedelta(days=366):
        raise Refused("开会日期离今天太远，请核对。", field="held_on")
    meeting = Meeting(organization=organization, kind=kind, held_on=held_on, place=place.strip())
    book_of(meeting).value(KEYS[kind].quorum)  # no rule in force on that day: refused here
    flow.open_case(meeting, table_of(kind), at=organization, part=Who.KEEPER, to=[], now=now, by=by)
    leaf(by, "call", meeting, kind=str(kind), held_on=held_on.isoformat())
    return meeting


@evidence.action
def put(
    meeting: Meeting,
    *,
    now: dt.datetime,
    by: Actor,
    person: Person | None = None,
    subject: uuid.UUID | None = None,
    label: str = "",
    question: str = "",
    post: str = "",
    seats: int = 1,
    candidates: Sequence[Person] = (),
    follows: Item | None = None,
    seen: int | None = None,
) -> Item:
    """Put a question before the meeting.

    An admission is about an applicant (subject: the uid his room keeps for him, label: his name,
    kept sealed) or a person; a conversion or disposal about a person; an election names a post (of
    a committee: `member`; of delegates `DELEGATE`, and in the question to which congress), seats
    and candidates; anything else only asks its question. follows: the
    item of this meeting whose ballot was void, or that left seats: it is voted on once more.

    Refused with the clause: what does not fit the kind of meeting; somebody who is not what he must
    be on the day of the meeting; too few candidates; a committee where the branch is too small.
    Stale: the roll is fixed (but for an item that follows another).
    """
    found = stored(meeting, "put", seen)
    if found.state == State.FIXED and follows is None:
        raise Stale("已经签到，不能再增加表决事项。确有需要的，另开一次会。")
    item = Item(meeting=found, follows=follows, position=_next(found), question=question.strip())
    if follows is not None:
        _check_follows(found, follows)
    kind = Kind(found.kind)
    if kind in ELECTS:
        _fill_election(item, found, post, seats, candidates)
    else:
        _fill_question(item, found, kind, person, subject, label.strip())
    item.save()
    Candidate.objects.bulk_create(Candidate(item=item, person=one) for one in candidates)
    _step(found, "put", now, by, seen)
    leaf(by, "put", found, item=str(item.uid), seats=item.seats, candidates=len(candidates))
    return item


@evidence.action
def take_off(
    item: Item, *, words: str, now: dt.datetime, by: Actor, seen: int | None = None
) -> Item:
    """An item is not voted on after all. Stale once the roll is fixed."""
    found = stored(item.meeting, "take_off", seen)
    again = Item.objects.get(pk=item.pk)
    if again.taken_off_at is not None:
        raise Stale("这一项已经撤下了。")
    again.taken_off_at = now
    again.save(update_fields=["taken_off_at"])
    _step(found, "take_off", now, by, seen, words)
    leaf(by, "take_off", found, item=str(again.uid))
    return again


@evidence.action
def exempt(
    meeting: Meeting,
    person: Person,
    *,
    ground: Ground,
    reason: str,
    now: dt.datetime,
    by: Actor,
    document: str = "",
    since_on: dt.date | None = None,
    seen: int | None = None,
) -> Exemption:
    """Leave somebody out of those due. Refused: no full member there on the day; no agreement of
    the superior where one is due; a length that is not reached; a candidate who loses his right."""
    found = stored(meeting, "exempt", seen)
    ground = Ground(ground)
    due = {one.pk for one in electorate.full_members(found.organization, found.held_on)}
    if person.pk not in due:
        raise Refused(f"{person.name}在开会那天不是这里的正式党员，不用登记。", field="person")
    if person.pk in electorate.watched(found):
        raise Refused(f"{person.name}在留党察看期内，已经自动不计入，不用再登记。", field="person")
    if person.pk in electorate.left_out(found):
        raise Refused(f"{person.name}已经登记过，请先撤回。", field="person")
    check_exemption(ground, since_on, document, reason, found.held_on, book_of(found))
    stands = Candidate.objects.filter(item__meeting=found, item__taken_off_at__isnull=True)
    if ground in WITHOUT_VOTE and stands.filter(person=person).exists():
        raise Refused(f"{person.name}是候选人，这种情形没有被选举权，请先撤下那一项。")
    row = Exemption(
        meeting=found,
        person=person,
        ground=ground,
        since_on=since_on,
        document=document.strip(),
        entered_by=Person.objects.get(uid=by.person_uid) if by.person_uid else None,
    )
    row.seal("reason", reason.strip())
    row.save()
    _step(found, "exempt", now, by, seen)
    leaf(by, "exempt", found, exemption=str(row.uid))
    return row


@evidence.action
def count_in(
    exemption: Exemption, *, now: dt.datetime, by: Actor, seen: int | None = None
) -> Exemption:
    """An exemption does not count after all. Stale once the roll is fixed, or taken back before."""
    found = stored(exemption.meeting, "count_in", seen)
    row = Exemption.objects.get(pk=exemption.pk)
    if row.taken_back_at is not None:
        raise Stale("这一条已经撤回了。")
    row.taken_back_at = now
    row.save(update_fields=["taken_back_at"])
    _step(found, "count_in", now, by, seen)
    leaf(by, "count_in", found, exemption=str(row.uid))
    return row


@evidence.action
def fix_roll(
    meeting: Meeting,
    *,
    present: Collection[int],
    now: dt.datetime,
    by: Actor,
    excused: Collection[int] = (),
    written: Collection[int] = (),
    chair: Person | None = None,
    place: str = "",
    seen: int | None = None,
) -> Meeting:
    """Write down who came: ids of those present and of those excused; everybody else was absent.
    written: those among the absent who gave their opinion in writing before the meeting.

    The roll itself is computed from the register, as it stands now for the day of the meeting. It
    may be corrected until a count is entered. Refused: before that day; nothing to vote on;
    somebody who is not due; a roll without anybody.
    """
    called = Meeting.objects.filter(pk=meeting.pk, state=State.CALLED).exists()
    move = "fix_roll" if called else "correct_roll"
    found = stored(meeting, move, seen)
    if found.held_on > now.date():
        raise Refused("还没到开会那天，到时候再签到。")
    if not found.items.filter(taken_off_at__isnull=True).exists():
        raise Refused("还没有要表决的事项，请先增加一项。")
    if Count.objects.filter(item__meeting=found).exists():
        raise Stale("已经登记计票，不能再改签到。签到确实错了的，写明原因作废，重新登记。")
    people = electorate.full_members(found.organization, found.held_on)
    exempted = electorate.left_out(found)
    due = {one.pk for one in people} - set(exempted)
    came = set(present)
    if not due or not came:
        raise Refused("一个到会的人也没有，请勾选到会的同志。", field="present")
    wrote = set(written) - came
    if wrote and not KEYS[Kind(found.kind)].written:
        raise Refused("书面意见只在讨论接收、转正的会议上统计，请改选请假。", field="present")
    if strangers := (came | set(excused) | wrote) - due:
        raise Refused(
            f"有{len(strangers)}位不在应到会的名单上，请刷新页面再勾选。", field="present"
        )
    _write_roll(found, people, exempted, came, set(excused) - came, wrote)
    found.full, found.due, found.present = len(people), len(due), len(came)
    found.written = len(wrote)
    found.chair = chair or found.chair
    found.place = place.strip() or found.place
    found.save(update_fields=["full", "due", "present", "written", "chair", "place"])
    _step(found, move, now, by, seen)
    numbers = {"full": found.full, "due": found.due, "present": found.present}
    leaf(by, move, found, **numbers, written=found.written)
    return found


@evidence.action
def write(
    meeting: Meeting,
    *,
    notes: str,
    now: dt.datetime,
    by: Actor,
    chair: Person | None = None,
    place: str = "",
    seen: int | None = None,
) -> Meeting:
    """Write down what was said, who presided, where. Stale once the count was handed over."""
    found = stored(meeting, "write", seen)
    found.seal("notes", notes.strip())
    found.chair = chair or found.chair
    found.place = place.strip() or found.place
    found.save(update_fields=["notes", "chair", "place"])
    _step(found, "write", now, by, seen)
    leaf(by, "write", found)
    return found


# --- what an item may be --------------------------------------------------------------------------

_MUST_BE: Mapping[Kind, tuple[tuple[str, ...], str]] = {
    Kind.CONVERSION: ((Kinds.PROBATIONARY,), "预备党员"),
    Kind.DISPOSAL: (IN_THE_PARTY, "党员"),
}


def _fill_question(
    item: Item,
    meeting: Meeting,
    kind: Kind,
    person: Person | None,
    subject: uuid.UUID | None,
    label: str,
) -> None:
    if kind == Kind.ADMISSION:
        _fill_applicant(item, meeting, person, subject, label)
        return
    if kind in _MUST_BE:
        if person is None:
            raise Refused("请选择讨论的是哪位同志。", field="person")
        wanted, said = _MUST_BE[kind]
        here = person.memberships.on(meeting.held_on).filter(organization=meeting.organization)
        was = Standing.objects.on(meeting.held_on).filter(person=person, kind__in=wanted)
        if not (here.exists() and was.exists()):
            raise Refused(f"{person.name}在开会那天不是本支部的{said}，请核对。", field="person")
        item.person = person
    elif person is not None or subject is not None:
        raise Refused("讨论其他事项的会议不表决某一位同志，请开相应的会。", field="person")
    if kind != Kind.CONVERSION and len(item.question) < 4:
        raise Refused("请写明表决什么。", field="question")


def _fill_applicant(
    item: Item, meeting: Meeting, person: Person | None, subject: uuid.UUID | None, label: str
) -> None:
    if (person is None) == (subject is None):
        raise Refused("请选择讨论的是哪位申请人。", field="person")
    if person is not None:
        standing = Standing.objects.on(meeting.held_on).filter(person=person, kind__in=IN_THE_PARTY)
        if standing.exists():
            raise Refused(f"{person.name}在开会那天已经是党员，请核对。", field="person")
        item.person = person
        return
    if not label:
        raise Refused("请填写申请人的姓名。", field="label")
    item.subject = subject
    item.seal("label", label)


def _fill_election(
    item: Item, meeting: Meeting, post: str, seats: int, candidates: Sequence[Person]
) -> None:
    delegates = meeting.kind == Kind.DELEGATES
    if post not in ((DELEGATE,) if delegates else (PostTitle.MEMBER, *electing.DIRECT)):
        raise Refused("请选择选举什么。", field="post")
    if delegates and len(item.question) < 4:
        raise Refused("请写明选出的代表出席什么会议。", field="question")
    if seats < 1 or (post in electing.DIRECT and seats != 1):
        raise Refused("请填写应选名额；书记、副书记各选一名。", field="seats")
    if len({one.pk for one in candidates}) != len(candidates):
        raise Refused("同一位候选人填了两次，请核对。", field="candidates")
    place, book = meeting.organization, book_of(meeting)
    people = electorate.full_members(place, meeting.held_on)
    if post == PostTitle.MEMBER:
        electing.check_committee(place.form, len(people), book, elects_one=True)
    may_stand = {one.pk for one in people} - electorate.without_vote(meeting)
    for one in candidates:
        if one.pk not in may_stand:
            raise Refused(
                f"{one.name}在开会那天不是这里有被选举权的正式党员。",
                clause="《中国共产党基层组织选举工作条例》第五条",
                field="candidates",
            )
    if item.follows_id is None:
        electing.check_seats(place.form, post, seats, len(candidates), book)
    elif len(candidates) < seats:
        raise Refused(f"应选{seats}名，候选人只有{len(candidates)}名。", field="candidates")
    item.post, item.seats = post, seats


def _check_follows(meeting: Meeting, follows: Item) -> None:
    if follows.meeting_id != meeting.pk or not Count.objects.filter(item=follows).exists():
        raise Refused("只有本次会议上已经计过票的事项，才能再投一次票。")
    if Item.objects.filter(follows=follows, taken_off_at__isnull=True).exists():
        raise Stale("这一项已经定了再投一次票。")


# --- what is written ------------------------------------------------------------------------------


def _write_roll(
    meeting: Meeting,
    people: Sequence[Person],
    exempted: Mapping[int, str],
    came: set[int],
    excused: set[int],
    wrote: set[int],
) -> None:
    """The whole roll, over the one that was there; whoever is on it no more is struck, not gone."""

    def presence(pk: int) -> Presence:
        if pk in exempted:
            return Presence.EXEMPT
        if pk in came:
            return Presence.PRESENT
        if pk in wrote:
            return Presence.WRITTEN
        return Presence.EXCUSED if pk in excused else Presence.ABSENT

    Voter.objects.filter(meeting=meeting).update(presence=Presence.STRUCK)
    Voter.objects.bulk_create(
        (Voter(meeting=meeting, person=one, presence=presence(one.pk)) for one in people),
        update_conflicts=True,
        unique_fields=["meeting", "person"],
        update_fields=["presence"],
    )


def _step(
    meeting: Meeting, move: str, now: dt.datetime, by: Actor, seen: int | None, words: str = ""
) -> None:
    flow.advance(
        meeting,
        table_of(meeting.kind),
        move,
        part=Who.KEEPER,
        now=now,
        by=by,
        words=words,
        seen=seen,
    )


def _next(meeting: Meeting) -> int:
    return int(meeting.items.aggregate(last=Max("position"))["last"] or 0) + 1
