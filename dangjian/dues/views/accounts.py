"""Reliefs and half-yearly accounts: reading them, and the steps they take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangjian.dues.actions import publishing, relieving
from dangjian.dues.forms.declaring import Approving, EndingEarly, Preparing, Returning, Seen
from dangjian.dues.models import BranchAccount
from dangjian.dues.queries import accounts as queries
from dangjian.dues.queries.accounts import AccountSight, ReliefSight
from dangjian.dues.rules import ACCOUNTS, RELIEFS, Hand, months
from dangjian.dues.rules.ledger import keeps_account
from dangjian.dues.rules.standards import yuan
from dangjian.dues.views.doors import NOTHING, account_at, asked, check_turn, form_page
from dangjian.flow.models import Moving, ToDo
from dangjian.flow.rules import Flow, says_move
from dangjian.kernel import clock, rules
from dangjian.kernel.refusal import Missing, Stale
from dangjian.openness.queries.turns import steps_of, waiting_for
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Organization
from dangjian.registry.views.doors import viewer

PER_PAGE = 20


def _standing(noun: Moving, flow: Flow) -> dict[str, Any]:
    waiting, due = waiting_for(noun)
    done = [(one, says_move(flow, one.move), one.unseal("words")) for one in steps_of(noun)]
    return {"state": flow.state(noun.state).says, "waiting": waiting, "due": due, "steps": done}


def _office(todo: ToDo | None) -> Organization:
    if todo is None or todo.for_organization is None:
        raise Stale("已经到了别的一步，您这一次没有办成。")
    return todo.for_organization


# --- reliefs --------------------------------------------------------------------------------------


@require_safe
@never_cache
def dues_relief(request: HttpRequest, pk: int) -> HttpResponse:
    """One relief: who, why, for which months, and where it stands."""
    who = viewer(request)
    sight = queries.relief_for(who, pk, clock.today())
    found = sight.relief
    keeps = who.may(Purpose.DUES, found.person.path)
    context = {
        "sight": sight,
        "relief": found,
        "span": months.span_said(found.from_month, found.to_month),
        "reason": found.unseal("reason"),
        "ended_reason": found.unseal("ended_reason"),
        "rule": rules.value("dues.relief", on=clock.today()),
        "back": reverse("dues_member", args=[found.person_id]) if keeps else reverse("inbox"),
        **_standing(found, RELIEFS),
    }
    return render(request, "dues/relief.html", context)


@dataclass(frozen=True)
class Way:
    """A step: its form, whether it may be known of and is due, what it does, and its words."""

    form: type[forms.Form]
    known: Callable[[Any], bool]
    due: Callable[[Any], bool]
    act: Callable[[Any, Viewer, dict[str, Any]], Any]
    heading: str
    lead: str
    button: str
    after: str
    turn: bool = True


def _decide(verb: Callable[..., Any]) -> Callable[[ReliefSight, Viewer, dict[str, Any]], Any]:
    def act(sight: ReliefSight, who: Viewer, values: dict[str, Any]) -> Any:
        office = _office(sight.todo)
        by = who.actor(Purpose.DUES_REVIEW, office.path)
        return verb(sight.relief, office=office, now=clock.now(), by=by, **values)

    return act


def _take_back(sight: ReliefSight, who: Viewer, values: dict[str, Any]) -> Any:
    by = who.actor(Purpose.DUES, sight.relief.organization.path)
    return relieving.withdraw(sight.relief, seen=values["seen"], now=clock.now(), by=by)


def _end(sight: ReliefSight, who: Viewer, values: dict[str, Any]) -> Any:
    by = who.actor(Purpose.DUES, sight.relief.organization.path)
    return relieving.end_early(sight.relief, **values, today=clock.today(), by=by)


_RELIEF_WAYS = {
    "end": Way(
        EndingEarly,
        lambda sight: sight.proposes,
        lambda sight: sight.may_end,
        _end,
        "提前结束减免",
        "从那个月起照标准交，以前减免过的月份不变。上级党委批准的文件留着。",
        "提前结束",
        "已经提前结束，从那个月起照标准算。",
        turn=False,
    ),
    "approve": Way(
        Approving,
        lambda sight: sight.todo is not None,
        lambda sight: sight.may_decide,
        _decide(relieving.approve),
        "批准少交或免交",
        "党委研究同意以后在这里登记。批准以后，这些月份照批准的数额算。",
        "批准",
        "已经批准。",
    ),
    "refuse": Way(
        Returning,
        lambda sight: sight.todo is not None,
        lambda sight: sight.may_decide,
        _decide(relieving.refuse),
        "不批准",
        "理由写给提出的支部，加密保存。",
        "不批准",
        "已经答复支部。",
    ),
    "withdraw": Way(
        Seen,
        lambda sight: sight.proposes,
        lambda sight: sight.may_withdraw,
        _take_back,
        "撤回这件减免",
        "记录留着，以后可以再提。",
        "撤回",
        "已经撤回。",
        turn=False,
    ),
}
"""By the word in the address."""


@form_page
def dues_relief_step(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """One step of a relief."""
    who = viewer(request)
    sight = queries.relief_for(who, pk, clock.today())
    back = reverse("dues_relief", args=[pk])
    return _step(request, who, sight, _RELIEF_WAYS.get(way), sight.relief.case.round, back)


def _step(
    request: HttpRequest, who: Viewer, sight: Any, way: Way | None, seen: int, back: str
) -> HttpResponse:
    if way is None or not way.known(sight):
        raise Missing(NOTHING)
    if way.turn:
        check_turn(sight.hinders)
    if not way.due(sight):
        raise Stale("这件事已经有了结果，不用再办。")
    return asked(
        request,
        way.form(request.POST or None, initial={"seen": seen}),
        lambda values: way.act(sight, who, values),
        heading=way.heading,
        lead=way.lead,
        button=way.button,
        back=back,
        done=lambda _: (way.after, back),
    )


# --- accounts of half-years -----------------------------------------------------------------------


@require_safe
def dues_accounts(request: HttpRequest, pk: int) -> HttpResponse:
    """The published accounts of an organization for its members: sums only."""
    who = viewer(request)
    place = Organization.objects.filter(pk=pk).first()
    if place is None or not keeps_account(place.form):
        raise Missing(NOTHING)
    keeps = who.may(Purpose.DUES, place.path)
    if not (keeps or queries.belongs(who, place.path)):
        raise Missing(NOTHING)
    rows = queries.accounts_of(place, keeps=keeps)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "place": place,
        "page": page,
        "keeps": keeps,
        "due": queries.due_halves(place, clock.today()) if keeps else [],
    }
    return render(request, "dues/published.html", context)


@require_safe
def dues_account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: what came in, what went out, what is left, who signed it."""
    sight = queries.account_for(viewer(request), pk, clock.today())
    found = sight.account
    context = {"sight": sight, "account": found, "lines": _lines(found)}
    return render(request, "dues/account.html", context | _standing(found, ACCOUNTS))


