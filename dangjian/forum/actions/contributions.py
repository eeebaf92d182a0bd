"""Say something; hold, show, hide, restore it; appeal, and the decision of somebody else (J9)."""

from __future__ import annotations

import datetime as dt

from dangjian.flow import actions as flow
from dangjian.flow.models import ToDo
from dangjian.forum.actions._shared import call_office, locked, person_of, told
from dangjian.forum.models import (
    Contribution,
    Hold,
    Outcome,
    Reason,
    Removal,
    Screening,
    State,
    Thread,
)
from dangjian.forum.queries.judges import judge_for
from dangjian.forum.rules import moderation, texts
from dangjian.forum.rules.moderation import Move
from dangjian.kernel import evidence, receipts
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.models import Person

VISITOR = Actor(None, "visitor")


@evidence.action
def contribute(
    thread: Thread,
    *,
    text: str,
    author: Person | None,
    look_by: dt.date,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
) -> tuple[Contribution, str]:
    """Say something in a thread; returns it with its receipt code ("" for a member).

    author: None for somebody without account. Refused: not (or no longer) open to him, marks or
    certain personal data in the words.
    Held: a first one, where the thread says so; anything of which the patterns are in doubt.
    """
    thread = locked(thread)
    if not moderation.takes(thread, today):
        raise Stale("这个讨论已经结束，没有再收发言。")
    if not moderation.open_to(thread, signed_in=author is not None):
        raise Refused("这个讨论由党员参加，请先登录。", status=403)
    doubtful = texts.doubtful(text, "text")
    said = Contribution(thread=thread, author=author, at=now)
    code = "" if author else _receipt(said)
    hold = _hold(thread, author, doubtful)
    _put(said, State.HELD if hold else State.SHOWN, text, hold=hold)
    said.save()
    if hold:
        call_office(thread, look_by, now, by)
    _leaf(by, "contribute", said, hold=hold)
    return said, code


@evidence.action
def hold(
    contribution: Contribution, *, reason: Reason, look_by: dt.date, now: dt.datetime, by: Actor
) -> Contribution:
    """Put something aside while it is looked at once more; the page says that it is, and why."""
    said = _taken(contribution, Move.HOLD, by)
    _put(said, State.HELD, said.words(), hold=Hold.LOOK, hold_reason=reason)
    said.save()
    call_office(said.thread, look_by, now, by)
    _leaf(by, "hold", said, reason=reason)
    return said


@evidence.action
def show(contribution: Contribution, *, now: dt.datetime, by: Actor) -> Contribution:
    """Show what was held. Refused: marks or certain personal data in it."""
    said = _taken(contribution, Move.SHOW, by)
    words = said.words()
    texts.check((words, ""))
    _put(said, State.SHOWN, words)
    said.save()
    call_office(said.thread, now.date(), now, by)
    _leaf(by, "show", said)
    return said


