"""请人代办: ask, fill in, confirm, and the list of one's errands (M5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dangjian.kernel import calendar, clock, terms
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.membership import actions, queries, rules
from dangjian.membership.forms import (
    Asking,
    Confirming,
    Filling,
    HandingOn,
    Taking,
    Witnessing,
    Word,
)
from dangjian.membership.models import Errand, Move, Way
from dangjian.membership.queries import PER_PAGE, Helper, Sight
from dangjian.membership.rules import Part
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Account, Person
from dangjian.registry.queries.people import person_for
from dangjian.registry.views.addresses import number_in
from dangjian.registry.views.doors import perform, viewer

OFFERED = 8
"""So many helpers are offered, the nearest: a list to read, not to search."""

_form_page = require_http_methods(["GET", "HEAD", "POST"])


# --- asking ---------------------------------------------------------------------------------------


@_form_page
def errand_ask(request: HttpRequest) -> HttpResponse:
    """A member says in his own words what he wants, and whom he asks."""
    who = viewer(request)
    return _ask(request, who, Person.objects.get(pk=who.person_id), who.myself())


@_form_page
def errand_ask_for(request: HttpRequest, pk: int) -> HttpResponse:
    """A secretary asks somebody else to do it for one of his members."""
    who = viewer(request)
    person = person_for(who, Purpose.MAINTAIN, pk)
    if person.pk == who.person_id:
        return redirect("errand_ask")
    return _ask(request, who, person, who.actor(Purpose.MAINTAIN, person.path))


def _ask(request: HttpRequest, who: Viewer, person: Person, by: Actor) -> HttpResponse:
    helpers = queries.helpers_of(person, clock.today(), but=(who.person_id,))[:OFFERED]
    form = Asking(request.POST or None, helpers=helpers)
    return perform(
        request,
        form,
        lambda values: actions.ask(
            person,
            asker=Person.objects.get(pk=who.person_id),
            helper=form.chosen(),
            wish=values["wish"],
            way=Way.ONLINE,
            due_on=_due(),
            now=clock.now(),
            by=by,
        ),
        template="membership/errand_ask.html",
        context={"person": person, "own": person.pk == who.person_id, "helpers": helpers},
        done=lambda errand: (
            f"已经请{errand.helper.name}代办。他填好以后，您看一看再确认。",
            _page(errand),
        ),
    )


@_form_page
def errand_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody telephoned or came in: whoever keeps his items writes it down and fills in."""
    who = viewer(request)
    person = person_for(who, Purpose.MAINTAIN, pk)
    if person.pk == who.person_id:
        return redirect("errand_ask")
    return perform(
        request,
        Taking(request.POST or None),
        lambda values: actions.ask(
            person,
            asker=person,
            helper=_as_helper(who, person),
            wish=values["wish"],
            way=Way(values["way"]),
            due_on=_due(),
            now=clock.now(),
            by=who.actor(Purpose.MAINTAIN, person.path, person.uid),
        ),
        template="membership/errand_take.html",
        context={"person": person, "signs_in": _signs_in(person)},
        done=lambda errand: (
            f"已经记下。请接着填，填好后由{person.name}确认。",
            reverse("errand_fill_in", args=[errand.pk]),
        ),
    )


def _as_helper(who: Viewer, person: Person) -> Helper:
    for helper in queries.helpers_of(person, clock.today()):
        if helper.person.pk == who.person_id:
            return helper
    raise Refused(f"您现在不经办{person.name}的信息，请他另找一位。", status=403)


# --- filling in -----------------------------------------------------------------------------------


@never_cache
@_form_page
def errand_fill_in(request: HttpRequest, pk: int) -> HttpResponse:
    """The helper fills in the corrected items; the register stays as it is."""
    who, sight = _door(request, pk, Move.FILL_IN)
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
            by=_by_helper(who, errand),
        ),
        template="membership/errand_fill_in.html",
        context=_told(sight) | {"proposed": proposed},
        done=lambda filled: (
            f"填好了，等{filled.asker.name}确认。确认以前档案不会改。",
            _page(filled),
        ),
    )


