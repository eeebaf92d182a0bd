"""消息: what the viewer was told, unread first, and where each leads (M4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dangjian.courier import queries, reading
from dangjian.courier.models import Matter, Message
from dangjian.courier.queries import PER_PAGE
from dangjian.desk import rooms
from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing
from dangjian.registry.views.addresses import number_in
from dangjian.registry.views.doors import viewer

LEADS_TO: Mapping[str, tuple[str, str]] = {
    Matter.TODO: ("inbox", "去办"),
    Matter.TERM: ("inbox", "去看期限"),
    Matter.ACCOUNT: ("notice_settings", "看通知设置"),
}
"""Where a kind of matter is seen to, unless a room knows the very page of a message."""

@dataclass(frozen=True)
class Row:
    """A message as it stands on the page. page, words: where it leads, "" where nowhere."""

    message: Message
    page: str
    words: str


@never_cache
@require_safe
def messages_view(request: HttpRequest) -> HttpResponse:
    """The viewer's own messages, twenty on a page."""
    me = viewer(request).person_id
    number = min(max(number_in(request.GET.get("page", "1")), 1), 10**6)
    found = queries.messages_of(me, offset=(number - 1) * PER_PAGE)
    pages = Paginator(range(found.total), PER_PAGE)
    if number > pages.num_pages:
        return redirect(f"{request.path}?page={pages.num_pages}")
    exact = rooms.message_pages([message.pk for message in found.rows])
    rows = [_row(message, exact) for message in found.rows]
    return render(
        request,
        "desk/messages.html",
        {
            "fresh": [row for row in rows if row.message.read_at is None],
            "old": [row for row in rows if row.message.read_at is not None],
            "page": Page(rows, number, pages),
            "undo": request.GET.get("read", "") if _moment(request.GET.get("read", "")) else "",
        },
    )


@require_POST
def message_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Read, and go on to where it leads if that was pressed."""
    me = viewer(request).person_id
    if not reading.read(me, pk, clock.now()):
        raise Missing("没有这条消息，或者不是给您的。")
    if "go" not in request.POST:
        return redirect(_back(request))
    message = Message.objects.get(pk=pk)
    return redirect(_row(message, rooms.message_pages([pk])).page or "messages")


@require_POST
def messages_read_all(request: HttpRequest) -> HttpResponse:
    """All read; the page that follows offers to take it back."""
    at = clock.now()
    number = reading.read_all(viewer(request).person_id, at)
    if not number:
        return redirect("messages")
    messages.success(request, f"{number} 条消息都标成看过了。")
    return redirect(f"{reverse('messages')}?{urlencode({'read': at.isoformat()})}")


@require_POST
def messages_unread(request: HttpRequest) -> HttpResponse:
    """Take back the last "all read": those it marked are unread again."""
    at = _moment(request.POST.get("read", ""))
    number = reading.unread_again(viewer(request).person_id, at) if at else 0
    messages.success(request, f"{number} 条消息改回没看过。")
    return redirect("messages")


def _row(message: Message, exact: Mapping[int, str]) -> Row:
    name, words = LEADS_TO.get(message.matter, ("", ""))
    page = exact.get(message.pk) or (reverse(name) if name else "")
    return Row(message, page, words or ("去看" if page else ""))


def _back(request: HttpRequest) -> str:
    number = number_in(request.POST.get("page", ""))
    return f"{reverse('messages')}?page={number}" if number > 1 else reverse("messages")


def _moment(text: str) -> dt.datetime | None:
    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else None
