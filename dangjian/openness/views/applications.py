"""Applications before those who answer them."""

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
from dangjian.kernel.refusal import Missing
from dangjian.openness.actions import applying, replying
from dangjian.openness.forms.applications import (
    Answering,
    AskingMore,
    Deciding,
    Entering,
    Extending,
    Passing,
    PassingOn,
)
from dangjian.openness.forms.fields import Returning, TakingDown
from dangjian.openness.models import Application, Progress
from dangjian.openness.queries import applications as queries
from dangjian.openness.queries.applications import Sight
from dangjian.openness.rules import APPLICATIONS
from dangjian.openness.views.disclosure import RECEIPT, TERMS
from dangjian.openness.views.doors import NOTHING, desk_ways, form_page, paged
from dangjian.openness.views.steps import Told, office_of, standing, step
from dangjian.portal.recording import person_of
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.views.doors import perform, viewer


@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """The applications of the viewer's offices, those due first."""
    who = viewer(request)
    if not who.may_anywhere(Purpose.LETTERS):
        raise Missing(NOTHING)
    page = paged(request, queries.applications_of(who))
    return render(
        request, "openness/applications.html", {"page": page, "desk_ways": desk_ways(who)}
    )


@form_page
def application_enter(request: HttpRequest) -> HttpResponse:
    """Enter an application that came on paper."""
    who = viewer(request)
    if not who.may_anywhere(Purpose.LETTERS):
        raise Missing(NOTHING)
    places = [one for one in queries.addressees() if who.may(Purpose.LETTERS, one.path)]
    places = places or queries.addressees()
    form = Entering(request.POST or None, places=places)
    by = who.actor(Purpose.LETTERS)

    def done(told: tuple[Application, str]) -> tuple[str, str]:
        request.session[RECEIPT] = told[1]
        return "登记好了，请把受理码交给申请人。", reverse("disclosure_receipt")

    return perform(
        request,
        form,
        lambda values: applying.enter(
            form.place(),
            form.wish(),
            received_on=values["received_on"],
            clerk=person_of(by),
            now=clock.now(),
            by=by,
        ),
        template="flow/step.html",
        context={
            "title": "书面交来的公开申请",
            "told": Told("登记书面申请", "期限从收到那天算起。", "登记", ""),
            "back": reverse("applications"),
        },
        done=done,
    )


@require_safe
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """One application before whoever answers it, reviews the answer or decides on more days."""
    who = viewer(request)
    sight = queries.application_for(who, pk, clock.today())
    found = sight.application
    sealed = ("text", "missing", "supplement", "answer")
    return render(
        request,
        "openness/application.html",
        {
            "sight": sight,
            "application": found,
            "said": {name: found.unseal(name) for name in sealed},
            # Who applied matters to whoever answers, and to nobody who only reviews or decides.
            "applicant": {name: found.unseal(name) for name in ("name", "reach")}
            if sight.handles
            else None,
            "extension": sight.decides.unseal("reason") if sight.decides else "",
            "rules": [rules.value(key, on=found.received_on) for key in TERMS],
            "back": reverse("applications") if sight.handles else reverse("inbox"),
            **standing(found, APPLICATIONS),
        },
    )


# --- steps ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """A step: its form, whether it is due, the right it asks for, and what it does."""

    form: Callable[[Any, dict[str, Any]], forms.Form]
    allowed: Callable[[Sight], bool]
    right: Purpose
    act: Callable[[Sight, Viewer, forms.Form], Any]
    told: Told


def _turning(right: Purpose, verb: Callable[..., Any]) -> Callable[[Sight, Viewer, Any], Any]:
    """A step of whoever has the turn; words and the state it was read in come from the form."""

    def act(sight: Sight, who: Viewer, form: forms.Form) -> Any:
        office = office_of(sight)
        given = {name: form.cleaned_data[name] for name in ("words", "seen") if name in form.fields}
        return verb(
            sight.application,
            office=office,
            now=clock.now(),
            by=who.actor(right, office.path),
            **given,
        )

    return act


def _pass_on(sight: Sight, who: Viewer, form: Any) -> Any:
    office = office_of(sight)
    return replying.pass_on(
        sight.application,
        form.place(),
        words=form.cleaned_data["words"],
        office=office,
        seen=form.cleaned_data["seen"],
        now=clock.now(),
        by=who.actor(Purpose.LETTERS, office.path),
    )


def _answer(sight: Sight, who: Viewer, form: Any) -> Any:
    office = office_of(sight)
    return replying.draft(
        sight.application,
        form.answer(),
        office=office,
        seen=form.cleaned_data["seen"],
        now=clock.now(),
        by=who.actor(Purpose.LETTERS, office.path),
    )