@evidence.action
def hide(
    contribution: Contribution,
    *,
    reason: Reason,
    clause: str,
    words: str,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Removal:
    """Take something out of sight for a reason of the closed list; its words are kept, sealed.

    Who hears an appeal is settled here. Refused: no clause, nobody else to appeal to.
    """
    said = _taken(contribution, Move.HIDE, by)
    me = person_of(by)
    path = said.thread.organization.path
    judge = judge_for(path, today, but=(me.pk, said.author_id))
    removal = Removal.objects.create(
        contribution=said,
        reason=reason,
        clause=moderation.clause_for(reason, clause),
        words=words.strip(),
        hidden_by=me,
        hidden_at=now,
        judge=judge.person,
    )
    _put(said, State.HIDDEN, said.words(), removal=removal)
    said.save()
    call_office(said.thread, now.date(), now, by)
    _leaf(by, "hide", said, reason=reason, clause=removal.clause)
    return removal


@evidence.action
def restore(
    contribution: Contribution, *, answer: str, now: dt.datetime, by: Actor
) -> Contribution:
    """Show again what was hidden, with a reason; an appeal that runs is settled by it."""
    said = _taken(contribution, Move.RESTORE, by)
    removal = _removal(said)
    _end(removal, Outcome.LIFTED, answer, now, by)
    if removal.todo is not None:
        flow.withdraw(removal.todo, now=now, by=by)
    return _shown_again(said, "restore", by)


@evidence.action
def appeal(
    contribution: Contribution,
    *,
    words: str,
    due_on: dt.date,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Removal:
    """The author asks somebody else to look. by: the member, or VISITOR with a receipt code.

    Goes to the judge named when it was hidden, or, where he no longer may, to the nearest other.
    """
    said = _taken(contribution, Move.APPEAL, by)
    removal = _removal(said)
    if not words.strip():
        raise Refused("请写一句为什么应当恢复。", field="words")
    but = (removal.hidden_by_id, said.author_id)
    removal.judge = judge_for(
        said.thread.organization.path, today, but=but, first=removal.judge_id
    ).person
    removal.seal("appeal", words.strip())
    removal.appealed_at = now
    removal.todo = _call_judge(said, removal, due_on, now, by)
    removal.save()
    _leaf(by, "appeal", said)
    return removal


@evidence.action
def uphold(contribution: Contribution, *, answer: str, now: dt.datetime, by: Actor) -> Contribution:
    """Somebody other than who hid it leaves it hidden, and says why."""
    said = _taken(contribution, Move.UPHOLD, by)
    _decide(said, Outcome.UPHELD, answer, now, by)
    _leaf(by, "uphold", said)
    return said


@evidence.action
def grant(contribution: Contribution, *, answer: str, now: dt.datetime, by: Actor) -> Contribution:
    """Somebody other than who hid it has it shown again, and says why."""
    said = _taken(contribution, Move.GRANT, by)
    _decide(said, Outcome.GRANTED, answer, now, by)
    return _shown_again(said, "grant", by)


# --- the contribution under way -------------------------------------------------------------------


def _taken(contribution: Contribution, move: Move, by: Actor) -> Contribution:
    """The contribution as stored, locked for this move.

    Stale where it went elsewhere meanwhile. Refused: its own author moderates or decides.
    """
    # Without joins: what was joined before the lock was had may be of an older state.
    stored = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if not moderation.stands(move, stored):
        raise Stale(f"这条发言现在是“{stored.get_state_display()}”，刚才的操作没有办成。")
    own = stored.author is not None and stored.author.uid == by.person_uid
    if own and move is not Move.APPEAL:
        raise Refused("自己的发言要由别的同志办理。", status=403)
    return stored


def _hold(thread: Thread, author: Person | None, doubtful: bool) -> str:
    """Why something is held before anybody reads it; "" where it is shown at once.

    Of somebody without account nobody knows whether it is the first.
    """
    if doubtful:
        return Hold.DOUBT
    if thread.screening == Screening.AT_ONCE:
        return ""
    known = (
        author is not None
        and Contribution.objects.filter(author=author, state=State.SHOWN).exists()
    )
    return "" if known else Hold.FIRST


def _receipt(said: Contribution) -> str:
    code = receipts.draw()
    said.receipt_index = Contribution.index_of("receipt", code)
    return code


def _put(
    said: Contribution,
    state: State,
    words: str,
    *,
    hold: str = "",
    hold_reason: str = "",
    removal: Removal | None = None,
) -> None:
    """The words stand open while they are shown and sealed while they are not."""
    said.state, said.hold, said.hold_reason, said.removal = state, hold, hold_reason, removal
    said.text = words if state == State.SHOWN else ""
    said.seal("kept", "" if state == State.SHOWN else words)


def _shown_again(said: Contribution, verb: str, by: Actor) -> Contribution:
    _put(said, State.SHOWN, said.words())
    said.save()
    _leaf(by, verb, said)
    return said


def _removal(said: Contribution) -> Removal:
    if said.removal_id is None:
        raise RuntimeError("what is hidden was hidden by a removal")
    return Removal.objects.select_for_update().get(pk=said.removal_id)


def _decide(said: Contribution, outcome: Outcome, answer: str, now: dt.datetime, by: Actor) -> None:
    removal = _removal(said)
    if removal.hidden_by_id == person_of(by).pk:
        raise Refused("隐藏这条发言的人不能自己复核，请另一位同志来办。", status=403)
    _end(removal, outcome, answer, now, by)
    if removal.todo is not None:
        flow.finish(removal.todo, now=now, by=by)


def _end(removal: Removal, outcome: Outcome, answer: str, now: dt.datetime, by: Actor) -> None:
    if not answer.strip():
        raise Refused("请写明理由，作者看得到。", field="answer")
    removal.outcome, removal.answer = outcome, answer.strip()
    removal.ended_by, removal.ended_at = person_of(by), now
    removal.save()


def _call_judge(
    said: Contribution, removal: Removal, due_on: dt.date, now: dt.datetime, by: Actor
) -> ToDo:
    return flow.assign(
        f"复核“{said.thread.title}”里一条发言的申诉",
        to=removal.judge,
        asked_by=None,
        due_on=due_on,
        now=now,
        by=by,
        note=f"隐藏的原因：{removal.get_reason_display()}。由没有参与隐藏的同志复核。",
    )


def _leaf(by: Actor, verb: str, said: Contribution, **detail: object) -> None:
    """The log says what was done and why, never the words."""
    told(by, verb, said.thread, contribution=str(said.uid), **detail)
