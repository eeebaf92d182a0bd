"""The steps of an errand: fill in, confirm, and the ways back (M5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from dangjian.kernel import clock
from dangjian.membership import actions, queries
from dangjian.membership.forms import Confirming, Filling, HandingOn, Witnessing, Word
from dangjian.membership.models import Errand, Move
from dangjian.membership.queries import Sight
from dangjian.membership.views.doors import (
    OFFERED,
    by_asker,
    by_helper,
    door,
    due,
    form_page,
    page_of,
    told,
    word,
)
from dangjian.registry.authority import Purpose
from dangjian.registry.views.doors import perform


@never_cache
@form_page
def errand_fill_in(request: HttpRequest, pk: int) -> HttpResponse:
    """The helper fills in the corrected items; the register stays as it is."""
    who, sight = door(request, pk, Move.FILL_IN)
    errand, person = sight.errand, sight.errand.person
    proposed = queries.proposal_of(errand)
    form = Filling(request.POST or None, person=person, proposed=proposed)
    return perform(
        request,
        form,
        lambda values: actions.fill_in(
            errand,
            form.items(),
            seen=values["seen"] or 0,
            doubt=values["id_doubt_reason"],
            today=clock.today(),
            now=clock.now(),
            by=by_helper(who, errand),
        ),
        template="membership/errand_fill_in.html",
        context=told(sight) | {"proposed": proposed},
        done=lambda filled: (
            f"填好了，等{filled.asker.name}确认。确认以前档案不会改。",
            page_of(filled),
        ),
    )


@form_page
def errand_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """The helper does not do it."""
    who, sight = door(request, pk, Move.DECLINE)
    return word(
        request,
        sight,
        Word(
            request.POST or None,
            label="为什么不能代办",
            help_text="委托人看得到，例如“要本人带身份证来窗口办”。",
        ),
        lambda values: actions.decline(
            sight.errand, words=values["words"], now=clock.now(), by=by_helper(who, sight.errand)
        ),
        title="不能代办",
        said="已经告诉委托人。",
    )


# --- confirming -----------------------------------------------------------------------------------


@never_cache
@form_page
def errand_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The asker sees old and new side by side, and confirms: only now the register changes."""
    who, sight = door(request, pk, Move.CONFIRM)
    return _decide(
        request,
        sight,
        Confirming,
        lambda values: actions.confirm(
            sight.errand,
            **values,
            today=clock.today(),
            now=clock.now(),
            by=by_asker(who, sight.errand),
        ),
        template="membership/errand_confirm.html",
    )


@never_cache
@form_page
def errand_witness(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody other than who filled in has seen the signed slip of an asker without account."""
    who, sight = door(request, pk, Move.WITNESS)
    return _decide(
        request,
        sight,
        Witnessing,
        lambda values: actions.witness(
            sight.errand,
            seen=values["seen"],
            round=values["round"],
            today=clock.today(),
            now=clock.now(),
            by=who.actor(Purpose.MAINTAIN, sight.errand.person.path, sight.errand.asker.uid),
        ),
        template="membership/errand_witness.html",
    )


def _decide(
    request: HttpRequest,
    sight: Sight,
    form_class: type[Confirming],
    act: Callable[[dict[str, Any]], Errand],
    *,
    template: str,
) -> HttpResponse:
    """Show the proposal beside the register of this moment, and carry it out on what was shown.

    seen and round stand on the page as it is drawn, not as they were sent: after a 409 the next
    confirmation is given on what is shown now.
    """
    errand = sight.errand
    return perform(
        request,
        form_class(request.POST or None),
        act,
        template=template,
        context=told(sight) | {"changed_since": errand.seen != errand.person.version},
        done=lambda done: (f"办好了，{done.person.name}的信息已经更正。", page_of(done)),
    )


@form_page
def errand_send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The asker says what is wrong with the proposal."""
    who, sight = door(request, pk, Move.SEND_BACK)
    return word(
        request,
        sight,
        Word(request.POST or None, label="哪里不对", help_text="例如“号码少了一位”。"),
        lambda values: actions.send_back(
            sight.errand,
            words=values["words"],
            due_on=due(),
            now=clock.now(),
            by=by_asker(who, sight.errand),
        ),
        title="退回重填",
        said="已经退回，代办人重新填好后您再确认。",
    )


@form_page
def errand_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The asker takes it back; nothing was changed."""
    who, sight = door(request, pk, Move.WITHDRAW)
    return word(
        request,
        sight,
        forms.Form(request.POST or None),
        lambda values: actions.withdraw(
            sight.errand, now=clock.now(), by=by_asker(who, sight.errand)
        ),
        title="撤回这件代办",
        said="已经撤回，信息没有改动。",
    )


@form_page
def errand_hand_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody else becomes the helper."""
    who, sight = door(request, pk, Move.HAND_ON)
    errand = sight.errand
    not_these = (errand.helper_id, errand.asker_id)
    helpers = queries.helpers_of(errand.person, clock.today(), but=not_these)[:OFFERED]
    form = HandingOn(request.POST or None, helpers=helpers)
    by = by_asker(who, errand) if sight.is_asker else by_helper(who, errand)
    return word(
        request,
        sight,
        form,
        lambda values: actions.hand_on(
            errand,
            helper=form.chosen(),
            words=values["words"],
            due_on=due(),
            now=clock.now(),
            by=by,
        ),
        title="换一位代办人",
        said="已经换了代办人。",
        leaves=not sight.is_asker,
    )
