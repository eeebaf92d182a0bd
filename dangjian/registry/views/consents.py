"""What takes two persons: what waits for me, one request, agreeing, refusing (L3, X15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing, Refused
from dangjian.registry import signin
from dangjian.registry.actions import consents as actions
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.forms.consents import AgreeForm, InspectionForm, RefuseForm
from dangjian.registry.models import Act, Consent, ConsentState, Person
from dangjian.registry.queries import consents as queries
from dangjian.registry.queries import erasing
from dangjian.registry.views.doors import perform, viewer

PAGE = 50
AGREES: Mapping[Act, Purpose] = {act: deed.agrees for act, deed in actions.DEEDS.items()}
Doings = Mapping[Act, actions.Doing]
"""How acts of other rooms are done, handed in from above: the registry knows none of them."""
_form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def consents(request: HttpRequest) -> HttpResponse:
    """Requests that wait for the viewer, his own, those he decided; an auditor sees all."""
    who, now = office_holder(request), clock.now()
    lists = _lists(who)
    shown = request.GET.get("show", "")
    if shown not in dict(lists):
        shown = lists[0][0]
    page = Paginator(_rows(who, shown), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(one, one.told_state(now), _state_of(one)) for one in page.object_list],
        "shown": shown,
        "chips": [
            {"label": label, "url": f"?show={key}", "current": key == shown} for key, label in lists
        ],
        "may_erase": erasing.may_ask(who),
        "may_call_emergency": who.may_anywhere(Purpose.EMERGENCY),
        "to_review": list(queries.emergencies_to_review(who, now))
        if who.may_anywhere(Purpose.AUDIT)
        else [],
        "running": queries.running_of(who, now),
    }
    return render(request, "registry/consents.html", context)


def _lists(who: Viewer) -> list[tuple[str, str]]:
    mine = [("waiting", "等我复核"), ("mine", "我提出的"), ("decided", "我复核过的")]
    return [*mine, ("all", "全部")] if who.may_anywhere(Purpose.AUDIT) else mine


def _rows(who: Viewer, shown: str) -> QuerySet[Consent]:
    if shown == "mine":
        return queries.asked_by(who)
    if shown == "decided":
        return queries.decided_by(who)
    if shown == "all":
        return queries.audited_by(who)
    return queries.waiting_for(who, AGREES, clock.now())


_TAGS = {
    ConsentState.ASKED: "wait",
    ConsentState.AGREED: "soon",
    ConsentState.DONE: "done",
    ConsentState.REFUSED: "late",
}


def _state_of(consent: Consent) -> str:
    state = ConsentState(consent.state)
    return "" if consent.ran_out(clock.now()) else _TAGS.get(state, "")


@never_cache
@require_safe
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what is to be done as people read it, who asked, who agreed, who saw papers."""
    who, found, now = *_known(request, pk), clock.now()
    mine = found.maker_id == who.person_id
    decides = not mine and actions.may_decide(found, _me(who), now)
    return render(
        request,
        "registry/consent.html",
        shown(found)
        | {
            "mine": mine,
            "decides": decides,
            "inspects": (mine or decides) and found.state == ConsentState.ASKED,
            "takes": _taking(found) if mine and _may_take(found) else None,
            "at_server": found.act == Act.OPERATE and found.state == ConsentState.AGREED,
            "merger": getattr(found, "merger", None),
            "may_withdraw": mine
            and found.state in (ConsentState.ASKED, ConsentState.AGREED)
            and not found.ran_out(now),
            "opened": getattr(found, "opened", None),
            "opening": getattr(found, "opening", None),
            "export": getattr(found, "export", None) if mine else None,
        },
    )


def shown(found: Consent) -> dict[str, Any]:
    """What every page about a request shows of it."""
    return {
        "consent": found,
        "lines": actions.deed_of(found).told(found.wanted, clock.today()),
        "state": found.told_state(clock.now()),
        "tag": _state_of(found),
        "inspections": queries.inspections_of(found),
    }


@dataclass(frozen=True)
class Taking:
    """The button by which the maker carries out what was agreed to."""

    address: str
    button: str
    icon: str = ""
    style: str = "btn-primary"
    sentence: str = ""


def _taking(found: Consent) -> Taking:
    if found.act in (Act.EXPORT, Act.EXPORT_KEY):
        return Taking(reverse("export_take", args=[found.pk]), "取表格", "down")
    address = reverse("import_undo_take", args=[found.pk])
    return Taking(address, "整份撤回", style="btn-danger", sentence="撤回以后不能恢复。")


