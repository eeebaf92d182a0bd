"""The guided acts of an organization's life: a form, a preview, one confirmation.

The preview tries the act and takes it back: what would be refused is said before anybody confirms.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dangjian.desk import handing_on
from dangjian.desk.life_forms import (
    MOST_PARTS,
    Act,
    Dissolving,
    Merging,
    Splitting,
    Upgrading,
)
from dangjian.dues.rules.ledger import keeps_account
from dangjian.kernel import clock
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Missing, Refused
from dangjian.kit.words import cn_date
from dangjian.registry.actions import life as actions
from dangjian.registry.actions.life import Warrant
from dangjian.registry.models import Organization, OrganizationForm
from dangjian.registry.queries.life import Load, load_of, receivers
from dangjian.registry.rules import HAS_MEMBERS
from dangjian.registry.rules.life import NEXT_FORM, may_merge, may_split
from dangjian.registry.views.addresses import number_in
from dangjian.registry.views.doors import viewer
from dangjian.registry.views.organization_changes import acting, from_above


@dataclass(frozen=True)
class Case:
    """One act before one organization: its form, what it does, and who takes over the to-dos."""

    heading: str
    lead: str
    button: str
    form: Act
    act: Callable[[Warrant], Organization]
    heir: Callable[[], Organization | None]
    ends: bool
    placing: str = ""


@require_safe
def organization_lives(request: HttpRequest, pk: int) -> HttpResponse:
    """Which of the acts fit this organization, each in a sentence."""
    organization = from_above(request, pk)
    form = OrganizationForm(organization.form)
    ways = [
        ("split", "分设一个支部", "人多了、分散了，分出一个支部。", may_split(form)),
        ("merge", "并入别的组织", "党员和下级组织都跟着过去，它撤销。", may_merge(form)),
        ("upgrade", _grown(form), "人数够了，升一级。", form in NEXT_FORM),
        ("dissolve", "撤销", "党员编入别的支部，下级组织归它的上级。", True),
    ]
    context = {
        "organization": organization,
        "back": reverse("organization", args=[pk]),
        "ways": [
            (label, text, reverse("organization_life", args=[pk, act]))
            for act, label, text, fits in ways
            if fits and organization.parent_id is not None
        ],
    }
    return render(request, "desk/lives.html", context)


def _grown(form: OrganizationForm) -> str:
    return f"升格为{NEXT_FORM[form].label}" if form in NEXT_FORM else ""


@require_http_methods(["GET", "HEAD", "POST"])
def organization_life(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Fill in, look at what is carried, confirm."""
    organization, today = from_above(request, pk), clock.today()
    load = load_of(organization, today)
    case = _case(request, organization, load, act)
    form = case.form
    context: dict[str, Any] = {
        "organization": organization,
        "case": case,
        "form": form,
        "load": load,
        "todos": handing_on.open_todos(organization),
        "back": reverse("organization", args=[pk]),
        "parts": range(2, MOST_PARTS + 1) if _asks_parts(act, organization) else (),
    }
    if not form.is_bound or ("again" in request.POST and form.is_valid()):
        return render(request, "desk/life.html", context)
    if form.is_valid():
        by = acting(request, organization)
        try:
            made = _perform(organization, case, by, rehearse=not form.cleaned_data["confirmed"])
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            return render(request, "desk/life.html", context, status=refusal.status)
        if form.cleaned_data["confirmed"]:
            messages.success(request, f"办好了：{organization.short_name}{case.button}。")
            return redirect("organization", made.pk)
        hidden = [
            (name, value)
            for name, values in request.POST.lists()
            if name in form.fields and name != "confirmed"
            for value in values
        ]
        heir = case.heir()
        account = case.ends and keeps_account(organization.form)
        told = {"hidden": hidden, "heir": heir, "told": _told(form), "account": account}
        return render(request, "desk/life_preview.html", context | told)
    return render(request, "desk/life.html", context, status=422)


def _perform(organization: Organization, case: Case, by: Actor, *, rehearse: bool) -> Organization:
    """Do it; or try it, and take it back."""
    values = case.form.cleaned_data
    warrant = Warrant(
        values["on"], values["document"], values["reason"], clock.today(), by, values["seen"]
    )
    with transaction.atomic():
        made = handing_on.done_with_todos(
            organization,
            lambda: case.act(warrant),
            to=case.heir(),
            now=clock.now(),
            by=by,
        )
        if rehearse:
            transaction.set_rollback(True)
    return made


