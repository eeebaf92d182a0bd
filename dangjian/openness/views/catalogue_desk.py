"""Those who keep the catalogue: items proposed, reviewed, approved, put into effect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.kernel import clock, rules
from dangjian.kernel.refusal import Missing, Stale
from dangjian.kit.forms import Seen
from dangjian.openness.actions import disclosing, proposing
from dangjian.openness.forms.catalogue import (
    Approving,
    ItemWriting,
    Reviewing,
    TakingOff,
    written,
)
from dangjian.openness.forms.fields import Returning
from dangjian.openness.models import Act, Matter, Proposal, Stage
from dangjian.openness.queries import catalogue as queries
from dangjian.openness.queries.catalogue import Sight
from dangjian.openness.queries.offices import directly_below
from dangjian.openness.recording import item_text
from dangjian.openness.rules import CATALOGUE
from dangjian.openness.rules.disclosure_tables import TURN_RIGHT
from dangjian.openness.views.doors import NOTHING, chosen_place, desk_ways, form_page, paged
from dangjian.openness.views.steps import Told, office_of, standing, step
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Organization
from dangjian.registry.views.doors import perform, viewer


@require_safe
def catalogue_desk(request: HttpRequest) -> HttpResponse:
    """The proposals of the viewer's organizations, and where each stands."""
    who = viewer(request)
    if not (who.may_anywhere(Purpose.WRITE) or who.may_anywhere(Purpose.FINAL)):
        raise Missing(NOTHING)
    return render(
        request,
        "openness/catalogue_desk.html",
        {
            "page": paged(request, queries.proposals_of(who)),
            "writes": who.may_anywhere(Purpose.WRITE),
            "desk_ways": desk_ways(who),
        },
    )


@form_page
def proposal_new(request: HttpRequest) -> HttpResponse:
    """Choose for whom, then write a new item."""
    who = viewer(request)
    place, answer = chosen_place(request, who, "提一件公开事项", reverse("catalogue_desk"))
    if place is None:
        return answer
    return _write(
        request,
        place,
        Act.ADD,
        lambda form: proposing.add(
            place, form.content(), now=clock.now(), by=who.actor(Purpose.WRITE, place.path)
        ),
        back=reverse("catalogue_desk"),
    )


@form_page
def item_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a change of a disclosed item."""
    who = viewer(request)
    found = queries.item_for(who, pk)
    path = found.organization.path
    return _write(
        request,
        found.organization,
        Act.CHANGE,
        lambda form: proposing.change(
            found,
            form.content(),
            reason=form.cleaned_data["reason"],
            now=clock.now(),
            by=who.actor(Purpose.WRITE, path),
        ),
        back=reverse("item", args=[pk]),
        proposal=found.current,
    )


@form_page
def item_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose to take a disclosed item off."""
    who = viewer(request)
    found = queries.item_for(who, pk)
    title = found.current.title if found.current else ""
    told = Told(
        "撤下公开事项",
        "和新增一样，要经过审查、审批和实施。撤下以后，地址留着，写明哪天、为什么撤下。",
        "提出",
        "写好了，看一遍再提出。",
    )
    return perform(
        request,
        TakingOff(request.POST or None),
        lambda values: proposing.take_off(
            found,
            reason=values["reason"],
            now=clock.now(),
            by=who.actor(Purpose.WRITE, found.organization.path),
        ),
        template="flow/step.html",
        context={"title": title, "told": told, "back": reverse("item", args=[pk])},
        done=lambda made: (told.after, reverse("proposal", args=[made.pk])),
    )


@form_page
def proposal_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft, or one that was sent back."""
    who = viewer(request)
    sight = queries.proposal_for(who, pk, clock.today())
    if not sight.writes:
        raise Missing(NOTHING)
    if not sight.may_edit:
        raise Stale("这件事项已经提出，现在不能改。")
    found, place = sight.proposal, sight.proposal.item.organization
    return _write(
        request,
        place,
        Act(found.act),
        lambda form: proposing.edit(
            found,
            form.content(),
            reason=form.cleaned_data.get("reason", ""),
            seen=form.cleaned_data["seen"] or 0,
            now=clock.now(),
            by=who.actor(Purpose.WRITE, place.path),
        ),
        back=reverse("proposal", args=[pk]),
        proposal=found,
    )


def _write(
    request: HttpRequest,
    place: Organization,
    act: Act,
    write: Callable[[ItemWriting], Proposal],
    *,
    back: str,
    proposal: Proposal | None = None,
) -> HttpResponse:
    """The editor of an item."""
    data = request.POST if request.method == "POST" else None
    initial = written(proposal) if proposal is not None else {"unit": place.short_name}
    if proposal is not None and act == Act.CHANGE and proposal.state == Stage.DONE:
        initial["reason"] = ""
    form = ItemWriting(data, initial=initial, below=directly_below(place), act=act)
    rule = rules.value("openness.catalogue.max_working_days", on=clock.today(), path=place.path)
    return perform(
        request,
        form,
        lambda values: write(form),
        template="openness/item_write.html",
        context={"place": place, "act": act.label, "back": back, "rule": rule},
        done=lambda made: ("存好了。看一遍，没有问题就提出。", reverse("proposal", args=[made.pk])),
    )


@require_safe
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: its words beside those that count now, who signed, what the viewer may do."""
    who = viewer(request)
    sight = queries.proposal_for(who, pk, clock.today())
    found = sight.proposal
    before = found.item.current
    inbox = reverse("inbox")
    keeps = sight.writes or who.may(Purpose.FINAL, found.item.organization.path)
    return render(
        request,
        "openness/proposal.html",
        {
            "sight": sight,
            "proposal": found,
            "act": Act(found.act).label,
            "matter": Matter(found.matter).label,
            "text": item_text(found),
            "before": item_text(before) if before is not None and before.pk != found.pk else "",
            "read": found.state == Stage.DONE and found.item.ended_at is None,
            "back": reverse("catalogue_desk") if keeps else inbox,
            **standing(found, CATALOGUE),
        },
    )


