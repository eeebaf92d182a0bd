"""A member's dues: before himself, and before whoever keeps them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dateutil.relativedelta import relativedelta
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangjian.dues.actions import booking, declaring, relieving
from dangjian.dues.actions.booking import Receipt
from dangjian.dues.forms.booking import Receiving
from dangjian.dues.forms.declaring import Declaring, Opening, Relieving
from dangjian.dues.models import Entry, EntryKind, Payer, ReliefKind, Way
from dangjian.dues.queries import payers
from dangjian.dues.rules import months
from dangjian.dues.rules.ledger import keeps_account
from dangjian.dues.rules.standards import yuan
from dangjian.dues.views.doors import asked, form_page, member_at
from dangjian.kernel import clock
from dangjian.kernel.refusal import Refused
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Organization, Person
from dangjian.registry.views.doors import viewer

SHOWN = 12
"""Months a page shows."""


@require_safe
@never_cache
def dues_mine(request: HttpRequest) -> HttpResponse:
    """A member's own dues: what he owes and why, what he paid and until when."""
    who, today = viewer(request), clock.today()
    person = Person.objects.select_related("organization").get(pk=who.person_id)
    return render(request, "dues/mine.html", _told(person, today) | {"own": True})


@require_safe
@never_cache
def dues_member(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for whoever keeps his dues; the base stays closed."""
    _, person, branch = member_at(request, pk)
    context = _told(person, clock.today()) | {
        "own": False,
        "declarations": payers.declarations_of(person),
        "reliefs": payers.reliefs_of(person),
        "back": f"{reverse('dues_sheet', args=[branch.pk])}",
    }
    return render(request, "dues/member.html", context)


def _told(person: Person, today: dt.date) -> dict[str, Any]:
    this = months.first_of(today)
    wanted = months.span(this - relativedelta(months=SHOWN - 1), this)
    rows = payers.months_of(person, wanted, today)
    until = payers.paid_until(rows)
    branch = person.organization
    return {
        "person": person,
        "branch": branch,
        "rows": list(reversed(rows)),
        "now": rows[-1],
        "until": months.said(until) if until else "",
        "receipts": payers.receipts_of(person),
        "collected": branch is not None and keeps_account(branch.form),
    }


@form_page
def dues_declare(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter class and base of a member from a month on."""
    who, person, branch = member_at(request, pk)
    standing = payers.declarations_of(person)
    form = Declaring(
        request.POST or None, payer=standing[0].payer if standing else "", today=clock.today()
    )
    back = reverse("dues_member", args=[pk])
    return asked(
        request,
        form,
        lambda values: declaring.declare(
            person,
            payer=Payer(values["payer"]),
            base=values["base"],
            month=values["month"],
            document=values["document"],
            now=clock.now(),
            by=who.actor(Purpose.DUES, branch.path),
        ),
        heading=f"登记{person.name}的交纳类别和基数",
        lead="基数加密保存，登记以后要看得写明理由，本人看得到谁看过。以前各月的照旧。",
        button="登记",
        back=back,
        done=lambda made: (f"登记好了，{months.said(made.valid.lower)}起按这个算。", back),
    )


@never_cache
@form_page
def dues_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a member's base for a reason. It stands in this one answer and nowhere else."""
    who, person, branch = member_at(request, pk)
    form = Opening(request.POST or None)
    back = reverse("dues_member", args=[pk])
    context: dict[str, Any] = {
        "form": form,
        "heading": f"看{person.name}的计算基数",
        "lead": "基数是他的收入，要写明理由才能看。每次查看都留下记录，本人看得到。",
        "button": "看基数",
        "back": back,
    }
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            context["opened"] = declaring.open_base(
                person,
                reason=form.cleaned_data["reason"],
                by=who.actor(Purpose.DUES, branch.path),
            )
            status = 200
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
    return render(request, "dues/form.html", context, status=status)


@form_page
def dues_receive(request: HttpRequest, pk: int) -> HttpResponse:
    """Book what one member handed over: for several months, or beyond his dues."""
    who, person, branch = member_at(request, pk)
    today = clock.today()
    this = months.first_of(today)
    initial = {"on": today, "from_month": this, "to_month": this, "what": EntryKind.RECEIPT}
    form = Receiving(request.POST or None, initial=initial)
    by = who.actor(Purpose.DUES, branch.path)
    return asked(
        request,
        form,
        lambda values: _received(branch, person, values, by=by),
        heading=f"记{person.name}交的党费",
        lead="钱在系统外收，这里只记账。几个月一起交的，按每个月还差多少分到各月，多出来的算在最后一个月。",
        button="记账",
        back=reverse("dues_member", args=[pk]),
        done=lambda made: (
            f"记好了，{made.number}号，{yuan(made.amount)}元。"
            + ("一次自愿多交到规定数额，全部上缴中央。" if made.to_centre else ""),
            reverse("dues_entry", args=[made.pk]),
        ),
    )


def _received(branch: Organization, person: Person, values: dict[str, Any], *, by: Any) -> Entry:
    common = {
        "on": values["on"],
        "way": Way(values["way"]),
        "document": values["document"],
        "note": values["note"],
        "now": clock.now(),
        "by": by,
    }
    if values["what"] == EntryKind.VOLUNTARY:
        return booking.give_more(branch, person, amount=values["amount"], **common)
    receipt = Receipt(person, values["from_month"], values["to_month"], values["amount"])
    return booking.receive(branch, [receipt], **common)[0]


@form_page
def dues_relieve(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose that a member pays less, or nothing."""
    who, person, branch = member_at(request, pk)
    initial = {"first": months.first_of(clock.today())}
    return asked(
        request,
        Relieving(request.POST or None, initial=initial),
        lambda values: relieving.propose(
            person,
            kind=ReliefKind(values["kind"]),
            amount=values["amount"],
            first=values["first"],
            last=values["last"],
            reason=values["reason"],
            now=clock.now(),
            by=who.actor(Purpose.DUES, branch.path),
        ),
        heading=f"提出{person.name}少交或免交党费",
        lead="支部研究以后提出，报上级党委批准，批准了才生效。",
        button="报上级党委",
        back=reverse("dues_member", args=[pk]),
        done=lambda made: ("已经报给上级党委。", reverse("dues_relief", args=[made.pk])),
    )
