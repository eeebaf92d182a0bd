"""A handing over from its list to both signatures (C3). The row is locked first, always."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from django.db import IntegrityError, transaction

from dangjian.handover.actions.carrying_out import carry_out
from dangjian.handover.models import (
    OPEN,
    Agreed,
    Assent,
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
    holdings_of,
    lines_of,
    superior_for,
)
from dangjian.handover.recording import call
from dangjian.handover.rules import SUGGESTED, Part, Ways, check_successor, needed
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.models import (
    CoolingOff,
    Person,
)

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
    agrees: Collection[Agreed] = (),
    in_place_of: str = "",
    cooling_off: CoolingOff | None = None,
) -> Handover:
    """Draft the handing over of a whole post, with its list.

    agrees: what whoever begins it may agree to, and thereby does. in_place_of: why a superior fills
    in and signs where the giver cannot (dead, not to be found). Refused: to oneself; a successor
    without membership or account, or in a cooling-off period; no paper; a day that has passed;
    nothing held; another one under way.
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
    everything = cooling_off is not None or len(holdings_of(giver, today)) == 1
    lines = lines_of(holding, successor, ways, today, everything=everything)
    lines += [Line(kind=Kind.OUTSIDE, title=one, by_hand=True) for one in SUGGESTED]
    for line in lines:
        line.handover = handover
        line.save()
    for what in sorted(set(agrees) & needed(lines)):
        Assent.objects.create(handover=handover, what=what, by=started_by, at=now)
    for what in needed(lines) - set(agrees):
        if superior_for(handover, what, today) is None:
            raise Refused(f"上级现在没有人可以同意移交这个{what.label}，没有送出。")
    call(handover, now=now, by=by)
    _leaf(by, "begin_handover", handover, in_place=bool(in_place_of.strip()), lines=len(lines))
    return handover


@evidence.action
def add_line(
    handover: Handover, title: str, *, remark: str = "", now: dt.datetime, by: Actor
) -> Line:
    """Add something the platform does not know: a seal, a cabinet, printed papers."""
    stored = _open(handover)
    _not_signed(stored)
    if not title.strip():
        raise Refused("请写明交的是什么。", field="title")
    if stored.lines.count() >= MOST_LINES:
        raise Refused(f"一张清单最多 {MOST_LINES} 项，请把同类的合成一项。", field="title")
    line = Line(handover=stored, kind=Kind.OUTSIDE, title=title.strip(), by_hand=True)
    line.seal("remark", remark.strip())
    line.save()
    _changed(stored)
    call(stored, now=now, by=by)
    _leaf(by, "add_line", stored)
    return line


@evidence.action
def edit_line(
    line: Line, *, remark: str, answer: str = "", drop: bool = False, now: dt.datetime, by: Actor
) -> Line:
    """The giver's remark, and his word on what was not received; drop: take off what he added.

    Refused: to take off what the platform put on the list. Stale: signed already.
    """
    stored = _open(line.handover)
    _not_signed(stored)
    kept = Line.objects.select_for_update().get(pk=line.pk)
    if drop and not kept.by_hand:
        raise Refused("这一项是系统里有的，不能从清单里去掉。")
    kept.seal("remark", remark.strip())
    if kept.verdict == Verdict.MISSING:
        kept.seal("answer", answer.strip())
    kept.gone = drop
    kept.save()
    _changed(stored)
    call(stored, now=now, by=by)
    _leaf(by, "edit_line", stored, line=str(kept.uid), dropped=drop)
    return kept


@evidence.action
def send(handover: Handover, *, now: dt.datetime, by: Actor) -> Handover:
    """The list goes to the successor. Stale where it was sent."""
    stored = _open(handover)
    if stored.state != State.DRAFTED:
        raise Stale("清单已经送给接手人了。")
    stored.state, stored.sent_at = State.CHECKING, now
    _changed(stored, "state", "sent_at")
    call(stored, now=now, by=by)
    _leaf(by, "send_handover", stored)
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
    stored = _open(handover, seen)
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
    _changed(stored)
    call(stored, now=now, by=by)
    _leaf(by, "check_handover", stored, lines=len(verdicts))
    return stored


