"""A transfer goes on: approved with a letter, received, sent back, settled elsewhere (A9).

The member belongs to his old branch until he is accepted; these acts change nothing of that, but
for `book_receipt`, which ends it here.
"""

from __future__ import annotations

import datetime as dt

from dangjian.flow import actions as flow
from dangjian.flow.actions.cases import locked
from dangjian.flow.rules import Office
from dangjian.kernel import evidence, rules
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.actions.standing import move_out
from dangjian.registry.models import Organization
from dangjian.registry.rules.people import kept
from dangjian.transfers.models import CLOSED, Introduction, IntroductionKind, Stage, Transfer, Way
from dangjian.transfers.queries.offices import called, committee_of
from dangjian.transfers.queries.transfers import paper_of
from dangjian.transfers.recording import bearer, give, leaf, tell_member, void
from dangjian.transfers.rules import FLOWS, Part
from dangjian.transfers.rules.introductions import check_validity, letter_words
from dangjian.transfers.rules.transfers import check_day, check_target, check_valid

PLAIN = frozenset(
    {
        "forward",
        "decline",
        "withdraw",
        "disapprove",
        "give_back",
        "recall",
        "hand_back",
        "end",
        "turn_away",
    }
)
"""Moves that need nothing but, for some, words."""

_VOIDS = frozenset({"give_back", "recall"})


