"""News of other regions in the demo: two invented sources, some of it chosen, some still waiting.

Their addresses end in .example: no such site exists, and the platform asks nobody for them.
"""

from __future__ import annotations

import datetime as dt

from dangjian.feeds.actions import choosing, sources, taking
from dangjian.feeds.fetching import Fetched
from dangjian.feeds.models import Entry, Source
from dangjian.feeds.parsing import Found, Read
from dangjian.feeds.queries.sources import APPROVES, CHOOSES
from dangjian.registry.authority import viewer_of
from dangjian.registry.models import Account, Role
from demo.accounts import sign_ins
from demo.ground import BY, Ground

_DAY = dt.timedelta(days=1)
_SOURCES = {
    "云台党建": ("中共云台市委组织部", "dangjian.yuntai.example"),
    "石桥先锋": ("中共石桥县委组织部", "xianfeng.shiqiao.example"),
}
_CHOSEN, _WAITING, _ASIDE = "chosen", "waiting", "aside"
# Source, title, how many days ago, and what became of it. Everything is invented.
_NEWS = (
    ("云台党建", "村务“晾晒台”搬到集市上，赶集的人都能看", 2, _CHOSEN),
    ("石桥先锋", "夜市里建起流动党员服务点，九点以后也办事", 4, _CHOSEN),
    ("云台党建", "一张表管一年：支部要报的减到十二项", 6, _CHOSEN),
    ("石桥先锋", "老党员口述史进了镇上的中学", 9, _CHOSEN),
    ("云台党建", "楼栋党小组认领“灯不亮、路不平”", 12, _CHOSEN),
    ("石桥先锋", "山里的党课跟着邮路走", 16, _CHOSEN),
    ("云台党建", "流动党员有了“第二个家”", 1, _WAITING),
    ("石桥先锋", "支部联建：两个村合办一个食堂", 1, _WAITING),
    ("石桥先锋", "关于召开年度工作总结会的通知", 3, _ASIDE),
)


def gathered(ground: Ground, now: dt.datetime) -> None:
    """Approve the sources, take the news in as if it had been fetched, choose of it."""
    login = next(one.login_name for one in sign_ins() if one.role == Role.OFFICE)
    who = viewer_of(Account.objects.get(login_name=login), ground.today)
    place = next(one for one in ground.organizations.values() if one.short_name == "禾丰区委")
    approves, chooses = who.actor(APPROVES, place.path), who.actor(CHOOSES, place.path)
    for title, (issuer, host) in _SOURCES.items():
        source = sources.approve(
            place,
            title=title,
            issuer=issuer,
            address=f"https://{host}/rss.xml",
            now=now - 30 * _DAY,
            by=approves,
        )
        _take(source, host, now)
    outcome = {title: (days, became) for _, title, days, became in _NEWS}
    for entry in Entry.objects.select_related("source__organization").order_by("dated_at"):
        days, became = outcome[entry.title]
        if became != _WAITING:
            act = choosing.choose if became == _CHOSEN else choosing.set_aside
            act(entry, now=now - (days - 1) * _DAY, by=chooses)


def _take(source: Source, host: str, now: dt.datetime) -> None:
    found = [
        Found(title, f"https://{host}/{number}.html", "", now - days * _DAY)
        for number, (place, title, days, _) in enumerate(_NEWS, 1)
        if place == source.title
    ]
    read = Read(found, damaged=False, skipped=0, cut=False)
    taking.took(source, read, Fetched(b""), now=now, by=BY)
