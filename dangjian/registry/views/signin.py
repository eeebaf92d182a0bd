"""Signing in, the second factor, and one's own password."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView, LogoutView
from allauth.mfa.base.views import AuthenticateView
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from dangjian.kernel import clock
from dangjian.kernel.refusal import Refused
from dangjian.registry import brake, passkeys, passwords, signin
from dangjian.registry.actions import accounts, second_factor
from dangjian.registry.forms.signin import (
    ChangePasswordForm,
    PasskeyStepForm,
    ProofForm,
    SecondFactorForm,
    SetUpForm,
    SignInForm,
)
from dangjian.registry.models import Account
from dangjian.registry.queries.accounts import recovery_codes as unused_codes
from dangjian.registry.views.doors import perform, viewer

_DRAFT = "second_factor_draft"

# Also for somebody half-way in, who wants to leave the place to another.
sign_out = login_not_required(LogoutView.as_view(template_name="registry/signin_out.html"))


class SignIn(LoginView):
    """Name and password. A refusal answers 422, or 429 where waiting is due."""

    form_class = SignInForm
    template_name = "registry/signin_form.html"

    def form_valid(self, form: SignInForm) -> HttpResponse:
        signin.note_length(self.request, form.cleaned_data["password"])
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told: dict[str, Any] = super().get_context_data(**kwargs)
        return told | {
            "passkeys": passkeys.may_be_used(self.request),
            "ended": self.request.method == "GET" and signin.session_gone(self.request),
        }

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=429 if form.braked else 422)


class SecondFactorStep(AuthenticateView):
    """The code or a passkey after the password. Who was closed out meanwhile starts again."""

    form_class = SecondFactorForm
    webauthn_form_class = PasskeyStepForm
    template_name = "registry/signin_code.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._answer(200)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.stage.login.user.is_active:
            return self.stage.abort()
        if self.form.is_valid():
            return self.form_valid(self.form)
        return self._answer(429 if self.form.braked else 422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        account = self.stage.login.user
        ask = passkeys.may_be_used(self.request) and bool(passkeys.of(account))
        return {
            "form": self.auth_form,
            "passkey_form": self.webauthn_form,
            "telephone": passkeys.telephone(account),
            "ask": passkeys.ask(account) if ask else "",
        }

    def _answer(self, status: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data(), status=status)


@never_cache
@sensitive_post_parameters("password", "code")
def reauthenticate(request: HttpRequest) -> HttpResponse:
    """Prove once more who one is, then go on to `next`. The session gets a new key."""
    account: Account = request.user  # type: ignore[assignment]
    form = ProofForm(request.POST or None, account=account)
    status = 200 if request.method == "GET" else 422
    if form.is_valid():
        try:
            _prove(request, account, form)
        except Refused as refusal:
            _put(form, refusal)
            status = refusal.status
        else:
            request.session.cycle_key()
            return redirect(_next(request))
    ask = "credential" in form.fields and passkeys.may_be_used(request)
    context = {
        "form": form,
        "next": _next(request),
        "ask": passkeys.ask(account) if ask else "",
        "telephone": passkeys.telephone(account),
    }
    return render(request, "registry/signin_confirm.html", context, status=status)


def _prove(request: HttpRequest, account: Account, form: ProofForm) -> None:
    typed = form.cleaned_data
    _prove_password(request, account, typed["password"], "password")
    methods = ["password"]
    if typed.get("credential"):
        if signin.prove_passkey(request, account, typed["credential"]) is None:
            raise Refused(passkeys.NO_GOOD)
        methods.append("mfa")
    elif "code" in typed:
        if signin.prove_second_factor(request, account, typed["code"]) is None:
            raise Refused(signin.WRONG_CODE, field="code")
        methods.append("mfa")
    brake.clear(signin.mark_of(account), signin.address_of(request))
    signin.record_proof(request, account, *methods)


def _prove_password(request: HttpRequest, account: Account, password: str, field: str) -> None:
    if signin.prove_password(request, account.login_name, password) is None:
        raise Refused("密码不对，请再输一次。", field=field)


def _put(form: forms.Form, refusal: Refused) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else reverse("me")


@never_cache
@sensitive_post_parameters("oldpassword", "password1", "password2")
def change_password(request: HttpRequest) -> HttpResponse:
    """A new password for one's own account; the old one is asked for, and counted."""
    account: Account = request.user  # type: ignore[assignment]
    form = ChangePasswordForm(request.POST or None)
    status = 200 if request.method == "GET" else 422
    if form.is_valid():
        typed = form.cleaned_data
        try:
            _prove_password(request, account, typed["oldpassword"], "oldpassword")
            accounts.change_password(account, password=typed["password1"], on=clock.today())
        except Refused as refusal:
            _put(form, refusal)
            status = refusal.status
        else:
            update_session_auth_hash(request, account)
            signin.note_length(request, typed["password1"])
            messages.success(request, "密码已修改，其他设备上的登录已退出。")
            return redirect("me")
    context = {
        "form": form,
        "too_short": signin.password_too_short(request) and viewer(request).above_member,
        "too_old": settings.DENGBAO and passwords.too_old(account, clock.today()),
        "good_for": passwords.GOOD_FOR.days,
    }
    return render(request, "registry/account_password.html", context, status=status)


