"""Entering: an application, a step, a meeting, a notice, the rules, an end."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangjian.development.actions import applying, carrying, publicizing, taking, voting
from dangjian.development.actions.applying import NewApplicant
from dangjian.development.actions.guiding import PARTS
from dangjian.development.actions.papers import PaperEntry
from dangjian.development.actions.publicizing import Where
from dangjian.development.forms.cases import (
    Applying,
    Calling,
    Choosing,
    Moving,
    Publicizing,
    Stopping,
    TakingBack,
)
from dangjian.development.forms.steps import LocalForm, StepForm
from dangjian.development.models import LocalStep, Vote
from dangjian.development.queries.cases import NOTHING, Sight, development_for
from dangjian.development.queries.people import full_members
from dangjian.development.queries.records import rules_of_2014_from
from dangjian.development.queries.taken import last_entered
from dangjian.development.queries.votes import KINDS, Asked, used, vote_of
from dangjian.development.rules.reckoning import NOTICE_DAYS
from dangjian.development.rules.tables import BRANCH, BY_NAME, COMMITTEE, part_of
from dangjian.development.rules.views import StepView
from dangjian.development.views.doors import (
    by_branch,
    by_committee,
    door,
    form_page,
    page_of,
    short_form,
)
from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose
from dangjian.registry.queries.people import organization_for
from dangjian.registry.views.addresses import number_in
from dangjian.registry.views.doors import perform, viewer
from dangjian.registry.views.people import place_choices


@never_cache
@require_safe
def development_place(request: HttpRequest) -> HttpResponse:
    """At which branch an application is entered: the only one, or the one chosen."""
    who = viewer(request)
    if not who.may_anywhere(Purpose.MAINTAIN):
        raise Missing(NOTHING)
    places = place_choices(who, Purpose.MAINTAIN, groups=False)
    every = [pk for _, offered in places for pk, _ in offered]
    chosen = number_in(request.GET.get("organization", "")) or (
        every[0] if len(every) == 1 else None
    )
    if chosen in every:
        return redirect("development_begin", pk=chosen)
    return render(request, "development/place.html", {"places": places})


@never_cache
@form_page
def development_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter an application."""
    who = viewer(request)
    branch = organization_for(who, Purpose.MAINTAIN, pk)
    today = clock.today()

    def act(values: dict[str, Any]) -> Any:
        given = ("name", "sex", "born_on", "ethnic", "unit", "id_number", "mobile")
        return applying.apply(
            branch,
            NewApplicant(**{name: values[name] for name in given}),
            applied_on=values["applied_on"],
            paper=PaperEntry(
                "入党申请书", values["applied_on"], values["signer"] or values["name"]
            ),
            again=values["again"],
            today=today,
            now=clock.now(),
            by=who.actor(Purpose.MAINTAIN, branch.path),
        )

    return perform(
        request,
        Applying(request.POST or None),
        act,
        template="development/begin.html",
        context={"branch": branch},
        done=lambda case: (f"{case.applicant.name}的入党申请已经登记。", page_of(case)),
    )


@never_cache
@form_page
def development_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Enter one step: its day, what was decided, its papers."""
    who, today = viewer(request), clock.today()
    sight = development_for(who, pk, today)
    view = next((one for one in sight.steps if one.name == step), None)
    if view is None or step == "apply" or not sight.may(view):
        raise Missing(NOTHING)
    if step == "notice":
        return redirect("development_notice", pk=pk)
    asked = vote_of(sight.case, step, sight.record.turn) if step in KINDS else None
    form = _form(request, sight, view, asked)
    by = by_branch(who, sight) if view.step.part == BRANCH else by_committee(who, sight)
    return perform(
        request,
        form,
        lambda values: taking.take(
            sight.case,
            step,
            form.entry(),
            seen=values["seen"],
            today=today,
            now=clock.now(),
            by=by,
        ),
        template="development/step.html",
        context={
            "sight": sight,
            "case": sight.case,
            "view": view,
            "asked": _asked(sight, step, asked),
            "is_vote": step in KINDS,
            "then": _then(sight) and asked is None,
            "today": today,
        },
        done=lambda case: (f"“{view.says}”登记好了。", page_of(case)),
    )


def _form(request: HttpRequest, sight: Sight, view: StepView, asked: Asked | None) -> StepForm:
    part = PARTS.get(view.name)
    return StepForm(
        request.POST or None,
        step=view.step,
        papers=view.papers,
        people=full_members(sight.case.organization) if part else [],
        chosen=[guide.person_id for guide in sight.guides if guide.part == part],
        today=clock.today(),
        seen=sight.case.case.round,
        held_on=asked.meeting.held_on if asked else None,
        then=_then(sight) and asked is None,
    )


def _then(sight: Sight) -> bool:
    """Whether steps of the case may be older than the rules of 2014."""
    return sight.case.applied_on < rules_of_2014_from()


def _asked(sight: Sight, step: str, asked: Asked | None) -> Asked | None:
    """The meeting whose result is still to be entered."""
    if asked is None or asked.off or used(sight.record, step, asked):
        return None
    return asked


@never_cache
@form_page
def development_local_step(request: HttpRequest, pk: int, local: int) -> HttpResponse:
    """Enter a step the locality added."""
    who, sight = door(request, pk)
    extra = next((one for one in sight.record.extras if one.pk == local), None)
    if extra is None:
        raise Missing(NOTHING)
    today = clock.today()
    form = LocalForm(
        request.POST or None, paper=extra.paper, today=today, seen=sight.case.case.round
    )
    return perform(
        request,
        form,
        lambda values: taking.take_local(
            sight.case,
            LocalStep.objects.get(pk=local),
            form.entry(),
            seen=values["seen"],
            today=today,
            now=clock.now(),
            by=by_branch(who, sight),
        ),
        template="development/local_step.html",
        context={"sight": sight, "case": sight.case, "extra": extra},
        done=lambda case: (f"“{extra.says}”登记好了。", page_of(case)),
    )


@never_cache
@form_page
def development_call(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Call the branch meeting that votes on it; the counting is done there."""
    who, sight = door(request, pk)
    if step not in KINDS:
        raise Missing(NOTHING)
    return short_form(
        request,
        sight,
        Calling(request.POST or None, initial={"seen": sight.case.case.round}),
        lambda values: voting.call_meeting(
            sight.case,
            step,
            held_on=values["held_on"],
            seen=values["seen"],
            today=clock.today(),
            now=clock.now(),
            by=by_branch(who, sight),
        ),
        heading=BY_NAME[step].says,
        told="同一天已经通知了同样的会，就加到那次会上，一个一个表决。签到、计票、核对在会议里办。",
        button="开这次会",
        said="会议建好了。开完会在这里签到、登记计票，另一位同志核对，再回来登记结果。",
        to=_meeting_page,
    )


