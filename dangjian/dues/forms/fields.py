"""A month and an amount of money as people write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from django import forms

from dangjian.dues.rules import months, standards
from dangjian.kernel.refusal import Refused

T = TypeVar("T")


class MonthInput(forms.TextInput):
    """The browser's own choice of a month; where there is none, a line to type 2026-11 into."""

    input_type = "month"

    def format_value(self, value: Any) -> str | None:
        return f"{value:%Y-%m}" if isinstance(value, dt.date) else value


class MonthField(forms.CharField):
    """A month, as its first day."""

    widget = MonthInput

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return _said(months.read, typed) if typed else None


class MoneyField(forms.CharField):
    """Yuan with two decimals, exact."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return _said(standards.money, typed) if typed else None

    def prepare_value(self, value: Any) -> Any:
        return f"{value:.2f}" if isinstance(value, Decimal) else value


def _said(read: Callable[[str], T], typed: str) -> T:
    try:
        return read(typed)
    except Refused as refusal:
        raise forms.ValidationError(refusal.sentence) from refusal
