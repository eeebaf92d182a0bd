"""The operator's page, and the two things he may have done from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dangjian.config.watch import acts, findings
from dangjian.kernel import clock, tallies
from dangjian.kernel.evidence import Actor
from dangjian.kernel.models import Turned
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.views.doors import viewer

_DAYS = 7
_FEW = 20
_MANY_TIMES = 3
_WAYS: Mapping[Turned, str] = {
    Turned.SIGN_IN: "有人输错密码或验证码。越错等得越久，不用管；连着几天都多，请提醒大家换密码。",
    Turned.BRAKED: "有人在猜密码，已经被拦下。多的时候请在网络设备上查来源。",
    Turned.DENIED: "多半是点了旧链接；突然很多，请审计员查操作记录。",
    Turned.ASTRAY: "多半是搜索引擎和扫描程序。突然很多，请在网络设备上限流。",
    Turned.FORGED: "表单不是从本平台的页面来的。多的时候请查有没有仿冒的网站。",
    Turned.FILE: "格式不对、打不开或者带有害内容。多的时候问问是哪个单位在传。",
    Turned.LARGE: "超过大小上限。多的时候问问是哪个单位在传。",
    Turned.FAST: "来信、留言等被要求慢一点。突然很多，可能有程序在灌水。",
    Turned.ODD: "多半是扫描程序。",
    Turned.FAILED: "每一次都要查：看 dangjian.log，告诉维护的人。",
}


@dataclass(frozen=True)
class Row:
    """usual: so many a day, on the average of the days before; many: many times more than that."""

    label: str
    hour: int
    day: int
    usual: int
    many: bool
    way: str


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
        "days": _DAYS,
        "at": now,
    }
    return render(request, "config/watch.html", context)


def rows(now: dt.datetime) -> list[Row]:
    """What was turned away, kind by kind: in this hour, in a day, and in a usual one."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    day, before = hour - dt.timedelta(hours=23), hour - dt.timedelta(days=_DAYS, hours=23)
    sums = tallies.sums(before)
    return [
        _row(kind, {at: number for (one, at), number in sums.items() if one is kind}, hour, day)
        for kind in Turned
    ]


def _row(kind: Turned, sums: Mapping[dt.datetime, int], hour: dt.datetime, day: dt.datetime) -> Row:
    lately = sum(number for at, number in sums.items() if at >= day)
    usual = round(sum(number for at, number in sums.items() if at < day) / _DAYS)
    least = 0 if kind is Turned.FAILED else max(_FEW, _MANY_TIMES * usual)
    return Row(kind.label, sums.get(hour, 0), lately, usual, lately > least, _WAYS[kind])


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
