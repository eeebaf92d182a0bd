"""The panel: experts, questions to them, and the notes these become (C4)."""

from __future__ import annotations

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.forum.actions import panel as acts
from dangjian.forum.forms import One
from dangjian.forum.forms.others import Consulting, HandingOn, Naming, Noting
from dangjian.forum.models import Reach
from dangjian.forum.queries import panel as queries
from dangjian.forum.queries.panel import Sight
from dangjian.forum.rules import panel as rules
from dangjian.forum.rules.panel import Step
from dangjian.forum.views.doors import form_page, last_day, paged, visitor_or_viewer, within
from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing, Stale
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.views.doors import perform, text_of, viewer

# --- notes ----------------------------------------------------------------------------------------


@login_not_required
@require_safe
def notes(request: HttpRequest) -> HttpResponse:
    """Questions with the experts' answers, found by words."""
    who, text = visitor_or_viewer(request), text_of(request, "q")
    return render(
        request,
        "forum/notes.html",
        {
            "page": paged(request, queries.notes(who, text)),
            "text": text,
            "consults": who is not None and who.may_anywhere(Purpose.CONSULT),
        },
    )


@login_not_required
@require_safe
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """One question with its answer."""
    found = queries.note(visitor_or_viewer(request), pk)
    return render(request, "forum/note.html", {"note": found})


# --- the register ---------------------------------------------------------------------------------


@require_safe
def experts(request: HttpRequest) -> HttpResponse:
    """Experts named within the viewer's part of the tree."""
    who = within(viewer(request), Purpose.CONSULT)
    return render(request, "forum/experts.html", {"page": paged(request, queries.experts_of(who))})


@form_page
def expert_name(request: HttpRequest) -> HttpResponse:
    """An office finds somebody by name and names him for a field."""
    who = within(viewer(request), Purpose.CONSULT)
    office, text = queries.office_of(who), request.GET.get("q", "").replace("\x00", "").strip()[:30]
    people = queries.nameable(who, text)
    form = Naming(request.POST or None, people=people)
    return perform(
        request,
        form,
        lambda values: acts.name_expert(
            form.people[values["person"]],
            office,
            field=values["field"],
            today=clock.today(),
            by=who.actor(Purpose.CONSULT, office.path),
        ),
        template="forum/expert_name.html",
        context={"office": office, "text": text, "people": people},
        done=lambda named: (f"已经聘请{named.person.name}。", reverse("experts")),
    )


@form_page
def expert_end(request: HttpRequest, pk: int) -> HttpResponse:
    """An expert is asked no more."""
    who = viewer(request)
    found = queries.expert_for(who, pk)
    return perform(
        request,
        forms.Form(request.POST or None),
        lambda values: acts.end_expert(
            found,
            today=clock.today(),
            by=who.actor(Purpose.CONSULT, found.organization.path),
        ),
        template="forum/expert_end.html",
        context={"expert": found},
        done=lambda ended: (f"{ended.person.name}不再是这个领域的专家。", reverse("experts")),
    )


# --- consultations --------------------------------------------------------------------------------


@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    """What the viewer asked experts, and what he is asked."""
    who = viewer(request)
    return render(
        request,
        "forum/consultations.html",
        {
            "page": paged(request, queries.consultations(who)),
            "consults": who.may_anywhere(Purpose.CONSULT),
        },
    )


@form_page
def consult(request: HttpRequest) -> HttpResponse:
    """A clerk puts a question to an expert."""
    who = within(viewer(request), Purpose.CONSULT)
    office = queries.office_of(who)
    offered = queries.experts_for(office, but=who.person_id)
    form = Consulting(request.POST or None, experts=offered)
    return perform(
        request,
        form,
        lambda values: acts.ask(
            form.chosen(),
            organization=office,
            subject=values["subject"],
            question=values["question"],
            due_on=last_day(rules.ANSWER_WITHIN),
            now=clock.now(),
            by=who.actor(Purpose.CONSULT, office.path),
        ),
        template="forum/consult.html",
        context={"office": office, "experts": offered},
        done=lambda asked: (
            f"已经请教{asked.expert.person.name}。",
            reverse("consultation", args=[asked.pk]),
        ),
    )


