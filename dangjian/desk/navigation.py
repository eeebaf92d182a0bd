"""What the layouts show around every page: names, ways, and who is looking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from dangjian.courier import queries as courier
from dangjian.flow import queries as flow
from dangjian.kernel import clock
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Role
from dangjian.registry.viewer import idle_limit, told_length


@cache
def _at(name: str, *args: str) -> str:
    """The address of a page that every page leads to: some sixty of them, looked up once."""
    return reverse(name, args=args)


@dataclass(frozen=True)
class Tab:
    """A way of the workplace: its words, address name and sign; purpose: what opening it needs.

    counts: whether it carries the number of to-dos that wait for whoever looks.
    """

    label: str
    name: str
    sign: str
    purpose: Purpose | None = None
    counts: bool = False


MOST_TOLD = 99
"""Above it a tab only says that there are more: no page counts ten thousand rows for its frame."""

_OVERVIEW = Tab("总览", "overview", "grid", Purpose.READ)
_INBOX = Tab("待办", "inbox", "board", counts=True)
_TODAY = Tab("今天", "inbox", "home", counts=True)
_WORKBENCH = Tab("今天", "workbench", "home", counts=True)
_TREE = Tab("组织", "tree", "tree", Purpose.ROSTER)
_MEMBERS = Tab("党员", "members", "people", Purpose.ROSTER)
_LETTERS = Tab("来信", "letters", "mail", Purpose.LETTERS)
_GRANTS = Tab("角色", "grants", "lock", Purpose.GRANT)
_AUDIT = Tab("审计", "audit", "eye", Purpose.AUDIT)
_WATCH = Tab("运行", "watch", "shield", Purpose.WATCH)
_CALENDAR = Tab("日历", "calendar", "cal")
_CALENDAR_KEPT = Tab("日历", "calendar", "cal", Purpose.CALENDAR)
_LEAVING = Tab("离岗移交", "leaving_mine", "board")
_MINE = Tab("我的", "member_home", "user")
_MINE_FIRST = Tab("我的", "member_home", "user", counts=True)

TABS: Mapping[str, tuple[Tab, ...]] = {
    "overview": (_OVERVIEW, _INBOX, _LETTERS, _TREE, _MEMBERS),
    "workbench": (_WORKBENCH, _TREE, _MEMBERS, _OVERVIEW, _MINE),
    "inbox": (_TODAY, _LETTERS, _TREE, _MEMBERS, _CALENDAR_KEPT, _MINE),
    "audit": (_AUDIT, _CALENDAR, _MINE_FIRST),
    "grants": (_GRANTS, _TREE, _MEMBERS, _WATCH, _MINE_FIRST),
    "watch": (_WATCH, _INBOX, _CALENDAR_KEPT, _MINE),
    "member_home": (_MINE_FIRST, _TREE, _MEMBERS, _CALENDAR),
}
"""At most five ways, by the page a person begins with (UX.md, 2). Only what exists stands here."""

FIRST_PAGES = {
    Role.SECRETARY: "workbench",
    Role.ORGANIZER: "inbox",
    Role.CLERK: "inbox",
    Role.OFFICE: "overview",
    Role.LEADER: "overview",
    Role.SYSTEM_OFFICER: "watch",
    Role.SECURITY_OFFICER: "grants",
    Role.AUDITOR: "audit",
}
"""The page a role begins with, by address name; whoever holds none of these has his own page."""


def first_page(viewer: Viewer) -> str:
    """The address name of the page the viewer begins with: that of the first office held."""
    return next((FIRST_PAGES[h.role] for h in viewer.held if h.role in FIRST_PAGES), "member_home")


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: everything kit/portal.html and kit/workplace.html may show."""
    here, today = request.path, clock.today()
    # A page that failed before the middleware ran still needs its frame.
    viewer: Viewer | None = getattr(request, "viewer", None) or None
    return {
        "site_name": settings.SITE_NAME,
        "site_sub": settings.SITE_ORGANIZER,
        "today": today,
        "viewer": viewer,
        "idle": _idle(viewer) if viewer else None,
        "home_url": _at("start") if viewer else _at("home"),
        "sign_in_url": _at("account_login"),
        "sign_out_url": _at("account_logout"),
        "account_url": _at("me"),
        "messages_url": _at("messages") if viewer and not viewer.confined else "",
        "unread": courier.unread_count(viewer.person_id) if viewer else 0,
        "notice_settings_url": _at("notice_settings"),
        "absences_url": _at("absences"),
        "errand_url": _errand_url(request, viewer) if viewer else "",
        "meetings_url": _at("meetings") if viewer else "",
        "developments_url": _developments_url(viewer),
        "room_ways": _room_ways(request, viewer) if viewer else {},
        "life_url": _life_url(request),
        "dues_url": _dues_url(request, viewer) if viewer else "",
        "search_url": _at("search"),
        "site_nav": _site_nav(here),
        "site_feeds": [
            ("全站文章", _feed("site_feed")),
            ("正在公示", _feed("notices_feed")),
        ],
        "tabs": _tabs(viewer, here, today) if viewer else [],
        "footer_help": [
            ("第一次用，三步上手", _at("first_steps")),
            ("启用账号", _at("activate")),
            ("找党组织", _at("find")),
            ("公示", _at("notices")),
            ("公开目录", _at("catalogue")),
            ("核验", _at("verify")),
            ("网站地图", _at("site_map")),
            ("显示设置", _at("preferences")),
            ("搜索", _at("search")),
            ("图书馆", _at("library")),
            ("互动", _at("interaction")),
            ("对本系统提意见", _opinion_url(request)),
        ],
    }


