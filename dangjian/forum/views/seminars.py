"""Seminars: calls, papers, reviews, decisions (J7)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangjian.forum.actions import seminars as acts
from dangjian.forum.forms.others import Asking, Calling, Deciding, Reviewing, Submitting
from dangjian.forum.models import Advice, Paper, Review
from dangjian.forum.queries import panel, threads
from dangjian.forum.queries import seminars as queries
from dangjian.forum.rules import seminars as rules
from dangjian.forum.rules.seminars import Step
from dangjian.forum.views.doors import (
    form_page,
    last_day,
    paged,
    person_of,
    visitor_or_viewer,
    within,
)
from dangjian.kernel import clock
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Missing, Stale
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.views.doors import perform, viewer


@login_not_required
@require_safe
def seminars(request: HttpRequest) -> HttpResponse:
    """Calls for papers, the latest first; and the viewer's own papers."""
    who = visitor_or_viewer(request)
    return render(
        request,
        "forum/seminars.html",
        {
            "page": paged(request, queries.seminars()),
            "papers": queries.papers_of(who)[:20] if who else [],
            "may_open": who is not None and who.may_anywhere(Purpose.MODERATE),
        },
    )


@login_not_required
@require_safe
def seminar(request: HttpRequest, pk: int) -> HttpResponse:
    """A call with the papers that were accepted."""
    found = queries.seminar(pk)
    return render(
        request,
        "forum/seminar.html",
        {
            "seminar": found,
            "page": paged(request, queries.accepted_in(found)),
            "takes": rules.takes(found, clock.today()),
        },
    )


@form_page
def seminar_open(request: HttpRequest) -> HttpResponse:
    """An office calls for papers."""
    who = within(viewer(request), Purpose.MODERATE)
    office = panel.office_of(who)
    return perform(
        request,
        Calling(request.POST or None),
        lambda values: acts.open_seminar(
            office, **values, now=clock.now(), by=who.actor(Purpose.MODERATE, office.path)
        ),
        template="forum/seminar_open.html",
        context={"office": office},
        done=lambda opened: ("征文已经发布。", reverse("seminar", args=[opened.pk])),
    )


@form_page
def paper_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """A member sends a paper in."""
    who, found = viewer(request), queries.seminar(pk)
    if not rules.takes(found, clock.today()):
        raise Stale("已经过了截稿日，不再收稿。")
    return perform(
        request,
        Submitting(request.POST or None),
        lambda values: acts.submit(
            found,
            author=person_of(who),
            **values,
            due_on=last_day(rules.FIND_WITHIN),
            today=clock.today(),
            now=clock.now(),
            by=who.myself(),
        ),
        template="forum/paper_submit.html",
        context={"seminar": found},
        done=lambda paper: ("收到了。评审有结果会写在这一页。", reverse("paper", args=[paper.pk])),
    )


@login_not_required
@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper: for everybody once accepted, until then for its author and the office."""
    who, today = visitor_or_viewer(request), clock.today()
    found, acting = queries.paper_for(who, pk)
    is_author = who is not None and who.person_id == found.author_id
    reviews = queries.reviews_of(found) if acting or is_author else []
    context: dict[str, Any] = {
        "paper": found,
        "seminar": found.seminar,
        "acts": acting,
        "is_author": is_author,
        "reviews": reviews if acting else [r for r in reviews if r.done_at],
        "may_ask": acting and rules.stands(Step.ASK_REVIEWERS, found),
        "may_decide": acting and rules.stands(Step.ACCEPT, found) and _advised(reviews),
        "may_withdraw": is_author and rules.stands(Step.WITHDRAW, found),
    }
    if found.thread is not None:
        page = paged(request, threads.said_in(found.thread))
        context |= {
            "thread": found.thread,
            "page": page,
            "said": threads.as_said(page.object_list),
            "waiting": threads.waiting_in(found.thread),
            "takes": True,
            "open_to_me": who is not None,
            "moderates": threads.moderates(who, found.thread),
            "contribute_url": reverse("paper_contribute", args=[pk]),
            "today": today,
        }
    return render(request, "forum/paper.html", context)


def _advised(reviews: list[Review]) -> bool:
    return any(one.done_at and one.advice != Advice.RECUSE for one in reviews)


@form_page
def paper_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The author takes it back."""
    who = viewer(request)
    found, _ = queries.paper_for(who, pk)
    if found.author_id != who.person_id:
        raise Missing("没有这篇论文，或者不是您的。")
    if not rules.stands(Step.WITHDRAW, found):
        raise Stale(f"这篇论文现在是“{found.get_state_display()}”，不能再撤回。")
    return perform(
        request,
        forms.Form(request.POST or None),
        lambda values: acts.withdraw(found, now=clock.now(), by=who.myself()),
        template="forum/paper_word.html",
        context={"paper": found, "title": "撤回这篇论文", "hint": "撤回以后不再评审。"},
        done=lambda _: ("已经撤回。", reverse("paper", args=[pk])),
    )


def _office_door(request: HttpRequest, pk: int, step: Step) -> tuple[Viewer, Paper, Actor]:
    who = viewer(request)
    found, acting = queries.paper_for(who, pk)
    if not acting:
        raise Missing("没有这篇论文，或者不由您办理。")
    if not rules.stands(step, found):
        raise Stale(f"这篇论文现在是“{found.get_state_display()}”，这一步已经不用办了。")
    return who, found, who.actor(Purpose.MODERATE, found.seminar.organization.path)


@form_page
def paper_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """The office asks experts for reviews."""
    _, found, by = _office_door(request, pk, Step.ASK_REVIEWERS)
    experts = queries.reviewers_for(found, clock.today())
    form = Asking(request.POST or None, experts=experts, due_on=last_day(rules.REVIEW_WITHIN))
    return perform(
        request,
        form,
        lambda values: acts.ask_reviewers(
            found, form.chosen(), due_on=values["due_on"], now=clock.now(), by=by
        ),
        template="forum/paper_assign.html",
        context={"paper": found, "experts": experts},
        done=lambda _: ("已经请他们评审。", reverse("paper", args=[pk])),
    )


@form_page
def paper_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The office decides, with the reviews before it."""
    _, found, by = _office_door(request, pk, Step.ACCEPT)
    reviews = queries.reviews_of(found)

    def decide(values: dict[str, Any]) -> Paper:
        if values["decision"] == "accept":
            return acts.accept(
                found, reasons=values["reasons"], today=clock.today(), now=clock.now(), by=by
            )
        return acts.decline(found, reasons=values["reasons"], now=clock.now(), by=by)

    return perform(
        request,
        Deciding(request.POST or None),
        decide,
        template="forum/paper_decide.html",
        context={"paper": found, "reviews": reviews},
        done=lambda _: ("已经决定，作者看得到结果和理由。", reverse("paper", args=[pk])),
    )


@never_cache
@form_page
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """An expert reads a paper without its author's name, and advises."""
    who = viewer(request)
    found = queries.review_for(who, pk)
    template, context = "forum/review.html", {"review": found, "paper": found.paper}
    open_now = found.done_at is None and found.paper.state == "reviewed"
    if not open_now and request.method != "POST":
        return render(request, template, context | {"form": None})
    return perform(
        request,
        Reviewing(request.POST or None),
        lambda values: acts.review(
            found,
            advice=Advice(values["advice"]),
            reasons=values["reasons"],
            decide_by=last_day(rules.DECIDE_WITHIN),
            now=clock.now(),
            by=who.myself(),
        ),
        template=template,
        context=context,
        done=lambda _: ("评审意见已经交给主办单位。", reverse("review", args=[pk])),
    )