@_form_page
def errand_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """The helper does not do it."""
    who, sight = _door(request, pk, Move.DECLINE)
    return _word(
        request,
        sight,
        Word(
            request.POST or None,
            label="为什么不能代办",
            help_text="委托人看得到，例如“要本人带身份证来窗口办”。",
        ),
        lambda values: actions.decline(
            sight.errand, words=values["words"], now=clock.now(), by=_by_helper(who, sight.errand)
        ),
        title="不能代办",
        said="已经告诉委托人。",
    )


# --- confirming -----------------------------------------------------------------------------------


@never_cache
@_form_page
def errand_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The asker sees old and new side by side, and confirms: only now the register changes."""
    who, sight = _door(request, pk, Move.CONFIRM)
    return _decide(
        request,
        sight,
        Confirming,
        lambda values: actions.confirm(
            sight.errand,
            **values,
            today=clock.today(),
            now=clock.now(),
            by=_by_asker(who, sight.errand),
        ),
        template="membership/errand_confirm.html",
    )


@never_cache
@_form_page
def errand_witness(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody other than who filled in has seen the signed slip of an asker without account."""
    who, sight = _door(request, pk, Move.WITNESS)
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
        context=_told(sight) | {"changed_since": errand.seen != errand.person.version},
        done=lambda done: (f"办好了，{done.person.name}的信息已经更正。", _page(done)),
    )


@_form_page
def errand_send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The asker says what is wrong with the proposal."""
    who, sight = _door(request, pk, Move.SEND_BACK)
    return _word(
        request,
        sight,
        Word(request.POST or None, label="哪里不对", help_text="例如“号码少了一位”。"),
        lambda values: actions.send_back(
            sight.errand,
            words=values["words"],
            due_on=_due(),
            now=clock.now(),
            by=_by_asker(who, sight.errand),
        ),
        title="退回重填",
        said="已经退回，代办人重新填好后您再确认。",
    )


@_form_page
def errand_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The asker takes it back; nothing was changed."""
    who, sight = _door(request, pk, Move.WITHDRAW)
    return _word(
        request,
        sight,
        forms.Form(request.POST or None),
        lambda values: actions.withdraw(
            sight.errand, now=clock.now(), by=_by_asker(who, sight.errand)
        ),
        title="撤回这件代办",
        said="已经撤回，信息没有改动。",
    )


