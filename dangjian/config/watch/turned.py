"""What was turned away, by its kind, and whether it is many more than on a usual day. Only sums."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from dangjian.kernel import tallies
from dangjian.kernel.models import Turned

DAYS = 7
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


def rows(now: dt.datetime) -> list[Row]:
    """What was turned away, kind by kind: in this hour, in a day, and in a usual one."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    day, before = hour - dt.timedelta(hours=23), hour - dt.timedelta(days=DAYS, hours=23)
    sums = tallies.sums(before)
    return [
        _row(kind, {at: number for (one, at), number in sums.items() if one is kind}, hour, day)
        for kind in Turned
    ]


def _row(kind: Turned, sums: Mapping[dt.datetime, int], hour: dt.datetime, day: dt.datetime) -> Row:
    lately = sum(number for at, number in sums.items() if at >= day)
    usual = round(sum(number for at, number in sums.items() if at < day) / DAYS)
    least = 0 if kind is Turned.FAILED else max(_FEW, _MANY_TIMES * usual)
    return Row(kind.label, sums.get(hour, 0), lately, usual, lately > least, _WAYS[kind])
