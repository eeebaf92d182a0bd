"""Forms of topics and of moderation."""

from __future__ import annotations

from typing import Any

from django import forms

from dangjian.forum.forms import reasons
from dangjian.forum.models import Audience, Screening
from dangjian.kit.forms import DateField, Line, Text


class Opening(forms.Form):
    """A topic: its question, days, who may speak, and when it is shown."""

    title = Line("题目", 60, help_text="一句话，例如“小区充电桩装在哪里好”。")
    question = Text("想问什么", 2000, help_text="背景、想听哪些意见、意见怎么用。")
    audience = forms.ChoiceField(
        label="谁可以发言", choices=Audience.choices, widget=forms.RadioSelect
    )
    screening = forms.ChoiceField(
        label="发言怎样公开", choices=Screening.choices, widget=forms.RadioSelect
    )
    from_on = DateField(label="哪天开始")
    until_on = DateField(label="最后一天")


class Contributing(forms.Form):
    """What somebody wants to say."""

    text = Text(
        "您想说什么",
        2000,
        rows=6,
        help_text="人人看得到，请不要写证件号、电话、住址，也不要写别人的。",
    )


class Putting(forms.Form):
    """A reason to put something aside for a while."""

    reason = forms.ChoiceField(label="为什么", choices=reasons, widget=forms.RadioSelect)


class Hiding(forms.Form):
    """A reason of the closed list, the clause, and a word to the author."""

    reason = forms.ChoiceField(label="原因", choices=reasons, widget=forms.RadioSelect)
    clause = Line(
        "依据的条款",
        120,
        required=False,
        help_text="“违反法律”必须写明哪部法律、哪一条；别的不用写。",
    )
    words = Text("给作者的说明", 300, rows=3, required=False, help_text="作者看得到，别人看不到。")


class Answering(forms.Form):
    """A reason the author reads."""

    answer = Text("理由", 300, rows=3, help_text="作者看得到。")


class Judging(forms.Form):
    """The decision on an appeal."""

    decision = forms.ChoiceField(
        label="复核结果",
        choices=[("grant", "应当恢复"), ("uphold", "维持隐藏")],
        widget=forms.RadioSelect,
    )
    answer = Text("理由", 300, rows=3, help_text="作者看得到。")


class Appealing(forms.Form):
    """Why it should be shown again."""

    words = Text("为什么应当恢复", 1000, rows=4, help_text="只有复核的同志看得到。")


class Finding(forms.Form):
    """A receipt code, with blanks or without."""

    code = Line(
        "受理码",
        40,
        help_text="24 位数字，空格可写可不写。",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class AppealingByCode(Appealing):
    """The same by somebody without account."""

    code = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, code: str = "") -> None:
        super().__init__(data, initial={"code": code})
