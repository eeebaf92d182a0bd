"""The office's desk: notices written, signed, published, extended, concluded and withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.openness.actions import drafting, running, signing
from dangjian.openness.forms.fields import Nothing, Returning, Seen, Signing
from dangjian.openness.forms.notices import (
    Choosing,
    Concluding,
    Extending,
    Withdrawing,
    Writing,
    draft_of,
    persons_set,
    written,
)
from dangjian.openness.models import PUBLIC, Kind, Notice, Result, State
from dangjian.openness.queries import office as queries
from dangjian.openness.queries.office import Sight
from dangjian.openness.recording import subjects_of
from dangjian.openness.rules import NOTICES, periods, texts
from dangjian.openness.rules.tables import RIGHT
from dangjian.openness.views.doors import NOTHING, desk_ways, form_page, paged, places_of
from dangjian.openness.views.steps import Told, office_of, standing, step
from dangjian.registry import signin
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Organization
from dangjian.registry.views.doors import viewer


@require_safe
def notices_desk(request: HttpRequest) -> HttpResponse:
    """The notices of the viewer's organizations, and where each stands."""
    who = viewer(request)
    if not (who.may_anywhere(Purpose.WRITE) or who.may_anywhere(Purpose.FINAL)):
        raise Missing(NOTHING)
    return render(
        request,
        "openness/notices_desk.html",
        {
            "page": paged(request, queries.notices_of(who)),
            "writes": who.may_anywhere(Purpose.WRITE),
            "desk_ways": desk_ways(who),
        },
    )


@form_page
def notice_begin(request: HttpRequest) -> HttpResponse:
    """Choose for whom and which kind; then write it."""
    who = viewer(request)
    places = places_of(who)
    asked = request.GET if request.method != "POST" else request.POST
    chosen = Choosing(asked if "kind" in asked else None, places=places)
    if not ("kind" in asked and chosen.is_valid()):
        status = 422 if request.method == "POST" else 200
        return render(request, "openness/notice_begin.html", {"form": chosen}, status=status)
    place = next(one for one in places if one.pk == chosen.cleaned_data["organization"])
    kind, now = Kind(chosen.cleaned_data["kind"]), clock.now()
    by = who.actor(Purpose.WRITE, place.path)
    return _write(
        request,
        place,
        kind,
        lambda draft, _: drafting.begin(place, kind, draft, now=now, by=by),
        hidden={"organization": place.pk, "kind": kind.value},
    )


@form_page
def notice_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft, or one that was sent back."""
    who = viewer(request)
    sight = queries.notice_for(who, pk, clock.today())
    if not sight.writes:
        raise Missing(NOTHING)
    if not sight.may_edit:
        raise Stale("这份公示已经送审，现在不能改。")
    found = sight.notice
    by = who.actor(Purpose.WRITE, found.organization.path)
    return _write(
        request,
        found.organization,
        Kind(found.kind),
        lambda draft, seen: drafting.edit(found, draft, seen=seen, now=clock.now(), by=by),
        notice=found,
    )


def _write(
    request: HttpRequest,
    place: Organization,
    kind: Kind,
    act: Callable[[drafting.Draft, int], Notice],
    *,
    notice: Notice | None = None,
    hidden: dict[str, Any] | None = None,
) -> HttpResponse:
    """The editor: what the notice says, and the list of persons."""
    data = request.POST if request.method == "POST" and "title" in request.POST else None
    rule = periods.rule_of(kind, clock.today(), place.path)
    writing = Writing(data, initial=written(notice) if notice else {"days": rule.number})
    group = persons_set(data, subjects_of(notice) if notice else ())
    status = 200
    if data is not None:
        status = 422
        if writing.is_valid() and group.is_valid():
            try:
                found = act(draft_of(writing, group), writing.cleaned_data["seen"] or 0)
            except Refused as refusal:
                field = refusal.field if refusal.field in writing.fields else None
                writing.add_error(field, str(refusal))
                status = refusal.status
            else:
                messages.success(request, "存好了。看一遍，没有问题就送审。")
                return redirect("notice_desk", found.pk)
    context = {"form": writing, "group": group, "rule": rule, "kind": kind.label, "place": place}
    context |= {"hidden": hidden or {}, "notice": notice}
    return render(request, "openness/notice_write.html", context, status=status)


@require_safe
def notice_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice: its words, who signed, whom it waits for, what the viewer may do."""
    who, today = viewer(request), clock.today()
    sight = queries.notice_for(who, pk, today)
    found = sight.notice
    named = found.state not in PUBLIC or (
        found.state == State.RUNNING and found.until_on is not None and today <= found.until_on
    )
    return render(
        request,
        "openness/notice_desk.html",
        {
            "sight": sight,
            "notice": found,
            "kind": Kind(found.kind).label,
            **standing(found, NOTICES),
            "subjects": subjects_of(found) if named else (),
            "paragraphs": texts.paragraphs(found.text),
            "period": texts.period(found),
            "result": texts.result(found) if found.redacted_at else "",
            "public": found.state in PUBLIC,
            "objections": queries.objections_for(who, found),
            "back": reverse("notices_desk") if sight.writes or sight.leads else reverse("inbox"),
        },
    )


