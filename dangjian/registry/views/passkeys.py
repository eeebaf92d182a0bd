"""Passkeys: signing in with one, adding and removing one's own."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dangjian.kernel.refusal import Missing, Refused
from dangjian.registry import passkeys, signin
from dangjian.registry.actions import second_factor
from dangjian.registry.brake import Braked
from dangjian.registry.forms.signin import NewPasskeyForm, PasskeyForm
from dangjian.registry.models import Account
from dangjian.registry.views.doors import perform, viewer

_HALF_AN_HOUR = 1800


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """GET: what the browser is to sign, as JSON (who asks for a page is led to signing in).
    POST: sign in with what it signed. Wrong: 422, with a way back; where waiting is due: 429."""
    if request.user.is_authenticated:
        return redirect("start")
    if request.method == "GET":
        if request.accepts("text/html"):
            return redirect("account_login")
        if not request.session.session_key:
            request.session.set_expiry(_HALF_AN_HOUR)  # of somebody who may never come in
        return HttpResponse(passkeys.ask(None), content_type="application/json")
    form = PasskeyForm(request.POST)
    told, status = passkeys.NO_GOOD, 422
    if form.is_valid():
        try:
            used = signin.prove_passkey(request, None, form.cleaned_data["credential"])
        except Braked as wait:
            told, status = str(wait), wait.status
        else:
            if used is not None:
                return signin.sign_in_by_passkey(request, used, _next(request))
    context = {"told": told, "next": request.POST.get("next", "")}
    return render(request, "registry/signin_passkey.html", context, status=status)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else reverse("start")


@never_cache
@signin.fresh_proof_needed
def add(request: HttpRequest) -> HttpResponse:
    """Make a passkey in this telephone or computer and keep it for the account."""
    account: Account = request.user  # type: ignore[assignment]
    form = NewPasskeyForm(request.POST or None, initial={"name": _name_for(account)})
    status = 200 if request.method == "GET" else 422
    if form.is_valid():
        typed = form.cleaned_data
        try:
            first = _added(account, typed["name"], typed["credential"])
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            status = refusal.status
        else:
            return _kept(request, account, first)
    may = passkeys.may_be_used(request)
    context = {
        "form": form,
        "offer": passkeys.offer_new(account) if may else "",
        "required": viewer(request).above_member,
        "protected": signin.has_second_factor(account),
    }
    return render(request, "registry/passkey_add.html", context, status=status)


def _added(account: Account, name: str, credential: Any) -> bool:
    kept = passkeys.read_new(credential)
    if kept is None:
        raise Refused(passkeys.NOT_KEPT)
    return second_factor.add_passkey(account, name=name, credential=kept)


def _kept(request: HttpRequest, account: Account, first: bool) -> HttpResponse:
    account.refresh_from_db(fields=["session_round"])
    update_session_auth_hash(request, account)
    signin.record_proof(request, account, "mfa")
    if first:
        messages.success(request, "通行密钥已登记。请把下面的备用码打印或抄下来。")
        return redirect("mfa_view_recovery_codes")
    messages.success(request, "通行密钥已登记，下次登录可以用它。")
    return redirect("mfa_index")


def _name_for(account: Account) -> str:
    return "我的手机" if not passkeys.of(account) else ""


def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove one of one's own passkeys. Missing: somebody else's, or none."""
    account: Account = request.user  # type: ignore[assignment]
    found = next((one for one in passkeys.of(account) if one.pk == pk), None)
    if found is None:
        raise Missing("没有这个通行密钥，可能已经移除了。")
    return _remove(request, account, found)


@signin.fresh_proof_needed
def _remove(request: HttpRequest, account: Account, passkey: Authenticator) -> HttpResponse:
    pk, name = passkey.pk, passkey.wrap().name
    required = viewer(request).above_member
    return perform(
        request,
        forms.Form(request.POST),
        lambda _: second_factor.remove_passkey(account, pk=pk, required=required),
        template="registry/passkey_remove.html",
        context={"name": name, "pk": pk},
        done=lambda name: (f"通行密钥“{name}”已移除。", reverse("mfa_index")),
    )
