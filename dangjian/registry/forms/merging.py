"""Forms about two records of one person."""

from __future__ import annotations

from typing import Any

from django import forms

from dangjian.registry.rules.consents import SHORTEST


class MergeForm(forms.Form):
    """Which of the two goes on, and how it is known that they are one."""

    keep = forms.TypedChoiceField(
        label="保留哪一份",
        coerce=int,
        widget=forms.RadioSelect,
        help_text="另一份不再在名单里，原样留作历史。现在所在的支部以保留的这份为准。",
    )
    reason = forms.CharField(
        label="怎么知道是同一个人",
        max_length=120,
        min_length=SHORTEST,
        help_text="例如：看了身份证原件和入党志愿书。复核的同志看了才好决定，也会写进记录。",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, offered: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = offered  # type: ignore[attr-defined]


class ApartForm(forms.Form):
    """How it is known that they are two."""

    reason = forms.CharField(
        label="怎么知道是两个人",
        max_length=120,
        min_length=SHORTEST,
        help_text="例如：看了两本身份证原件。写了以后不再提示。",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
