"""Forms of the front door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from dangjian.kernel import terms
from dangjian.registry.queries.public import Known


class TermForm(forms.Form):
    start = forms.DateField(
        label="从哪天起", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    n = forms.IntegerField(label="多少", min_value=1, max_value=max(terms.LONGEST.values()))
    unit = forms.ChoiceField(
        label="单位",
        choices=[("working", "工作日"), ("natural", "自然日"), ("months", "个月")],
        widget=forms.RadioSelect,
    )
    start_counts = forms.BooleanField(
        label="当天也算一天", required=False, help_text="一般从第二天算起；规定写明当天起算的才勾。"
    )


class NoticeForm(forms.Form):
    text = forms.CharField(
        label="放假通知",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=(
            "可以把国务院办公厅通知的正文整段粘贴进来，也可以一行写一个假期，"
            "例如“国庆节 2027-10-01 至 2027-10-07”，调休上班写“调休上班 2027-09-26 2027-10-09”。"
        ),
    )
    replace = forms.BooleanField(
        label="替换已经录入的同一年通知", required=False, help_text="原来的通知保留备查，不会删除。"
    )


class FindForm(forms.Form):
    """Which organization anybody looks for."""

    q = forms.CharField(
        label="名称、拼音或单位",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    at = forms.TypedChoiceField(label="街道、乡镇或系统", coerce=int, empty_value=0, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, places: Sequence[Known] = ()
    ) -> None:
        super().__init__(data)
        field = self.fields["at"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [("", "全区"), *((place.id, place.short_name) for place in places)]

    def clean_q(self) -> str:
        return " ".join(self.cleaned_data["q"].split())


class Within(forms.Form):
    """Which part of the tree, and which part of the time, a list of reminders is narrowed to."""

    kind = forms.CharField(widget=forms.HiddenInput)
    at = forms.ChoiceField(label="组织", required=False)
    due = forms.ChoiceField(
        label="期限",
        required=False,
        choices=[("", "全部"), ("over", "已经过了"), ("ahead", "还没到")],
    )

    def __init__(
        self, data: Mapping[str, Any], *, places: Sequence[tuple[str, str]], ends: bool
    ) -> None:
        super().__init__(data)
        if not ends:
            del self.fields["due"]
        field = self.fields["at"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "全部"), *places]
        if len(places) < 2:
            del self.fields["at"]