def _extend(sight: Sight, who: Viewer, form: forms.Form) -> Any:
    by = who.actor(Purpose.LETTERS, sight.application.organization.path)
    return replying.ask_extension(sight.application, now=clock.now(), by=by, **form.cleaned_data)


def _decide(sight: Sight, who: Viewer, form: forms.Form) -> Any:
    if sight.decides is None:
        raise Missing(NOTHING)
    return replying.decide_extension(
        sight.decides,
        sight.application,
        granted=form.cleaned_data["granted"],
        now=clock.now(),
        by=who.actor(Purpose.SIGN, sight.application.organization.path),
    )


def _take_down(sight: Sight, who: Viewer, form: forms.Form) -> Any:
    by = who.actor(Purpose.LETTERS, sight.application.organization.path)
    return replying.take_down(
        sight.application, words=form.cleaned_data["words"], now=clock.now(), by=by
    )


def _handles(sight: Sight) -> bool:
    return sight.may_handle


def _reviews(sight: Sight) -> bool:
    return sight.may_review


STEPS = {
    "pass-on": Step(
        lambda data, initial: PassingOn(data, initial=initial, places=queries.addressees()),
        _handles,
        Purpose.LETTERS,
        _pass_on,
        Told("转给应当答复的单位", "期限接着算，申请人看得到转给了哪里、为什么。", "转", "转了。"),
    ),
    "ask-more": Step(
        lambda data, initial: AskingMore(data, initial=initial),
        _handles,
        Purpose.LETTERS,
        _turning(Purpose.LETTERS, replying.ask_more),
        Told("请申请人补充", "等申请人补充的日子，按规定不计入期限。", "请他补充", "已经告知。"),
    ),
    "answer": Step(
        lambda data, initial: Answering(data, initial=initial),
        _handles,
        Purpose.LETTERS,
        _answer,
        Told("答复", "拟好以后由另一位同志做保密审查，通过了申请人才看得到。", "送审查", "送了。"),
    ),
    "extend": Step(
        lambda data, initial: Extending(data),
        lambda sight: sight.may_extend,
        Purpose.LETTERS,
        _extend,
        Told("申请延期", "由负责人批准，只能延长一次。", "申请", "已经送负责人审批。"),
    ),
    "decide": Step(
        lambda data, initial: Deciding(data),
        lambda sight: sight.decides is not None,
        Purpose.SIGN,
        _decide,
        Told("审批延期", "同意的，申请人看得到延到哪天、为什么。", "决定", "已经决定。"),
    ),
    "review": Step(
        lambda data, initial: Passing(data, initial=initial),
        _reviews,
        Purpose.SECRECY,
        _turning(Purpose.SECRECY, replying.give),
        Told("审查通过，答复", "申请人马上看得到；要登的同时登出。", "通过", "已经答复。"),
    ),
    "return": Step(
        lambda data, initial: Returning(data, initial=initial),
        _reviews,
        Purpose.SECRECY,
        _turning(Purpose.SECRECY, replying.send_back),
        Told("退回重拟", "写给拟答复的同志。", "退回", "已经退回。"),
    ),
    "take-down": Step(
        lambda data, initial: TakingDown(data, initial=initial),
        lambda sight: sight.may_take_down,
        Purpose.LETTERS,
        _take_down,
        Told("撤下登出来的答复", "以后只有申请人看得到，登过这件事留下记录。", "撤下", "撤了。"),
    ),
}
"""By the word in the address."""


@form_page
def application_step(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """One step of an application."""
    who = viewer(request)
    sight = queries.application_for(who, pk, clock.today())
    found, chosen = sight.application, STEPS.get(way)
    if chosen is None or not who.may(chosen.right, found.organization.path):
        raise Missing(NOTHING)
    form = chosen.form(request.POST or None, _initial(found, way))
    return step(
        request,
        sight,
        form,
        lambda _: chosen.act(sight, who, form),
        allowed=chosen.allowed(sight),
        told=chosen.told,
        title=f"{found.number}",
        back=reverse("application", args=[pk]),
    )


def _initial(found: Application, way: str) -> dict[str, Any]:
    """What a form begins with: the draft that was sent back, where there is one."""
    initial: dict[str, Any] = {"seen": found.case.round}
    if way == "answer" and found.drafted_by_id and found.state == Progress.HANDLING:
        initial |= {
            "outcome": found.outcome,
            "ground": found.ground,
            "text": found.unseal("answer"),
        }
        initial |= {"question": found.question, "reply": found.reply}
    return initial
