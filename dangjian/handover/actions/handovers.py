"""A handing over from its list to both signatures (C3). The row is locked first, always."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import IntegrityError, transaction

from dangjian.handover.actions.carrying_out import complete
from dangjian.handover.actions.stored import changed, leaf, locked
from dangjian.handover.models import (
    Agreed,
    Handover,
    Kind,
    Line,
    State,
    Verdict,
)
from dangjian.handover.queries.handovers import lines_shown
from dangjian.handover.queries.posts import (
    Holding,
    holding_of,
    holds_elsewhere,
    lines_of,
    superior_for,
)
from dangjian.handover.recording import call
from dangjian.handover.rules import SUGGESTED, Part, Ways, check_successor, needed
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.actions import consents
from dangjian.registry.models import ConsentState, CoolingOff, Person

MOST_LINES = 500


@evidence.action
def begin(
    holding: Holding,
    successor: Person,
    *,
    document: str,
    agreed_on: dt.date,
    ways: Ways,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
    started_by: Person,
    assents: bool = False,
    in_place_of: str = "",
    cooling_off: CoolingOff | None = None,
) -> Handover:
    """Draft the handing over of a whole post, with its list.

    assents: whoever begins it may appoint to the posts, and thereby agrees. in_place_of: why a
    superior fills in and signs where the giver cannot (dead, not to be found). Refused: to oneself;
    a successor without membership or account, or in a cooling-off period; no paper; a day that has
    passed; nothing held; another one under way; nobody above who could agree or grant.
    """
    giver, place = holding.person, holding.organization
    if not holding.posts and not holding.grants:
        raise Refused(f"{giver.name}在{place.short_name}没有职务和角色，没有什么可以移交。")
    if not document.strip():
        raise Refused("请写明依据，例如任职通知的文号、选举的日期。", field="document")
    if agreed_on < today:
        raise Refused("移交的日子已经过了，请写今天或者以后的一天。", field="agreed_on")
    check_successor(giver, successor)
    handover = Handover(
        organization=place,
        giver=giver,
        successor=successor,
        document=document.strip(),
        agreed_on=agreed_on,
        started_by=started_by,
        started_at=now,
        cooling_off=cooling_off,
    )
    handover.seal("in_place_of", in_place_of.strip())
    try:
        with transaction.atomic():
            handover.save()
    except IntegrityError as twice:
        raise Stale(f"{giver.name}在{place.short_name}的岗位正在移交，不用再办一次。") from twice
    everything = cooling_off is not None or not holds_elsewhere(giver, place, today)
    lines = lines_of(holding, successor, ways, today, everything=everything)
    lines += [Line(kind=Kind.OUTSIDE, title=one, by_hand=True) for one in SUGGESTED]
    for line in lines:
        line.handover = handover
        line.save()
    if assents and Agreed.POSTS in needed(lines):
        handover.assented_by, handover.assented_at = started_by, now
        handover.save(update_fields=["assented_by", "assented_at"])
    for what in needed(lines):
        mine = what is Agreed.POSTS and handover.assented_by_id is not None
        if not mine and superior_for(handover, what, today) is None:
            raise Refused(f"上级现在没有人可以办这个{what.label}的移交，没有送出。")
    call(handover, now=now, by=by)
    leaf(by, "begin_handover", handover, in_place=bool(in_place_of.strip()), lines=len(lines))
    return handover


@evidence.action
def add_line(
    handover: Handover, title: str, *, remark: str = "", now: dt.datetime, by: Actor
) -> Line:
    """Add something the platform does not know: a seal, a cabinet, printed papers."""
    stored = locked(handover)
    _not_signed(stored)
    if not title.strip():
        raise Refused("请写明交的是什么。", field="title")
    if stored.lines.count() >= MOST_LINES:
        raise Refused(f"一张清单最多 {MOST_LINES} 项，请把同类的合成一项。", field="title")
    line = Line(handover=stored, kind=Kind.OUTSIDE, title=title.strip(), by_hand=True)
    line.seal("remark", remark.strip())
    line.save()
    changed(stored)
    call(stored, now=now, by=by)
    leaf(by, "add_line", stored)
    return line


@evidence.action
def edit_line(
    line: Line, *, remark: str, answer: str = "", drop: bool = False, now: dt.datetime, by: Actor
) -> Line:
    """The giver's remark, and his word on what was not received; drop: take off what he added.

    Refused: to take off what the platform put on the list. Stale: signed already.
    """
    stored = locked(line.handover)
    _not_signed(stored)
    kept = Line.objects.select_for_update().get(pk=line.pk)
    if drop and not kept.by_hand:
        raise Refused("这一项是系统里有的，不能从清单里去掉。")
    kept.seal("remark", remark.strip())
    if kept.verdict == Verdict.MISSING:
        kept.seal("answer", answer.strip())
    kept.gone = drop
    kept.save()
    changed(stored)
    call(stored, now=now, by=by)
    leaf(by, "edit_line", stored, line=str(kept.uid), dropped=drop)
    return kept


@evidence.action
def send(handover: Handover, *, now: dt.datetime, by: Actor) -> Handover:
    """The list goes to the successor. Stale where it was sent."""
    stored = locked(handover)
    if stored.state != State.DRAFTED:
        raise Stale("清单已经送给接手人了。")
    stored.state, stored.sent_at = State.CHECKING, now
    changed(stored, "state", "sent_at")
    call(stored, now=now, by=by)
    leaf(by, "send_handover", stored)
    return stored


@evidence.action
def check(
    handover: Handover,
    verdicts: Mapping[int, tuple[Verdict, str]],
    *,
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> Handover:
    """The successor says of each line whether he received it.

    verdicts: line id -> what he says, and why not; lines left out stay as they are. Refused: one
    that was not received without a reason. Stale: not sent, signed, or changed since he looked.
    """
    stored = locked(handover, seen)
    if stored.state != State.CHECKING:
        raise Stale("清单还没有送来，或者已经办完。")
    _not_signed(stored)
    for line in stored.lines.filter(pk__in=verdicts, gone=False, barred=False):
        verdict, reason = verdicts[line.pk]
        if verdict == Verdict.MISSING and not reason.strip():
            raise Refused(f"“{line.title}”没有收到，请写明原因。", field=f"reason_{line.pk}")
        before = (line.verdict, line.unseal("reason"))
        line.verdict = verdict
        line.seal("reason", reason.strip() if verdict == Verdict.MISSING else "")
        if before != (verdict, line.unseal("reason")):
            line.seal("answer", "")
        line.save()
    changed(stored)
    call(stored, now=now, by=by)
    leaf(by, "check_handover", stored, lines=len(verdicts))
    return stored


@evidence.action
def agree(handover: Handover, *, superior: Person, now: dt.datetime, by: Actor) -> Handover:
    """Whoever may appoint agrees, from above, that the successor gets the giver's posts.

    Refused (403): the giver and the successor themselves. Stale: agreed to before.
    """
    stored = locked(handover)
    if superior.pk in (stored.giver_id, stored.successor_id):
        raise Refused("移交双方不能自己同意，请由上级的另一位同志办。", status=403)
    if stored.assented_by_id is not None:
        raise Stale("已经有人同意了。")
    stored.assented_by, stored.assented_at = superior, now
    stored.save(update_fields=["assented_by", "assented_at"])
    call(stored, now=now, by=by)
    leaf(by, "agree_handover", stored)
    return stored


@evidence.action
def refresh(
    handover: Handover, *, ways: Ways, today: dt.date, now: dt.datetime, by: Actor
) -> tuple[int, int]:
    """Bring the list up to today: how many lines were added, how many are not there any more.

    Signatures given on the old list are void. Stale once both have signed: what comes then goes
    along with the post.
    """
    stored = locked(handover)
    if stored.state == State.SIGNED:
        raise Stale("双方已经签字，以后来的事随岗位一起转，不用更新清单。")
    added, gone = _differences(stored, ways, today)
    for line in added:
        line.handover = stored
        line.save()
    for line in gone:
        line.gone = True
        line.save(update_fields=["gone"])
    if added or gone:
        stored.giver_signed_at = stored.giver_signed_by = stored.successor_signed_at = None
        changed(stored, "giver_signed_at", "giver_signed_by", "successor_signed_at")
    call(stored, now=now, by=by)
    leaf(by, "refresh_handover", stored, added=len(added), gone=len(gone))
    return len(added), len(gone)


@evidence.action
def sign(
    handover: Handover,
    part: Part,
    *,
    signer: Person,
    seen: int,
    ways: Ways,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Handover:
    """Put one of the two signatures; the last one carries everything out, in this transaction.

    Where roles go along it does not: then the post waits, whole, at the giver's, until a second
    person has agreed to the roles (`roles.ask`). Refused: before the agreed day; a line that is not
    resolved; no superior's assent; something
    came to the post after the list was made. Stale: signed already, or changed since he looked.
    """
    stored = locked(handover, seen)
    if stored.state != State.CHECKING:
        raise Stale("清单还没有送给接手人。")
    if today < stored.agreed_on:
        raise Refused(f"约定 {stored.agreed_on:%Y-%m-%d} 移交，到那天再签字。")
    lines = lines_shown(stored)
    left = [one for one in lines if not one.resolved]
    if left:
        raise Refused(f"清单里还有 {len(left)} 项没有核对清楚，第一项是“{left[0].title}”。")
    if Agreed.POSTS in needed(lines) and stored.assented_by_id is None:
        raise Refused("上级还没有同意移交职务，请等同意以后再签字。")
    added, _ = _differences(stored, ways, today)
    if added:
        raise Refused(f"清单以后又有 {len(added)} 件新的事，请先点“更新清单”，核对以后再签字。")
    if part is Part.SUCCESSOR:
        if stored.successor_signed_at is not None:
            raise Stale("您已经签过字了。")
        stored.successor_signed_at = now
        stored.save(update_fields=["successor_signed_at"])
    else:
        if stored.giver_signed_at is not None:
            raise Stale("移交人已经签过字了。")
        stored.giver_signed_at, stored.giver_signed_by = now, signer
        stored.save(update_fields=["giver_signed_at", "giver_signed_by"])
    leaf(by, "sign_handover", stored, part=part.name.lower(), round=seen)
    if stored.giver_signed_at is not None and stored.successor_signed_at is not None:
        if Agreed.ROLES in needed(lines):
            stored.state = State.SIGNED
            stored.save(update_fields=["state"])
        else:
            complete(stored, lines, ways=ways, today=today, now=now)
    call(stored, now=now, by=by)
    return stored


@evidence.action
def withdraw(handover: Handover, *, words: str, now: dt.datetime, by: Actor) -> Handover:
    """It does not take place; the post stays where it is. Refused without a reason.

    A request for its roles that waits is taken back with it: nobody shall agree to it any more.
    """
    # Locked in this order wherever both are: whoever agrees has the request first.
    asked = Handover.objects.select_related("consent__maker").get(pk=handover.pk).consent
    if asked is not None and asked.state == ConsentState.ASKED:
        consents.withdraw(asked, maker=asked.maker, by=by)
    stored = locked(handover)
    if not words.strip():
        raise Refused("请写明为什么撤回。", field="words")
    stored.state, stored.ended_at = State.WITHDRAWN, now
    stored.seal("withdrawn_for", words.strip())
    stored.save(update_fields=["state", "ended_at", "withdrawn_for"])
    call(stored, now=now, by=by)
    leaf(by, "withdraw_handover", stored)
    return stored


def _differences(handover: Handover, ways: Ways, today: dt.date) -> tuple[list[Line], list[Line]]:
    """What the list lacks by today, and what it has that is not there any more."""
    giver = handover.giver
    present = holding_of(handover, today)
    elsewhere = holds_elsewhere(giver, handover.organization, today)
    everything = handover.cooling_off_id is not None or not elsewhere
    calls = list(handover.calls.values_list("todo", flat=True))
    now_there = {
        _identity(one): one
        for one in lines_of(
            present, handover.successor, ways, today, everything=everything, calls=calls
        )
    }
    listed = {_identity(one): one for one in lines_shown(handover) if not one.by_hand}
    added = [line for key, line in now_there.items() if key not in listed]
    gone = [line for key, line in listed.items() if key not in now_there]
    return added, gone


def _identity(line: Line) -> tuple[object, ...]:
    if line.todo_id or line.post_id or line.grant_id:
        return line.kind, line.todo_id, line.post_id, line.grant_id
    return line.kind, line.title


def _not_signed(handover: Handover) -> None:
    if handover.giver_signed_at is not None or handover.successor_signed_at is not None:
        raise Stale("已经有人签字，清单不能再改；要改请先点“更新清单”，或者撤回重办。")