def _idle(viewer: Viewer) -> dict[str, Any]:
    """After how long this session ends by itself, and what keeps it."""
    seconds = idle_limit(viewer)
    return {"seconds": seconds, "told": told_length(seconds), "here": _at("still_here")}


# The beginning of an address name, and what people call the page; the longest that fits counts.
PAGE_WORDS: Mapping[str, str] = {
    "home": "首页",
    "find": "找党组织",
    "award": "评优表彰",
    "nominat": "评优推荐",
    "honour": "荣誉档案",
    "appraisal": "民主评议",
    "my_appraisals": "我的评议和关怀",
    "visit": "走访慰问",
    "participation": "参加组织生活情况",
    "inactivity": "参加组织生活情况",
    "excuse": "参加组织生活情况",
    "member_sanctions": "处分和组织处置",
    "sanction": "处分和组织处置",
    "search": "搜索",
    "library": "图书馆",
    "document": "图书馆",
    "holding": "管理图书馆",
    "scan": "校对扫描件",
    "admission": "审图书馆的文章",
    "first_steps": "三步上手",
    "calendar": "工作日历",
    "terms": "算期限",
    "rules": "党内规定",
    "interaction": "互动",
    "workbench": "今天",
    "member_home": "我的",
    "inbox": "待办",
    "overview": "总览",
    "tree": "组织树",
    "organization": "党组织",
    "election": "换届",
    "post": "班子",
    "member": "党员信息",
    "standing": "党籍变化",
    "lost": "失联登记",
    "floating": "流动党员登记",
    "fact": "扩展信息",
    "errand": "代办",
    "development": "发展党员",
    "dues": "党费",
    "import": "导入表格",
    "code": "启用码",
    "account": "账号和登录",
    "activate": "启用账号",
    "me": "账号",
    "mfa": "两步验证",
    "my_data": "核对我的信息",
    "data": "核对我的信息",
    "correction": "信息更正",
    "my_trail": "谁看过我的信息",
    "my_devices": "我的登录设备",
    "end_session": "我的登录设备",
    "grant": "角色",
    "consent": "两个人办的事",
    "operation": "两个人办的事",
    "restore_code": "恢复码",
    "double": "可能是同一个人",
    "export": "导出名单",
    "emergenc": "应急",
    "topic": "热点讨论",
    "removals": "讨论须知和处理公示",
    "contribution": "热点讨论的发言",
    "my_contributions": "我的发言",
    "forum": "讨论和意见",
    "thread": "办理发言",
    "seminar": "理论研讨",
    "paper": "论文",
    "review": "评审论文",
    "note": "专家答问",
    "expert": "专家名册",
    "consult": "专家咨询",
    "preferences": "显示设置",
    "way": "栏目",
    "column": "栏目",
    "article": "文章",
    "sub_site": "单位网页",
    "site_map": "网站地图",
    "theme": "专题",
    "publishing": "栏目和稿件",
    "submission": "审稿",
    "notice": "公示",
    "objection": "公示期间的反映",
    "meeting": "会议表决",
    "elsewhere": "各地",
    "source": "各地的来源",
    "site_feed": "订阅",
    "sitemap": "给搜索引擎的网站地图",
    "robots": "给搜索引擎的说明",
    "site_health": "网站健康",
    "watch": "运行和安全",
    "entr": "选登各地消息",
    "verify": "核验",
    "audit": "审计",
    "evidence_erase": "抹去证据的内容",
    "catalogue": "公开目录",
    "item": "公开目录",
    "proposal": "公开目录",
    "personnel": "干部任免动态",
    "disclosure": "依申请公开",
    "disclosed": "依申请公开的答复",
    "application": "依申请公开",
    "practice": "练习区",
    "write": "写信",
    "follow": "查来信进度",
    "answer": "来信答复",
    "my_letter": "我的来信",
    "letter": "来信",
    "mailbox": "领导信箱",
    "secretaries": "认定书记",
    "discipline_channel": "举报渠道",
    "service_times": "来信办理情况",
    "notice_settings": "通知设置",
    "channel": "通知设置",
    "absence": "我不在的时候",
    "procedure": "办理程序",
    "transfer_undo": "办理程序",
    "transfer": "组织关系转接",
    "introduction": "组织关系介绍信",
    "certificate": "党员证明信",
    "guest": "流动党员",
    "handover": "岗位移交",
    "leaving": "离岗和脱密期",
    "floating_away": "流动党员",
}