Act = Callable[[Sight, Viewer, dict[str, Any]], Any]


def _step(
    request: HttpRequest,
    pk: int,
    form: Callable[[Any, dict[str, Any]], forms.Form],
    act: Act,
    *,
    allowed: Callable[[Sight], bool],
    known: Callable[[Sight, Viewer], bool],
    told: Told,
    proof: bool = False,
) -> HttpResponse:
    """One step of a notice. known: who may know of it at all; 404 for everybody else.

    proof: whether password and code are asked for again first, of whoever may take the step.
    """
    who = viewer(request)
    sight = queries.notice_for(who, pk, clock.today())
    if not known(sight, who):
        raise Missing(NOTHING)
    page = signin.both_proofs_needed(step) if proof and allowed(sight) else step
    return page(
        request,
        sight,
        form(request.POST or None, {"seen": sight.notice.case.round}),
        lambda values: act(sight, who, values),
        allowed=allowed(sight),
        told=told,
        title=sight.notice.title,
        back=reverse("notice_desk", args=[pk]),
        excused=sight.writes,
    )


def _path(sight: Sight) -> str:
    return str(sight.notice.organization.path)


def _writes(sight: Sight, who: Viewer) -> bool:
    return sight.writes


def _leads(sight: Sight, who: Viewer) -> bool:
    return sight.leads


def _signs(sight: Sight, who: Viewer) -> bool:
    """Whose turn it may be in this state; once the reviews are over, whoever ever might have."""
    state = State(sight.notice.state)
    rights = [RIGHT[state]] if state in RIGHT else list(RIGHT.values())
    return any(who.may(right, _path(sight)) for right in rights)


@form_page
def notice_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it to be reviewed."""
    return _step(
        request,
        pk,
        lambda data, initial: Seen(data, initial=initial),
        lambda sight, who, values: drafting.send_in(
            sight.notice,
            seen=values["seen"],
            now=clock.now(),
            by=who.actor(Purpose.WRITE, _path(sight)),
        ),
        allowed=lambda sight: sight.may_edit,
        known=_writes,
        told=Told("送审", "先审内容，再做保密审查，最后由领导审批发布，每一步都是另一位同志。",
               "送审", "已经送审。"),
    )  # fmt: skip


@form_page
def notice_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass the content or the secrecy review."""
    return _step(
        request,
        pk,
        lambda data, initial: Signing(data, initial=initial),
        lambda sight, who, values: signing.sign(
            sight.notice,
            office=office_of(sight),
            seen=values["seen"],
            now=clock.now(),
            by=who.actor(RIGHT[State(sight.notice.state)], office_of(sight).path),
        ),
        allowed=lambda sight: sight.may_sign and sight.notice.state != State.APPROVAL,
        known=_signs,
        told=Told("审核通过", "您审的就是这份公示的每一个字。签了不能收回。", "通过", "已经签了。"),
    )


