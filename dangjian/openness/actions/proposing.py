"""An item of the catalogue, a change of one or its withdrawal is written, proposed, or dropped."""

from __future__ import annotations

import datetime as dt

from dangjian.flow import actions as flow
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.proofs.statements import text_digest
from dangjian.kernel.refusal import Refused, Stale
from dangjian.openness.models import (
    ENDED,
    Act,
    Audience,
    Item,
    Proposal,
    Stage,
)
from dangjian.openness.queries.offices import office_for
from dangjian.openness.recording import content_of, item_leaf, item_text
from dangjian.openness.rules import CATALOGUE, Hand
from dangjian.openness.rules.catalogue import Content, check_content, check_reason
from dangjian.openness.rules.disclosure_tables import DRAFTED, TURN_RIGHT
from dangjian.portal.recording import person_of
from dangjian.registry.models import Organization


@evidence.action
def add(place: Organization, content: Content, *, now: dt.datetime, by: Actor) -> Proposal:
    """Begin a new item of an organization's catalogue. Refused for what an item may not say."""
    item = Item.objects.create(organization=place)
    return _begin(item, Act.ADD, content, "", now, by)


@evidence.action
def change(item: Item, content: Content, *, reason: str, now: dt.datetime, by: Actor) -> Proposal:
    """Begin a change of an item. Refused: no reason; a proposal for it is under way. Stale: it is
    not disclosed any more."""
    return _begin(_shown(item), Act.CHANGE, content, reason, now, by)


@evidence.action
def take_off(item: Item, *, reason: str, now: dt.datetime, by: Actor) -> Proposal:
    """Begin the withdrawal of an item, as it stands. Refused and Stale as for a change."""
    stored = _shown(item)
    if stored.current is None:
        raise RuntimeError(f"{stored} is disclosed and says nothing")
    return _begin(stored, Act.WITHDRAW, content_of(stored.current), reason, now, by)


@evidence.action
def edit(
    proposal: Proposal,
    content: Content,
    *,
    reason: str = "",
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> Proposal:
    """Change what a draft says. Stale once it was proposed. Whoever changes it is its author."""
    stored = _drafted(proposal)
    if stored.case.round != seen:
        raise Stale("这件事项刚刚办了下一步，请看一遍再改。")
    if stored.act == Act.WITHDRAW:
        content = content_of(stored)
    stored.author = person_of(by)
    _fill(stored, content, reason, now.date())
    stored.save()
    _address(stored, content)
    item_leaf(by, "edit", stored)
    return stored


@evidence.action
def propose(proposal: Proposal, *, seen: int, now: dt.datetime, by: Actor) -> Proposal:
    """Hand it to the review; what is signed from here on is exactly this text.

    Refused: nobody who could review it; a last day that has come meanwhile.
    """
    stored = _drafted(proposal)
    over = stored.until_on is not None and stored.until_on <= now.date()
    if over and stored.act != Act.WITHDRAW:
        raise Refused("公开到的那一天已经到了，请先改。", field="until_on")
    stored.author = person_of(by)
    stored.reviewed_by = stored.approved_by = None
    stored.digest = text_digest(item_text(stored))
    stored.save()
    place = stored.item.organization
    first = office_for(place, TURN_RIGHT[Stage.REVIEW], {stored.author_id}, now.date())
    flow.advance(
        stored,
        CATALOGUE,
        "propose",
        part=Hand.PROPOSER,
        to=[first],
        now=now,
        by=by,
        seen=seen,
        note=stored.title,
    )
    item_leaf(by, "propose", stored, digest=stored.digest)
    return stored


@evidence.action
def drop(proposal: Proposal, *, seen: int, now: dt.datetime, by: Actor) -> Proposal:
    """Not proposed after all. Stale where it was put into effect or dropped before."""
    stored = _stored(proposal)
    if stored.state in ENDED:
        raise Stale("这件事项已经实施，或者已经不提了。")
    flow.advance(stored, CATALOGUE, "drop", part=Hand.PROPOSER, now=now, by=by, seen=seen)
    item_leaf(by, "drop", stored)
    return stored


def _begin(
    item: Item, act: Act, content: Content, reason: str, now: dt.datetime, by: Actor
) -> Proposal:
    if item.proposals.exclude(state__in=ENDED).exists():
        raise Refused("这件事项有一次变更正在办，请等它办完，或者先不提那一次。")
    proposal = Proposal(item=item, act=act, author=person_of(by))
    if act == Act.WITHDRAW and item.current is not None:
        proposal.issuer = item.current.issuer
    _fill(proposal, content, reason, now.date())
    flow.open_case(
        proposal, CATALOGUE, at=item.organization, part=Hand.PROPOSER, to=[], now=now, by=by
    )
    _address(proposal, content)
    item_leaf(by, "draft", proposal, act=str(act))
    return proposal


def _fill(proposal: Proposal, content: Content, reason: str, today: dt.date) -> None:
    if proposal.act != Act.WITHDRAW:  # what stands there is taken off as it is
        check_content(content, proposal.item.organization, today)
    check_reason(Act(proposal.act), reason)
    if proposal.issuer == "":
        proposal.issuer = proposal.item.organization.name
    for name in ("title", "document", "form", "unit", "text"):
        setattr(proposal, name, getattr(content, name).strip())
    for name in ("matter", "circle", "duration", "until_on", "effective_on", "expires_on"):
        setattr(proposal, name, getattr(content, name))
    proposal.reason = reason.strip()


def _address(proposal: Proposal, content: Content) -> None:
    """Write down for whom a given circle is: what is not proposed yet has no other trace."""
    wanted = {one.pk for one in content.audience}
    proposal.audiences.exclude(organization__in=wanted).delete()
    held = set(proposal.audiences.values_list("organization", flat=True))
    Audience.objects.bulk_create(
        Audience(proposal=proposal, organization=one)
        for one in content.audience
        if one.pk not in held
    )


def _shown(item: Item) -> Item:
    stored = (
        Item.objects.select_for_update(of=("self",))
        .select_related("organization", "current")
        .get(pk=item.pk)
    )
    if stored.since is None or stored.ended_at is not None:
        raise Stale("这件事项现在没有公开，不能变更或撤下。")
    return stored


def _stored(proposal: Proposal) -> Proposal:
    return (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("item__organization", "case")
        .get(pk=proposal.pk)
    )


def _drafted(proposal: Proposal) -> Proposal:
    stored = _stored(proposal)
    if stored.state not in DRAFTED:
        raise Stale("这件事项已经提出，现在不能改。")
    return stored
