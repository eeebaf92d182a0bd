"""What the layouts show around every page: names, ways, and who is looking."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from dangjian.kernel import clock
from dangjian.registry.authority import Purpose, Viewer


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: everything kit/portal.html and kit/workplace.html may show."""
    here = request.path
    # A page that failed before the middleware ran still needs its frame.
    viewer: Viewer | None = getattr(request, "viewer", None) or None
    return {
        "site_name": settings.SITE_NAME,
        "site_sub": settings.SITE_ORGANIZER,
        "today": clock.today(),
        "viewer": viewer,
        "home_url": reverse("start") if viewer else reverse("home"),
        "sign_in_url": reverse("account_login"),
        "sign_out_url": reverse("account_logout"),
        "account_url": reverse("me"),
        "errand_url": _errand_url(request, viewer) if viewer else "",
        "site_nav": _site_nav(here),
        "tabs": _tabs(viewer, here) if viewer else [],
        "footer_help": [
            ("第一次用，三步上手", reverse("first_steps")),
            ("启用账号", reverse("activate")),
            ("显示设置", reverse("preferences")),
        ],
    }


def _errand_url(request: HttpRequest, viewer: Viewer) -> str:
    """Where to ask for help; on the record of somebody else, where to do it for him."""
    match = request.resolver_match
    if match is None or match.view_name != "member" or match.kwargs["pk"] == viewer.person_id:
        return reverse("errand_ask")
    return reverse("errand_take", args=[match.kwargs["pk"]])


def _site_nav(here: str) -> list[tuple[str, str, bool]]:
    ways = [
        ("首页", reverse("home")),
        ("党内规定", reverse("rules")),
        ("工作日历", reverse("calendar")),
        ("算期限", reverse("terms")),
    ]
    return [(label, url, here == url) for label, url in ways]


def _tabs(viewer: Viewer, here: str) -> list[tuple[str, str, str, int, bool]]:
    """At most five ways for a signed-in person: only what he may open."""
    mine = reverse("member", args=[viewer.person_id])
    ways = [("我的信息", mine, "user")]
    if viewer.may_anywhere(Purpose.ROSTER):
        ways.append(("组织", reverse("tree"), "tree"))
        ways.append(("党员", reverse("members"), "people"))
    if viewer.may_anywhere(Purpose.GRANT):
        ways.append(("角色", reverse("grants"), "lock"))
    ways.append(("日历", reverse("calendar"), "cal"))
    current = _nearest(here, [url for _, url, _ in ways])
    return [(label, url, sign, 0, url == current) for label, url, sign in ways]


def _nearest(here: str, ways: list[str]) -> str:
    """The way whose address is the longest beginning of this page's address."""
    return max((url for url in ways if here.startswith(url)), key=len, default="")