@form_page
def notice_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve it: it is public at once, and its period begins tomorrow.

    Three signed before; the last signature proves again who signs, and no second one is asked for.
    """
    return _step(
        request,
        pk,
        lambda data, initial: Signing(data, initial=initial),
        lambda sight, who, values: signing.post(
            sight.notice,
            office=office_of(sight),
            seen=values["seen"],
            now=clock.now(),
            by=who.actor(Purpose.FINAL, office_of(sight).path),
        ),
        allowed=lambda sight: sight.may_sign and sight.notice.state == State.APPROVAL,
        known=lambda sight, who: who.may(Purpose.FINAL, _path(sight)),
        told=Told("同意发布", "马上登出来，明天起算公示期。登出来以后不能改，只能延长或者撤回。",
               "同意发布", "已经发布。"),
        proof=True,
    )  # fmt: skip


@form_page
def notice_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it back to its author."""
    return _step(
        request,
        pk,
        lambda data, initial: Returning(data, initial=initial),
        lambda sight, who, values: signing.send_back(
            sight.notice,
            words=values["words"],
            office=office_of(sight),
            seen=values["seen"],
            now=clock.now(),
            by=who.actor(RIGHT[State(sight.notice.state)], office_of(sight).path),
        ),
        allowed=lambda sight: sight.may_sign,
        known=_signs,
        told=Told("退回修改", "写给起草的同志：哪里要改，为什么。", "退回", "已经退回。"),
    )


@form_page
def notice_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Not to be made after all."""
    return _step(
        request,
        pk,
        lambda data, initial: Nothing(data),
        lambda sight, who, values: drafting.drop(
            sight.notice, now=clock.now(), by=who.actor(Purpose.WRITE, _path(sight))
        ),
        allowed=lambda sight: sight.may_drop,
        known=_writes,
        told=Told("不发了", "不再送审，不再发布，记录留着。", "不发了", "已经记下，不发了。"),
    )


@form_page
def notice_extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it run longer."""
    return _step(
        request,
        pk,
        lambda data, initial: Extending(data),
        lambda sight, who, values: running.extend(
            sight.notice, now=clock.now(), by=who.actor(Purpose.FINAL, _path(sight)), **values
        ),
        allowed=lambda sight: sight.may_extend,
        known=_leads,
        told=Told("延长公示期", "只能延长，不能缩短。改动记入公开的记录。", "延长", "已经延长。"),
    )


@form_page
def notice_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back, with the reason."""
    return _step(
        request,
        pk,
        lambda data, initial: Withdrawing(data),
        lambda sight, who, values: running.withdraw(
            sight.notice, now=clock.now(), by=who.actor(Purpose.FINAL, _path(sight)), **values
        ),
        allowed=lambda sight: sight.may_withdraw,
        known=_leads,
        told=Told("撤回公示", "马上隐去姓名；地址留着，写明为什么撤回。", "撤回", "已经撤回。"),
    )


@form_page
def notice_conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the result after objections were looked into."""
    return _step(
        request,
        pk,
        lambda data, initial: Concluding(data, initial=initial),
        lambda sight, who, values: running.conclude(
            sight.notice,
            Result(values["result"]),
            words=values["words"],
            office=office_of(sight),
            seen=values["seen"],
            now=clock.now(),
            by=who.actor(Purpose.OBJECTIONS, office_of(sight).path),
        ),
        allowed=lambda sight: sight.may_conclude,
        known=lambda sight, who: who.may(Purpose.OBJECTIONS, _path(sight)),
        told=Told("写明公示结果", "结果登在公示上，群众看得到。", "写好", "结果已经公布。"),
    )
