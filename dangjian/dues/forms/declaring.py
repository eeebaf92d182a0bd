"""Class and base of a member, the farmers' amount, reliefs, the account of a half-year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from dangjian.dues.forms.fields import MoneyField, MonthField
from dangjian.dues.models import Half, Payer, ReliefKind
from dangjian.dues.rules import months


class Declaring(forms.Form):
    """What a member's dues are computed from, from a month on."""

    payer = forms.ChoiceField(label="交纳类别", choices=Payer.choices, widget=forms.RadioSelect)
    base = MoneyField(
        label="计算基数（元/月）",
        required=False,
        help_text="领工资、年薪和离退休的填每月税后相对固定的收入；个体经营的填上一季度的月平均纯收入；"
        "农民、学生、下岗和低保的不填。",
    )
    month = MonthField(label="从哪个月起算", help_text="收入变化的，从变化的那个月起算。")
    document = forms.CharField(
        label="依据", max_length=120, required=False, help_text="例如“工资条”“退休证”“本人报的”。"
    )

    def __init__(self, data: Mapping[str, Any] | None, *, payer: str, today: dt.date) -> None:
        super().__init__(data, initial={"payer": payer, "month": months.first_of(today)})


class Opening(forms.Form):
    reason = forms.CharField(
        label="为什么要看",
        max_length=120,
        help_text="本人能看到是谁、什么时候、为什么看的。",
    )


class FarmerSetting(forms.Form):
    """What farmers pay a month from a month on."""

    amount = MoneyField(label="每月数额（元）")
    month = MonthField(label="从哪个月起")
    document = forms.CharField(
        label="依据文件", max_length=120, help_text="例如省委组织部的规定和文号。"
    )


class Relieving(forms.Form):
    """A relief as the branch proposes it."""

    kind = forms.ChoiceField(
        label="少交还是免交", choices=ReliefKind.choices, widget=forms.RadioSelect
    )
    amount = MoneyField(label="少交的，每月交多少（元）", required=False)
    first = MonthField(label="从哪个月")
    last = MonthField(label="到哪个月", help_text="一次最多提一年，到期还困难再提。")
    reason = forms.CharField(
        label="有什么困难",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="只有支部和上级党委看得到，加密保存。",
    )


class Seen(forms.Form):
    """A step on what was shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class Approving(Seen):
    document = forms.CharField(
        label="批准的文件或者会议记录", max_length=120, help_text="例如“11月20日党工委会议记录”。"
    )


class EndingEarly(forms.Form):
    """From which month an approved relief holds no more."""

    from_month = MonthField(label="从哪个月起不再减免")
    words = forms.CharField(
        label="为什么提前结束",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例如困难已经解决、收入恢复了。加密保存。",
    )


class Returning(Seen):
    words = forms.CharField(label="理由", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class Preparing(forms.Form):
    """Which half-year is drawn up."""

    period = forms.ChoiceField(label="哪一期", widget=forms.RadioSelect)

    def __init__(self, data: Mapping[str, Any] | None, *, due: Sequence[tuple[int, Half]]) -> None:
        super().__init__(data, initial={"period": f"{due[0][0]}-{due[0][1]:d}" if due else ""})
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            (f"{year}-{half:d}", f"{year}年{half.label}") for year, half in due
        ]

    def chosen(self) -> tuple[int, Half]:
        year, half = self.cleaned_data["period"].split("-")
        return int(year), Half(int(half))
