"""Forms of one's own notices: an address, the code that proves it, the hours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from dangjian.courier.models import Kind
from dangjian.courier.rules import CODE_DIGITS, Times

_HOURS = [(hour, f"{hour}:00") for hour in range(24)]

_LABELS = {
    Kind.MAIL: ("电子邮箱", "例如 name@example.com。", "email", "email"),
    Kind.SMS: ("手机号", "11 位，能收短信的。", "tel", "tel"),
    Kind.CHAT: ("办公聊天的账号", "单位办公聊天里您的账号，不知道可以问组织员。", "text", "off"),
}


class AddressForm(forms.Form):
    """Where the code, and later the notices, are sent."""

    address = forms.CharField(max_length=200)

    def __init__(self, data: Mapping[str, Any] | None, *, kind: Kind, known: str = "") -> None:
        super().__init__(data, initial={"address": known})
        label, help_text, input_type, fill = _LABELS[kind]
        field = self.fields["address"]
        field.label, field.help_text = label, help_text
        field.widget = forms.TextInput(attrs={"autocomplete": fill, "maxlength": 200})
        field.widget.input_type = input_type


class VerifyForm(forms.Form):
    """The code that was received."""

    code = forms.CharField(
        label="验证码",
        max_length=20,
        help_text=f"收到的 {CODE_DIGITS} 位数字。",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self) -> str:
        return "".join(digit for digit in self.cleaned_data["code"] if digit.isdecimal())


class HoursForm(forms.Form):
    """When not to be told, and when to get the day's digest."""

    quiet_from = forms.TypedChoiceField(label="从几点起不打扰", coerce=int, choices=_HOURS)
    quiet_until = forms.TypedChoiceField(
        label="到几点",
        coerce=int,
        choices=_HOURS,
        help_text="两个钟点一样，就是随时都可以通知。",
    )
    digest_at = forms.TypedChoiceField(
        label="每天几点发汇总",
        coerce=int,
        choices=_HOURS,
        help_text="可以等的事一天只说一次，在这个钟点。",
    )

    def times(self) -> Times:
        return Times(**self.cleaned_data)
