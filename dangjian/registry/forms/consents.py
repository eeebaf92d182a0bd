"""Forms of requests that need a second person."""

from __future__ import annotations

from typing import Any

from django import forms

from dangjian.kit.forms import DateField
from dangjian.registry.rules.consents import EMERGENCY_HOURS, OPEN_HOURS, SHORTEST
from dangjian.registry.rules.erasing import KEPT_MONTHS
from dangjian.registry.rules.operations import Operation


class ReasonForm(forms.Form):
    """Why something is asked for; the second person reads it."""

    reason = forms.CharField(
        label="为什么",
        max_length=120,
        min_length=SHORTEST,
        help_text="写清办什么事。复核的同志看了才好决定，也会写进记录。",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OpeningForm(ReasonForm):
    """For how long somebody's identity number may be looked at, and why."""

    hours = forms.TypedChoiceField(
        label="看多久",
        coerce=int,
        choices=[(hours, f"{hours} 小时") for hours in OPEN_HOURS],
        initial=OPEN_HOURS[1],
        widget=forms.RadioSelect,
        help_text="从另一位同志同意的时候算起，到时间自动关上。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "reason"
        ].help_text = "写清办什么事，例如“核对党费证上的号码”。本人能看到是谁、为什么看的。"


class EmergencyForm(ReasonForm):
    """For how long, where, and why nobody can wait."""

    place = forms.TypedChoiceField(label="在哪里", coerce=int)
    hours = forms.TypedChoiceField(
        label="多长时间",
        coerce=int,
        choices=[(hours, f"{hours} 小时") for hours in EMERGENCY_HOURS],
        initial=EMERGENCY_HOURS[0],
        widget=forms.RadioSelect,
    )
    field_order = ("place", "hours", "reason")

    def __init__(self, *args: Any, places: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined]


class OperationForm(ReasonForm):
    """What is to be done at the server, exactly."""

    operation = forms.ChoiceField(
        label="做什么", choices=Operation.choices, widget=forms.RadioSelect
    )
    detail = forms.CharField(
        label="具体内容",
        max_length=300,
        required=False,
        help_text="更换密钥：换成国密算法写 gm，国际算法写 intl，算法不变不填。"
        "见证人：登记的写他的公钥（一整行），不再收的写他的名字。去掉旧密钥不填。",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    field_order = ("operation", "detail", "reason")


class ErasingForm(forms.Form):
    """Whose words of evidence are to be erased, up to which day, and on which paper of his."""

    person = forms.TypedChoiceField(label="关于哪位同志", coerce=int, widget=forms.RadioSelect)
    until = DateField(
        label="抹到哪一天", help_text=f"这一天和以前的。证据的内容至少保留 {KEPT_MONTHS} 个月。"
    )
    document = forms.CharField(
        label="本人的申请",
        max_length=120,
        min_length=SHORTEST,
        help_text="例如：本人 2026-11-20 书面申请。",
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]
        if len(people) == 1:
            self.fields["person"].initial = people[0][0]


class AgreeForm(forms.Form):
    """Agree to exactly what the page showed."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    words = forms.CharField(
        label="复核意见",
        max_length=120,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RefuseForm(forms.Form):
    words = forms.CharField(
        label="为什么不同意",
        max_length=120,
        min_length=SHORTEST,
        help_text="提出的同志看得到。",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class InspectionForm(forms.Form):
    """Which papers were seen, and the digest of a scan where one was made."""

    papers = forms.CharField(
        label="看了哪些材料", max_length=120, help_text="例如：身份证原件、任职文件原件。"
    )
    scan = forms.CharField(
        label="扫描件的摘要",
        max_length=80,
        required=False,
        help_text="存了扫描件的，填它的 SM3 或 SHA-256 摘要（64 位）。没有就不填。",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )


class FindingForm(forms.Form):
    finding = forms.CharField(
        label="复查结果",
        max_length=300,
        min_length=SHORTEST,
        help_text="每一件是不是当时非办不可，有没有多办的。写了不能改。",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