@evidence.action
def step(
    transfer: Transfer,
    name: str,
    *,
    part: Part,
    words: str = "",
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> Transfer:
    """Make a move of `PLAIN`. What comes back makes the letter void; its number stays used.

    Stale: it has moved on. Refused: not his move, no reason where the table wants one.
    """
    if name not in PLAIN:
        raise RuntimeError(f"{name} is no plain move")
    stored = taken(transfer)
    go(stored, name, part=part, words=words, seen=seen, now=now, by=by)
    paper = paper_of(stored)
    if name in _VOIDS and paper is not None:
        void(paper, words, on=now.date(), by=by)
    leaf(by, name, stored)
    if stored.state in CLOSED and part is not Part.MEMBER:
        tell_member(stored.person, "您的组织关系转接没有办成，请看理由。", now=now, by=by)
    return stored


@evidence.action
def approve(
    transfer: Transfer,
    *,
    dues_until: dt.date,
    valid_until: dt.date,
    part: Part,
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> Introduction:
    """Agree, and give the letter of introduction; or a new one after one that came back.

    dues_until: any day of the month up to which dues are paid. Refused: a validity beyond the rule,
    a member whose number the register cannot open; as in `step`.
    """
    stored, today = taken(transfer), now.date()
    person, branch, sender = stored.person, stored.from_branch, stored.sender
    if person is None or branch is None or sender is None:
        raise RuntimeError(f"{stored}: nobody leaves")
    locked(stored, seen)  # before a number is used: nobody gives a second letter
    again = stored.state == Stage.RETURNED
    moves = {Way.INSIDE: ("issue", "reissue"), Way.OUT: ("send", "resend")}[Way(stored.way)]
    check_validity(today, valid_until, rules.book(on=today, path=sender.path))
    receiver = stored.to_branch or stored.to_words
    paper = give(
        IntroductionKind.LETTER,
        person,
        sender,
        addressee=stored.receiver.name if stored.receiver else stored.to_words,
        words=letter_words(
            bearer(person, "开组织关系介绍信", today, by),
            from_place=branch.name,
            to_place=receiver.name if isinstance(receiver, Organization) else receiver,
            dues_until=dues_until,
            valid_until=valid_until,
        ),
        valid_until=valid_until,
        transfer=stored,
        on=today,
        by=by,
    )
    go(stored, moves[again], part=part, seen=seen, now=now, by=by)
    leaf(by, moves[again], stored, number=paper.called)
    tell_member(person, "党委同意您转出，已经开出介绍信。", now=now, by=by)
    return paper


@evidence.action
def pass_on(
    transfer: Transfer, *, part: Part, seen: int, now: dt.datetime, by: Actor
) -> Transfer:
    """Agree to a transfer between two branches of one committee: no letter is needed.

    Refused where they are of two. Stale as in `step`.
    """
    stored = taken(transfer)
    if stored.sender_id != stored.receiver_id:
        raise Refused("两个支部不在同一个党委，请开介绍信。")
    go(stored, "pass_on", part=part, seen=seen, now=now, by=by)
    leaf(by, "pass_on", stored)
    return stored


@evidence.action
def receive(
    transfer: Transfer,
    *,
    branch: Organization,
    part: Part,
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> Transfer:
    """The receiving committee has looked at the letter, and names the branch.

    branch: the one asked for, or another one under the committee. Refused: one of another
    committee, or that takes no relations; a letter no longer valid. Stale as in `step`.
    """
    branch = kept([branch])[branch.pk]
    stored = taken(transfer)
    check_target(branch, stored.person)
    if committee_of(branch).pk != stored.receiver_id:
        raise Refused("这个支部不归本党委管，请另选一个，或者退回。", field="place")
    paper = paper_of(stored)
    valid_until = paper.valid_until if paper else stored.letter_valid_until
    if valid_until is not None and stored.state in (Stage.TRANSIT, Stage.PRESENTED):
        check_valid(valid_until, now.date())
    stored.to_branch = branch
    stored.save(update_fields=["to_branch"])
    name = "accept" if stored.way == Way.IN else "receive"
    go(stored, name, part=part, seen=seen, now=now, by=by)
    leaf(by, name, stored, branch=str(branch.uid))
    return stored


@evidence.action
def book_receipt(
    transfer: Transfer,
    *,
    on: dt.date,
    receipt_from: str,
    part: Part,
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> Transfer:
    """The receipt has come back: from that day on the member belongs elsewhere.

    on: the day of acceptance that the receipt names. receipt_from: who acknowledged it. Membership,
    posts, roles and account end here that day. Refused: a day before the letter or in the future,
    nothing said about who.
    """
    stored = taken(transfer)
    paper = paper_of(stored)
    if stored.state != Stage.AWAY or paper is None or stored.person is None:
        raise Stale("这件转接现在没有在等回执，没有再办一次。")
    receipt_from = receipt_from.strip()
    if not receipt_from:
        raise Refused("请填写回执上的党组织。", field="receipt_from")
    check_day(on, since=paper.issued_on, today=now.date())
    paper.receipt_on, paper.receipt_from = on, receipt_from
    paper.save(update_fields=["receipt_on", "receipt_from"])
    stored.settled_on = on
    stored.save(update_fields=["settled_on"])
    go(stored, "receipt", part=part, seen=seen, now=now, by=by)
    move_out(
        stored.person,
        on=on,
        document=f"介绍信{paper.called}，{receipt_from}回执",
        today=now.date(),
        by=by,
    )
    leaf(by, "receipt", stored, on=on.isoformat())
    return stored


# --- what they share ------------------------------------------------------------------------------


def taken(transfer: Transfer) -> Transfer:
    """The transfer as stored, locked: of two who press at once one wins."""
    # Without joins: what was joined before the lock was had may be of an older state.
    return Transfer.objects.select_for_update().get(pk=transfer.pk)


def go(
    transfer: Transfer,
    name: str,
    *,
    part: Part,
    seen: int,
    now: dt.datetime,
    by: Actor,
    words: str = "",
) -> None:
    """Make a move of the transfer's table, and call whoever has the turn then."""
    table = FLOWS[transfer.way]
    after = table.state(table.move(name).to)
    to: list[Office] = []
    if after.turn:
        to = [called(transfer, Part(after.turn), now.date())]
    flow.advance(
        transfer,
        table,
        name,
        part=part,
        to=to,
        words=words,
        seen=seen,
        now=now,
        by=by,
    )