@_form_page
def errand_hand_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody else becomes the helper."""
    who, sight = _door(request, pk, Move.HAND_ON)
    errand = sight.errand
    not_these = (errand.helper_id, errand.asker_id)
    helpers = queries.helpers_of(errand.person, clock.today(), but=not_these)[:OFFERED]
    form = HandingOn(request.POST or None, helpers=helpers)
    by = _by_asker(who, errand) if sight.is_asker else _by_helper(who, errand)
    return _word(
        request,
        sight,
        form,
        lambda values: actions.hand_on(
            errand,
            helper=form.chosen(),
            words=values["words"],
            due_on=_due(),
            now=clock.now(),
            by=by,
        ),
        title="换一位代办人",
        said="已经换了代办人。",
        leaves=not sight.is_asker,
    )


def _word(
    request: HttpRequest,
    sight: Sight,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Errand],
    *,
    title: str,
    said: str,
    leaves: bool = False,
) -> HttpResponse:
    """A short form beside what it is about. leaves: the errand is no longer his afterwards."""
    return perform(
        request,
        form,
        act,
        template="membership/errand_word.html",
        context=_told(sight) | {"title": title},
        done=lambda errand: (said, reverse("errands") if leaves else _page(errand)),
    )


# --- reading --------------------------------------------------------------------------------------


@never_cache
@require_safe
def errand(request: HttpRequest, pk: int) -> HttpResponse:
    """One errand: what was asked, what is proposed, how far it is, and what can be done now."""
    sight = queries.errand_for(viewer(request), pk, clock.today())
    steps = queries.steps_of(sight.errand)
    context = _told(sight) | {"steps": steps, "moves": {move.value for move in sight.moves}}
    return render(request, "membership/errand_page.html", context)


@never_cache
@require_safe
def errand_slip(request: HttpRequest, pk: int) -> HttpResponse:
    """The slip an asker without account signs: for the helper who filled in, to be printed."""
    sight = queries.errand_for(viewer(request), pk, clock.today())
    errand = sight.errand
    if Part.HELPER not in sight.parts or _signs_in(errand.asker):
        raise Missing("没有这张确认单。")
    if not rules.FLOW[Move.WITNESS].from_[0] == errand.state:
        raise Stale(f"这件代办现在是“{errand.get_state_display()}”，没有要签字的确认单。")
    printed = {
        "now": clock.now(),
        "changes": queries.changes_of(errand, in_full=True, own=False),
    }
    return render(request, "membership/errand_slip.html", _told(sight) | printed)


LISTS = {"asked": "我请别人办的", "given": "请我办的"}


@require_safe
def errands(request: HttpRequest) -> HttpResponse:
    """The viewer's errands: asked by him, or given to him; twenty on a page."""
    who, today = viewer(request), clock.today()
    keeps = who.may_anywhere(Purpose.MAINTAIN)
    which = request.GET.get("list", "given" if keeps else "asked")
    if which not in LISTS or (which == "given" and not keeps):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    number = max(number_in(request.GET.get("page", "1")), 1)
    find = {"asked": queries.asked_by, "given": queries.given_to}[which]
    found = find(who, today, limit=PER_PAGE, offset=min(number - 1, 10**6) * PER_PAGE)
    pages = Paginator(range(found.total), PER_PAGE)
    if number > pages.num_pages:
        return redirect(f"{request.path}?list={which}&page={pages.num_pages}")
    chips = [
        {"label": label, "url": f"?list={name}", "current": name == which}
        for name, label in LISTS.items()
    ]
    return render(
        request,
        "membership/errands.html",
        {
            "rows": found.rows,
            "page": Page(found.rows, number, pages),
            "which": which,
            "chips": chips if keeps else [],
        },
    )


# --- what the pages share -------------------------------------------------------------------------


def _door(request: HttpRequest, pk: int, move: Move) -> tuple[Viewer, Sight]:
    """The errand, if the move is the viewer's to make.

    Missing where it never is; Stale where the errand stands elsewhere by now.
    """
    who = viewer(request)
    sight = queries.errand_for(who, pk, clock.today())
    if not rules.concerns(move, sight.parts):
        raise Missing("没有这件代办，或者不是您的。")
    if move not in sight.moves:
        raise Stale(f"这件代办现在是“{sight.errand.get_state_display()}”，这一步已经不用办了。")
    return who, sight


def _told(sight: Sight) -> dict[str, Any]:
    """What every page about an errand shows of it."""
    errand = sight.errand
    return {
        "errand": errand,
        "person": errand.person,
        "own": errand.asker_id == errand.person_id,
        "is_asker": sight.is_asker,
        "is_helper": Part.HELPER in sight.parts,
        "state": sight.state,
        "wish": errand.unseal("wish"),
        "changes": queries.changes_of(
            errand,
            in_full=sight.is_asker,
            own=sight.is_asker and errand.asker_id == errand.person_id,
        ),
        "by_paper": errand.asker_id == errand.person_id and not _signs_in(errand.asker),
    }


def _signs_in(person: Person) -> bool:
    return Account.objects.filter(person=person, is_active=True).exists()


def _by_asker(who: Viewer, errand: Errand) -> Actor:
    if errand.person_id == who.person_id:
        return who.myself()
    return who.actor(Purpose.MAINTAIN, errand.person.path)


def _by_helper(who: Viewer, errand: Errand) -> Actor:
    return who.actor(Purpose.MAINTAIN, errand.person.path, errand.asker.uid)


def _due() -> dt.date:
    return terms.last_day(clock.today(), rules.HELP_WITHIN, "working", calendar.load()).day


def _page(errand: Errand) -> str:
    return reverse("errand", args=[errand.pk])
