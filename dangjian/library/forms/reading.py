"""Forms of the library."""

from __future__ import annotations

from typing import Any

from django import forms

from dangjian.library.models import Kind
from dangjian.library.queries.documents import Choices


class ShelfForm(forms.Form):
    """What narrows the list; everything may be left open."""

    kind = forms.ChoiceField(
        choices=[("", ""), *Kind.choices], required=False, widget=forms.HiddenInput
    )
    issuer = forms.CharField(label="发布单位", max_length=100, required=False)
    year = forms.TypedChoiceField(label="年份", coerce=int, empty_value=None, required=False)
    series = forms.CharField(label="报刊或书", max_length=100, required=False)

    def offer(self, choices: Choices) -> None:
        """Offer what the shelf holds."""
        for name, rows in (("issuer", choices.issuers), ("series", choices.series)):
            given = [("", "不限"), *((value, f"{value}（{n}）") for value, n in rows)]
            self.fields[name].widget = forms.Select(choices=given)
        if not choices.series:
            del self.fields["series"]


class PlaceForm(forms.Form):
    """How far one has read. 0: to be forgotten."""

    paragraph = forms.IntegerField(
        min_value=0,
        max_value=100_000,
        error_messages={"invalid": "段数要写成数字", "required": "请选读到哪一段"},
    )


def years(choices: Choices) -> list[tuple[Any, str]]:
    """The years a list may be narrowed to."""
    return [("", "不限"), *((year, f"{year} 年（{n}）") for year, n in choices.years)]
