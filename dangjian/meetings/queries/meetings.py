"""Meetings before those who hold, compare and answer them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from dangjian.flow.models import Step, Task, ToDo
from dangjian.flow.rules import may_do
from dangjian.kernel.refusal import Missing
from dangjian.meetings.models import Count, Exemption, Item, Kind, Meeting, Presence, State, Voter
from dangjian.meetings.queries import electorate
from dangjian.meetings.rules.wording import title_of
from dangjian.registry.authority import Purpose, Scope, Viewer
from dangjian.registry.models import Organization, Person, Post, PostTitle

NOTHING = "没有这一页，或者不在您的权限范围内。"


@dataclass(frozen=True)
class Line:
    """A meeting in a list, with what it voted on."""

    meeting: Meeting
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Sight:
    """A meeting before somebody. todo: the turn that is his; hinders: why he may not take it."""

    meeting: Meeting
    todo: ToDo | None
    hinders: str

    @property
    def is_open(self) -> bool:
        """Whether its items and its roll may still be put down."""
        return self.meeting.state == State.CALLED

    @property
    def counts(self) -> bool:
        return self.meeting.state == State.FIXED

    @property
    def may_confirm(self) -> bool:
        return self.meeting.state == State.COUNTED and self.todo is not None and not self.hinders

    @property
    def may_answer(self) -> bool:
        return self.meeting.state == State.REPORTED and self.todo is not None

    @property
    def may_report(self) -> bool:
        return self.meeting.kind == Kind.ELECTION and self.meeting.state == State.CONFIRMED

    @property
    def may_void(self) -> bool:
        return self.meeting.state in (State.CALLED, State.FIXED, State.COUNTED)


def meetings_below(place: Organization) -> QuerySet[Meeting]:
    """The meetings of an organization and of all below it, the latest first; `lines` reads them."""
    below = Scope((place.path,)).q("organization__path")
    items = Item.objects.filter(taken_off_at__isnull=True).select_related("person")
    return (
        Meeting.objects.filter(below)
        .select_related("organization")
        .prefetch_related(Prefetch("items", items.order_by("position"), to_attr="shown_items"))
        .order_by("-held_on", "-pk")
    )


def lines(meetings: Sequence[Meeting]) -> list[Line]:
    """A page of `meetings_below` with what each voted on. No query of its own."""
    return [
        Line(
            one,
            tuple(
                title_of(item, Kind(one.kind), one.organization.form, item.name)
                for item in getattr(one, "shown_items", ())
            ),
        )
        for one in meetings
    ]


def meeting_for(viewer: Viewer, pk: int, on: dt.date) -> Sight:
    """A meeting for whoever keeps the meetings there, or has to answer it. Missing otherwise."""
    found = (
        Meeting.objects.select_related("organization", "case", "chair", "confirmed_by")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Missing(NOTHING)
    keeps = viewer.may(Purpose.MEETINGS, found.organization.path)
    waiting = found.case.todos.filter(closed_at__isnull=True, task=Task.LEAD)
    todo = next(
        (one for one in waiting.select_related("for_organization") if may_do(viewer, one, on)), None
    )
    if not (keeps or todo):
        raise Missing(NOTHING)
    return Sight(found, todo, _hinders(found, viewer) if todo else "")


def _hinders(meeting: Meeting, viewer: Viewer) -> str:
    if meeting.state != State.COUNTED:
        return ""
    entered = Count.objects.filter(item__meeting=meeting, entered_by=viewer.person_id)
    if meeting.counted_by_id == viewer.person_id or entered.exists():
        return "票数是您登记或者交出的，要由另一位同志对着计票单核对。"
    return ""


def item_for(viewer: Viewer, pk: int, on: dt.date) -> tuple[Sight, Item]:
    """An item with its meeting, for whoever keeps it. Missing otherwise, or where it was taken
    off."""
    item = Item.objects.filter(pk=pk, taken_off_at__isnull=True).select_related("person").first()
    if item is None:
        raise Missing(NOTHING)
    return meeting_for(viewer, item.meeting_id, on), item


def exemption_for(viewer: Viewer, pk: int, on: dt.date) -> tuple[Sight, Exemption]:
    """An exemption with its meeting. Missing otherwise."""
    row = Exemption.objects.filter(pk=pk).select_related("person", "meeting").first()
    if row is None:
        raise Missing(NOTHING)
    return meeting_for(viewer, row.meeting_id, on), row


def exemptions_of(meeting: Meeting) -> list[Exemption]:
    """Who is left out, by pinyin. One query."""
    rows = meeting.exemptions.filter(taken_back_at__isnull=True).select_related("person")
    return list(rows.order_by("person__name_key", "pk"))


def watched_of(meeting: Meeting) -> list[Person]:
    """Who is left out by the register alone: under 留党察看 on that day and not entered here."""
    found = electorate.watched(meeting) - set(
        meeting.exemptions.filter(taken_back_at__isnull=True).values_list("person", flat=True)
    )
    return list(Person.objects.filter(pk__in=found).order_by("name_key", "pk"))


@dataclass(frozen=True)
class Place:
    """One line of the roll: title: his post in the organization on that day; presence: "" before
    anything was written down."""

    person: Person
    title: str
    presence: str


def roll_of(meeting: Meeting) -> list[Place]:
    """Everybody who is due, by pinyin, with what was written down so far. Five queries, however
    many there are."""
    people = electorate.full_members(meeting.organization, meeting.held_on)
    exempted = electorate.left_out(meeting)
    held = dict(
        Post.objects.on(meeting.held_on)
        .filter(organization=meeting.organization)
        .order_by("-pk")
        .values_list("person", "title")
    )
    said = dict(Voter.objects.filter(meeting=meeting).values_list("person", "presence"))
    return [
        Place(
            one,
            str(PostTitle(held[one.pk]).label) if one.pk in held else "",
            said.get(one.pk, "") if said.get(one.pk) != Presence.EXEMPT else "",
        )
        for one in people
        if one.pk not in exempted
    ]


def steps_of(meeting: Meeting) -> QuerySet[Step]:
    """What was done, in order."""
    return meeting.case.steps.select_related("by", "office").order_by("round")


def waiting_for(meeting: Meeting) -> str:
    """Whom it waits for; "" where nobody else has to act."""
    todo = (
        meeting.case.todos.filter(closed_at__isnull=True, task=Task.LEAD)
        .select_related("for_organization", "for_person")
        .first()
    )
    if todo is None:
        return ""
    place = todo.for_organization
    return place.short_name if place else str(todo.for_person)
