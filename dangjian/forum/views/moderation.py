"""What an office does about discussions: look, hold, show, hide, restore; appeals (J9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dangjian.forum.actions import contributions as acts
from dangjian.forum.forms.threads import Answering, Hiding, Judging, Putting
from dangjian.forum.models import Reason, State
from dangjian.forum.queries import moderation as queries
from dangjian.forum.queries import opinions, seminars, threads
from dangjian.forum.queries.moderation import Sight
from dangjian.forum.rules import moderation as rules
from dangjian.forum.rules.moderation import Move
from dangjian.forum.views.contributions import told
from dangjian.forum.views.doors import chips, form_page, last_day, paged
from dangjian.kernel import clock
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Missing, Stale
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.views.doors import perform, viewer

FEW = 20


@require_safe
def forum_desk(request: HttpRequest) -> HttpResponse:
    """Everything of the forum that waits for the viewer's office, on one page."""
    who = viewer(request)
    if not any(map(who.may_anywhere, (Purpose.MODERATE, Purpose.HEAR))):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    return render(
        request,
        "forum/desk.html",
        {
            "page": paged(request, threads.threads_of(who)),
            "appeals": queries.appeals_for(who)[:FEW],
            "papers": seminars.in_hand(who)[:FEW],
            "opinions": opinions.waiting(who)[:FEW],
            "moderates": who.may_anywhere(Purpose.MODERATE),
        },
    )


@never_cache
@require_safe
def thread_moderate(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said in a thread, by how it stands; what waits to be looked at first."""
    who = viewer(request)
    thread = threads.thread_for(who, pk)
    counted = queries.states_of(thread)
    asked = request.GET.get("state", "")
    state = State(asked) if asked in State.values else State.HELD
    page = paged(request, queries.in_thread(who, thread, state))
    noun, number = threads.page_noun(thread)
    return render(
        request,
        "forum/thread_moderate.html",
        {
            "thread": thread,
            "thread_url": reverse(noun, args=[number]),
            "page": page,
            "sights": [
                {"said": s.contribution, "words": s.words, "moves": _names(s)}
                for s in queries.sights(who, list(page.object_list))
            ],
            "chips": chips(
                *(
                    (
                        f"{one.label} {counted.get(one.value, 0)}",
                        f"?state={one.value}",
                        one is state,
                    )
                    for one in State
                )
            ),
        },
    )


def _names(sight: Sight) -> set[str]:
    return {move.name.lower() for move in sight.moves}


def _door(request: HttpRequest, pk: int, move: Move) -> tuple[Viewer, Sight, Actor]:
    """The contribution, if the move is the viewer's to make. Missing or Stale otherwise."""
    who = viewer(request)
    sight = queries.contribution_for(who, pk)
    if rules.FLOW[move].who not in sight.parts:
        raise Missing("没有这条发言，或者不由您办理。")
    if move not in sight.moves:
        raise Stale(
            f"这条发言现在是“{sight.contribution.get_state_display()}”，这一步已经不用办了。"
        )
    judges = rules.FLOW[move].who is rules.Part.JUDGE
    purpose = Purpose.HEAR if judges else Purpose.MODERATE
    return who, sight, who.actor(purpose, sight.contribution.thread.organization.path)


def _word(
    request: HttpRequest,
    sight: Sight,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    hint: str,
    said: str,
    back: str = "",
) -> HttpResponse:
    back = back or reverse("thread_moderate", args=[sight.contribution.thread_id])
    return perform(
        request,
        form,
        act,
        template="forum/contribution_word.html",
        context=told(sight) | {"title": title, "hint": hint, "back": back},
        done=lambda _: (said, back),
    )


@form_page
def contribution_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Put something aside for a while; the page says that it is, and why."""
    _, sight, by = _door(request, pk, Move.HOLD)
    return _word(
        request,
        sight,
        Putting(request.POST or None),
        lambda values: acts.hold(
            sight.contribution,
            reason=Reason(values["reason"]),
            look_by=last_day(rules.LOOK_WITHIN),
            now=clock.now(),
            by=by,
        ),
        title="先收起来",
        hint="公开的页面上会写“正在复看”和原因。两个工作日以内再定公开还是隐藏。",
        said="已经收起来，等着再看。",
    )


@require_POST
def contribution_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was held."""
    _, sight, by = _door(request, pk, Move.SHOW)
    acts.show(sight.contribution, now=clock.now(), by=by)
    messages.success(request, "已经公开。")
    return redirect("thread_moderate", sight.contribution.thread_id)


@form_page
def contribution_hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Take something out of sight, for a reason of the closed list."""
    _, sight, by = _door(request, pk, Move.HIDE)
    return _word(
        request,
        sight,
        Hiding(request.POST or None),
        lambda values: acts.hide(
            sight.contribution,
            reason=Reason(values["reason"]),
            clause=values["clause"],
            words=values["words"],
            today=clock.today(),
            now=clock.now(),
            by=by,
        ),
        title="隐藏",
        hint="公开的页面上留一行，写明原因和依据；原文加密保存，不删除。作者看得到原因，"
        "可以申诉，由另一位同志复核。",
        said="已经隐藏，作者看得到原因，可以申诉。",
    )


@form_page
def contribution_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Show again what was hidden."""
    _, sight, by = _door(request, pk, Move.RESTORE)
    return _word(
        request,
        sight,
        Answering(request.POST or None),
        lambda values: acts.restore(
            sight.contribution, answer=values["answer"], now=clock.now(), by=by
        ),
        title="恢复",
        hint="原文重新公开。",
        said="已经恢复。",
    )


@form_page
def contribution_judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody who did not hide it decides on the appeal."""
    _, sight, by = _door(request, pk, Move.GRANT)

    def decide(values: dict[str, Any]) -> Any:
        act = acts.grant if values["decision"] == "grant" else acts.uphold
        return act(sight.contribution, answer=values["answer"], now=clock.now(), by=by)

    return _word(
        request,
        sight,
        Judging(request.POST or None),
        decide,
        title="复核申诉",
        hint="隐藏的不是您，请独立地看一遍。",
        said="复核完了，作者看得到结果和理由。",
        back=reverse("forum_desk"),
    )