# --- the second factor ----------------------------------------------------------------------------


@require_safe
def second_factor_page(request: HttpRequest) -> HttpResponse:
    """What the second factor is, whether one has it, and what can be done about it."""
    account: Account = request.user  # type: ignore[assignment]
    kept = passkeys.of(account)
    telephone = passkeys.telephone(account)
    context = {
        "telephone": telephone,
        "passkeys": kept,
        "enabled": telephone or bool(kept),
        "required": viewer(request).above_member,
        "codes_left": len(unused_codes(account)),
    }
    return render(request, "registry/factor_index.html", context)


@never_cache
@signin.fresh_proof_needed
def set_up(request: HttpRequest) -> HttpResponse:
    """Tie a telephone to the account: scan, type the first code, keep the recovery codes."""
    account: Account = request.user  # type: ignore[assignment]
    secret = _draft(request)
    form = SetUpForm(request.POST or None)
    if form.is_valid():
        step = signin.step_of(secret, form.cleaned_data["code"])
        if step is None:
            form.add_error("code", "数字不对。请核对手机的时间，等数字更新后再输一次。")
        else:
            return _tie(request, account, secret, step)
    context = {
        "form": form,
        "secret": secret,
        **signin.shown(account, secret),
        "enabled": passkeys.telephone(account),
        "protected": signin.has_second_factor(account),
        "required": viewer(request).above_member,
    }
    status = 422 if form.errors else 200
    return render(request, "registry/factor_setup.html", context, status=status)


def _tie(request: HttpRequest, account: Account, secret: str, step: int) -> HttpResponse:
    account = second_factor.set_up(account, secret=secret, step=step)
    del request.session[_DRAFT]
    update_session_auth_hash(request, account)
    signin.record_proof(request, account, "mfa")
    messages.success(request, "动态口令已绑定。请把下面的备用码打印或抄下来。")
    return redirect("mfa_view_recovery_codes")


def _draft(request: HttpRequest) -> str:
    """The secret on offer: the same one until it is tied, so that a scanned code stays right."""
    seal = signin.SecondFactorAdapter(request)
    if _DRAFT not in request.session:
        request.session[_DRAFT] = seal.encrypt(signin.new_secret())
    return seal.decrypt(request.session[_DRAFT])


@signin.fresh_proof_needed
def take_off(request: HttpRequest) -> HttpResponse:
    """Take the second factor off; whoever holds office cannot."""
    account: Account = request.user  # type: ignore[assignment]
    required = viewer(request).above_member and not passkeys.of(account)

    def act(_: dict[str, Any]) -> Account:
        return second_factor.take_off(account, required=required)

    return perform(
        request,
        forms.Form(request.POST),
        act,
        template="registry/factor_takeoff.html",
        context={"required": required, "others": bool(passkeys.of(account))},
        done=lambda _: ("动态口令已解除。", reverse("mfa_index")),
    )


@require_safe
@never_cache
@signin.fresh_proof_needed
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The recovery codes that are left, to print."""
    account: Account = request.user  # type: ignore[assignment]
    context = {"codes": unused_codes(account), "enabled": signin.has_second_factor(account)}
    return render(request, "registry/factor_codes.html", context)


@signin.fresh_proof_needed
def renew_recovery_codes(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes; the old ones are void."""
    account: Account = request.user  # type: ignore[assignment]
    return perform(
        request,
        forms.Form(request.POST),
        lambda _: second_factor.renew_recovery_codes(account),
        template="registry/factor_renew.html",
        context={"codes_left": len(unused_codes(account))},
        done=lambda _: ("备用码已换新，原来的作废。", reverse("mfa_view_recovery_codes")),
    )