def _told(form: Act) -> list[tuple[str, str]]:
    """What was filled in, in words."""
    found = []
    for bound in form.visible_fields():
        value = form.cleaned_data.get(bound.name)
        if value in (None, "", False):
            continue
        choices = dict(getattr(bound.field, "choices", ()))
        value = cn_date(value) if isinstance(value, dt.date) else value
        words = choices.get(value, choices.get(str(value), "是" if value is True else value))
        found.append((str(bound.label), str(words)))
    return found


def _asks_parts(act: str, organization: Organization) -> bool:
    return act == "upgrade" and OrganizationForm(organization.form) in HAS_MEMBERS


def _case(request: HttpRequest, organization: Organization, load: Load, act: str) -> Case:
    makers = {"merge": _merge, "split": _split, "upgrade": _upgrade, "dissolve": _dissolve}
    if act not in makers:
        raise Missing("没有这一页，或者不在您的权限范围内。")
    if organization.parent_id is None:
        raise Refused("区委是最上级，不能这样办。")
    data = request.POST if request.method == "POST" else None
    known = {"organization": organization, "load": load, "today": clock.today()}
    return makers[act](request, organization, data, known)


def _merge(request: HttpRequest, organization: Organization, data: Any, known: Any) -> Case:
    if not may_merge(organization.form):
        raise Refused(f"{organization.get_form_display()}不能并入别的组织。")
    offered = list(receivers(viewer(request), organization))
    form = Merging(data, receivers=offered, **known)

    def into() -> Organization:
        return form.receivers[form.cleaned_data["into"]]

    return Case(
        f"把{organization.short_name}并入别的组织",
        "党员、党小组和下级组织都跟着过去，它从那天起撤销；班子职务、任期和授予的角色到那天为止。",
        "并入",
        form,
        lambda warrant: actions.merge(organization, into=into(), warrant=warrant),
        into,
        ends=True,
    )


def _split(request: HttpRequest, organization: Organization, data: Any, known: Any) -> Case:
    if not may_split(organization.form):
        raise Refused(f"{organization.get_form_display()}没有直接的党员，不用分设。")
    form = Splitting(data, **known)
    return Case(
        f"从{organization.short_name}分设一个支部",
        "勾选到新支部的党小组和党员，其余的留下。新支部还没有班子，选举以后登记。",
        "分设",
        form,
        lambda warrant: actions.split(organization, part=form.part(), warrant=warrant),
        lambda: None,
        ends=False,
        placing="哪些到新支部",
    )


def _upgrade(request: HttpRequest, organization: Organization, data: Any, known: Any) -> Case:
    next_form = NEXT_FORM.get(OrganizationForm(organization.form))
    if next_form is None:
        raise Refused(f"{organization.get_form_display()}不能再升格。")
    parts = 0
    if OrganizationForm(organization.form) in HAS_MEMBERS:
        parts = min(max(number_in(request.GET.get("parts", "2")), 1), MOST_PARTS)
    form = Upgrading(data, parts=parts, **known)
    lead = "原来的班子和任期接着，选出新的班子以后登记换届。"
    if parts:
        lead = f"党员分到下面的支部，一个不落。{lead}"
    return Case(
        f"{organization.short_name}升格为{next_form.label}",
        lead,
        "升格",
        form,
        lambda warrant: actions.upgrade(
            organization,
            name=form.cleaned_data["name"].strip(),
            short_name=form.cleaned_data["short_name"].strip(),
            parts=form.made(),
            warrant=warrant,
        ),
        lambda: None,
        ends=False,
        placing="谁到哪个支部",
    )


def _dissolve(request: HttpRequest, organization: Organization, data: Any, known: Any) -> Case:
    offered: list[Organization] = []
    if OrganizationForm(organization.form) in HAS_MEMBERS:
        offered = list(receivers(viewer(request), organization))
    form = Dissolving(data, receivers=offered, **known)
    return Case(
        f"撤销{organization.short_name}",
        "党员和党小组编入您选的支部，下级组织归它的上级；没办完的事交给它的上级。",
        "撤销",
        form,
        lambda warrant: actions.dissolve(
            organization, people=form.places("p_"), groups=form.places("g_"), warrant=warrant
        ),
        lambda: organization.parent,
        ends=True,
        placing="要到别处的，单独选",
    )
