"""The list of decided appointments and removals; its lines before those who enter and pass them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from dangjian.flow.models import ToDo
from dangjian.kernel.proofs.statements import text_digest
from dangjian.kernel.refusal import Missing
from dangjian.openness.models import Kind, Listing, Notice, PersonnelEntry, Result, State
from dangjian.openness.queries.turns import turn_of
from dangjian.openness.rules import disclosure_texts, texts
from dangjian.registry.authority import Purpose, Scope, Viewer
from dangjian.registry.models import Organization

_NOTHING = "没有这一页，或者不在您的权限范围内。"


def listed(place: Organization | None = None) -> QuerySet[PersonnelEntry]:
    """The list, the newest decision first; of one organization and all below it, or all."""
    found = PersonnelEntry.objects.filter(state=Listing.LISTED, listed_at__isnull=False)
    if place is not None:
        found = found.filter(Scope((place.path,)).q("organization__path"))
    corrections = PersonnelEntry.objects.filter(state=Listing.LISTED)
    return (
        found.select_related("organization", "notice", "corrects")
        .prefetch_related(Prefetch("corrections", corrections, to_attr="listed_corrections"))
        .order_by("-decided_on", "-pk")
    )


def places() -> list[Organization]:
    """The organizations that stand in the list, in the order of the tree."""
    ids = PersonnelEntry.objects.filter(state=Listing.LISTED).values("organization")
    return list(Organization.objects.filter(pk__in=ids).order_by("path"))


@dataclass(frozen=True)
class Reading:
    """One line as it is read; correction: the one that stands in its place."""

    entry: PersonnelEntry

    @property
    def correction(self) -> PersonnelEntry | None:
        found: list[PersonnelEntry] = getattr(self.entry, "listed_corrections", [])
        return found[0] if found else None

    @property
    def deed(self) -> str:
        return disclosure_texts.deed(self.entry)

    @property
    def replaced(self) -> str:
        return disclosure_texts.replaced(self.correction) if self.correction else ""

    @property
    def text(self) -> str:
        return disclosure_texts.line(self.entry, self.correction)

    @property
    def code(self) -> str:
        return texts.code_of(self.entry.uid)

    @property
    def digest(self) -> str:
        return text_digest(self.text)


def rows(entries: Sequence[PersonnelEntry]) -> list[Reading]:
    return [Reading(one) for one in entries]


def reading(pk: int) -> Reading:
    """One line of the list. Missing for one that is not in it."""
    found = listed().filter(pk=pk).first()
    if found is None:
        raise Missing("没有这一条任免动态。")
    return Reading(found)


# --- those who enter and pass them ----------------------------------------------------------------


@dataclass(frozen=True)
class Sight:
    """A line before somebody. todo: the review that is his; hinders: why he may not pass it; may
    correct: whether he may enter another one in its place."""

    entry: PersonnelEntry
    todo: ToDo | None
    hinders: str
    may_correct: bool

    @property
    def may_review(self) -> bool:
        return self.todo is not None and not self.hinders


def entries_of(viewer: Viewer) -> QuerySet[PersonnelEntry]:
    """The lines of the organizations the viewer writes or leads for, the latest first."""
    mine = viewer.scope(Purpose.WRITE).q("organization__path")
    mine |= viewer.scope(Purpose.FINAL).q("organization__path")
    found = PersonnelEntry.objects.filter(mine).select_related("organization", "author", "corrects")
    return found.order_by("-pk")


def entry_for(viewer: Viewer, pk: int, on: dt.date) -> Sight:
    """A line for whoever writes or leads there, or has to pass it. Missing for everybody else."""
    entry = (
        PersonnelEntry.objects.select_related("organization", "case", "author", "notice")
        .select_related("corrects__organization")
        .filter(pk=pk)
        .first()
    )
    if entry is None:
        raise Missing(_NOTHING)
    path = entry.organization.path
    writes, leads = viewer.may(Purpose.WRITE, path), viewer.may(Purpose.FINAL, path)
    todo = turn_of(viewer, entry, on)
    if not (writes or leads or todo or viewer.person_id == entry.reviewed_by_id):
        raise Missing(_NOTHING)
    hinders = ""
    if todo and viewer.person_id == entry.author_id:
        hinders = "这一条是您录入的，要由另一位同志审查。"
    elif todo and viewer.name == entry.name:
        hinders = "这一条写的是您本人，请由另一位同志审查。"
    corrected = entry.corrections.exclude(state=Listing.REFUSED).exists()
    may_correct = writes and entry.state == Listing.LISTED and entry.name != "" and not corrected
    return Sight(entry, todo, hinders, may_correct)


def notices_for(place: Organization) -> list[Notice]:
    """The closed notices of an organization that a line may rest on, the latest first."""
    found = Notice.objects.filter(organization=place, kind=Kind.APPOINTMENT, state=State.CLOSED)
    return list(found.exclude(result=Result.STOPPED).order_by("-posted_at")[:50])
