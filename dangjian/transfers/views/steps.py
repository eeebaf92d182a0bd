"""One step of a transfer on its own page: what it does, and what it asks for (A9)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from dangjian.flow.rules import Move
from dangjian.kernel import clock, rules
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Missing, Stale
from dangjian.registry.actions.people import NewMember
from dangjian.registry.authority import Viewer
from dangjian.registry.models import Organization, OrganizationForm
from dangjian.registry.views.doors import perform, viewer
from dangjian.transfers.actions import arriving, moving
from dangjian.transfers.forms.transfers import (
    Approving,
    Entering,
    Placing,
    Receipt,
    Receiving,
    Seen,
    Words,
)
from dangjian.transfers.models import Transfer
from dangjian.transfers.queries.transfers import Sight, branches_of, transfer_for
from dangjian.transfers.rules import RIGHT, Part
from dangjian.transfers.rules.introductions import latest_validity
from dangjian.transfers.views.transfers import form_page

Post = Mapping[str, Any] | None


@dataclass(frozen=True)
class Turn:
    """A move somebody is about to make: in which part, at which round, as whom."""

    who: Viewer
    sight: Sight
    move: Move
    part: Part

    @property
    def transfer(self) -> Transfer:
        return self.sight.transfer

    @property
    def round(self) -> int:
        return self.transfer.case.round

    def given(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What every action wants, beside the fields of its form."""
        return {"part": self.part, "seen": values["seen"], "now": clock.now(), "by": self._by()}

    def _by(self) -> Actor:
        if self.part is Part.MEMBER:
            return self.who.myself()
        place = self.place
        return self.who.actor(RIGHT[self.part], place.path if place else "")

    @property
    def place(self) -> Organization | None:
        """The organization the part belongs to."""
        found = self.transfer
        return {
            Part.OLD_BRANCH: found.from_branch,
            Part.SENDER: found.sender,
            Part.RECEIVER: found.receiver,
            Part.NEW_BRANCH: found.to_branch,
        }.get(self.part)


@never_cache
@form_page
def transfer_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Show a step, or make it once. Missing where it is never the viewer's; Stale where not now."""
    who = viewer(request)
    sight = transfer_for(who, pk)
    move = next((one for one in sight.flow.moves if one.name == name), None)
    if move is None or not move.who & sight.parts or name == sight.flow.opening:
        raise Missing("没有这一步，或者不由您办。")
    if move not in sight.moves:
        raise Stale(
            f"这件转接现在是“{sight.flow.state(sight.transfer.state).says}”，这一步不用办了。"
        )
    turn = Turn(who, sight, move, sight.part_for(move))
    page = PAGES.get(name) or (_WITH_WORDS if move.words else _PLAIN)
    return perform(
        request,
        page.form(turn, request.POST or None),
        lambda values: page.act(turn, values),
        template="transfers/transfer_enter.html" if name == "enter" else "transfers/step.html",
        context={
            "transfer": turn.transfer,
            "person": turn.transfer.person,
            "move": move,
            "said": page.said,
        },
        done=lambda _: (f"{move.says.partition('，')[0]}：已经办好。", _after(turn)),
    )


def _after(turn: Turn) -> str:
    """The page of the transfer, for whoever still sees it then."""
    return reverse("transfer", args=[turn.transfer.pk])


@dataclass(frozen=True)
class Page:
    """What a step asks for, what it does, and what is said about it beforehand."""

    form: Callable[[Turn, Post], forms.Form]
    act: Callable[[Turn, dict[str, Any]], Any]
    said: str = ""


def _step(turn: Turn, values: dict[str, Any]) -> Transfer:
    words = values.get("words", "")
    return moving.step(turn.transfer, turn.move.name, words=words, **turn.given(values))


_PLAIN = Page(lambda turn, data: Seen(data, initial={"seen": turn.round}), _step)
_WITH_WORDS = Page(
    lambda turn, data: Words(data, initial={"seen": turn.round}),
    _step,
    "没有正当理由不得拒绝转接（《中国共产党党员教育管理工作条例》第二十五条）。",
)


