"""The operator's page, and the two things he may have done from it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dangjian.config.watch import acts, findings
from dangjian.config.watch.turned import DAYS, rows
from dangjian.kernel import clock
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.views.doors import viewer


@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What was turned away, what is unsafe, what is not in order. Sums, of nobody (L7)."""
    _watcher(request)
    now = clock.now()
    found, turned = findings.all_of_them(now), rows(now)
    context = {
        "findings": found,
        "late": sum(one.state == findings.LATE for one in found),
        "soon": sum(one.state == findings.SOON for one in found),
        "rows": [row for row in turned if row.day or row.usual],
        "quiet": [row.label for row in turned if not row.day and not row.usual],
        "days": DAYS,
        "at": now,
    }
    return render(request, "config/watch.html", context)


@require_POST
def backup(request: HttpRequest) -> HttpResponse:
    """Have a backup made now, beside the nightly ones."""
    who = _watcher(request)
    acts.ask_backup(now=clock.now(), by=_actor(who))
    messages.success(request, "已经交给后台去备份，几分钟后刷新这一页看结果。")
    return redirect("watch")


@require_POST
def rehearse(request: HttpRequest) -> HttpResponse:
    """Have a backup restored elsewhere and counted, now."""
    who = _watcher(request)
    acts.ask_rehearsal(now=clock.now(), by=_actor(who))
    messages.success(request, "已经交给后台去演练，过几分钟刷新这一页看结果。")
    return redirect("watch")


def _watcher(request: HttpRequest) -> Viewer:
    who = viewer(request)
    if not who.may_anywhere(Purpose.WATCH):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    return who


def _actor(who: Viewer) -> Actor:
    return who.actor(Purpose.WATCH, who.scope(Purpose.WATCH).paths[0])
