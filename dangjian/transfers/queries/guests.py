"""Floating members on both sides: who is away, who lives here, and who was last in touch (A10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import DateField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dangjian.kernel.refusal import Missing
from dangjian.kernel.rules import Book
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Floating, Organization
from dangjian.registry.queries.reminders import Asked, Matter, Question
from dangjian.transfers.models import ContactNote, Guest, Side
from dangjian.transfers.rules.guests import contact_due, contacted_by

PER_PAGE = 20


@dataclass(frozen=True)
class Stay:
    """A floating member as one side sees him. due_on: the day by which to be in touch again."""

    name: str
    home: str
    host: str
    began_on: dt.date | None
    last_on: dt.date | None
    due_on: dt.date
    floating: Floating | None
    guest: Guest | None


@dataclass(frozen=True)
class Slice:
    """One page of stays, and how many there are."""

    rows: Sequence[Stay]
    total: int


def away(viewer: Viewer, book: Book, *, limit: int = PER_PAGE, offset: int = 0) -> Slice:
    """Members of the viewer's organizations who are away, longest without contact first.

    Two queries.
    """
    found = _absences().filter(viewer.scope(Purpose.READ).q("person__path"))
    rows = found.annotate(
        host=Subquery(_stays_of("floating").values("organization__short_name")[:1])
    ).order_by("last", "pk")
    stays = [
        Stay(
            spell.person.name,
            spell.person.organization.short_name,
            spell.host or spell.destination,
            spell.began_on,
            spell.contacted,
            contact_due(spell.last, book),
            spell,
            None,
        )
        for spell in rows[offset : offset + limit]
    ]
    return Slice(stays, found.count())


def living_here(viewer: Viewer, book: Book, *, limit: int = PER_PAGE, offset: int = 0) -> Slice:
    """Floating members registered by the viewer's organizations, longest without contact first.

    Whoever has gone back, as his own branch says, is left out. Two queries.
    """
    found = _guests().filter(viewer.scope(Purpose.READ).q("organization__path"))
    stays = [
        Stay(
            guest.name,
            home_of(guest),
            guest.organization.short_name,
            guest.began_on,
            guest.contacted,
            contact_due(guest.last, book),
            None,
            guest,
        )
        for guest in found.order_by("last", "pk")[offset : offset + limit]
    ]
    return Slice(stays, found.count())


def home_of(guest: Guest) -> str:
    """What his own organization is called."""
    place = guest.person.organization if guest.person else None
    return place.short_name if place else guest.unseal("home")


def _stays_of(outer: str) -> QuerySet[Guest]:
    found = Guest.objects.filter(**{outer: OuterRef("pk")}, valid__upper_inf=True)
    return found.order_by("-pk")


def _absences() -> QuerySet[Any]:
    """Absences that last; last: the day of the last contact, or that of leaving."""
    notes = ContactNote.objects.filter(floating=OuterRef("pk")).order_by("-on")
    return (
        Floating.objects.filter(valid__upper_inf=True)
        .select_related("person__organization__parent")
        .annotate(contacted=Subquery(notes.values("on")[:1]))
        .annotate(last=Coalesce("contacted", F("valid__startswith"), output_field=DateField()))
    )


def _guests() -> QuerySet[Any]:
    """Stays that last, of whom his own branch has not said that he is back."""
    about = Q(guest=OuterRef("pk")) | Q(floating=OuterRef("floating"))
    notes = ContactNote.objects.filter(about).order_by("-on")
    here = Q(floating__isnull=True) | Q(floating__valid__upper_inf=True)
    return (
        Guest.objects.filter(here, valid__upper_inf=True)
        .select_related("organization__parent", "person__organization", "floating")
        .annotate(contacted=Subquery(notes.values("on")[:1]))
        .annotate(last=Coalesce("contacted", F("valid__startswith"), output_field=DateField()))
    )


# --- one of them ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Note:
    """A contact as both sides read it."""

    on: dt.date
    side: str
    place: str
    who: str
    words: str


@dataclass(frozen=True)
class Sight:
    """A floating member before one side. keeps: whether the viewer may write a contact down.

    side, place: for whom he does; ends: whether he may end the stay.
    """

    name: str
    floating: Floating | None
    guest: Guest | None
    notes: Sequence[Note]
    side: Side
    place: Organization
    keeps: bool

    @property
    def is_current(self) -> bool:
        spells = [one for one in (self.floating, self.guest) if one is not None]
        return all(one.ended_on is None and not one.valid.isempty for one in spells)


def absence_for(viewer: Viewer, pk: int) -> Sight:
    """A member's absence, for whoever may read his record. Missing otherwise."""
    spell = (
        Floating.objects.filter(pk=pk, valid__isempty=False)
        .select_related("person__organization")
        .first()
    )
    if spell is None or not viewer.may(Purpose.READ, spell.person.path):
        raise Missing("没有这条记录，或者不在您的管理范围内。")
    home = spell.person.organization
    stay = _stays_of_spell(spell)
    assert home is not None  # noqa: S101 - somebody in the scope of a path has a branch
    keeps = viewer.may(Purpose.MAINTAIN, spell.person.path)
    return Sight(
        spell.person.name,
        spell,
        stay,
        notes_of(spell, stay),
        Side.HOME,
        home,
        keeps and spell.person_id != viewer.person_id,
    )


def guest_for(viewer: Viewer, pk: int) -> Sight:
    """A stay, for whoever reads for the organization where he lives. Missing otherwise."""
    guest = (
        Guest.objects.filter(pk=pk)
        .select_related("organization", "person__organization", "floating")
        .first()
    )
    if guest is None or not viewer.may(Purpose.READ, guest.organization.path):
        raise Missing("没有这条记录，或者不在您的管理范围内。")
    keeps = viewer.may(Purpose.MAINTAIN, guest.organization.path)
    return Sight(
        guest.name,
        guest.floating,
        guest,
        notes_of(guest.floating, guest),
        Side.HOST,
        guest.organization,
        keeps and guest.person_id != viewer.person_id,
    )


def _stays_of_spell(spell: Floating) -> Guest | None:
    found = Guest.objects.filter(floating=spell, valid__isempty=False)
    return found.select_related("organization").order_by("-pk").first()


def notes_of(floating: Floating | None, guest: Guest | None) -> list[Note]:
    """The contacts of both sides, the latest first. One query."""
    about = Q(pk__in=())
    if floating is not None:
        about |= Q(floating=floating)
    if guest is not None:
        about |= Q(guest=guest)
    found = ContactNote.objects.filter(about).select_related("by", "organization")
    return [
        Note(
            one.on,
            str(Side(one.side).label),
            one.organization.short_name,
            one.by.name,
            one.unseal("words"),
        )
        for one in found.order_by("-on", "-pk")
    ]


# --- reminders ------------------------------------------------------------------------------------


def out_of_touch(asked: Asked) -> Question:
    """Members away with whom neither side was in touch for as long as the rule says."""
    until = contacted_by(asked.today, asked.book)
    return Question(
        asked,
        _absences().filter(asked.scope.q("person__path"), last__lte=until),
        ("last", "person__name_key", "pk"),
        "person__organization",
        "last",
        lambda row: Away(row.organization, row.day, row.person, floating_id=row.pk),
        person="person",
    )


@dataclass(frozen=True)
class Away(Matter):
    """A matter about an absence."""

    floating_id: int = 0