@require_safe
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """One question to an expert, how far it is, and what can be done now."""
    sight = queries.consultation_for(viewer(request), pk)
    context = {"asked": sight.consultation, "steps_now": {s.name.lower() for s in sight.steps}}
    return render(request, "forum/consultation.html", context)


def _door(request: HttpRequest, pk: int, step: Step) -> tuple[Viewer, Sight]:
    who = viewer(request)
    sight = queries.consultation_for(who, pk)
    if rules.FLOW[step].who not in sight.parts:
        raise Missing("没有这次咨询，或者不是您的。")
    if step not in sight.steps:
        stage = sight.consultation.get_stage_display()
        raise Stale(f"这次咨询现在是“{stage}”，这一步已经不用办了。")
    return who, sight


def _context(sight: Sight, title: str, hint: str = "") -> dict[str, object]:
    return {"asked": sight.consultation, "title": title, "hint": hint}


_WORD = "forum/consultation_word.html"


@form_page
def consultation_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The expert answers."""
    who, sight = _door(request, pk, Step.ANSWER)
    return perform(
        request,
        One(request.POST or None, label="答复", limit=5000, rows=10),
        lambda values: acts.answer(
            sight.consultation, text=values["text"], now=clock.now(), by=who.myself()
        ),
        template=_WORD,
        context=_context(sight, "答复", "提问人定这条答复公开还是内部；请写明依据。"),
        done=lambda _: ("答复已经交给提问人。", reverse("consultation", args=[pk])),
    )


@form_page
def consultation_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """The expert does not answer this one."""
    who, sight = _door(request, pk, Step.DECLINE)
    return perform(
        request,
        One(request.POST or None, label="为什么不便答复", limit=200, rows=3),
        lambda values: acts.decline(
            sight.consultation, words=values["text"], now=clock.now(), by=who.myself()
        ),
        template=_WORD,
        context=_context(sight, "不便答复"),
        done=lambda _: ("已经告诉提问人。", reverse("consultation", args=[pk])),
    )


@form_page
def consultation_hand_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Who asked asks another expert."""
    who, sight = _door(request, pk, Step.HAND_ON)
    asked = sight.consultation
    offered = queries.experts_for(asked.organization, but=who.person_id)
    offered = [one for one in offered if one.person_id != asked.expert.person_id]
    form = HandingOn(request.POST or None, experts=offered)
    return perform(
        request,
        form,
        lambda values: acts.hand_on(
            asked,
            expert=form.chosen(),
            due_on=last_day(rules.ANSWER_WITHIN),
            now=clock.now(),
            by=who.actor(Purpose.CONSULT, asked.organization.path),
        ),
        template=_WORD,
        context=_context(sight, "换一位专家"),
        done=lambda _: ("已经换了一位专家。", reverse("consultation", args=[pk])),
    )


@form_page
def consultation_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Who asked decides who may find question and answer from now on."""
    who, sight = _door(request, pk, Step.NOTE)
    return perform(
        request,
        Noting(request.POST or None),
        lambda values: acts.note(
            sight.consultation,
            reach=Reach(values["reach"]),
            now=clock.now(),
            by=who.actor(Purpose.CONSULT, sight.consultation.organization.path),
        ),
        template=_WORD,
        context=_context(sight, "存为答问", "以后按问题和答复里的字都能查到。专家的姓名不公开。"),
        done=lambda kept: ("已经存为答问。", reverse("note", args=[kept.pk])),
    )


@form_page
def consultation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Who asked takes it back."""
    who, sight = _door(request, pk, Step.WITHDRAW)
    return perform(
        request,
        forms.Form(request.POST or None),
        lambda values: acts.withdraw(
            sight.consultation,
            now=clock.now(),
            by=who.actor(Purpose.CONSULT, sight.consultation.organization.path),
        ),
        template=_WORD,
        context=_context(sight, "撤回", "撤回以后专家不用再答。"),
        done=lambda _: ("已经撤回。", reverse("consultation", args=[pk])),
    )
