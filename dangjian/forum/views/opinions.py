"""对本系统提意见: given from every page, answered for everybody (X28)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.forum.actions import opinions as acts
from dangjian.forum.forms.others import Giving, Replying
from dangjian.forum.models import Opinion, Reason
from dangjian.forum.queries import opinions as queries
from dangjian.forum.rules import texts
from dangjian.forum.views import pace
from dangjian.forum.views.doors import form_page, last_day, paged, visitor_or_viewer
from dangjian.kernel import clock
from dangjian.kernel.refusal import Refused
from dangjian.registry.authority import Purpose
from dangjian.registry.views.doors import perform, viewer

ANSWER_WITHIN = 10
"""Working days until an opinion is answered: our own promise."""


@login_not_required
@require_safe
def opinions(request: HttpRequest) -> HttpResponse:
    """Opinions and their answers, the latest first; how many are still open."""
    return render(
        request,
        "forum/opinions.html",
        {
            "page": paged(request, queries.answered()),
            "open": queries.open_count(),
            "answers": queries.may_answer(visitor_or_viewer(request)),
        },
    )


@login_not_required
@form_page
def opinion_give(request: HttpRequest) -> HttpResponse:
    """Say what is wrong with the system. Nobody writes down who it was."""
    page = request.GET.get("page", "").replace("\x00", "").strip()[:30]
    form = Giving(request.POST or None, initial={"page": page})

    def give(values: dict[str, str]) -> Opinion:
        place = queries.answerer()
        if place is None:
            raise Refused("这里还没有登记党组织，没有人答复，请先打电话。")
        return acts.give(
            values["text"],
            page=values["page"],
            answerer=place,
            due_on=last_day(ANSWER_WITHIN),
            today=clock.today(),
            now=clock.now(),
        )

    return perform(
        request,
        form,
        lambda values: pace.kept(request, "opinion", lambda: give(values)),
        template="forum/opinion_give.html",
        context={},
        done=lambda _: (
            "收到了，谢谢。答复以后，意见和答复都在这一页。",
            reverse("opinions"),
        ),
    )


@form_page
def opinion_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The office reads an opinion and answers it."""
    who = viewer(request)
    found = queries.opinion_for(who, pk)
    place = queries.answerer()
    words = found.unseal("kept")
    return perform(
        request,
        Replying(request.POST or None),
        lambda values: acts.answer(
            found,
            text=values["text"],
            reason=Reason(values["reason"]) if values["reason"] else None,
            clause=values["clause"],
            now=clock.now(),
            by=who.actor(Purpose.MODERATE, place.path if place else ""),
        ),
        template="forum/opinion_answer.html",
        context={"opinion": found, "words": words, "masked": texts.masked(words)},
        done=lambda _: ("意见和答复已经公开。", reverse("opinions")),
    )