def _approving(turn: Turn, data: Post) -> forms.Form:
    today, place = clock.today(), turn.place
    book = rules.book(on=today, path=place.path if place else "")
    latest = latest_validity(today, book)
    return Approving(data, today=today, latest=latest, seen=turn.round)


def _approve(turn: Turn, values: dict[str, Any]) -> Any:
    return moving.approve(
        turn.transfer,
        dues_until=values["dues_until"],
        valid_until=values["valid_until"],
        **turn.given(values),
    )


def _receiving(turn: Turn, data: Post) -> forms.Form:
    committee = turn.transfer.receiver
    assert committee is not None  # noqa: S101 - only a receiver makes this move
    found = branches_of(committee).exclude(path=_path_left(turn.transfer))
    return Receiving(
        data,
        places=[(one.pk, one.short_name) for one in found],
        chosen=turn.transfer.to_branch_id,
        seen=turn.round,
    )


def _path_left(transfer: Transfer) -> str:
    return transfer.from_branch.path if transfer.from_branch else ""


def _receive(turn: Turn, values: dict[str, Any]) -> Transfer:
    branch = Organization.objects.get(pk=values["place"])
    return moving.receive(turn.transfer, branch=branch, **turn.given(values))


def _placing(turn: Turn, data: Post) -> forms.Form:
    groups = Organization.objects.open().filter(
        parent=turn.transfer.to_branch, form=OrganizationForm.GROUP
    )
    return Placing(
        data,
        today=clock.today(),
        groups=[(one.pk, one.short_name) for one in groups.order_by("path")],
        seen=turn.round,
    )


def _place(turn: Turn, values: dict[str, Any]) -> Transfer:
    group = values.get("group")
    return arriving.place(
        turn.transfer,
        on=values["on"],
        group=Organization.objects.get(pk=group) if group else None,
        **turn.given(values),
    )


def _enter(turn: Turn, values: dict[str, Any]) -> Any:
    branch = turn.transfer.to_branch
    assert branch is not None  # noqa: S101 - only a branch makes this move
    items = {n: v for n, v in values.items() if n not in ("seen", "since", "id_doubt_reason")}
    member = NewMember(
        organization=branch, id_doubt_reason=values["id_doubt_reason"], **items
    )
    return arriving.enter(turn.transfer, member, on=values["since"], **turn.given(values))


def _book(turn: Turn, values: dict[str, Any]) -> Transfer:
    return moving.book_receipt(
        turn.transfer,
        on=values["on"],
        receipt_from=values["receipt_from"],
        **turn.given(values),
    )


_LETTER = Page(
    _approving,
    _approve,
    "点“办理”就开出介绍信，编号自动排。在对方接收以前，仍然是本支部的党员。",
)
_LOOK = Page(_receiving, _receive, "请对照介绍信核对姓名、身份和有效期，再转给支部。")

PAGES: Mapping[str, Page] = {
    "issue": _LETTER,
    "reissue": _LETTER,
    "send": _LETTER,
    "resend": _LETTER,
    "pass_on": Page(
        lambda turn, data: Seen(data, initial={"seen": turn.round}),
        lambda turn, values: moving.pass_on(turn.transfer, **turn.given(values)),
        "两个支部同属一个党委，不用开介绍信，直接转给新支部接收。",
    ),
    "receive": _LOOK,
    "accept": _LOOK,
    "place": Page(_placing, _place, "接收那天起，就是本支部的党员。"),
    "enter": Page(
        lambda turn, data: Entering(
            data, today=clock.today(), name=turn.transfer.name, seen=turn.round
        ),
        _enter,
        "照介绍信和证件登记。以前从本区转出的，接回原来的记录。",
    ),
    "receipt": Page(
        lambda turn, data: Receipt(
            data, today=clock.today(), to=turn.transfer.to_words, seen=turn.round
        ),
        _book,
        "登记回执以后，这位同志才不再是本区的党员。",
    ),
}
"""What a step asks for besides the round; the others ask for words, or for nothing."""