def _feed(name: str) -> str:
    """The address of a feed without its ending."""
    return _at(name, "atom").removesuffix(".atom")


def _opinion_url(request: HttpRequest) -> str:
    """Where to say what is wrong with this page: in plain words, without number or name in them."""
    match = request.resolver_match
    name = match.view_name if match else ""
    words = max((begin for begin in PAGE_WORDS if name.startswith(begin)), key=len, default="")
    asked = f"?{urlencode({'page': PAGE_WORDS[words]})}" if words else ""
    return _at("opinion_give") + asked


def _errand_url(request: HttpRequest, viewer: Viewer) -> str:
    """Where to ask for help; on the record of somebody else, where to do it for him."""
    match = request.resolver_match
    if match is None or match.view_name != "member" or match.kwargs["pk"] == viewer.person_id:
        return _at("errand_ask")
    return reverse("errand_take", args=[match.kwargs["pk"]])


def _developments_url(viewer: Viewer | None) -> str:
    """The list of developments, for whoever reads records anywhere."""
    reads = viewer is not None and viewer.may_anywhere(Purpose.READ)
    return _at("developments") if reads else ""


_ROOM_WAYS: Mapping[str, Mapping[str, str]] = {
    "member": {
        "transfer": "transfer_start",
        "certificates": "certificates",
        "handover": "handover_start_for",
        "honour": "honour_enter",
        "visit": "visit_add",
        "participation": "participation",
    },
    "organization": {"guest": "guest_take"},
}
"""Pages of the register, and what the rooms above have to offer about the same noun. Whether the
viewer is offered it is said by the page's own rules."""


_WAYS_NEED: Mapping[str, tuple[Purpose, ...]] = {
    "handover": (Purpose.STRUCTURE,),
}
"""What a way asks for somewhere, where most who see the page have no use for it."""


