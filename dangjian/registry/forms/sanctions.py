"""Forms for discipline and handling: a reason to open the record, a decision, its end."""

from __future__ import annotations

from django import forms

from dangjian.kit.forms import DateField
from dangjian.registry.actions.sanctions import Decision
from dangjian.registry.models import SanctionKind
from dangjian.registry.rules.sanctions import MOST_REASON


class Opening(forms.Form):
    """Why it is looked at."""

    reason = forms.CharField(
        label="为什么要看", max_length=120, help_text="例如“核对换届候选人资格”。本人看得到这一句。"
    )


class Imposing(forms.Form):
    """A decision and its paper."""

    kind = forms.ChoiceField(
        label="什么决定", choices=SanctionKind.choices, widget=forms.RadioSelect
    )
    months = forms.IntegerField(
        label="期限（几个月）",
        required=False,
        min_value=1,
        max_value=24,
        help_text="只有留党察看、限期改正要填。",
    )
    organ = forms.CharField(label="作出决定的党组织", max_length=120, help_text="写全称。")
    document = forms.CharField(
        label="决定的文件", max_length=120, help_text="决定或批复的名称和文号。"
    )
    decided_on = DateField(label="作出决定的日期", help_text="文件上的日期。")
    on = DateField(label="从哪天生效")
    reason = forms.CharField(
        label="事由",
        max_length=MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="照决定写，加密保存。",
    )

    def said(self) -> Decision:
        """What was typed, as the action takes it."""
        given = self.cleaned_data
        return Decision(
            given["kind"],
            given["on"],
            given["organ"],
            given["document"],
            given["decided_on"],
            given["reason"],
            given["months"],
        )


class Ending(forms.Form):
    """By which paper it is over, since when, and what was found."""

    on = DateField(label="从哪天起结束")
    document = forms.CharField(label="依据的文件", max_length=120)
    words = forms.CharField(
        label="怎样认定的",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例如“支部大会讨论通过，恢复党员权利”。",
    )


class Withdrawing(forms.Form):
    """What was wrong."""

    reason = forms.CharField(label="哪里登记错了", max_length=120)