_LINES = (
    *("voluntary", "to_centre", "from_below", "returned", "handed_up", "to_below", "spent"),
    *("taken_over", "given_over"),
)


def _lines(account: BranchAccount) -> list[tuple[str, str, bool]]:
    """(label, yuan, whether it is a balance); what never occurred is left out."""
    found = [("上期结余", account.opening, True), ("收党员党费", account.receipts, False)]
    for name in _LINES:
        found.append((_label(account, name), getattr(account, name), False))
    kept = [one for one in found if one[2] or one[0] == "收党员党费" or one[1]]
    kept.append(("期末结余", account.closing, True))
    return [(label, yuan(amount), balance) for label, amount, balance in kept]


def _label(account: BranchAccount, name: str) -> str:
    return str(account._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


@form_page
def dues_account_prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw up the account of a half-year."""
    who, place = account_at(request, pk)
    form = Preparing(request.POST or None, due=queries.due_halves(place, clock.today()))

    def act(values: dict[str, Any]) -> BranchAccount:
        year, half = form.chosen()
        by = who.actor(Purpose.DUES, place.path)
        return publishing.prepare(place, year=year, half=half, now=clock.now(), by=by)

    return asked(
        request,
        form,
        act,
        heading="编制半年收支",
        lead=f"{place.short_name}。只有合计，没有谁交了多少；由另一位同志审签以后给本组织党员看。"
        "编制以后这半年的账就不能再记了，退回才能再记。",
        button="编制，送审签",
        back=reverse("dues_accounts", args=[pk]),
        done=lambda made: ("编好了，送去审签。", reverse("dues_account", args=[made.pk])),
    )


def _sign(sight: AccountSight, who: Viewer, values: dict[str, Any]) -> Any:
    office = _office(sight.todo)
    by = who.actor(Purpose.DUES_REVIEW, office.path)
    return publishing.publish(
        sight.account, office=office, seen=values["seen"], now=clock.now(), by=by
    )


def _return(sight: AccountSight, who: Viewer, values: dict[str, Any]) -> Any:
    path = sight.account.organization.path
    signs = sight.may_sign
    return publishing.return_it(
        sight.account,
        part=Hand.SIGNER if signs else Hand.TREASURER,
        office=_office(sight.todo) if signs else None,
        now=clock.now(),
        by=who.actor(Purpose.DUES_REVIEW if signs else Purpose.DUES, path),
        **values,
    )


_ACCOUNT_WAYS = {
    "sign": Way(
        Seen,
        lambda sight: sight.todo is not None,
        lambda sight: sight.may_sign,
        _sign,
        "审签党费收支",
        "对着账和凭证看过再签。签了马上公布，本组织党员都看得到。",
        "审签，公布",
        "已经公布。",
    ),
    "return": Way(
        Returning,
        lambda sight: sight.todo is not None or sight.keeps,
        lambda sight: sight.may_return,
        _return,
        "退回重编",
        "退回以后这半年的账可以再记，改好了重新编制。",
        "退回",
        "已经退回。",
        turn=False,
    ),
}


@form_page
def dues_account_step(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """One step of an account."""
    who = viewer(request)
    sight = queries.account_for(who, pk, clock.today())
    back = reverse("dues_account", args=[pk])
    return _step(request, who, sight, _ACCOUNT_WAYS.get(way), sight.account.case.round, back)
