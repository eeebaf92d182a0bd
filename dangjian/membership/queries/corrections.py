"""What the register knows of a member, as he checks it, and what he wants corrected (K3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dangjian.flow.rules import may_do
from dangjian.kernel.refusal import Missing
from dangjian.membership.models import CorrectionRequest, DataCheck, RequestedItem, Verdict
from dangjian.membership.queries.errands import MASKS, shown, typed
from dangjian.membership.rules.corrections import ITEMS
from dangjian.registry.actions.people import SEALED
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Person


@dataclass(frozen=True)
class Item:
    """One item of the record: its name, what people call it, what stands there (masked if sealed).

    "" where nothing is registered.
    """

    name: str
    label: str
    value: str


def items_of(person: Person) -> list[Item]:
    """Everything a member may ask to have corrected, as he may see it without opening a seal."""
    return [Item(name, label_of(name), _own(person, name)) for name in ITEMS]


def label_of(name: str) -> str:
    return str(Person._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _own(person: Person, name: str) -> str:
    if name in SEALED:
        stored = person.unseal(name)
        return MASKS[name](stored) if stored else ""
    return shown(name, getattr(person, name))


def last_check(person: Person) -> DataCheck | None:
    """When he last found it right."""
    return DataCheck.objects.filter(person=person).order_by("-at").first()


def requests_of(person: Person) -> list[CorrectionRequest]:
    """What he asked for, the latest first. One query."""
    return list(CorrectionRequest.objects.filter(person=person).order_by("-asked_at")[:20])


def open_request_of(person: Person) -> CorrectionRequest | None:
    return CorrectionRequest.objects.filter(person=person, ended_at__isnull=True).first()


@dataclass(frozen=True)
class Sight:
    """A request before the member who made it, or before those who keep his items."""

    request: CorrectionRequest
    own: bool
    decides: bool

    @property
    def is_open(self) -> bool:
        return self.request.ended_at is None


def correction_for(viewer: Viewer, pk: int, on: dt.date) -> Sight:
    """One request, for the member and for those who keep his items. Missing otherwise."""
    found = (
        CorrectionRequest.objects.select_related(
            "person__organization", "todo__for_organization", "decided_by"
        )
        .filter(pk=pk)
        .first()
    )
    if found is not None:
        own = found.person_id == viewer.person_id
        keeps = viewer.may(Purpose.MAINTAIN, found.person.path)
        if own or keeps:
            decides = not own and (keeps or may_do(viewer, found.todo, on))
            return Sight(found, own, decides)
    raise Missing("没有这件更正，或者不是您的。")


@dataclass(frozen=True)
class Wanted:
    """One item of a request beside the register of today."""

    row: RequestedItem
    label: str
    before: str
    after: str
    proof: str
    reason: str

    @property
    def waits(self) -> bool:
        return self.row.verdict == Verdict.WAITING


def wanted_of(request: CorrectionRequest, *, in_full: bool) -> Sequence[Wanted]:
    """The items of a request. in_full: for the member who gave the values, and for whoever has to
    compare them with the proof. What the register has sealed stands there masked at most."""
    person = request.person
    return [
        Wanted(
            one,
            label_of(one.item),
            _own(person, one.item)
            if one.item not in SEALED
            else ("已登记" if getattr(person, one.item) else ""),
            _after(one, in_full),
            one.unseal("proof"),
            one.unseal("reason"),
        )
        for one in request.items.all()
    ]


def _after(one: RequestedItem, in_full: bool) -> str:
    value = one.unseal("value")
    if not value:
        return "去掉"
    if one.item in SEALED and not in_full:
        return "已填新内容"
    return shown(one.item, typed(one.item, value))