def _may_take(found: Consent) -> bool:
    by_hand = actions.deed_of(found).do is None and found.act != Act.OPERATE
    return by_hand and found.state == ConsentState.AGREED and not found.ran_out(clock.now())


@_form_page
def consent_agree(request: HttpRequest, pk: int, doings: Doings) -> HttpResponse:
    """Agree, with password and code not older than five minutes."""
    who, found = _to_decide(request, pk)
    return _agree(request, who, found, doings.get(Act(found.act)))


@never_cache
@signin.both_proofs_needed
def _agree(
    request: HttpRequest, who: Viewer, found: Consent, doing: actions.Doing | None
) -> HttpResponse:
    return perform(
        request,
        AgreeForm(request.POST or None, initial={"seen": found.seen}),
        lambda typed: actions.agree(
            found,
            checker=_me(who),
            seen=typed["seen"],
            proof=signin.age_of_proof(request),
            now=clock.now(),
            by=who.actor(AGREES[Act(found.act)], found.organization.path),
            words=typed["words"],
            doing=doing,
        ),
        template="registry/consent_agree.html",
        context=shown(found),
        done=lambda agreed: (
            "已经同意，办好了。"
            if agreed.state == ConsentState.DONE
            else f"已经同意，等{agreed.maker.name}来办。",
            reverse("consent", args=[agreed.pk]),
        ),
    )


@_form_page
def consent_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no, with the reason."""
    who, found = _to_decide(request, pk)
    return perform(
        request,
        RefuseForm(request.POST or None),
        lambda typed: actions.refuse(
            found,
            checker=_me(who),
            words=typed["words"],
            now=clock.now(),
            by=who.actor(AGREES[Act(found.act)], found.organization.path),
        ),
        template="registry/consent_refuse.html",
        context=shown(found),
        done=lambda refused: (
            "已经写明不同意，没有办。",
            reverse("consent", args=[refused.pk]),
        ),
    )


@require_POST
def consent_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own request back."""
    who, found = _known(request, pk)
    if found.maker_id != who.person_id:
        raise Missing("没有这件申请，或者不在您的权限范围内。")
    return perform(
        request,
        forms.Form(request.POST),
        lambda _: actions.withdraw(
            found,
            maker=_me(who),
            by=who.actor(actions.deed_of(found).asks, found.organization.path),
        ),
        template="registry/consent.html",
        context=shown(found) | {"mine": True},
        done=lambda _: ("申请撤回了，没有办。", reverse("consents") + "?show=mine"),
    )


@_form_page
def consent_inspect(request: HttpRequest, pk: int) -> HttpResponse:
    """材料已当面核验: by whoever asked or may decide."""
    who, found = _known(request, pk)
    if found.maker_id != who.person_id:
        _check_decides(who, found)
    return perform(
        request,
        InspectionForm(request.POST or None),
        lambda typed: actions.inspect(
            found,
            by_whom=_me(who),
            papers=typed["papers"],
            scan=typed["scan"],
            now=clock.now(),
            by=who.actor(AGREES[Act(found.act)], found.organization.path),
        ),
        template="registry/consent_inspect.html",
        context=shown(found),
        done=lambda _: ("已经记下：材料已当面核验。", reverse("consent", args=[found.pk])),
    )


# --- who may come in ------------------------------------------------------------------------------


def office_holder(request: HttpRequest) -> Viewer:
    """The viewer, where he holds any role; for plain members these pages are not there."""
    who = viewer(request)
    if not who.above_member:
        raise Missing("没有这个页面。")
    return who


def _known(request: HttpRequest, pk: int) -> tuple[Viewer, Consent]:
    who = office_holder(request)
    return who, queries.consent_for(who, pk, AGREES, clock.now())


def _to_decide(request: HttpRequest, pk: int) -> tuple[Viewer, Consent]:
    who, found = _known(request, pk)
    _check_decides(who, found)
    return who, found


def _check_decides(who: Viewer, found: Consent) -> None:
    """403 for whoever may know of it and not decide. (What was decided meanwhile, the action
    says.)"""
    own = who.person_id in (found.maker_id, found.concerns_id, found.concerns_too_id)
    if own or not queries.decides(who, found, AGREES, clock.now()):
        raise Refused("这件事不由您复核。", status=403)


def _me(who: Viewer) -> Person:
    return Person.objects.select_related("organization").get(pk=who.person_id)
