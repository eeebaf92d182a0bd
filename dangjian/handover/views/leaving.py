"""Leaving: the notice, the period with its reviews, the one page of the leaver, giving back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dangjian.handover.actions import leaving as actions
from dangjian.handover.forms import (
    HolderForm,
    NoticeForm,
    ReopenForm,
    ReviewForm,
    SearchForm,
)
from dangjian.handover.queries import leaving as queries
from dangjian.handover.queries.posts import candidates
from dangjian.handover.rules import Ways, obligations
from dangjian.kernel import clock, rules
from dangjian.kernel.refusal import Missing, Stale
from dangjian.kit.words import cn_date
from dangjian.registry import signin
from dangjian.registry.actions import leaving as registry
from dangjian.registry.authority import Purpose
from dangjian.registry.models import OFFICERS, Consent, CoolingOff, Person, Role, RoleGrant
from dangjian.registry.queries import accounts
from dangjian.registry.queries.people import person_for
from dangjian.registry.rules import leaving as lengths
from dangjian.registry.views.doors import perform, text_of, viewer

PER_PAGE = 30
FOUND = 20
form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def leavings(request: HttpRequest) -> HttpResponse:
    """Whose periods run, with the next review; those that are over."""
    who = viewer(request)
    if not who.may_anywhere(Purpose.GRANT):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    over = request.GET.get("list") == "over"
    name = text_of(request, "who")
    found = accounts.holdings(
        who.scope(Purpose.GRANT), accounts.HolderFilter(text=name), clock.today()
    )
    page = Paginator(queries.periods(who, over=over), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "handover/leavings.html",
        {
            "page": page,
            "rows": [(one, queries.roles_said(one)) for one in page.object_list],
            "who": name,
            "search": HolderForm(initial={"who": name}),
            "holders": _others(list(found[:FOUND]), who.person_id) if name else [],
            "over": over,
            "chips": [
                {"label": "脱密期内", "url": "?", "current": not over},
                {"label": "期满的", "url": "?list=over", "current": over},
            ],
        },
    )


def _others(keys: list[Any], mine: int) -> list[tuple[int, str, str]]:
    """(person, name, what he holds) for everybody found but the viewer, each once."""
    held: dict[int, tuple[str, list[str]]] = {}
    for one in accounts.holdings_of_page(keys):
        if one.person_id != mine:
            said = f"{one.place}{one.role}"
            held.setdefault(one.person_id, (one.name, []))[1].append(said)
    return [(pk, name, "、".join(said)) for pk, (name, said) in held.items()]


@form_page
def leaving_notice(request: HttpRequest, pk: int, ways: Ways) -> HttpResponse:
    """Fix the period before he goes, and take everything in the same minute."""
    who, today = viewer(request), clock.today()
    person = person_for(who, Purpose.ROSTER, pk)
    if not who.may_anywhere(Purpose.GRANT) or not queries.may_give_notice(who, person, today):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    return _notice(request, person, ways)


@signin.both_proofs_needed
def _notice(request: HttpRequest, person: Person, ways: Ways) -> HttpResponse:
    who, today = viewer(request), clock.today()
    book = rules.book(on=today, under=lengths.UNDER)
    held = [
        Role(one.role) for one in RoleGrant.objects.on(today).filter(holder=person).order_by("pk")
    ]
    length = lengths.least(held, book)
    name = text_of(request, "who")
    people = [one for one in candidates(name) if one.pk not in (person.pk, who.person_id)]
    least = length.months if length else 0
    form = NoticeForm(
        request.POST if request.method == "POST" else None, people=people, least=least
    )

    def act(values: dict[str, Any]) -> CoolingOff:
        return actions.give_notice(
            person,
            successor=next(one for one in people if one.pk == values["successor"]),
            reason=values["reason"],
            document=values["document"],
            months=values["months"],
            ways=ways,
            book=book,
            today=today,
            now=clock.now(),
            by=who.actor(Purpose.GRANT, person.path),
            noticed_by=Person.objects.get(pk=who.person_id),
            proof=signin.age_of_proof(request),
        )

    return perform(
        request,
        form,
        act,
        template="handover/leaving_notice.html",
        context={
            "person": person,
            "roles": "、".join(dict.fromkeys(str(one.label) for one in held)),
            "length": length,
            "who": name,
            "people": people,
            "search": SearchForm(initial={"who": name}),
            "obligations": obligations().splitlines(),
            "officer": any(role in OFFICERS for role in held),
        },
        done=lambda begun: (
            f"{person.name}的角色、登录和动态口令已经全部收回，脱密期到 {cn_date(begun.ends_on)}。",
            reverse("leaving", args=[begun.pk]),
        ),
    )


@require_safe
def leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """One period: what was taken, what he is bound to, reviews, and giving back."""
    sight = queries.period_for(viewer(request), pk, clock.now())
    return render(request, "handover/leaving.html", _told(sight))


@require_safe
def leaving_mine(request: HttpRequest) -> HttpResponse:
    """The one page of somebody who leaves."""
    sight = queries.own_period(viewer(request), clock.now())
    account = request.user
    context = _told(sight) | {
        "own": True,
        "second_factor": signin.has_second_factor(account),  # type: ignore[arg-type]
    }
    return render(request, "handover/leaving_mine.html", context)


@form_page
def leaving_acknowledge(request: HttpRequest) -> HttpResponse:
    """He says himself that he has read what he is bound to."""
    sight = queries.own_period(viewer(request), clock.now())
    return _acknowledge(request, sight)


@signin.fresh_proof_needed
def _acknowledge(request: HttpRequest, sight: queries.Sight) -> HttpResponse:
    return perform(
        request,
        forms.Form(request.POST),
        lambda _: registry.acknowledge(sight.begun, now=clock.now(), by=viewer(request).myself()),
        template="handover/leaving_acknowledge.html",
        context=_told(sight),
        done=lambda _: ("已经记下您的确认。", reverse("leaving_mine")),
    )


@form_page
def leaving_review(request: HttpRequest, pk: int, review: int) -> HttpResponse:
    """Put down what was found."""
    who, today = viewer(request), clock.today()
    sight = queries.period_for(who, pk, clock.now())
    one = queries.review_for(sight, review)
    if one.done_at is not None:
        raise Stale("这一次已经复核过了。")
    return perform(
        request,
        ReviewForm(request.POST or None),
        lambda values: actions.review(
            one,
            finding=values["finding"],
            reviewer=Person.objects.get(pk=who.person_id),
            today=today,
            now=clock.now(),
            by=who.actor(Purpose.GRANT, sight.begun.person.path),
        ),
        template="handover/leaving_step.html",
        context=_told(sight)
        | {
            "title": f"{cn_date(one.due_on, today)}的复核",
            "said": "看他的角色、账号、密钥和材料是不是都收回了。",
            "button": "记下",
        },
        done=lambda _: ("复核结果已经记下。", reverse("leaving", args=[pk])),
    )


@form_page
def leaving_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """One of two asks that he may sign in as a plain member."""
    return _asks(
        request,
        queries.period_for(viewer(request), pk, clock.now()),
        actions.ask_reopening,
        Purpose.GRANT,
        "提出恢复党员登录",
        "恢复以后他是一名普通党员：看自己的信息、交党费、参加讨论；脱密期照旧，"
        "不能有管理角色。要另一位管理员同意才生效。",
    )


@form_page
def leaving_void(request: HttpRequest, pk: int) -> HttpResponse:
    """One of two asks that a notice that was a mistake is voided."""
    sight = queries.voidable_for(viewer(request), pk, clock.now())
    if sight.begun.over_at is not None:
        raise Stale("这个脱密期已经办结。")
    return _asks(
        request,
        sight,
        actions.ask_voiding,
        Purpose.AGREE_GRANT,
        "提出撤销离岗通知",
        "通知办错了才撤销：脱密期结束，移交作废；还没有正式收回的角色当场恢复，"
        "收回了的要重新授予。要另一位管理员同意才生效。",
    )


@signin.both_proofs_needed
def _asks(
    request: HttpRequest,
    sight: queries.Sight,
    ask: Callable[..., Consent],
    purpose: Purpose,
    title: str,
    said: str,
) -> HttpResponse:
    """What takes two is asked for; done, it leads to the request."""
    who = viewer(request)
    return perform(
        request,
        ReopenForm(request.POST or None),
        lambda values: ask(
            sight.begun,
            reason=values["reason"],
            asker=Person.objects.get(pk=who.person_id),
            proof=signin.age_of_proof(request),
            now=clock.now(),
            by=who.actor(purpose, sight.begun.person.path),
        ),
        template="handover/leaving_step.html",
        context=_told(sight) | {"title": title, "said": said, "button": "提出"},
        done=lambda consent: (
            "已经提出，等另一位管理员同意。",
            reverse("consent", args=[consent.pk]),
        ),
    )


def _told(sight: queries.Sight) -> dict[str, Any]:
    return {
        "sight": sight,
        "begun": sight.begun,
        "person": sight.begun.person,
        "handover": sight.begun.handover,
        "obligations": sight.begun.obligations.splitlines(),
        "reviews": [(one, one.unseal("finding")) for one in sight.reviews],
    }
