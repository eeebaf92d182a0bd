"""Addresses of handing over. What rooms know of a post is handed in from above."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from dangjian.handover.rules import Ways
from dangjian.handover.views import handovers, leaving, papers, steps


def addresses(ways: Ways) -> list[URLPattern]:
    """Every address of the room."""

    def page(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
        return path(route, view, {"ways": ways}, name=name)

    one, period = "handovers/<int:pk>/", "leaving/<int:pk>/"
    return [
        path("handovers/", handovers.handovers, name="handovers"),
        page("handovers/start/", handovers.handover_start, "handover_start"),
        page("members/<int:pk>/handover/", handovers.handover_start_for, "handover_start_for"),
        path(one, handovers.handover, name="handover"),
        path(f"{one}line/", steps.handover_line, name="handover_line"),
        path(f"{one}line/<int:line>/", steps.handover_line_edit, name="handover_line_edit"),
        path(f"{one}send/", steps.handover_send, name="handover_send"),
        path(f"{one}check/", steps.handover_check, name="handover_check"),
        path(f"{one}agree/", steps.handover_agree, name="handover_agree"),
        path(f"{one}ask/", steps.handover_ask, name="handover_ask"),
        page(f"{one}refresh/", steps.handover_refresh, "handover_refresh"),
        page(f"{one}sign/", steps.handover_sign, "handover_sign"),
        path(f"{one}withdraw/", steps.handover_withdraw, name="handover_withdraw"),
        path(f"{one}print/", papers.handover_print, name="handover_print"),
        path(f"{one}paper/", papers.handover_paper, name="handover_paper"),
        path("leaving/", leaving.leavings, name="leavings"),
        path("leaving/mine/", leaving.leaving_mine, name="leaving_mine"),
        path("leaving/mine/acknowledge/", leaving.leaving_acknowledge, name="leaving_acknowledge"),
        page("members/<int:pk>/leaving/", leaving.leaving_notice, "leaving_notice"),
        path(period, leaving.leaving, name="leaving"),
        path(f"{period}review/<int:review>/", leaving.leaving_review, name="leaving_review"),
        path(f"{period}void/", leaving.leaving_void, name="leaving_void"),
        path(f"{period}reopen/", leaving.leaving_reopen, name="leaving_reopen"),
    ]
