"""The catalogue before its readers, as far as it is open to each, and before those who keep it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from dangjian.flow.models import ToDo
from dangjian.kernel.proofs.statements import text_digest
from dangjian.kernel.refusal import Missing
from dangjian.openness.models import Audience, Circle, Item, Matter, Proposal
from dangjian.openness.queries.turns import turn_of
from dangjian.openness.recording import item_text
from dangjian.openness.rules import texts
from dangjian.openness.rules.disclosure_tables import DRAFTED, TURN_PART
from dangjian.registry.authority import Purpose, Scope, Viewer
from dangjian.registry.models import Organization

_NOTHING = "没有这一页，或者不在您的权限范围内。"


# --- readers --------------------------------------------------------------------------------------


def open_to(viewer: Viewer | None) -> Q:
    """The items a reader may have before him. What is not among them does not exist for him."""
    mine = Q(current__circle=Circle.SOCIETY)
    if viewer is None or not viewer.held:
        return mine
    above = sorted({path for held in viewer.held for path in _up(held.path)})
    given = Audience.objects.filter(proposal=OuterRef("current"), organization__path__in=above)
    mine |= Q(current__circle=Circle.PARTY)
    mine |= Q(current__circle=Circle.OWN, organization__path__in=above)
    mine |= Q(Exists(given), current__circle=Circle.GIVEN)
    # Whoever proposes or approves there knows what is disclosed there.
    for purpose in (Purpose.WRITE, Purpose.FINAL, Purpose.SECRECY):
        mine |= viewer.scope(purpose).q("organization__path")
    return mine


def shown(viewer: Viewer | None, today: dt.date) -> QuerySet[Item]:
    """The items that are disclosed on the day and open to the reader. The day decides, not the job
    that ends them afterwards."""
    standing = Q(current__until_on__isnull=True) | Q(current__until_on__gte=today)
    found = Item.objects.filter(open_to(viewer), standing, ended_at__isnull=True)
    return found.filter(current__isnull=False).select_related("organization", "current")


def listed(
    viewer: Viewer | None, today: dt.date, *, matter: str = "", place: Organization | None = None
) -> QuerySet[Item]:
    """Of one kind and of one organization with all below it, or all; the one disclosed or changed
    last first."""
    found = shown(viewer, today)
    if matter in Matter.values:
        found = found.filter(current__matter=matter)
    if place is not None:
        found = found.filter(Scope((place.path,)).q("organization__path"))
    return found.order_by("-current__implemented_at", "-pk")


def places(viewer: Viewer | None, today: dt.date) -> list[Organization]:
    """The organizations that disclose something to the reader, in the order of the tree."""
    ids = shown(viewer, today).values("organization")
    return list(Organization.objects.filter(pk__in=ids).order_by("path"))


def place_of(asked: str, among: Sequence[Organization]) -> Organization | None:
    """The organization asked for in an address, if it is one of these."""
    return next((one for one in among if str(one.pk) == asked), None)


@dataclass(frozen=True)
class Reading:
    """An item as it is read on a day. text: the very words; audience: of a given circle."""

    item: Item
    current: Proposal
    text: str
    audience: Sequence[str]
    over: bool

    @property
    def paragraphs(self) -> list[str]:
        return texts.paragraphs(self.current.text)

    @property
    def code(self) -> str:
        return texts.code_of(self.item.uid)

    @property
    def digest(self) -> str:
        return text_digest(self.text)

    @property
    def provable(self) -> bool:
        """Whether it is stated in public: what is open to fewer is on record, but not for all."""
        return self.current.circle == Circle.SOCIETY


def reading(viewer: Viewer | None, pk: int, today: dt.date) -> Reading:
    """One item; one that is over leaves its title, day and reason. Missing for everybody it is not
    open to, in the same words as for one that never was."""
    found = (
        Item.objects.filter(open_to(viewer), current__isnull=False, pk=pk)
        .select_related("organization", "current__item__organization")
        .first()
    )
    if found is None or found.current is None:
        raise Missing("没有这件公开事项。")
    current = found.current
    names: list[str] = []
    if current.circle == Circle.GIVEN:
        rows = current.audiences.order_by("organization__path")
        names = list(rows.values_list("organization__short_name", flat=True))
    past = current.until_on is not None and current.until_on < today
    return Reading(found, current, item_text(current), names, past or found.ended_at is not None)


def due_to_end(today: dt.date) -> list[int]:
    """Items whose last day is over, as ids."""
    found = Item.objects.filter(ended_at__isnull=True, current__until_on__lt=today)
    return list(found.order_by("pk").values_list("pk", flat=True))


# --- those who keep it ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Sight:
    """A proposal before somebody. todo: the turn that is his; writes: whether he keeps the draft;
    hinders: why he may not take his turn, or ""."""

    proposal: Proposal
    todo: ToDo | None
    writes: bool
    hinders: str

    @property
    def may_edit(self) -> bool:
        return self.writes and self.proposal.state in DRAFTED

    @property
    def may_drop(self) -> bool:
        return self.writes and (self.proposal.state in DRAFTED or self.proposal.state in TURN_PART)

    @property
    def may_sign(self) -> bool:
        return self.todo is not None and self.proposal.state in TURN_PART and not self.hinders


def proposals_of(viewer: Viewer) -> QuerySet[Proposal]:
    """The proposals of the organizations the viewer writes or leads for, the latest first."""
    mine = viewer.scope(Purpose.WRITE).q("item__organization__path")
    mine |= viewer.scope(Purpose.FINAL).q("item__organization__path")
    found = Proposal.objects.filter(mine).select_related("item__organization", "author")
    return found.order_by("-pk")


def proposal_for(viewer: Viewer, pk: int, on: dt.date) -> Sight:
    """A proposal for whoever writes or leads there, whose turn it is, or who had it. Missing."""
    proposal = (
        Proposal.objects.select_related("item__organization", "item__current", "case", "author")
        .filter(pk=pk)
        .first()
    )
    if proposal is None:
        raise Missing(_NOTHING)
    path = proposal.item.organization.path
    writes, leads = viewer.may(Purpose.WRITE, path), viewer.may(Purpose.FINAL, path)
    todo = turn_of(viewer, proposal, on)
    had = {proposal.reviewed_by_id, proposal.approved_by_id, proposal.implemented_by_id}
    if not (writes or leads or todo or viewer.person_id in had):
        raise Missing(_NOTHING)
    return Sight(proposal, todo, writes, _hinders(proposal, viewer) if todo else "")


def _hinders(proposal: Proposal, viewer: Viewer) -> str:
    if proposal.state not in TURN_PART:
        return ""
    if viewer.person_id == proposal.author_id:
        return "事项是您提出的，这一步要由另一位同志办。"
    if viewer.person_id in {proposal.reviewed_by_id, proposal.approved_by_id}:
        return "您已经审过这件事项，这一步要由另一位同志办。"
    return ""


def item_for(viewer: Viewer, pk: int) -> Item:
    """A disclosed item for whoever may propose a change of it. Missing for everybody else."""
    found = (
        Item.objects.filter(viewer.scope(Purpose.WRITE).q("organization__path"), pk=pk)
        .filter(current__isnull=False, ended_at__isnull=True)
        .select_related("organization", "current__item__organization")
        .first()
    )
    if found is None:
        raise Missing(_NOTHING)
    return found


def _up(path: str) -> list[str]:
    """The paths of an organization and of all above it."""
    parts = path.rstrip("/").split("/")
    return ["/".join(parts[: i + 1]) + "/" for i in range(len(parts)) if parts[i]]
