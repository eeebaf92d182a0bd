"""Forms of signing in and of proving who one is."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError

from dangjian.registry import passkeys, passwords, signin
from dangjian.registry.brake import Braked
from dangjian.registry.models import Account

LONGEST_CREDENTIAL = 64 * 1024


class PasswordField(forms.CharField):
    """A password: pasting is allowed, nothing is cut off, it is never sent back."""

    def __init__(self, label: str, autocomplete: str = "current-password", **kwargs: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(
            label=label, strip=False, max_length=passwords.LONGEST, widget=widget, **kwargs
        )


class CodeField(forms.CharField):
    """A code from the telephone, or a recovery code. Spaces and full-width digits are fine."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "动态口令")
        widget = forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "class": "in-s",
                "size": "14",
            }
        )
        super().__init__(max_length=40, widget=widget, **kwargs)


class SignInForm(LoginForm):
    """allauth's form with our words: login name or mobile number, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label="登录名或手机号",
            max_length=60,
            help_text="手机号是登记在党员信息里的那一个；几个人共用一个号码的，请用登录名。",
            widget=forms.TextInput(
                attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
            ),
        )
        self.fields["password"] = PasswordField("密码")
        self.order_fields(["login", "password"])

    @property
    def braked(self) -> bool:
        """Whether nothing was judged because waiting is due."""
        return self.has_error("__all__", "braked")


class SecondFactorForm(AuthenticateForm):
    """The code asked for after the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = (
            CodeField(
                help_text="打开手机上的验证器，输入现在显示的 6 位数字。"
                "手机不在身边，可以输一个 8 位备用码。"
            )
            if passkeys.telephone(self.user)
            else CodeField(
                label="备用码", help_text="登记通行密钥时给您的 8 位数字，每个只能用一次。"
            )
        )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        try:
            used = signin.prove_second_factor(context.request, self.user, code)
        except Braked as wait:
            raise ValidationError(str(wait), code="braked") from wait
        if used is None:
            raise ValidationError(signin.WRONG_CODE)
        self.authenticator = used
        return code

    @property
    def braked(self) -> bool:
        return self.has_error("code", "braked")


class CredentialField(forms.JSONField):
    """What a browser says a passkey signed; kit/passkey.js fills it in."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": passkeys.NO_GOOD,
        "required": passkeys.NO_GOOD,
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.HiddenInput, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Longer than any passkey's answer is not read at all; nor what is nested without end."""
        if value and len(value) > LONGEST_CREDENTIAL:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            return super().to_python(value)
        except RecursionError as deep:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from deep


class PasskeyForm(forms.Form):
    """Signing in with a passkey alone."""

    credential = CredentialField()


class PasskeyStepForm(AuthenticateWebAuthnForm):
    """The passkey after the password, in place of the code."""

    credential = CredentialField()

    def clean_credential(self) -> Authenticator:
        try:
            used = signin.prove_passkey(
                context.request, self.user, self.cleaned_data["credential"]
            )
        except Braked as wait:
            raise ValidationError(str(wait), code="braked") from wait
        if used is None:
            raise ValidationError(passkeys.NO_GOOD)
        return used

    @property
    def braked(self) -> bool:
        return self.has_error("credential", "braked")


class NewPasskeyForm(forms.Form):
    """What the owner calls a new passkey, and what the browser made."""

    name = forms.CharField(
        label="给它起个名称",
        max_length=20,
        help_text="例如“我的手机”“办公室电脑”，以后换手机好认出来移除哪一个。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    credential = CredentialField(
        error_messages={"required": "还没有登记。请点“登记”，按手机或电脑的提示确认。"}
    )


class ProofForm(forms.Form):
    """Password, and the code (or a passkey in its place) where there is a second factor."""

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = PasswordField("密码")
        if not signin.has_second_factor(account):
            return
        telephone = passkeys.telephone(account)
        self.fields["code"] = CodeField(
            required=False,
            label="动态口令" if telephone else "备用码",
            help_text="手机验证器上现在显示的 6 位数字，或者一个 8 位备用码。"
            if telephone
            else "登记通行密钥时给您的 8 位数字，每个只能用一次。",
        )
        if passkeys.of(account):
            self.fields["credential"] = CredentialField(required=False)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        proved = typed.get("code") or typed.get("credential")
        if "code" in self.fields and not proved and not self.errors:
            self.add_error("code", CodeField().error_messages["required"])
        return typed


class NewPasswordForm(forms.Form):
    """A new password, twice."""

    password1 = PasswordField("新密码", "new-password", help_text=passwords.ADVICE)
    password2 = PasswordField("再输一遍新密码", "new-password")

    def clean_password2(self) -> str:
        again: str = self.cleaned_data["password2"]
        if self.cleaned_data.get("password1", again) != again:
            raise ValidationError("两次输入的密码不一样，请重新输入。")
        return again


class ChangePasswordForm(NewPasswordForm):
    """The present password, then the new one twice."""

    oldpassword = PasswordField("现在的密码")
    field_order = ("oldpassword", "password1", "password2")


class SetUpForm(forms.Form):
    """The first code a telephone shows."""

    code = CodeField(label="手机上显示的 6 位数字")