# --- steps ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Way:
    """A step: its form, whether it may be known of and is due, and what it does."""

    form: type[forms.Form]
    known: Callable[[Sight, Viewer], bool]
    allowed: Callable[[Sight], bool]
    act: Callable[[Sight, Viewer, dict[str, Any]], Any]
    told: Told


def _place(sight: Sight) -> Organization:
    return sight.proposal.item.organization


def _has_right(*stages: Stage) -> Callable[[Sight, Viewer], bool]:
    """Whose turn it may be in one of these stages."""

    def known(sight: Sight, who: Viewer) -> bool:
        return any(who.may(TURN_RIGHT[stage], _place(sight).path) for stage in stages)

    return known


def _at(stage: Stage) -> Callable[[Sight], bool]:
    return lambda sight: sight.may_sign and sight.proposal.state == stage


def _drafting(verb: Callable[..., Any]) -> Callable[[Sight, Viewer, dict[str, Any]], Any]:
    return lambda sight, who, values: verb(
        sight.proposal,
        now=clock.now(),
        by=who.actor(Purpose.WRITE, _place(sight).path),
        **values,
    )


def _turning(verb: Callable[..., Any]) -> Callable[[Sight, Viewer, dict[str, Any]], Any]:
    def act(sight: Sight, who: Viewer, values: dict[str, Any]) -> Any:
        office = office_of(sight)
        right = TURN_RIGHT[Stage(sight.proposal.state)]
        kept = {name: values[name] for name in ("seen", "words") if name in values}
        return verb(
            sight.proposal,
            office=office,
            now=clock.now(),
            by=who.actor(right, office.path),
            **kept,
        )

    return act


WAYS = {
    "propose": Way(
        Seen,
        lambda sight, who: sight.writes,
        lambda sight: sight.may_edit,
        _drafting(proposing.propose),
        Told(
            "提出",
            "先审查（必要、准确、保密），再由领导审批，最后由另一位同志实施，每一步都是不同的人。",
            "提出",
            "已经提出，送去审查。",
        ),
    ),
    "drop": Way(
        Seen,
        lambda sight, who: sight.writes,
        lambda sight: sight.may_drop,
        _drafting(proposing.drop),
        Told("不提了", "这一次不再办，记录留着。", "不提了", "已经记下，不提了。"),
    ),
    "review": Way(
        Reviewing,
        _has_right(Stage.REVIEW),
        _at(Stage.REVIEW),
        _turning(disclosing.sign),
        Told("审查通过", "审的就是这件事项的每一个字。", "通过", "审查通过，送去审批。"),
    ),
    "approve": Way(
        Approving,
        _has_right(Stage.APPROVAL),
        _at(Stage.APPROVAL),
        _turning(disclosing.sign),
        Told("批准", "批准以后由另一位同志实施。", "批准", "已经批准，送去实施。"),
    ),
    "implement": Way(
        Seen,
        _has_right(Stage.APPROVED),
        _at(Stage.APPROVED),
        _turning(disclosing.implement),
        Told("实施", "马上生效：看得到的人现在就看得到。", "实施", "已经实施。"),
    ),
    "return": Way(
        Returning,
        _has_right(*TURN_RIGHT),
        lambda sight: sight.may_sign,
        _turning(disclosing.send_back),
        Told("退回修改", "写给提出的同志：哪里要改，为什么。", "退回", "已经退回。"),
    ),
}
"""By the word in the address."""


@form_page
def proposal_step(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """One step of a proposal."""
    who = viewer(request)
    sight = queries.proposal_for(who, pk, clock.today())
    chosen = WAYS.get(way)
    if chosen is None or not chosen.known(sight, who):
        raise Missing(NOTHING)
    return step(
        request,
        sight,
        chosen.form(request.POST or None, initial={"seen": sight.proposal.case.round}),
        lambda values: chosen.act(sight, who, values),
        allowed=chosen.allowed(sight),
        told=chosen.told,
        title=sight.proposal.title,
        back=reverse("proposal", args=[pk]),
        excused=sight.writes and way in ("propose", "drop"),
    )