@evidence.action
def agree(
    handover: Handover, what: Collection[Agreed], *, superior: Person, now: dt.datetime, by: Actor
) -> Handover:
    """A superior agrees that the successor gets what the giver had.

    Refused: the giver and the successor themselves. Stale: agreed to before.
    """
    stored = _open(handover)
    if superior.pk in (stored.giver_id, stored.successor_id):
        raise Refused("移交双方不能自己同意，请由上级的另一位同志办。", status=403)
    given = {Agreed(one.what) for one in stored.assents.all()}
    if not set(what) - given:
        raise Stale("已经有人同意了。")
    for one in sorted(set(what) - given):
        Assent.objects.create(handover=stored, what=one, by=superior, at=now)
    call(stored, now=now, by=by)
    _leaf(by, "agree_handover", stored, what=sorted(what))
    return stored


@evidence.action
def refresh(
    handover: Handover, *, ways: Ways, today: dt.date, now: dt.datetime, by: Actor
) -> tuple[int, int]:
    """Bring the list up to today: how many lines were added, how many are not there any more.

    Signatures given on the old list are void.
    """
    stored = _open(handover)
    added, gone = _differences(stored, ways, today)
    for line in added:
        line.handover = stored
        line.save()
    for line in gone:
        line.gone = True
        line.save(update_fields=["gone"])
    if added or gone:
        stored.giver_signed_at = stored.giver_signed_by = stored.successor_signed_at = None
        _changed(stored, "giver_signed_at", "giver_signed_by", "successor_signed_at")
    call(stored, now=now, by=by)
    _leaf(by, "refresh_handover", stored, added=len(added), gone=len(gone))
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

    Refused: before the agreed day; a line that is not resolved; no superior's assent; something
    came to the post after the list was made. Stale: signed already, or changed since he looked.
    """
    stored = _open(handover, seen)
    if stored.state != State.CHECKING:
        raise Stale("清单还没有送给接手人。")
    if today < stored.agreed_on:
        raise Refused(f"约定 {stored.agreed_on:%Y-%m-%d} 移交，到那天再签字。")
    lines = lines_shown(stored)
    left = [one for one in lines if not one.resolved]
    if left:
        raise Refused(f"清单里还有 {len(left)} 项没有核对清楚，第一项是“{left[0].title}”。")
    missing = needed(lines) - {Agreed(one.what) for one in stored.assents.all()}
    if missing:
        names = "、".join(sorted(str(one.label) for one in missing))
        raise Refused(f"上级还没有同意移交{names}，请等同意以后再签字。")
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
    _leaf(by, "sign_handover", stored, part=part.name.lower(), round=seen)
    if stored.giver_signed_at is not None and stored.successor_signed_at is not None:
        check_successor(stored.giver, stored.successor)
        carry_out(stored, lines, ways=ways, today=today, now=now)
        stored.state, stored.ended_at = State.DONE, now
        stored.save(update_fields=["state", "ended_at"])
    call(stored, now=now, by=by)
    return stored


@evidence.action
def withdraw(handover: Handover, *, words: str, now: dt.datetime, by: Actor) -> Handover:
    """It does not take place; the post stays where it is. Refused without a reason."""
    stored = _open(handover)
    if not words.strip():
        raise Refused("请写明为什么撤回。", field="words")
    stored.state, stored.ended_at = State.WITHDRAWN, now
    stored.seal("withdrawn_for", words.strip())
    stored.save(update_fields=["state", "ended_at", "withdrawn_for"])
    call(stored, now=now, by=by)
    _leaf(by, "withdraw_handover", stored)
    return stored


def _differences(handover: Handover, ways: Ways, today: dt.date) -> tuple[list[Line], list[Line]]:
    """What the list lacks by today, and what it has that is not there any more."""
    giver = handover.giver
    present = holding_of(handover, today)
    everything = handover.cooling_off_id is not None or len(holdings_of(giver, today)) <= 1
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


def _open(handover: Handover, seen: int | None = None) -> Handover:
    """The row as stored, locked. Stale where it is over, or changed since somebody looked."""
    stored = Handover.objects.select_for_update().get(pk=handover.pk)
    if stored.state not in OPEN:
        raise Stale(f"这件移交{stored.get_state_display()}，刚才的操作没有办成。")
    if seen is not None and seen != stored.round:
        raise Stale("清单刚刚改过，请再看一遍。")
    return stored


def _not_signed(handover: Handover) -> None:
    if handover.giver_signed_at is not None or handover.successor_signed_at is not None:
        raise Stale("已经有人签字，清单不能再改；要改请先点“更新清单”，或者撤回重办。")


def _changed(handover: Handover, *fields: str) -> None:
    handover.round += 1
    handover.save(update_fields=["round", *fields])


def _leaf(by: Actor, verb: str, handover: Handover, **detail: object) -> None:
    evidence.record(by, verb, "handover", handover.uid, handover.organization.path, **detail)
