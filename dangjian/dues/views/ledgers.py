"""The ledger of an account, one entry (a receipt to be printed), and its reversal."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangjian.dues.actions import booking, declaring
from dangjian.dues.forms.booking import Moving, Reversing
from dangjian.dues.forms.declaring import FarmerSetting
from dangjian.dues.models import CARRIED, Entry, EntryKind, Way
from dangjian.dues.queries import ledger
from dangjian.dues.queries.scales import farmer_amounts
from dangjian.dues.rules import months
from dangjian.dues.rules.ledger import COLLECTS, SUPERIOR_COMMITTEES, kinds_of
from dangjian.dues.rules.standards import yuan
from dangjian.dues.views.doors import NOTHING, PER_PAGE, account_at, asked, form_page
from dangjian.kernel import clock, rules
from dangjian.kernel.refusal import Missing
from dangjian.openness.queries.offices import directly_below
from dangjian.registry.authority import Purpose
from dangjian.registry.queries.people import organization_for
from dangjian.registry.views.doors import viewer


@require_safe
@never_cache
def dues_ledger(request: HttpRequest, pk: int) -> HttpResponse:
    """The entries of an account, the latest first, and what it holds."""
    _, place = account_at(request, pk)
    rows = ledger.entries_of(place)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "place": place,
        "page": page,
        "balance": ledger.balance(place),
        "collects": place.form in COLLECTS,
        "sets_farmers": place.form in SUPERIOR_COMMITTEES,
    }
    return render(request, "dues/ledger.html", context)


@require_safe
@never_cache
def dues_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry; a receipt for its payer, on A4."""
    found, keeps = ledger.entry_for(viewer(request), pk)
    reversal = getattr(found, "reversal", None)
    context: dict[str, Any] = {
        "entry": found,
        "keeps": keeps,
        "reversal": reversal,
        "amount": yuan(abs(found.amount)),
        "covered": months.span_said(found.from_month, found.to_month)
        if found.from_month and found.to_month
        else "",
        "shares": [(months.said(one.month), one.amount) for one in found.shares.order_by("month")],
        "may_reverse": keeps
        and found.reverses_id is None
        and reversal is None
        and found.kind not in CARRIED,
        "back": reverse("dues_ledger", args=[found.organization_id])
        if keeps
        else reverse("dues_mine"),
    }
    return render(request, "dues/entry.html", context)


@form_page
def dues_reverse(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an entry back by an opposite one."""
    who = viewer(request)
    found, keeps = ledger.entry_for(who, pk)
    if not keeps:
        raise Missing(NOTHING)
    back = reverse("dues_entry", args=[pk])
    path = found.organization.path
    return asked(
        request,
        Reversing(request.POST or None),
        lambda values: booking.reverse(
            found, reason=values["reason"], now=clock.now(), by=who.actor(Purpose.DUES, path)
        ),
        heading=f"冲正{found.number}号",
        lead=_lead(found),
        button="冲正这一笔",
        back=back,
        done=lambda made: (f"已经冲正，冲正的是{made.number}号。", back),
    )


def _lead(entry: Entry) -> str:
    whose = f"{entry.payer.name}，" if entry.payer else ""
    return (
        f"{whose}{entry.get_kind_display()}{yuan(abs(entry.amount))}元。"
        "记一笔相反的，日期是今天；两笔都留在账上，一笔只能冲正一次。"
    )


@form_page
def dues_book(request: HttpRequest, pk: int) -> HttpResponse:
    """Book what was handed up, given back, or spent."""
    who, place = account_at(request, pk)
    kinds = [kind for kind in kinds_of(place) if kind not in _UPWARDS or place.parent_id]
    below = directly_below(place)
    form = Moving(request.POST or None, kinds=kinds, below=below, today=clock.today())
    return asked(
        request,
        form,
        lambda values: booking.book(
            place,
            EntryKind(values["kind"]),
            amount=values["amount"],
            on=values["on"],
            way=Way(values["way"]),
            other=form.below.get(values.get("other") or 0),
            document=values["document"],
            note=values["note"],
            now=clock.now(),
            by=who.actor(Purpose.DUES, place.path),
        ),
        heading="记一笔收支",
        lead=f"{place.short_name}的党费账。钱在系统外收付，这里只记账；记错了用冲正，不能改、不能删。",
        button="记账",
        back=reverse("dues_ledger", args=[pk]),
        done=lambda made: (
            f"记好了，{made.number}号，{made.get_kind_display()}{yuan(abs(made.amount))}元。",
            reverse("dues_ledger", args=[pk]),
        ),
    )


_UPWARDS = (EntryKind.HANDED_UP, EntryKind.RETURNED)


@form_page
def dues_farmers(request: HttpRequest, pk: int) -> HttpResponse:
    """What farmers pay a month here and below."""
    who = viewer(request)
    place = organization_for(who, Purpose.DUES_REVIEW, pk)
    if place.form not in SUPERIOR_COMMITTEES:
        raise Missing(NOTHING)
    least = rules.value("dues.farmer.min", on=clock.today(), path=place.path)
    most = rules.value("dues.farmer.max", on=clock.today(), path=place.path)
    standing = [
        f"{months.said(one.valid.lower)}起每月{yuan(one.amount)}元（{one.document}）"
        for one in farmer_amounts(place)
    ]
    return asked(
        request,
        FarmerSetting(request.POST or None),
        lambda values: declaring.set_farmer_amount(
            place,
            amount=values["amount"],
            month=values["month"],
            document=values["document"],
            now=clock.now(),
            by=who.actor(Purpose.DUES_REVIEW, place.path),
        ),
        heading="农民党员的党费数额",
        lead=f"{place.short_name}和下级组织的农民党员每月交多少。"
        f"规定在{least.value}元到{most.value}元之间（{least.citation}），按省里定的填。",
        button="定下",
        back=reverse("dues_ledger", args=[pk]),
        done=lambda made: (
            f"定下了，{months.said(made.valid.lower)}起每月{yuan(made.amount)}元。",
            reverse("dues_ledger", args=[pk]),
        ),
        standing=standing,
    )
