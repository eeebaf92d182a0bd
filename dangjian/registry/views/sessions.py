"""我的登录设备: where I am signed in; and closing all ways in of somebody else."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dangjian.kernel import clock
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import accounts, sessions
from dangjian.registry.actions.accounts import WaysClosed
from dangjian.registry.authority import Purpose, viewer_of
from dangjian.registry.forms.accounts import CloseWaysForm
from dangjian.registry.models import Account
from dangjian.registry.queries import accounts as queries
from dangjian.registry.queries.sessions import ways_in
from dangjian.registry.sessions import MEMBER_IDLE, OFFICER_IDLE
from dangjian.registry.viewer import idle_limit, told_length
from dangjian.registry.views.accounts import member_page
from dangjian.registry.views.doors import perform, viewer


@require_safe
@never_cache
def devices(request: HttpRequest) -> HttpResponse:
    """Where I am signed in, and what else opens my account."""
    account: Account = request.user  # type: ignore[assignment]
    idle = idle_limit(viewer(request))
    ways = ways_in(
        account.person, account, clock.now(), idle=idle, here=request.session.session_key
    )
    context = {"ways": ways, "others": len(ways.devices) > 1, "quiet": f" {told_length(idle)}"}
    return render(request, "registry/my_devices.html", context)


@require_safe
@never_cache
def still_here(request: HttpRequest) -> HttpResponse:
    """Somebody pressed “接着用”: being asked lengthens the session, and there is nothing to say."""
    return HttpResponse(status=204)


@require_POST
def end_one(request: HttpRequest) -> HttpResponse:
    """Sign out on one other device."""
    sessions.end_session(request.user, handle=request.POST.get("handle", ""))  # type: ignore[arg-type]
    messages.success(request, "那台设备上的登录已退出。")
    return redirect("my_devices")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    account: Account = request.user  # type: ignore[assignment]
    sessions.end_sessions(account, keep=request.session.session_key)
    update_session_auth_hash(request, account)
    messages.success(request, "其他设备上的登录都已退出。")
    return redirect("my_devices")


def close_ways(request: HttpRequest, pk: int) -> HttpResponse:
    """Close all ways in of somebody whose second factor the viewer may take off."""
    looker, now = viewer(request), clock.now()
    person = queries.owner_for(looker, pk, now.date())
    if not queries.may_drop_second_factor(looker, person, now.date()):
        raise Refused(
            f"{person.name}担任职务，登录方式由能授予这个职务的安全管理员作废。", status=403
        )
    account = queries.account_of(person)
    officer = account is not None and viewer_of(account, now.date()).above_member
    idle = OFFICER_IDLE if officer else MEMBER_IDLE
    return perform(
        request,
        CloseWaysForm(request.POST or None),
        lambda typed: accounts.close_all_ways_in(
            person,
            reason=typed["reason"],
            now=now,
            by=looker.actor(Purpose.ACCOUNTS, person.path),
        ),
        template="registry/account_ways.html",
        context={
            "person": person,
            "account": account,
            "ways": ways_in(person, account, now, idle=idle),
        },
        done=lambda closed: (_told(person.name, closed), member_page(looker, person)),
    )


def _told(name: str, closed: WaysClosed) -> str:
    counted = (
        (closed.sessions, "处登录"),
        (closed.passkeys, "个通行密钥"),
        (closed.telephones, "部绑定的手机"),
        (closed.codes, "个没用过的启用码"),
    )
    parts = [f"{number} {what}" for number, what in counted if number]
    return (
        f"{name}的{'、'.join(parts)}已作废。"
        if parts
        else f"{name}没有登录着，也没有别的登录方式。"
    )
