"""A proposal is reviewed, approved and put into effect by one after the other, or sent back."""

from __future__ import annotations

import datetime as dt

from dangjian.flow import actions as flow
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.proofs import statements
from dangjian.kernel.proofs.statements import text_digest
from dangjian.kernel.refusal import Refused, Stale
from dangjian.openness.models import Act, Circle, Item, Proposal, Stage
from dangjian.openness.queries.offices import office_for
from dangjian.openness.recording import (
    ITEM,
    declare,
    item_leaf,
    item_text,
    next_serial,
    show_item,
)
from dangjian.openness.rules import CATALOGUE, Hand
from dangjian.openness.rules.catalogue import CLAUSE
from dangjian.openness.rules.disclosure_tables import NEXT, TURN_PART, TURN_RIGHT
from dangjian.openness.rules.persons import check_public
from dangjian.openness.rules.texts import said
from dangjian.portal import recording as site
from dangjian.portal.recording import person_of
from dangjian.registry.models import Organization, Person

_SIGNED = {
    Stage.REVIEW: ("reviewed_by", "pass_review"),
    Stage.APPROVAL: ("approved_by", "approve"),
}


@evidence.action
def sign(
    proposal: Proposal, *, office: Organization, seen: int, now: dt.datetime, by: Actor
) -> Proposal:
    """Pass the review of secrecy and accuracy, or approve. office: where the signer works.

    Refused (403): he had it in his hands before. Stale: somebody was quicker.
    """
    stored = _in_hand(proposal, seen)
    here = Stage(stored.state)
    if here not in _SIGNED:
        raise Stale("这件事项已经批准，等实施。")
    column, move = _SIGNED[here]
    setattr(stored, column, _other_eyes(stored, by))
    stored.save(update_fields=[column])
    place, after = stored.item.organization, NEXT[here]
    flow.advance(
        stored,
        CATALOGUE,
        move,
        part=TURN_PART[here],
        to=[office_for(place, TURN_RIGHT[after], _eyes(stored), now.date())],
        now=now,
        by=by,
        office=office,
        seen=seen,
        note=stored.title,
    )
    item_leaf(by, move, stored, digest=stored.digest)
    return stored


@evidence.action
def implement(
    proposal: Proposal, *, office: Organization, seen: int, now: dt.datetime, by: Actor
) -> Proposal:
    """Put an approved proposal into effect: from now on readers have it before them.

    Refused (403): other eyes are needed. Refused: the text is not the one that was signed; its last
    day has come. Stale: it is not approved, or not any more.
    """
    stored = _in_hand(proposal, seen)
    if stored.state != Stage.APPROVED:
        raise Stale("这件事项还没有批准。")
    if stored.act != Act.WITHDRAW and stored.until_on and stored.until_on <= now.date():
        raise Refused("公开到的那一天已经到了，请退回去改。")
    stored.implemented_by, stored.implemented_at = _other_eyes(stored, by), now
    stored.save(update_fields=["implemented_by", "implemented_at"])
    flow.advance(
        stored,
        CATALOGUE,
        "implement",
        part=Hand.PUBLISHER,
        now=now,
        by=by,
        office=office,
        seen=seen,
    )
    _put_into_effect(stored, now, by)
    item_leaf(by, "implement", stored, act=stored.act, digest=stored.digest)
    return stored


@evidence.action
def send_back(
    proposal: Proposal,
    *,
    words: str,
    office: Organization,
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> Proposal:
    """Whoever has it sends it back to its author, with what is to be changed."""
    stored = _in_hand(proposal, seen)
    check_public([("要改什么", words)], family=False)
    flow.advance(
        stored,
        CATALOGUE,
        "send_back",
        part=TURN_PART[Stage(stored.state)],
        to=[stored.author],
        now=now,
        by=by,
        words=words,
        office=office,
        seen=seen,
        note=stored.title,
    )
    item_leaf(by, "send_back", stored)
    return stored


@evidence.action
def expire(item: Item, *, now: dt.datetime, by: Actor) -> Item:
    """End the disclosure of an item whose last day is over. Refused before; Stale if it ended."""
    stored = _locked(item)
    current = stored.current
    if current is None or stored.ended_at is not None:
        raise Stale("这件事项已经不公开了。")
    if current.until_on is None or now.date() <= current.until_on:
        raise Refused("公开期限还没有满。")
    before = item_text(current)
    stored.ended_at, stored.reason = now, f"公开期限到{said(current.until_on)}。"
    stored.save(update_fields=["ended_at", "reason"])
    if current.circle == Circle.SOCIETY:
        declare(
            ITEM, stored, statements.State.EXPIRED, before, now=now, by=by, result=stored.reason
        )
        show_item(stored)
    item_leaf(by, "expire", current)
    return stored


def _put_into_effect(proposal: Proposal, now: dt.datetime, by: Actor) -> None:
    """Bring the item in line with the proposal, and state what the whole of society may check."""
    item = _locked(proposal.item)
    before = item.current
    was_open = before is not None and before.circle == Circle.SOCIETY
    old = item_text(before) if before is not None else ""
    item.current = proposal
    if item.since is None:
        item.since, item.year = now, now.year
        item.serial = next_serial(Item, now.year)
    if proposal.act == Act.WITHDRAW:
        item.ended_at, item.reason = now, proposal.reason
    item.save()
    proposal.item = item
    opens = proposal.circle == Circle.SOCIETY and proposal.act != Act.WITHDRAW
    if opens:
        what = statements.State.CHANGED if _was_stated(item, proposal) else statements.State.SHOWN
        declare(ITEM, item, what, item_text(proposal), now=now, by=by, until=proposal.until_on)
    elif was_open:
        withdrawn = proposal.act == Act.WITHDRAW
        why = "已经撤下" if withdrawn else "不再对全社会公开"
        # What stood there last, under the number and the organization it stood under.
        declare(
            ITEM,
            item,
            statements.State.WITHDRAWN,
            old,
            now=now,
            by=by,
            result=f"{why}。原因：{proposal.reason}",
        )
    show_item(item)
    site.changed()


def _was_stated(item: Item, but: Proposal) -> bool:
    """Whether some earlier words of the item were open to the whole of society."""
    done = item.proposals.filter(state=Stage.DONE, circle=Circle.SOCIETY)
    return done.exclude(pk=but.pk).exists()


def _in_hand(proposal: Proposal, seen: int) -> Proposal:
    """The proposal, locked, with the very text that was proposed."""
    stored = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("item__organization", "case", "author")
        .get(pk=proposal.pk)
    )
    if stored.state not in TURN_PART or stored.case.round != seen:
        raise Stale("这件事项已经到了别的一步，您这一次没有办成。")
    if text_digest(item_text(stored)) != stored.digest:
        raise Refused("内容和提出时不一样，不能再往下办。请告诉管理员。")
    return stored


def _locked(item: Item) -> Item:
    return (
        Item.objects.select_for_update(of=("self",))
        .select_related("organization", "current__item__organization")
        .get(pk=item.pk)
    )


def _eyes(proposal: Proposal) -> set[int]:
    """Who has had the proposal in his hands already."""
    found = (proposal.author_id, proposal.reviewed_by_id, proposal.approved_by_id)
    return {one for one in found if one is not None}


def _other_eyes(proposal: Proposal, by: Actor) -> Person:
    signer = person_of(by)
    if signer.pk == proposal.author_id:
        raise Refused("事项是您提出的，要由另一位同志审。", status=403, clause=CLAUSE)
    if signer.pk in _eyes(proposal):
        raise Refused("您已经审过这件事项，这一步要由另一位同志办。", status=403, clause=CLAUSE)
    return signer
