"""What everybody sees of other regions; where sources are approved and news is chosen."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from dangjian.feeds.actions import choosing, sources
from dangjian.feeds.forms import Approving, Stopping
from dangjian.feeds.models import Entry, State
from dangjian.feeds.queries import entries as asked
from dangjian.feeds.queries.sources import APPROVES, CHOOSES, source_for, sources_of
from dangjian.feeds.rules import addresses, times
from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing
from dangjian.portal.models import Way
from dangjian.portal.queries import public as portal
from dangjian.portal.views.doors import form_page, office_of, paged
from dangjian.registry.authority import Viewer
from dangjian.registry.views.doors import perform, viewer

OWN = 6
"""So many of our own articles stand under the news of others."""


@login_not_required
@require_safe
def elsewhere(request: HttpRequest) -> HttpResponse:
    """各地: what was chosen of other regions' news, and our own columns of that way (I10)."""
    columns = [one for one in portal.columns(Way.ELSEWHERE) if one.closed_on is None]
    context = {
        "page": paged(request, asked.chosen()),
        "columns": columns,
        "own": portal.newest(Way.ELSEWHERE, OWN) if columns else [],
    }
    return render(request, "feeds/elsewhere.html", context)


# --- sources --------------------------------------------------------------------------------------


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """The sources one may choose from, and how each of them does."""
    who = _chooser(request)
    context = {
        "page": paged(request, sources_of(who)),
        "may_approve": who.may_anywhere(APPROVES),
        "waiting": asked.entries_of(who, State.NEW).count(),
    }
    return render(request, "feeds/sources.html", context)


@require_safe
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """One source: how it does, and what may be done with it."""
    who = viewer(request)
    found = source_for(who, pk, CHOOSES)
    context = {
        "source": found,
        "may_approve": who.may(APPROVES, found.organization.path),
        "nowhere": addresses.resolves_nowhere(found.address),
        "broken": times.long_failing(found.failing_since, clock.now()),
    }
    return render(request, "feeds/source.html", context)


@form_page
def source_approve(request: HttpRequest) -> HttpResponse:
    """Approve a feed of somebody else's."""
    who = viewer(request)
    office = office_of(who, APPROVES)
    return perform(
        request,
        Approving(request.POST or None),
        lambda values: sources.approve(
            office,
            **values,
            now=clock.now(),
            by=who.actor(APPROVES, office.path),
            listed=settings.FEED_HOSTS,
        ),
        template="feeds/source_form.html",
        context={
            "title": "批准一个来源",
            "said": f"{office.short_name}批准以后，平台定时去看；登不登，一条一条由人定。",
            "back": reverse("sources"),
            "yes": "批准",
        },
        done=lambda made: ("批准了，马上去看一次。", reverse("source", args=[made.pk])),
    )


@form_page
def source_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take nothing from a source any more."""
    who = viewer(request)
    found = source_for(who, pk, APPROVES)
    return perform(
        request,
        Stopping(request.POST or None),
        lambda values: sources.stop(
            found,
            reason=values["reason"],
            now=clock.now(),
            by=who.actor(APPROVES, found.organization.path),
        ),
        template="feeds/source_form.html",
        context={
            "title": f"停用“{found.title}”",
            "said": "以后不再去取，没有选的不再列出来；已经登出来的还在，可以一条一条撤回。",
            "back": reverse("source", args=[pk]),
            "yes": "停用",
        },
        done=lambda _: ("停用了。", reverse("source", args=[pk])),
    )


@require_POST
def source_look(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a source looked at now."""
    who = viewer(request)
    found = source_for(who, pk, APPROVES)
    sources.look_now(found, by=who.actor(APPROVES, found.organization.path))
    messages.success(request, "后台程序这就去看，过一会儿刷新这一页。")
    return redirect("source", pk=pk)


# --- entries --------------------------------------------------------------------------------------


@require_safe
def entry_list(request: HttpRequest) -> HttpResponse:
    """What stands in the sources: to be chosen, chosen, or set aside; of one source or of all."""
    who = _chooser(request)
    state = _state(request.GET.get("show", ""))
    one = request.GET.get("source", "")
    found = source_for(who, int(one), CHOOSES) if one.isascii() and one.isdigit() else None
    page = paged(request, asked.entries_of(who, state, found.pk if found else None))
    context = {
        "page": page,
        "state": state,
        "states": [
            (each.value, each.label, _list_url(each, found.pk if found else None)) for each in State
        ],
        "source": found,
    }
    return render(request, "feeds/entries.html", context)


def _state(name: str) -> State:
    return State(name) if name in State.values else State.NEW


def _list_url(state: State, source: int | None) -> str:
    asked = {"show": state.value} | ({"source": source} if source else {})
    return f"{reverse('entries')}?{urlencode(asked)}"


@require_POST
def entry_choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an entry to everybody."""
    return _decided(request, pk, choosing.choose, "登出来了，在“各地”里看得到。")


@require_POST
def entry_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not show an entry."""
    return _decided(request, pk, choosing.set_aside, "这一条不登。")


@require_POST
def entry_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo what was decided of an entry."""
    return _decided(request, pk, choosing.take_back, "撤回来了，又在“等着看”里。")


def _decided(
    request: HttpRequest, pk: int, act: Callable[..., Entry], sentence: str
) -> HttpResponse:
    who = viewer(request)
    entry = asked.entry_for(who, pk)
    by = who.actor(CHOOSES, entry.source.organization.path)
    before = State(entry.state)
    act(entry, now=clock.now(), by=by)
    messages.success(request, f"“{entry.title[:30]}”{sentence}")
    of = request.POST.get("source", "")
    return redirect(_list_url(before, int(of) if of.isascii() and of.isdigit() else None))


def _chooser(request: HttpRequest) -> Viewer:
    who = viewer(request)
    if not who.may_anywhere(CHOOSES):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    return who
