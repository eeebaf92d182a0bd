"""Saying something, following it, appealing; with an account or by receipt code."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangjian.forum.actions import contributions as acts
from dangjian.forum.forms.threads import Appealing, AppealingByCode, Contributing, Finding
from dangjian.forum.models import Contribution, Hold, State, Thread
from dangjian.forum.queries import moderation as queries
from dangjian.forum.queries import seminars, threads
from dangjian.forum.queries.moderation import Sight
from dangjian.forum.rules import moderation as rules
from dangjian.forum.rules.moderation import Move
from dangjian.forum.views import pace
from dangjian.forum.views.doors import (
    form_page,
    last_day,
    paged,
    person_of,
    visitor_or_viewer,
)
from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.registry.views.doors import perform, viewer

_RECEIPT = "forum_receipt"


@login_not_required
@form_page
def topic_contribute(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something in a topic."""
    found = threads.topic(pk, clock.today(), visitor_or_viewer(request))
    return _contribute(request, found.thread, reverse("topic", args=[pk]))


@login_not_required
@form_page
def paper_contribute(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something about an accepted paper."""
    found, _ = seminars.paper_for(visitor_or_viewer(request), pk)
    if found.thread is None:
        raise Missing("这篇论文还没有开放讨论。")
    return _contribute(request, found.thread, reverse("paper", args=[pk]))


def _contribute(request: HttpRequest, thread: Thread, back: str) -> HttpResponse:
    who = visitor_or_viewer(request)
    if not rules.takes(thread, clock.today()):
        raise Stale("这个讨论已经结束，不再收发言。")
    if not rules.open_to(thread, who is not None):
        return redirect_to_login(request.get_full_path())
    if who is None:
        # The code is shown on the next page: both clicks of a double one must find it.
        request.session.setdefault(_RECEIPT, "")

    def say(words: str) -> tuple[Contribution, str]:
        return acts.contribute(
            thread,
            text=words,
            author=person_of(who) if who else None,
            look_by=last_day(rules.LOOK_WITHIN),
            today=clock.today(),
            now=clock.now(),
            by=who.myself() if who else acts.VISITOR,
        )

    def done(told: tuple[Contribution, str]) -> tuple[str, str]:
        said, code = told
        if code:
            request.session[_RECEIPT] = code
            return _sentence(said), reverse("contribution_receipt")
        return _sentence(said), f"{back}#said" if said.state == State.SHOWN else back

    return perform(
        request,
        Contributing(request.POST or None),
        lambda values: pace.kept(request, "contribution", lambda: say(values["text"])),
        template="forum/contribute.html",
        context={"thread": thread, "back": back, "named": who is not None},
        done=done,
    )


def _sentence(said: Contribution) -> str:
    told = {
        "": "已经公开，谢谢。",
        Hold.FIRST: "收到了。第一次发言，看过就公开，一般两个工作日以内。",
        Hold.DOUBT: "收到了。里面可能有个人信息，请人看过再公开。",
    }
    return told[said.hold]


@never_cache
@login_not_required
@require_safe
def contribution_receipt(request: HttpRequest) -> HttpResponse:
    """The code of what a visitor just said: shown in this browser only."""
    code = request.session.get(_RECEIPT, "")
    return render(request, "forum/receipt.html", {"code": code})


# --- one's own ------------------------------------------------------------------------------------


@require_safe
def my_contributions(request: HttpRequest) -> HttpResponse:
    """What the viewer said, wherever it stands."""
    page = paged(request, queries.of_author(viewer(request)))
    return render(request, "forum/my_contributions.html", {"page": page})


@never_cache
@require_safe
def contribution(request: HttpRequest, pk: int) -> HttpResponse:
    """One contribution as its author, a moderator or its judge sees it, and what he can do."""
    sight = queries.contribution_for(viewer(request), pk)
    return render(request, "forum/contribution.html", told(sight))


def told(sight: Sight) -> dict[str, object]:
    """What every page about one contribution shows of it."""
    said = sight.contribution
    removal = said.removal
    noun, number = threads.page_noun(said.thread)
    return {
        "said": said,
        "thread": said.thread,
        "thread_url": reverse(noun, args=[number]),
        "words": sight.words,
        "removal": removal,
        "appeal": removal.unseal("appeal") if removal else "",
        "is_author": rules.Part.AUTHOR in sight.parts,
        "is_moderator": rules.Part.MODERATOR in sight.parts,
        "moves": {move.name.lower() for move in sight.moves},
    }


@form_page
def contribution_appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """The author asks somebody else to look."""
    who = viewer(request)
    sight = queries.contribution_for(who, pk)
    if rules.Part.AUTHOR not in sight.parts:
        raise Missing("没有这条发言，或者不是您的。")
    if Move.APPEAL not in sight.moves:
        raise Stale("这条发言现在不能申诉，也许已经申诉过。")
    return perform(
        request,
        Appealing(request.POST or None),
        lambda values: acts.appeal(
            sight.contribution,
            words=values["words"],
            due_on=last_day(rules.JUDGE_WITHIN),
            today=clock.today(),
            now=clock.now(),
            by=who.myself(),
        ),
        template="forum/contribution_appeal.html",
        context=told(sight),
        done=lambda _: (
            "申诉已经交给另一位同志复核。",
            reverse("contribution", args=[pk]),
        ),
    )


# --- by receipt code ------------------------------------------------------------------------------


@never_cache
@login_not_required
@form_page
def contribution_find(request: HttpRequest) -> HttpResponse:
    """Somebody without account follows what he said by its code."""
    form = Finding(request.POST or None)
    context: dict[str, object] = {"form": form}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                sight = queries.of_receipt(form.cleaned_data["code"])
            except Refused as refusal:
                form.add_error("code", refusal.sentence)
            else:
                code = form.cleaned_data["code"]
                context |= told(sight) | {"appealing": AppealingByCode(None, code=code)}
                status = 200
    return render(request, "forum/contribution_find.html", context, status=status)


@never_cache
@login_not_required
@form_page
def contribution_find_appeal(request: HttpRequest) -> HttpResponse:
    """Somebody without account appeals; the code says what it is about."""
    if request.method != "POST":
        return redirect("contribution_find")
    appealing, status = AppealingByCode(request.POST), 422
    try:
        sight = queries.of_receipt(request.POST.get("code", ""))
    except Refused as wrong:  # the code came from our own page: another one belongs to nobody
        raise Missing(wrong.sentence) from wrong
    if appealing.is_valid():
        try:
            acts.appeal(
                sight.contribution,
                words=appealing.cleaned_data["words"],
                due_on=last_day(rules.JUDGE_WITHIN),
                today=clock.today(),
                now=clock.now(),
                by=acts.VISITOR,
            )
        except Refused as refusal:
            appealing.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, "申诉已经交给另一位同志复核，用同一个受理码可以查结果。")
            return redirect("contribution_find")
    context = told(sight) | {"form": Finding(), "appealing": appealing}
    return render(request, "forum/contribution_find.html", context, status=status)
