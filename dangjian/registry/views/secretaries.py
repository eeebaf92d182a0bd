"""Secretaries as lists of organizations name them: who is meant, a person says (A3)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.kit.words import cn_date
from dangjian.registry.actions import secretaries as actions
from dangjian.registry.actions.secretaries import Appointment, Recorded
from dangjian.registry.authority import Purpose
from dangjian.registry.queries import secretaries as queries
from dangjian.registry.queries.secretaries import Match, Named
from dangjian.registry.views.addresses import number_in
from dangjian.registry.views.doors import viewer

PER_PAGE = 50
TOLD_AT_MOST = 5


@require_http_methods(["GET", "HEAD", "POST"])
def secretaries(request: HttpRequest) -> HttpResponse:
    """Confirm secretaries that a list names: one by one, or all of whom there is but one."""
    who = viewer(request)
    if not who.may_anywhere(Purpose.STRUCTURE):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    only = number_in(request.GET.get("organization", ""))
    named = queries.named(who.scope(Purpose.STRUCTURE), only)
    if request.method == "POST":
        wanted = _wanted(named, request.POST.get("choose", ""))
        done = actions.record_secretaries(
            [one for one, _ in wanted],
            document=f"党组织表（统计到 {wanted[0][1].as_of:%Y-%m-%d}）",
            today=clock.today(),
            by=who.actor(Purpose.STRUCTURE, wanted[0][0].organization.path),
        )
        _tell(request, done)
        return redirect(request.get_full_path())
    return render(request, "registry/secretaries.html", _shown(request, named, only))


def _shown(request: HttpRequest, named: Sequence[Named], only: int) -> dict[str, Any]:
    page = Paginator(named, PER_PAGE).get_page(request.GET.get("page"))
    one = [each for each in named if each.match is Match.ONE]
    waiting = [m for m in Match if m not in (Match.RECORDED, Match.ONE)]
    return {
        "page": page,
        "rows": page.object_list,
        "only": only,
        "certain": len(one),
        "everyone": f"all:{_digest(one)}",
        "counts": [(match.value, sum(each.match is match for each in named)) for match in waiting],
        "recorded": sum(each.match is Match.RECORDED for each in named),
    }


def _digest(named: Sequence[Named]) -> str:
    """What a press on "all of them" means: exactly those whom the page has shown."""
    pairs = [(n.organization.pk, c.person.pk, c.on) for n in named for c in n.candidates]
    return hashlib.sha256(repr(pairs).encode()).hexdigest()[:16]


def _wanted(named: Sequence[Named], choice: str) -> list[tuple[Appointment, Named]]:
    """Whom a press confirms. Stale where the page said something else; Refused for nonsense."""
    what, _, which = choice.partition(":")
    if what == "all":
        one = [each for each in named if each.match is Match.ONE]
        if not one or _digest(one) != which:
            raise Stale("名单刚有变化，请再看一遍。")
        return [(_appointment(each, 0), each) for each in one]
    pairs = {
        (each.organization.pk, candidate.person.pk): (_appointment(each, at), each)
        for each in named
        if not each.holder
        for at, candidate in enumerate(each.candidates)
    }
    chosen = pairs.get((number_in(what), number_in(which)))
    if chosen is None:
        raise Refused("请从列出的人里选一位；如果刚才还在，请刷新再看。")
    return [chosen]


def _appointment(named: Named, at: int) -> Appointment:
    candidate = named.candidates[at]
    return Appointment(named.organization, candidate.person, candidate.on)


def _tell(request: HttpRequest, done: Recorded) -> None:
    messages.success(request, _recorded(done))
    for organization, why in done.refused[:TOLD_AT_MOST]:
        messages.warning(request, f"{organization.short_name}没有登记：{why}")
    if len(done.refused) > TOLD_AT_MOST:
        messages.warning(request, f"另有 {len(done.refused) - TOLD_AT_MOST} 个没有登记。")


def _recorded(done: Recorded) -> str:
    first, *others = done.posts
    if others:
        return f"{len(done.posts):,} 位书记已经登记。哪一位登记错了，到那个组织的页面撤回。"
    return format_html(
        '{}任{}书记已经登记，从 {}算起。<a href="{}">登记错了，撤回</a>',
        first.person.name,
        first.organization.short_name,
        cn_date(first.valid.lower),
        f"{reverse('post_relieve', args=[first.pk])}?{urlencode({'on': first.valid.lower})}",
    )