def _room_ways(request: HttpRequest, viewer: Viewer) -> dict[str, str]:
    """The addresses other rooms have about what this page is about."""
    match = request.resolver_match
    ways = _ROOM_WAYS.get(match.view_name, {}) if match else {}
    return {
        key: reverse(name, args=[match.kwargs["pk"]])
        for key, name in ways.items()
        if key not in _WAYS_NEED or any(map(viewer.may_anywhere, _WAYS_NEED[key]))
    }


def _life_url(request: HttpRequest) -> str:
    """Where the organization on the page is split, merged, upgraded or dissolved."""
    match = request.resolver_match
    if match is None or match.view_name != "organization":
        return ""
    return reverse("organization_lives", args=[match.kwargs["pk"]])


_DUES_PAGES = {"member": "dues_member", "organization": "dues_ledger"}
"""A page of the register, and the page of the dues that belongs to it."""


def _dues_url(request: HttpRequest, viewer: Viewer) -> str:
    """The dues of the member or organization on the page, for whoever keeps dues; one's own."""
    match = request.resolver_match
    if match is None or match.view_name not in _DUES_PAGES:
        return ""
    if match.view_name == "member" and match.kwargs["pk"] == viewer.person_id:
        return _at("dues_mine")
    if not viewer.may_anywhere(Purpose.DUES):
        return ""
    return reverse(_DUES_PAGES[match.view_name], args=[match.kwargs["pk"]])


_HEARD = ("write", "follow", "answers", "topics", "seminars", "notes", "opinions", "service_times")
# The ways of the site map (UX.md, 2a) that exist, each with what lies on it besides its own pages.
_WAYS: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("要闻", "way", ("news",), ()),
    ("党务公开", "way", ("open",), ("notices", "catalogue", "personnel", "disclosure", "verify")),
    ("图书馆", "library", (), ()),
    ("专题", "way", ("themes",), ()),
    ("互动", "interaction", (), _HEARD),
    ("办事", "way", ("services",), ("find", "rules", "calendar", "terms", "first_steps")),
    ("各地", "elsewhere", (), ()),
)


def _site_nav(here: str) -> list[tuple[str, str, bool]]:
    """(label, address, current) of the ways of the public site."""
    ways = [(label, _at(name, *args), names) for label, name, args, names in _WAYS]
    shown = [("首页", _at("home"), here == "/")]
    for label, url, names in ways:
        shown.append((label, url, bool(_nearest(here, [url, *map(_at, names)]))))
    return shown


def _tabs(viewer: Viewer, here: str, today: dt.date) -> list[tuple[str, str, str, str, bool]]:
    """(label, address, sign, number, current) of the ways a signed-in person has.

    One carries the number of to-dos that wait, the same as the pages say: one query everywhere.
    """
    ways = [
        (tab, _at(tab.name))
        for tab in _ways(viewer)
        if tab.purpose is None or viewer.may_anywhere(tab.purpose)
    ]
    current = _nearest(here, [url for _, url in ways])
    wait = flow.open_count(viewer, today, MOST_TOLD + 1)
    told = f"{MOST_TOLD}+" if wait > MOST_TOLD else str(wait or "")
    return [
        (tab.label, url, tab.sign, told if tab.counts else "", url == current) for tab, url in ways
    ]


def _ways(viewer: Viewer) -> tuple[Tab, ...]:
    """The tabs of the first page; whoever also leads a branch finds its workbench among them."""
    if viewer.confined:
        return (_LEAVING,)
    first = first_page(viewer)
    leads = any(held.role is Role.SECRETARY for held in viewer.held)
    if first == "overview" and leads:
        return tuple(_WORKBENCH if tab is _INBOX else tab for tab in TABS[first])
    return TABS[first]


def _nearest(here: str, ways: list[str]) -> str:
    """The way whose address is the longest beginning of this page's address."""
    return max((url for url in ways if here.startswith(url)), key=len, default="")
