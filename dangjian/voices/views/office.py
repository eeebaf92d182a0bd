"""Pages of those who deal with letters: the list, one letter, its steps, its notices."""

from __future__ import annotations

from contextlib import suppress

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dangjian.flow import actions as flow
from dangjian.flow.models import Task
from dangjian.flow.queries import acting_for
from dangjian.kernel import clock
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.views.doors import perform, viewer
from dangjian.voices.actions import opening
from dangjian.voices.forms.office import Filter, Reason, Words
from dangjian.voices.queries import alike, office, pages
from dangjian.voices.queries.sight import Sight, letter_for
from dangjian.voices.queries.turns import Turn, turns_of
from dangjian.voices.recording.hands import Hand
from dangjian.voices.views.steps import STEPS, StepPage, first_step, other_steps

PER_PAGE = 50


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """The letters an officer sees."""
    who = viewer(request)
    if not (who.may_anywhere(Purpose.LETTERS) or who.may_anywhere(Purpose.SIGN)):
        raise Missing("没有这个页面。")
    form = Filter(request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    show = asked.get("show") or office.Show.OPEN
    found = office.letters(
        who, clock.today(), show=show, kind=asked.get("kind", ""), q=asked.get("q", "").strip()
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "voices/office_letters.html",
        {
            "form": form,
            "page": page,
            "rows": office.rows(list(page.object_list)),
            "show": show,
            "shows": office.SHOWS.items(),
        },
    )


@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter: its term, its next step, what was written, what happened."""
    who = viewer(request)
    today = clock.today()
    sight = letter_for(who, pk, today)
    opening.look_at(sight.letter, on=clock.today(), by=office.actor_for(who, sight))
    turns = turns_of(who, sight.letter, today)
    by = office.actor_for(who, sight)
    if [one for one in turns if _received(one, by)]:
        turns = turns_of(who, sight.letter, today)
    first = first_step(who, sight)
    registrar = "register" in {move.name for move in sight.moves}
    shown = pages.shown(who, sight, today)
    return render(
        request,
        "voices/office_letter.html",
        {
            "shown": shown,
            "turns": turns,
            "letter": sight.letter,
            "behalf": acting_for(who, sight.todo, today) if sight.todo else None,
            "first": first,
            "step": STEPS.get(first),
            "title": STEPS[first].titled(sight) if first else "",
            "diagram": shown.picture,
            "signs": ("sign", "sign_review"),
            "form": STEPS[first].made(who, sight) if first else None,
            "others": other_steps(who, sight, first),
            "proposal": alike.proposal_of(sight.letter) if registrar else None,
            "alike": alike.alike_of(who, sight.letter, today) if sight.may("merge") else [],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def letter_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step with a letter."""
    who = viewer(request)
    page = STEPS.get(step)
    if page is None:
        raise Missing("没有这一步。")
    sight = letter_for(who, pk, clock.today())
    if not page.is_open(who, sight):
        raise Stale("这封来信已经到了别的一步，这一步现在不用办了。")
    hand = _hand(who, sight, page)
    return perform(
        request,
        page.made(who, sight, request.POST or None),
        lambda values: page.act(sight, values, Hand(hand.by, hand.part, hand.now, values["seen"])),
        template="voices/office_step.html",
        context={"letter": sight.letter, "page": page, "title": page.titled(sight)},
        done=lambda _: (
            page.said,
            reverse("letters") if page.leaves else reverse("letter", args=[pk]),
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def letter_share(request: HttpRequest, pk: int, todo: int) -> HttpResponse:
    """Report on a share in a letter: what was done, or what one thinks of the answer."""
    who = viewer(request)
    today = clock.today()
    sight = letter_for(who, pk, today)
    share = next(
        (
            one
            for one in office.shares_of(who, sight.letter, today)
            if one.pk == todo and one.task != Task.DECIDE
        ),
        None,
    )
    if share is None:
        raise Missing("没有这件事，或者已经办过了。")
    form = Words(request.POST or None, initial={"seen": sight.letter.case.round})
    return perform(
        request,
        form,
        lambda values: flow.answer_share(
            share,
            sight.letter,
            words=values["words"],
            part=share.task,
            now=clock.now(),
            by=office.actor_for(who, sight),
            office=share.for_organization,
        ),
        template="voices/office_step.html",
        context={
            "letter": sight.letter,
            "title": share.what,
        },
        done=lambda _: ("已经报回。", reverse("letter", args=[pk])),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def letter_in_full(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter with names and numbers, for a reason that stays on record."""
    who = viewer(request)
    sight = letter_for(who, pk, clock.today())
    if not sight.parts:
        raise Missing("这封来信现在不由您办，不能看原文。")
    form = Reason(request.POST or None)
    context = {"letter": sight.letter, "form": form}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                by = office.actor_for(who, sight)
                reason = form.cleaned_data["reason"]
                context["told"] = opening.open_in_full(sight.letter, reason=reason, by=by)
                status = 200
            except Refused as refusal:
                form.add_error("reason", str(refusal))
    return render(request, "voices/office_in_full.html", context, status=status)


@require_safe
def letter_notice(request: HttpRequest, pk: int, notice: int) -> HttpResponse:
    """A written notice, to be printed: one sheet for each of those who wrote."""
    who = viewer(request)
    sight = letter_for(who, pk, clock.today())
    found = sight.letter.notices.select_related("office").filter(pk=notice).first()
    if found is None:
        raise Missing("没有这份告知书。")
    opening.look_at(sight.letter, on=clock.today(), by=office.actor_for(who, sight))
    return render(
        request,
        "voices/office_notice.html",
        {
            "letter": sight.letter,
            "notice": found,
            "paragraphs": found.unseal("body").split("\n"),
            "names": [
                writer.unseal("name")
                for writer in sight.letter.writers.filter(left_at__isnull=True)
            ],
        },
    )


def _received(turn: Turn, by: Actor) -> bool:
    """Whether this is the first time that whoever has it opens the letter: that is its receipt."""
    if turn.todo.received_at or not (turn.mine and turn.open):
        return False
    # Somebody may close it meanwhile: nobody needs its receipt then, and the page is only read.
    with suppress(Stale):
        flow.receive(turn.todo, now=clock.now(), by=by)
    return True


def _hand(who: Viewer, sight: Sight, page: StepPage) -> Hand:
    """In which part the viewer takes the step: the one its move is for."""
    part = next(
        (
            part
            for move in sight.moves
            if move.name in page.moves
            for part in sorted(move.who & sight.parts)
        ),
        next(iter(sorted(sight.parts)), ""),
    )
    return Hand(office.actor_for(who, sight), part, clock.now())
