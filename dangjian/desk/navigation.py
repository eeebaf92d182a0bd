"""What the layouts show around every page: names, ways, and who is looking."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from dangjian.flow import queries as flow
from dangjian.kernel import clock
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Role

MOST_WAYS = 5

FIRST_PAGES = {
    Role.SECRETARY: "workbench",
    Role.ORGANIZER: "inbox",
    Role.CLERK: "inbox",
    Role.OFFICE: "inbox",
    Role.LEADER: "inbox",
    Role.SYSTEM_OFFICER: "inbox",
    Role.SECURITY_OFFICER: "grants",
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
        "home_url": reverse("start") if viewer else reverse("home"),
        "sign_in_url": reverse("account_login"),
        "sign_out_url": reverse("account_logout"),
        "account_url": reverse("me"),
        "site_nav": _site_nav(here),
        "tabs": _tabs(viewer, here, today) if viewer else [],
        "footer_help": [
            ("第一次用，三步上手", reverse("first_steps")),
            ("启用账号", reverse("activate")),
            ("显示设置", reverse("preferences")),
        ],
    }


def _site_nav(here: str) -> list[tuple[str, str, bool]]:
    ways = [
        ("首页", reverse("home")),
        ("找党组织", reverse("find")),
        ("党内规定", reverse("rules")),
        ("工作日历", reverse("calendar")),
        ("算期限", reverse("terms")),
        ("怎么用", reverse("first_steps")),
    ]
    current = here if here == "/" else _nearest(here, [url for _, url in ways if url != "/"])
    return [(label, url, url == current) for label, url in ways]


def _tabs(viewer: Viewer, here: str, today: dt.date) -> list[tuple[str, str, str, int, bool]]:
    """At most five ways for a signed-in person: only what he may open.

    The first carries the number of to-dos that are due: one query, the same on every page.
    """
    ways = [("我的", reverse("member_home"), "user")]
    first = first_page(viewer)
    if first in ("workbench", "inbox"):
        ways.insert(0, ("今天", reverse(first), "home"))
    if viewer.may_anywhere(Purpose.ROSTER):
        ways.append(("组织", reverse("tree"), "tree"))
        ways.append(("党员", reverse("members"), "people"))
    if viewer.may_anywhere(Purpose.GRANT):
        ways.append(("角色", reverse("grants"), "lock"))
    if len(ways) < MOST_WAYS:
        ways.append(("日历", reverse("calendar"), "cal"))
    current = _nearest(here, [url for _, url, _ in ways])
    due = flow.due_count(viewer, today)
    return [
        (label, url, sign, 0 if number else due, url == current)
        for number, (label, url, sign) in enumerate(ways)
    ]


def _nearest(here: str, ways: list[str]) -> str:
    """The way whose address is the longest beginning of this page's address."""
    return max((url for url in ways if here.startswith(url)), key=len, default="")