def _meeting_page(vote: Vote) -> str:
    return reverse("meeting", args=[vote.item.meeting_id])


@never_cache
@form_page
def development_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the notice: what may be public of the applicant is filled in."""
    who, sight = door(request, pk)
    case, rule = sight.case, sight.rules.get(NOTICE_DAYS)
    form = Publicizing(
        request.POST or None,
        least=rule.number if rule else 5,
        seen=case.case.round,
        office=case.organization.short_name,
        phone=case.organization.phone,
    )
    return short_form(
        request,
        sight,
        form,
        lambda values: publicizing.begin_notice(
            case,
            Where(values["office"], values["phone"], values["address"], values["days"]),
            seen=values["seen"],
            today=clock.today(),
            now=clock.now(),
            by=who.actor(Purpose.WRITE, case.organization.path),
        ),
        heading="起草公示",
        told="姓名、性别、出生年月、单位和岗位由登记的内容带出。起草后送审，审完批准才登出来。",
        button="起草",
        said="公示起草好了，请看一遍再送审。",
        to=lambda notice: reverse("notice_desk", args=[notice.pk]),
    )


@never_cache
@form_page
def development_rules(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down by which rules a case goes on that began before those of 2026."""
    who, sight = door(request, pk)
    return short_form(
        request,
        sight,
        Choosing(request.POST or None, initial={"seen": sight.case.case.round}),
        lambda values: applying.choose_edition(
            sight.case, **values, today=clock.today(), now=clock.now(), by=by_branch(who, sight)
        ),
        heading="定下按哪一部细则办",
        told="这件在2026年细则施行以前就开始了。请按上级党组织的意见定，写明依据；定了不再改。",
        button="定下",
        said="已经定下，以后按它办。",
    )


@never_cache
@form_page
def development_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a case go on at another branch."""
    who, sight = door(request, pk, committee=True)
    places = place_choices(who, Purpose.STANDING, groups=False)
    form = Moving(request.POST or None, places=places, seen=sight.case.case.round)
    return short_form(
        request,
        sight,
        form,
        lambda values: carrying.move_case(
            sight.case,
            organization_for(who, Purpose.STANDING, values["to"]),
            words=values["words"],
            seen=values["seen"],
            today=clock.today(),
            by=by_committee(who, sight),
        ),
        heading="转到别的支部继续培养",
        told="登记过的步骤、材料和文件都带过去，期限接着算。培养联系人、入党介绍人需要换的，到了以后再登记。",
        button="转过去",
        said="已经转过去，以后由那个支部办。",
    )


@never_cache
@form_page
def development_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Break a development off."""
    who, sight = door(request, pk)
    form = Stopping(request.POST or None, today=clock.today(), seen=sight.case.case.round)
    return short_form(
        request,
        sight,
        form,
        lambda values: applying.stop(
            sight.case, **values, today=clock.today(), now=clock.now(), by=by_branch(who, sight)
        ),
        heading="终止培养",
        told="登记过的材料都保留。以后可以重新申请。",
        button="终止",
        said="已经终止，材料都保留。",
    )


@never_cache
@form_page
def development_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw the last step, entered by mistake."""
    who, sight = viewer(request), development_for(viewer(request), pk, clock.today())
    last = last_entered(sight.case)
    if last is None or not (sight.committee if part_of(last) == COMMITTEE else sight.branch):
        raise Missing(NOTHING)
    said = last.local.says if last.local else BY_NAME[last.step].says
    by = by_committee if part_of(last) == COMMITTEE else by_branch
    return short_form(
        request,
        sight,
        TakingBack(request.POST or None, initial={"seen": sight.case.case.round}),
        lambda values: taking.take_back(
            sight.case, **values, today=clock.today(), now=clock.now(), by=by(who, sight)
        ),
        heading="撤回登记错的一步",
        told=f"最后登记的是“{said}”。撤回后重新登记，原来的一行和原因都留着。",
        button="撤回",
        said="已经撤回，请重新登记。",
    )
