"""Opening an account with a code, one's own account, and managing the accounts of others (L1)."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from dangjian.kernel import clock
from dangjian.kernel.refusal import Refused
from dangjian.registry import brake, passkeys, signin
from dangjian.registry.actions import accounts
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.forms.accounts import ActivationForm, CloseForm, CodeForm
from dangjian.registry.models import Account, Person
from dangjian.registry.queries import accounts as queries
from dangjian.registry.views.doors import perform, viewer


@login_not_required
@never_cache
@sensitive_post_parameters("code", "password1", "password2")
def activate(request: HttpRequest) -> HttpResponseBase:
    """Open an account (or get back into it) with the code from the slip, and be signed in."""
    if request.user.is_authenticated:
        messages.info(request, "您已经登录。要启用另一个账号，请先退出。")
        return redirect("me")
    form = ActivationForm(request.POST or None)
    status = 200 if request.method == "GET" else 422
    if form.is_valid():
        try:
            account = _activated(request, form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, f"账号已启用。您的登录名是 {account.login_name}，请记好。")
            password = form.cleaned_data["password1"]
            return signin.sign_in(request, account, password, reverse("me"))
    return render(request, "registry/account_activate.html", {"form": form}, status=status)


def _activated(request: HttpRequest, typed: dict[str, Any]) -> Account:
    """The account the code opens. Tries count against the name and the address (see brake)."""
    mark, now = f"code:{signin.plain(typed['name'])}", clock.now()
    attempt = brake.begin(mark, signin.address_of(request))
    try:
        account = accounts.activate(
            name=typed["name"],
            code=typed["code"],
            login_name=typed["login_name"],
            password=typed["password1"],
            now=now,
        )
    except Refused as refusal:
        again = queries.opened_just_now(typed["code"], typed["password1"], now)
        if again is None and not refusal.field:
            attempt.failed()
            raise
        attempt.right()
        if again is None:
            raise
        return again
    attempt.right()
    brake.clear(mark, signin.address_of(request))
    return account


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """My account: what I am called here, what I hold, how I am protected."""
    looker, today = viewer(request), clock.today()
    account: Account = request.user  # type: ignore[assignment]
    kinds = passkeys.kinds(account)
    context = {
        "account": account,
        "branch": account.person.organization,
        "roles": queries.roles_of(looker, today),
        "protected": bool(kinds),
        "telephone": Authenticator.Type.TOTP in kinds,
        "passkeys": Authenticator.Type.WEBAUTHN in kinds,
        "required": looker.above_member,
        "codes_left": len(queries.recovery_codes(account)),
        "sign_ins": queries.recent_sign_ins(looker),
    }
    return render(request, "registry/me.html", context)


@never_cache
def code_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue a code. The answer to the POST is the slip itself: the code is kept nowhere."""
    looker, now = viewer(request), clock.now()
    person = queries.owner_for(looker, pk, now.date())
    account = queries.account_of(person)
    if not queries.may_issue_code(looker, person, account, now.date()):
        raise Refused(
            f"{person.name}担任职务，已经有账号：忘了密码、换了手机，由安全管理员当面核实以后发启用码。",
            status=403,
        )
    may_drop = account is not None and signin.has_second_factor(account)
    form = CodeForm(request.POST or None, may_drop=may_drop)
    context: dict[str, Any] = {"person": person, "account": account, "form": form}
    if not form.is_valid():
        context["issued"] = queries.open_code(person, now)
        status = 200 if request.method == "GET" else 422
        return render(request, "registry/account_code.html", context, status=status)
    context["code"] = accounts.issue_code(
        person,
        now=now,
        by=looker.actor(Purpose.ACCOUNTS, person.path),
        issuer=Person.objects.get(pk=looker.person_id),
        drop_second_factor=form.cleaned_data.get("drop_second_factor", False),
    )
    context["address"] = request.build_absolute_uri(reverse("activate"))
    context["until"] = now + accounts.CODE_GOOD_FOR
    context["record_url"] = member_page(looker, person)
    return render(request, "registry/account_slip.html", context)


def account_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close somebody's account, with a reason."""
    looker = viewer(request)
    person = queries.owner_for(looker, pk, clock.today())
    account = queries.account_of(person)
    if account is None:
        raise Refused(f"{person.name}还没有启用过账号。", status=404)
    return perform(
        request,
        CloseForm(request.POST or None),
        lambda typed: accounts.close_account(
            account, reason=typed["reason"], by=looker.actor(Purpose.ACCOUNTS, person.path)
        ),
        template="registry/account_close.html",
        context={"person": person, "account": account},
        done=lambda _: (f"{person.name}的账号已停用。", member_page(looker, person)),
    )


def member_page(looker: Viewer, person: Person) -> str:
    """The member's record, where the viewer may read it; else the viewer's own account."""
    readable = looker.may(Purpose.READ, person.path)
    return reverse("member", args=[person.pk]) if readable else reverse("me")
